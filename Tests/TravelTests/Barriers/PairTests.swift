import Geography
import TestSupport
import Testing

@testable import Travel

/// Single pairs and their routes against whole tables.
@Suite struct PairTests {
  @Test("A single pair has the distance of the whole table, and its route adds up to it")
  func pairs() throws {
    try forEverySeed(in: 0...299) { generator in
      let world = BarrierPropertyTests.World(using: &generator)
      let provider = try BarrierDistance(barriers: world.barriers, crossings: world.crossings)
      let costs = Dictionary(uniqueKeysWithValues: world.crossings.map { ($0.id, $0.cost) })
      let table = try world.table()
      for (i, a) in world.points.enumerated() {
        for (j, b) in world.points.enumerated() {
          let length = provider.distance(from: a, to: b)
          guard length == table[j, i] else { return false }
          guard let route = provider.route(from: a, to: b) else {
            if length < .infinity { return false }
            continue
          }
          let walked = zip(route.path, route.path.dropFirst()).reduce(0) {
            $0 + $1.0.distance(to: $1.1)
          }
          let paid = route.crossings.reduce(0) { $0 + (costs[$1] ?? .infinity) }
          guard route.distance == length, abs(walked + paid - length) < 1e-6 else { return false }
          guard route.path.first == a, route.path.last == b else { return false }
        }
      }
      return true
    }
  }

  @Test("A route is the same however often it is asked for")
  func repeatable() throws {
    // Around a square both ways are equally long.
    let square = PlanarPolygon(
      exterior: [
        PlanarPoint(-10, -10), PlanarPoint(10, -10), PlanarPoint(10, 10), PlanarPoint(-10, 10),
      ])
    let provider = try BarrierDistance(
      barriers: [Barrier(id: "S", shapes: [.area(square)])], crossings: [])
    let first = provider.route(from: PlanarPoint(-30, 0), to: PlanarPoint(30, 0))
    #expect(first?.path.count == 4)
    for _ in 0..<20 {
      _ = provider.distance(from: PlanarPoint(0, -30), to: PlanarPoint(1, 40))
      #expect(provider.route(from: PlanarPoint(-30, 0), to: PlanarPoint(30, 0)) == first)
    }
  }

  @Test("With all pairs kept, a route has the distance of its pair")
  func kept() throws {
    try forEverySeed(in: 0...49) { generator in
      let world = BarrierPropertyTests.World(using: &generator)
      let provider = try BarrierDistance(barriers: world.barriers, crossings: world.crossings)
        .keepingAllPairs()
      return world.points.allSatisfy { a in
        world.points.allSatisfy { b in
          provider.route(from: a, to: b)?.distance ?? .infinity == provider.distance(from: a, to: b)
        }
      }
    }
  }
}

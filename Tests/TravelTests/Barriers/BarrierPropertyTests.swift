import Foundation
import Geography
import TestSupport
import Testing

@testable import Travel

/// What must hold in every world, whatever its walls.
@Suite struct BarrierPropertyTests {
  /// Lines of any slope, so that joints fall between the millimetres.
  struct World {
    var barriers: [Barrier]
    var crossings: [Crossing] = []
    var points: [PlanarPoint]

    init(using generator: inout RepeatableGenerator) {
      func place(_ generator: inout RepeatableGenerator) -> PlanarPoint {
        PlanarPoint(
          Double.random(in: 0...1000, using: &generator),
          Double.random(in: 0...1000, using: &generator))
      }
      barriers = (0..<Int.random(in: 2...7, using: &generator)).map { number in
        if Int.random(in: 0..<3, using: &generator) == 0 {
          let center = place(&generator)
          let corners = Int.random(in: 3...7, using: &generator)
          let ring = (0..<corners).map { corner in
            let angle = 2 * Double.pi * Double(corner) / Double(corners)
            let radius = Double.random(in: 30...250, using: &generator)
            return PlanarPoint(center.x + radius * cos(angle), center.y + radius * sin(angle))
          }
          return Barrier(id: "B\(number)", shapes: [.area(PlanarPolygon(exterior: ring))])
        }
        let count = Int.random(in: 2...5, using: &generator)
        return Barrier(
          id: "B\(number)", shapes: [.line((0..<count).map { _ in place(&generator) })])
      }
      for barrier in barriers {
        guard case .line(let line) = barrier.shapes[0], Bool.random(using: &generator) else {
          continue
        }
        let part = Double.random(in: 0...1, using: &generator)
        crossings.append(
          Crossing(
            id: "G" + barrier.id,
            shape: .point(
              PlanarPoint(
                line[0].x + part * (line[1].x - line[0].x),
                line[0].y + part * (line[1].y - line[0].y))),
            barrierID: barrier.id, cost: Double.random(in: 0...100, using: &generator)))
      }
      points = (0..<8).map { _ in place(&generator) }
    }

    func table(
      _ barriers: [Barrier]? = nil, _ crossings: [Crossing]? = nil,
      moved: (PlanarPoint) -> PlanarPoint = { $0 }
    ) throws -> DistanceTable {
      let provider = try BarrierDistance(
        barriers: barriers ?? self.barriers, crossings: crossings ?? self.crossings)
      let prepared = provider.prepare(points.map(moved))
      return provider.distances(from: prepared, to: prepared, chosen: Array(points.indices))
    }
  }

  private func isSame(_ a: DistanceTable, _ b: DistanceTable, within metres: Double) -> Bool {
    zip(a.values, b.values).allSatisfy { $0 == $1 || abs($0 - $1) <= metres }
  }

  /// Values may differ by the roundings of a sum of a few square roots.
  private func isNowhereLess(_ a: DistanceTable, than b: DistanceTable) -> Bool {
    zip(a.values, b.values).allSatisfy { $0 >= $1 - 1e-9 }
  }

  @Test("Travel is never shorter than the straight line and the same both ways")
  func straightAndSymmetric() throws {
    try forEverySeed { generator in
      let world = World(using: &generator)
      let table = try world.table()
      for (i, a) in world.points.enumerated() {
        for (j, b) in world.points.enumerated() {
          if table[i, j] < a.distance(to: b) - 1e-9 { return false }
          let (there, back) = (table[i, j], table[j, i])
          if there != back, abs(there - back) > 1e-9 { return false }
        }
      }
      return true
    }
  }

  @Test("One more barrier shortens no path")
  func moreBarriers() throws {
    try forEverySeed { generator in
      let world = World(using: &generator)
      guard let last = world.barriers.last else { return false }
      let crossings = world.crossings.filter { $0.barrierID != last.id }
      let fewer = try world.table(world.barriers.dropLast(), crossings)
      let more = try world.table(nil, crossings)
      // Joints are rounded to the grid, which may move a wall by a millimetre or two.
      return zip(more.values, fewer.values).allSatisfy { $0 >= $1 - 0.02 }
    }
  }

  @Test("Opening lengthens no path, closing shortens none, and a dearer crossing neither")
  func crossings() throws {
    try forEverySeed { generator in
      let world = World(using: &generator)
      let all = Set(world.crossings.map(\.id))
      let base = try BarrierDistance(barriers: world.barriers, crossings: world.crossings)
      let prepared = base.prepare(world.points)
      let chosen = Array(world.points.indices)
      func table(_ provider: BarrierDistance) -> DistanceTable {
        provider.distances(from: prepared, to: prepared, chosen: chosen)
      }
      let closed = base.withCrossings(open: [], close: all)
      let dearer = try world.table(
        nil,
        world.crossings.map { crossing in
          var changed = crossing
          changed.cost += 10
          return changed
        })
      return isNowhereLess(table(closed), than: table(base))
        && isNowhereLess(dearer, than: table(base))
        && isSame(
          table(closed.withCrossings(open: all, close: [])), table(base), within: 0)
    }
  }

  @Test("Moving, turning and mirroring the world changes no distance")
  func rigidMotions() throws {
    try forEverySeed(in: 0...99) { generator in
      let world = World(using: &generator)
      let base = try world.table()
      let motions: [(PlanarPoint) -> PlanarPoint] = [
        { PlanarPoint($0.x + 654_000, $0.y + 5_261_000) },
        { PlanarPoint(-$0.y, $0.x) },
        { PlanarPoint($0.x, -$0.y) },
      ]
      return try motions.allSatisfy { move in
        let barriers = world.barriers.map { barrier in
          Barrier(
            id: barrier.id,
            shapes: barrier.shapes.map { shape in
              switch shape {
              case .line(let line): .line(line.map(move))
              case .area(let polygon):
                .area(PlanarPolygon(exterior: polygon.exterior.map(move)))
              }
            })
        }
        let crossings = world.crossings.map { crossing in
          guard case .point(let place) = crossing.shape else { return crossing }
          var changed = crossing
          changed.shape = .point(move(place))
          return changed
        }
        return isSame(base, try world.table(barriers, crossings, moved: move), within: 0.02)
      }
    }
  }

  @Test("Doubled, reversed, cut and zero-length barriers change nothing")
  func harmlessFaults() throws {
    try forEverySeed(in: 0...99) { generator in
      let world = World(using: &generator)
      let base = try world.table()
      var barriers = world.barriers
      for barrier in world.barriers {
        guard case .line(let line) = barrier.shapes[0] else { continue }
        barriers.append(Barrier(id: barrier.id + "again", shapes: [.line(line.reversed())]))
        barriers.append(
          Barrier(id: barrier.id + "point", shapes: [.line([line[0], line[0]])]))
      }
      return isSame(base, try world.table(barriers), within: 0.02)
    }
  }

  @Test("A route is as long as its path and its costs, and passes walls at its crossings only")
  func routes() throws {
    try forEverySeed { generator in
      let world = World(using: &generator)
      let provider = try BarrierDistance(barriers: world.barriers, crossings: world.crossings)
      let costs = Dictionary(uniqueKeysWithValues: world.crossings.map { ($0.id, $0.cost) })
      let prepared = provider.prepare(world.points)
      let members = Array(world.points.indices)
      let table = provider.distances(from: prepared, to: prepared, chosen: members)
      for site in members {
        let routes = provider.routes(from: prepared, members: members, to: site, of: prepared)
        for member in members {
          guard let route = routes[member] else {
            if table[site, member] < .infinity { return false }
            continue
          }
          let walked = zip(route.path, route.path.dropFirst()).reduce(0) {
            $0 + $1.0.distance(to: $1.1)
          }
          let cost = route.crossings.reduce(0) { $0 + (costs[$1] ?? .nan) }
          if abs(walked + cost - route.distance) > 1e-6 { return false }
          if route.distance != table[site, member] { return false }
          if route.path.first != world.points[member] { return false }
          if route.path.last != world.points[site] { return false }
          // Without its crossings the same walk is longer or impossible.
          let shut = provider.withCrossings(open: [], close: Set(route.crossings))
          let longer = shut.distance(from: world.points[member], to: world.points[site])
          if longer < route.distance - 1e-9 { return false }
        }
      }
      return true
    }
  }

  @Test("A relocation stays on land and lowers the cost of its members where it is kept")
  func relocation() throws {
    try forEverySeed { generator in
      let world = World(using: &generator)
      let provider = try BarrierDistance(barriers: world.barriers, crossings: world.crossings)
      guard case .land = provider.whereabouts(of: world.points[0]) else { return true }
      let prepared = provider.prepare(world.points)
      let members = world.points.indices.filter {
        provider.distance(from: world.points[$0], to: world.points[0]) < .infinity
      }
      let weights = world.points.map { _ in 1.0 }
      guard
        let better = provider.relocation(
          of: world.points[0], serving: members, of: prepared, weights: weights,
          objective: .distance)
      else { return true }
      return provider.whereabouts(of: better) == .land
    }
  }

  @Test("The nearest of many is the least of the table, the first of equals")
  func nearest() throws {
    try forEverySeed { generator in
      let world = World(using: &generator)
      let provider = try BarrierDistance(barriers: world.barriers, crossings: world.crossings)
      let prepared = provider.prepare(world.points)
      let chosen = [6, 2, 4, 2, 7]
      let found = provider.nearest(from: prepared, among: prepared, chosen: chosen)
      let table = provider.distances(from: prepared, to: prepared, chosen: chosen)
      return world.points.indices.allSatisfy { origin in
        let column = chosen.indices.map { table[$0, origin] }
        guard let least = column.min(), least < .infinity else {
          return found.sites[origin] == nil && found.distances[origin] == .infinity
        }
        return found.distances[origin] == least
          && found.sites[origin] == column.firstIndex(of: least)
      }
    }
  }

  @Test("Opening a crossing in a table equals measuring the opened world")
  func opening() throws {
    try forEverySeed { generator in
      var world = World(using: &generator)
      let directions: [Crossing.Direction] = [.both, .leftToRight, .rightToLeft]
      for index in world.crossings.indices {
        world.crossings[index].isOpen = Bool.random(using: &generator)
        world.crossings[index].direction = directions.randomElement(using: &generator) ?? .both
      }
      guard let crossing = world.crossings.randomElement(using: &generator) else { return true }
      let provider = try BarrierDistance(barriers: world.barriers, crossings: world.crossings)
      let prepared = provider.prepare(world.points)
      let chosen = [7, 0, 3]
      var table = provider.distances(from: prepared, to: prepared, chosen: chosen)
      let opened = provider.opening(
        crossing.id, updating: &table, from: prepared, to: prepared, chosen: chosen)
      let fresh = opened.distances(from: prepared, to: prepared, chosen: chosen)
      return isSame(table, fresh, within: 1e-9)
    }
  }

  @Test("Single pairs by the table of all pairs equal whole tables")
  func allPairs() throws {
    try forEverySeed(in: 0...99) { generator in
      let world = World(using: &generator)
      let provider = try BarrierDistance(barriers: world.barriers, crossings: world.crossings)
      let kept = provider.keepingAllPairs()
      let table = try world.table()
      for (i, a) in world.points.enumerated() {
        for (j, b) in world.points.enumerated() {
          let (pair, slow) = (kept.distance(from: a, to: b), table[j, i])
          if pair != slow, abs(pair - slow) > 1e-9 { return false }
        }
      }
      return true
    }
  }

  @Test("One core or two, the same bytes")
  func repeatable() throws {
    var generator = RepeatableGenerator(seed: 5)
    let world = World(using: &generator)
    let first = try world.table()
    for _ in 0..<5 { #expect(try world.table().values == first.values) }
  }
}

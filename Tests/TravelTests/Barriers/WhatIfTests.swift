import Geography
import TestSupport
import Testing

@testable import Travel

@Suite struct WhatIfTests {
  typealias World = BarrierPropertyTests.World

  private func isSame(
    _ a: BarrierDistance, _ b: BarrierDistance, _ points: [PlanarPoint], within metres: Double
  ) -> Bool {
    let chosen = Array(points.indices)
    let one = a.distances(from: a.prepare(points), to: a.prepare(points), chosen: chosen)
    let two = b.distances(from: b.prepare(points), to: b.prepare(points), chosen: chosen)
    return zip(one.values, two.values).allSatisfy { $0 == $1 || abs($0 - $1) <= metres }
  }

  @Test("Leaving barriers out equals building without them")
  func without() throws {
    try forEverySeed(in: 0...99) { generator in
      let world = World(using: &generator)
      let base = try BarrierDistance(barriers: world.barriers, crossings: world.crossings)
      let gone = Set(world.barriers.map(\.id).filter { _ in Bool.random(using: &generator) })
      let fewer = try base.withoutBarriers(gone)
      let fresh = try BarrierDistance(
        barriers: world.barriers.filter { !gone.contains($0.id) },
        crossings: world.crossings.filter { !gone.contains($0.barrierID ?? "") })
      // The grids differ where the middle of the barriers does.
      return isSame(fewer, fresh, world.points, within: 0.02)
    }
  }

  @Test("Adding a barrier and its crossing equals building with them")
  func adding() throws {
    try forEverySeed(in: 0...99) { generator in
      let world = World(using: &generator)
      guard let last = world.barriers.last else { return false }
      let own = world.crossings.filter { $0.barrierID == last.id }
      let before = try BarrierDistance(
        barriers: world.barriers.dropLast(),
        crossings: world.crossings.filter { $0.barrierID != last.id })
      let after = try before.adding(barriers: [last], crossings: own)
      let fresh = try BarrierDistance(barriers: world.barriers, crossings: world.crossings)
      return isSame(after, fresh, world.points, within: 1e-9)
    }
  }

  @Test("Other costs equal building with them")
  func costs() throws {
    try forEverySeed(in: 0...99) { generator in
      var world = World(using: &generator)
      let base = try BarrierDistance(barriers: world.barriers, crossings: world.crossings)
      let costs = Dictionary(
        uniqueKeysWithValues: world.crossings.map { crossing in
          (crossing.id, Double.random(in: 0...300, using: &generator))
        })
      for index in world.crossings.indices {
        world.crossings[index].cost = costs[world.crossings[index].id] ?? 0
      }
      let fresh = try BarrierDistance(barriers: world.barriers, crossings: world.crossings)
      return isSame(try base.withCosts(costs), fresh, world.points, within: 0)
    }
  }

  @Test("A bad cost is refused")
  func badCost() throws {
    let wall = Barrier(id: "w", shapes: [.line([PlanarPoint(0, 0), PlanarPoint(9, 0)])])
    let gate = Crossing(id: "g", shape: .point(PlanarPoint(4, 0)))
    let distance = try BarrierDistance(barriers: [wall], crossings: [gate])
    #expect(throws: BarrierWorldError.badCost(crossing: "g", cost: -2)) {
      try distance.withCosts(["g": -2])
    }
  }

  @Test("Snapping closes a gap of 5 m, and what leaked is shut")
  func snapping() throws {
    let west = Barrier(id: "w", shapes: [.line([PlanarPoint(-9e5, 0), PlanarPoint(0, 0)])])
    let east = Barrier(id: "e", shapes: [.line([PlanarPoint(3, 4), PlanarPoint(9e5, 4)])])
    let leaky = try BarrierDistance(barriers: [west, east], crossings: [])
    let north = PlanarPoint(0, 500)
    let south = PlanarPoint(0, -500)
    #expect(leaky.distance(from: north, to: south) < 1010)
    let (barriers, moves) = Barrier.snapping([west, east], within: 10)
    #expect(moves.count == 1)
    #expect(moves.first?.metres == 5)
    let shut = try BarrierDistance(barriers: barriers, crossings: [])
    #expect(shut.findings.isEmpty)
    #expect(shut.distance(from: north, to: south) > 1_700_000)
    #expect(Barrier.snapping([west, east], within: 4).moves.isEmpty)
  }

  @Test("Snapping leaves ends that meet, and parallel tracks, as they are")
  func noSnapping() {
    let corner = [
      Barrier(id: "a", shapes: [.line([PlanarPoint(0, 0), PlanarPoint(100, 0)])]),
      Barrier(id: "b", shapes: [.line([PlanarPoint(100, 0), PlanarPoint(100, 90)])]),
      Barrier(id: "c", shapes: [.line([PlanarPoint(0, 6), PlanarPoint(90, 6)])]),
    ]
    let (barriers, moves) = Barrier.snapping(corner, within: 8)
    #expect(moves.isEmpty)
    #expect(barriers == corner)
  }
}

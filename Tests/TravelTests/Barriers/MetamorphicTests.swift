import Geography
import TestSupport
import Testing
import Travel
import TravelWorlds

/// What changes nothing, and what changes distances one way only, in worlds full of joints.
@Suite struct MetamorphicTests {
  /// A world that the library can hold, and what it tells about it.
  private func world(
    _ generator: inout RepeatableGenerator
  ) -> (world: LatticeWorld, facts: BarrierFacts)? {
    let world = LatticeWorld(using: &generator)
    return facts(world).map { (world, $0) }
  }

  private func facts(_ world: LatticeWorld) -> BarrierFacts? {
    (try? world.provider()).map { BarrierFacts($0, points: world.points.map(world.metres)) }
  }

  /// The table of another provider for the same points.
  private func table(_ distance: BarrierDistance, _ facts: BarrierFacts) -> DistanceTable {
    BarrierFacts(distance, points: facts.points).table
  }

  private func isNowhereLess(_ a: DistanceTable, than b: DistanceTable) -> Bool {
    zip(a.values, b.values).allSatisfy { $0 >= $1 || $0 >= $1 - 1e-9 * max(1, $1) }
  }

  @Test(
    "Moved, turned, mirrored or drawn backwards, a world has the same distances",
    arguments: ["moved", "turned", "mirrored", "drawn backwards"])
  func motions(kind: String) {
    forEverySeed(in: 0...249) { generator in
      guard let (world, facts) = world(&generator) else { return true }
      let other =
        switch kind {
        case "moved": world.moved { LatticeWorld.Place($0.x + 1234, $0.y - 567) }
        case "turned": world.moved { LatticeWorld.Place(-$0.y, $0.x) }
        case "mirrored": world.moved(swapsSides: true) { LatticeWorld.Place($0.y, $0.x) }
        default: world.drawnBackwards()
        }
      guard let found = self.facts(other) else { return false }
      return BarrierFacts.isSame(found.table, facts.table)
    }
  }

  @Test("One more barrier shortens no path")
  func moreBarriers() throws {
    try forEverySeed { generator in
      guard let (_, facts) = world(&generator) else { return true }
      return try facts.distance.barriers.allSatisfy { barrier in
        // Its own gates are gone with it, though walls that run along it stay.
        let own = facts.distance.crossings.filter { $0.barrierID == barrier.id }
        let more = facts.distance.withCrossings(open: [], close: Set(own.map(\.id)))
        let fewer = try facts.distance.withoutBarriers([barrier.id])
        return isNowhereLess(table(more, facts), than: table(fewer, facts))
      }
    }
  }

  @Test("Opening a crossing lengthens no path")
  func opening() {
    forEverySeed { generator in
      guard let (_, facts) = world(&generator) else { return true }
      return facts.distance.crossings.allSatisfy { crossing in
        let open = facts.distance.withCrossings(open: [crossing.id], close: [])
        let shut = facts.distance.withCrossings(open: [], close: [crossing.id])
        return isNowhereLess(table(shut, facts), than: table(open, facts))
      }
    }
  }

  @Test("Raising the cost of a crossing shortens no path, nor lengthens it by more")
  func costs() throws {
    try forEverySeed { generator in
      guard let (world, facts) = world(&generator) else { return true }
      let rise = 45 * world.scale
      return try facts.distance.crossings.allSatisfy { crossing in
        let dearer = table(
          try facts.distance.withCosts([crossing.id: crossing.cost + rise]), facts)
        // No shortest path takes a crossing twice in one direction, so twice at most.
        return isNowhereLess(dearer, than: facts.table)
          && zip(dearer.values, facts.table.values).allSatisfy { dear, cheap in
            dear <= cheap + 2 * rise + 1e-6 + 1e-9 * cheap
          }
      }
    }
  }

  @Test(
    "A world without one-way crossings is the same both ways; with all of them turned, the other way"
  )
  func otherWay() {
    forEverySeed { generator in
      guard let (world, facts) = world(&generator) else { return true }
      var turned = world
      for (index, crossing) in world.crossings.enumerated() {
        switch crossing.form {
        case .gate(let place, let barriers, let cost, let forward, let backward):
          turned.crossings[index].form = .gate(
            place, barriers: barriers, cost: cost, forward: backward, backward: forward)
        case .deck(let a, let b, let cost, let forward, let backward):
          turned.crossings[index].form = .deck(
            a, b, cost: cost, forward: backward, backward: forward)
        }
      }
      guard let other = self.facts(turned) else { return false }
      return world.points.indices.allSatisfy { from in
        world.points.indices.allSatisfy { to in
          BarrierFacts.isSame(facts.table[to, from], other.table[from, to])
        }
      }
    }
  }
}

extension BarrierDistance {
  /// The world without some barriers: what they cost people is the difference.
  ///
  /// Crossings stay where they were attached. Those that opened only what is gone have nothing to
  /// do any more and are left out. Ids that no barrier has are passed over.
  ///
  /// - Complexity: As for building a world; the crossings are not attached anew.
  public func withoutBarriers(_ ids: Set<String>) throws(BarrierWorldError) -> BarrierDistance {
    guard let world else { return self }
    let kept = barriers.indices.filter { !ids.contains(barriers[$0].id) }
    guard !kept.isEmpty else { return BarrierDistance(barriers: [], crossings: [], world: nil) }
    guard kept.count < barriers.count else { return self }
    let numbers = Dictionary(uniqueKeysWithValues: zip(kept, kept.indices))
    var attached: [AttachedCrossing] = []
    for way in world.attached {
      var moved = way
      if case .gate(let place, let opened) = way.way {
        let left = opened.compactMap { numbers[$0] }
        guard !left.isEmpty else { continue }
        moved.way = .gate(place, barriers: left)
      }
      attached.append(moved)
    }
    let used = Set(attached.flatMap { $0.members.map(\.crossing) }).sorted()
    let crossings = used.map { self.crossings[Int($0)] }
    let renumbered = Dictionary(uniqueKeysWithValues: zip(used, Int32(0)...))
    for way in attached.indices {
      for index in attached[way].members.indices {
        let crossing = attached[way].members[index].crossing
        attached[way].members[index].crossing = renumbered[crossing] ?? crossing
      }
    }
    let fewer = kept.map { barriers[$0] }
    return BarrierDistance(
      barriers: fewer, crossings: crossings,
      world: try BarrierWorld(
        barriers: fewer, crossings: crossings, attached: attached, grid: world.grid,
        findings: [], tolerance: world.tolerance))
  }

  /// The world with one more barrier, one more crossing, or both.
  ///
  /// Crossings that name no barrier may attach to a new one that lies nearer.
  ///
  /// - Throws: ``BarrierWorldError`` as for a new world.
  /// - Complexity: As for building a world.
  public func adding(
    barriers: [Barrier] = [], crossings: [Crossing] = [],
    attachmentTolerance: Double = BarrierDistance.defaultAttachmentTolerance
  ) throws(BarrierWorldError) -> BarrierDistance {
    try BarrierDistance(
      barriers: self.barriers + barriers, crossings: self.crossings + crossings,
      attachmentTolerance: attachmentTolerance)
  }

  /// The same world with other costs for some crossings, in metres; nothing is built anew.
  ///
  /// - Throws: ``BarrierWorldError/badCost(crossing:cost:)`` for a cost below zero or without end.
  public func withCosts(_ costs: [String: Double]) throws(BarrierWorldError) -> BarrierDistance {
    var changed = crossings
    for index in changed.indices {
      guard let cost = costs[changed[index].id] else { continue }
      guard cost.isFinite, cost >= 0 else {
        throw .badCost(crossing: changed[index].id, cost: cost)
      }
      changed[index].cost = cost
    }
    return BarrierDistance(barriers: barriers, crossings: changed, world: world)
  }
}

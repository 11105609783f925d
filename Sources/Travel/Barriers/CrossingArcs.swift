/// The arcs over the open crossings, costs included, grouped by the node that they lead to.
struct CrossingArcs: Sendable {
  struct Entry: Sendable {
    var from: Int32
    var crossing: Int32
    /// Metres, the cost included.
    var length: Double
  }

  /// Arcs to node *n*: `entries[starts[n]..<starts[n + 1]]`.
  let starts: [Int32]
  let entries: [Entry]
  let isSymmetric: Bool

  /// Groups the arcs over the open crossings.
  ///
  /// - Parameters:
  ///   - world: Where the crossings lie.
  ///   - crossings: Which of them are open, and what they cost.
  ///   - isReversed: Whether every arc is turned round, for searches along the direction of travel.
  init(world: BarrierWorld, crossings: [Crossing], isReversed: Bool = false) {
    let open = world.arcs.filter { $0.isTravelled(over: crossings[Int($0.crossing)]) }.map { arc in
      var turned = arc
      if isReversed { swap(&turned.from, &turned.to) }
      return turned
    }.sorted { ($0.to, $0.from, $0.crossing) < ($1.to, $1.from, $1.crossing) }
    var starts = [Int32](repeating: 0, count: world.mesh.nodeCount + 1)
    for arc in open { starts[Int(arc.to) + 1] += 1 }
    for node in 1..<starts.count { starts[node] += starts[node - 1] }
    self.starts = starts
    entries = open.map { arc in
      Entry(
        from: arc.from, crossing: arc.crossing,
        length: arc.length + crossings[Int(arc.crossing)].cost)
    }
    isSymmetric = crossings.allSatisfy { !$0.isOpen || $0.direction == .both }
  }

  /// The arcs that lead to a node.
  @inline(__always)
  func leading(to node: Int32) -> ArraySlice<Entry> {
    entries[Int(starts[Int(node)])..<Int(starts[Int(node) + 1])]
  }
}

extension BarrierWorld.Arc {
  /// Whether the crossing lets people through this way.
  func isTravelled(over crossing: Crossing) -> Bool {
    guard crossing.isOpen else { return false }
    return switch crossing.direction {
    case .both: true
    case .leftToRight, .forward: isForward
    case .rightToLeft, .backward: !isForward
    }
  }
}

/// The arcs over the open crossings, costs included, grouped by the node that they lead to.
struct CrossingArcs: Sendable {
  struct Entry: Sendable {
    var from: Int32
    /// The way over a crossing, by its position in ``BarrierWorld/attached``.
    var way: Int32
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
    let open = world.arcs.filter { world.isTravelled($0, crossings) }.map { arc in
      var turned = arc
      if isReversed { swap(&turned.from, &turned.to) }
      return turned
    }.sorted { ($0.to, $0.from, $0.way) < ($1.to, $1.from, $1.way) }
    var starts = [Int32](repeating: 0, count: world.mesh.nodeCount + 1)
    for arc in open { starts[Int(arc.to) + 1] += 1 }
    for node in 1..<starts.count { starts[node] += starts[node - 1] }
    self.starts = starts
    entries = open.map { arc in
      Entry(
        from: arc.from, way: arc.way, length: arc.length + world.cost(of: arc, crossings))
    }
    isSymmetric = crossings.allSatisfy { !$0.isOpen || $0.direction == .both }
  }

  /// The arcs that lead to a node.
  @inline(__always)
  func leading(to node: Int32) -> ArraySlice<Entry> {
    entries[Int(starts[Int(node)])..<Int(starts[Int(node) + 1])]
  }
}

extension BarrierWorld {
  /// Whether an arc may be used: every crossing that it leads over is open and lets people through
  /// in its direction.
  func isTravelled(_ arc: Arc, _ crossings: [Crossing]) -> Bool {
    attached[Int(arc.way)].members.allSatisfy { member in
      let crossing = crossings[Int(member.crossing)]
      guard crossing.isOpen else { return false }
      return switch crossing.direction {
      case .both: true
      case .leftToRight, .forward: arc.isForward == member.isForward
      case .rightToLeft, .backward: arc.isForward != member.isForward
      }
    }
  }

  /// What an arc costs besides its length, in metres: the cost of its crossing, and of several that
  /// are one bridge the largest.
  func cost(of arc: Arc, _ crossings: [Crossing]) -> Double {
    attached[Int(arc.way)].members.reduce(0) { max($0, crossings[Int($1.crossing)].cost) }
  }
}

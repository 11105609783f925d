/// Which nodes see which, as flat lists: node *n* sees `targets[starts[n]..<starts[n + 1]]`.
///
/// Only sights that a shortest path can use are kept: at both ends the path can bend around a wall,
/// go straight on along one, or take a crossing.
struct SightGraph: Sendable {
  let starts: [Int32]
  let targets: [Int32]
  /// Metres.
  let lengths: [Double]

  /// - Complexity: O(nodes × triangles in sight where their paths can bend), on all cores.
  init(of mesh: BarrierMesh) {
    // Few enough chunks that their stamps do not outweigh the search.
    let chunks = ChunkedWork(count: mesh.nodeCount, chunk: max(64, mesh.nodeCount / 64))
    let parts = chunks.map { range in
      mesh.withView { view in
        var expansion = SightExpansion()
        var collector = NodesInSight(view: view)
        for number in range {
          collector.begin(from: number)
          expansion.expand(bendsOf: view.nodes[number], in: view, visitor: &collector)
          collector.end()
        }
        return collector.lists
      }
    }
    let joined = NodeLists(joining: parts)
    starts = joined.starts
    targets = joined.nodes
    lengths = joined.lengths
  }

  /// Bare pointers for the inner loops.
  struct Pointers {
    let starts: UnsafeBufferPointer<Int32>
    let targets: UnsafeBufferPointer<Int32>
    let lengths: UnsafeBufferPointer<Double>

    /// The sights of a node.
    @inline(__always)
    func range(_ node: Int32) -> Range<Int> {
      Int(starts[Int(node)])..<Int(starts[Int(node) + 1])
    }
  }

  /// Runs `body` with pointers to the sights; they must not outlive the call.
  func withPointers<Result>(_ body: (Pointers) throws -> Result) rethrows -> Result {
    try starts.withUnsafeBufferPointer { starts in
      try targets.withUnsafeBufferPointer { targets in
        try lengths.withUnsafeBufferPointer { lengths in
          try body(Pointers(starts: starts, targets: targets, lengths: lengths))
        }
      }
    }
  }
}

/// Lists of nodes and the straight lengths to them, one list per node or point.
struct NodeLists: Sendable {
  var starts: [Int32] = [0]
  var nodes: [Int32] = []
  var lengths: [Double] = []

  init() {}

  init(joining parts: [NodeLists]) {
    let total = parts.reduce(0) { $0 + $1.nodes.count }
    starts.reserveCapacity(parts.reduce(1) { $0 + $1.starts.count - 1 })
    nodes.reserveCapacity(total)
    lengths.reserveCapacity(total)
    for part in parts {
      let base = Int32(nodes.count)
      for start in part.starts.dropFirst() { starts.append(base + start) }
      nodes.append(contentsOf: part.nodes)
      lengths.append(contentsOf: part.lengths)
    }
  }

  mutating func append(_ node: Int32, _ length: Double) {
    nodes.append(node)
    lengths.append(length)
  }

  mutating func endList() { starts.append(Int32(nodes.count)) }

  mutating func removeAll() {
    starts.removeAll(keepingCapacity: true)
    starts.append(0)
    nodes.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
  }

  func range(_ list: Int) -> Range<Int> { Int(starts[list])..<Int(starts[list + 1]) }
}

import Dispatch

/// The distance from every node to every node: single pairs then need no search at all.
///
/// Eight bytes per pair of nodes: 40 MB for 2,000 vertices of line barriers.
final class NodeTable: Sendable {
  private let count: Int
  /// Row after row: to node *r* from node *c* at *r* × `count` + *c*.
  private let lengths: [Double]

  /// - Complexity: One run of Dijkstra's algorithm per node, on all cores.
  init(world: BarrierWorld, arcs: CrossingArcs) {
    let count = world.mesh.nodeCount
    self.count = count
    lengths = Array(unsafeUninitializedCapacity: count * count) { buffer, initialized in
      nonisolated(unsafe) let buffer = buffer
      let ranges = ChunkedWork(count: count, chunk: max(1, count / 64)).ranges
      DispatchQueue.concurrentPerform(iterations: ranges.count) { part in
        var paths = NodePaths(nodeCount: count)
        for node in ranges[part] {
          paths.find(toNode: Int32(node), graph: world.graph, arcs: arcs)
          _ = UnsafeMutableBufferPointer(
            rebasing: buffer[node * count..<(node + 1) * count]
          ).initialize(from: UnsafeBufferPointer(start: paths.lengths, count: count))
        }
      }
      initialized = count * count
    }
  }

  /// The shortest way from a point to another by the nodes that they see, one list each.
  func distance(from origin: NodeLists, to destination: NodeLists) -> Double {
    lengths.withUnsafeBufferPointer { lengths in
      var best = Double.infinity
      for last in destination.range(0) {
        let row = Int(destination.nodes[last]) * count
        let after = destination.lengths[last]
        for first in origin.range(0) {
          let between = lengths[row + Int(origin.nodes[first])]
          best = min(best, origin.lengths[first] + (between + after))
        }
      }
      return best
    }
  }
}

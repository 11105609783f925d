/// Numbers nodes so that neighbours lie together in memory, whatever the order of the file.
enum NodeOrder {
  /// All nodes, breadth first from the first of each part.
  ///
  /// - Complexity: O(*n* + *m*) for *n* nodes and *m* edges.
  static func nearNeighbours(edges: [StreetGraph.Edge], nodeCount: Int) -> [Int32] {
    var starts = [Int32](repeating: 0, count: nodeCount + 1)
    for edge in edges {
      starts[edge.from + 1] += 1
      starts[edge.to + 1] += 1
    }
    for node in 0..<nodeCount { starts[node + 1] += starts[node] }
    var next = starts
    var neighbours = [Int32](repeating: 0, count: 2 * edges.count)
    for edge in edges {
      for (node, other) in [(edge.tail, edge.head), (edge.head, edge.tail)] {
        neighbours[Int(next[Int(node)])] = other
        next[Int(node)] += 1
      }
    }
    var order: [Int32] = []
    order.reserveCapacity(nodeCount)
    var isNumbered = [Bool](repeating: false, count: nodeCount)
    var done = 0
    for first in 0..<nodeCount where !isNumbered[first] {
      isNumbered[first] = true
      order.append(Int32(first))
      while done < order.count {
        let node = Int(order[done])
        done += 1
        for other in neighbours[Int(starts[node])..<Int(starts[node + 1])]
        where !isNumbered[Int(other)] {
          isNumbered[Int(other)] = true
          order.append(other)
        }
      }
    }
    return order
  }
}

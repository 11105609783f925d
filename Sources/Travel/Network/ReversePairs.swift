import Geography

/// Finds pairs of one-way edges that are one two-way street, as lists of directed edges have them.
///
/// Without this a point snapped to such a street could leave it in one direction only.
enum ReversePairs {
  private struct Ends: Hashable {
    let from: Int32
    let to: Int32
    let length: Double
  }

  /// Makes the first of each pair two-way and lets it stand in for the second.
  static func merge(
    _ edges: [StreetGraph.Edge], shape: (Int) -> ArraySlice<PlanarPoint>
  ) -> (edges: [StreetGraph.Edge], standIns: [Int32]) {
    var merged = edges
    var standIns = edges.indices.map(Int32.init)
    var waiting: [Ends: [Int]] = [:]
    for (number, edge) in edges.enumerated()
    where edge.direction != .both && edge.tail != edge.head {
      let (from, to) =
        edge.direction == .forward ? (edge.tail, edge.head) : (edge.head, edge.tail)
      let reverse = Ends(from: to, to: from, length: edge.length)
      let points = drawn(shape(number), edge.direction)
      let match = waiting[reverse]?.firstIndex { other in
        drawn(shape(other), edges[other].direction).elementsEqual(points.reversed())
      }
      if let match, let other = waiting[reverse]?.remove(at: match) {
        merged[other] = StreetGraph.Edge(
          tail: edges[other].tail, head: edges[other].head, length: edge.length,
          direction: .both, source: edges[other].source)
        merged[number] = StreetGraph.Edge(
          tail: edge.tail, head: edge.head, length: edge.length, direction: .both,
          source: edge.source)
        standIns[number] = Int32(other)
      } else {
        waiting[Ends(from: from, to: to, length: edge.length), default: []].append(number)
      }
    }
    return (merged, standIns)
  }

  /// The points in the order of travel.
  private static func drawn(
    _ shape: ArraySlice<PlanarPoint>, _ direction: StreetDirection
  ) -> [PlanarPoint] {
    direction == .forward ? Array(shape) : shape.reversed()
  }
}

/// Counts which nodes hang together.
enum NodeParts {
  /// The part of each node, and the number of nodes of each part, the largest part first.
  static func parts(
    edges: [StreetGraph.Edge], nodeCount: Int
  ) -> (partOfNode: [Int32], sizes: [Int]) {
    var sets = DisjointSets(count: nodeCount)
    for edge in edges { sets.join(edge.tail, edge.head) }
    var sizes = [Int](repeating: 0, count: nodeCount)
    let roots = (0..<nodeCount).map { node -> Int32 in
      let root = sets.root(of: Int32(node))
      sizes[Int(root)] += 1
      return root
    }
    let order = sizes.indices.filter { sizes[$0] > 0 }.sorted {
      (-sizes[$0], $0) < (-sizes[$1], $1)
    }
    var numbers = [Int32](repeating: 0, count: nodeCount)
    for (number, root) in order.enumerated() { numbers[root] = Int32(number) }
    return (roots.map { numbers[Int($0)] }, order.map { sizes[$0] })
  }
}

import HeapModule

/// Shortest paths from every node to one site: Dijkstra's algorithm, run against the direction of
/// travel.
struct PathsToSite {
  /// Metres from each node to the site; infinite where there is no way.
  private(set) var lengths: [Double]
  /// The node after each node on its path, or −1 where the site itself is next.
  private(set) var nextNodes: [Int32]
  /// The crossing used to get to the next node, or −1.
  private(set) var nextCrossings: [Int32]
  /// The last node on each node's path before the site.
  private(set) var lastNodes: [Int32]
  private var heap = Heap<Entry>()

  private struct Entry: Comparable {
    var length: Double
    var node: Int32
    static func < (a: Entry, b: Entry) -> Bool {
      a.length < b.length || (a.length == b.length && a.node < b.node)
    }
  }

  init(nodeCount: Int) {
    lengths = [Double](repeating: .infinity, count: nodeCount)
    nextNodes = [Int32](repeating: -1, count: nodeCount)
    nextCrossings = nextNodes
    lastNodes = nextNodes
  }

  /// Finds the paths to a site whose own nodes are list number `site` of `sights`.
  ///
  /// - Complexity: O((*n* + *s*) log *n*), *n* nodes and *s* sights.
  mutating func find(
    toSite site: Int, sights: NodeLists, graph: SightGraph, arcs: CrossingArcs
  ) {
    reset()
    for entry in sights.range(site) {
      let node = sights.nodes[entry]
      relax(node, sights.lengths[entry], next: -1, crossing: -1, last: node)
    }
    settle(graph: graph, arcs: arcs)
  }

  /// Finds the paths to a node; with reversed arcs, the paths from it.
  mutating func find(toNode node: Int32, graph: SightGraph, arcs: CrossingArcs) {
    reset()
    relax(node, 0, next: -1, crossing: -1, last: node)
    settle(graph: graph, arcs: arcs)
  }

  private mutating func reset() {
    for node in lengths.indices {
      lengths[node] = .infinity
      nextNodes[node] = -1
      nextCrossings[node] = -1
      lastNodes[node] = -1
    }
  }

  private mutating func settle(graph: SightGraph, arcs: CrossingArcs) {
    while let nearest = heap.popMin() {
      let node = Int(nearest.node)
      guard nearest.length == lengths[node] else { continue }
      let last = lastNodes[node]
      for sight in Int(graph.starts[node])..<Int(graph.starts[node + 1]) {
        relax(
          graph.targets[sight], nearest.length + graph.lengths[sight], next: nearest.node,
          crossing: -1, last: last)
      }
      for arc in Int(arcs.starts[node])..<Int(arcs.starts[node + 1]) {
        let entry = arcs.entries[arc]
        relax(
          entry.from, nearest.length + entry.length, next: nearest.node, crossing: entry.crossing,
          last: last)
      }
    }
  }

  @inline(__always)
  private mutating func relax(
    _ node: Int32, _ length: Double, next: Int32, crossing: Int32, last: Int32
  ) {
    guard length < lengths[Int(node)] else { return }
    lengths[Int(node)] = length
    nextNodes[Int(node)] = next
    nextCrossings[Int(node)] = crossing
    lastNodes[Int(node)] = last
    heap.insert(Entry(length: length, node: node))
  }
}

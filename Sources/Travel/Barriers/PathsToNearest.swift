import HeapModule

/// The nearest of many sites for every node: Dijkstra's algorithm from all of them at once, against
/// the direction of travel.
struct PathsToNearest: Sendable {
  /// Metres from each node to its nearest site; infinite where there is no way.
  private(set) var lengths: [Double]
  /// The position of that site among the sites asked about; −1 where there is none.
  private(set) var sites: [Int32]

  private struct Entry: Comparable {
    var length: Double
    var site: Int32
    var node: Int32
    static func < (a: Entry, b: Entry) -> Bool {
      (a.length, a.site, a.node) < (b.length, b.site, b.node)
    }
  }

  /// - Complexity: O((*n* + *s*) log *n*), *n* nodes and *s* sights.
  init(sites chosen: [Int], sights: NodeLists, graph: SightGraph, arcs: CrossingArcs) {
    let count = graph.starts.count - 1
    var lengths = [Double](repeating: .infinity, count: count)
    var sites = [Int32](repeating: -1, count: count)
    var heap = Heap<Entry>()
    func relax(_ node: Int32, _ length: Double, _ site: Int32) {
      let known = lengths[Int(node)]
      guard length < known || (length == known && site < sites[Int(node)]) else { return }
      lengths[Int(node)] = length
      sites[Int(node)] = site
      heap.insert(Entry(length: length, site: site, node: node))
    }
    for (position, site) in chosen.enumerated() {
      for entry in sights.range(site) {
        relax(sights.nodes[entry], sights.lengths[entry], Int32(position))
      }
    }
    while let nearest = heap.popMin() {
      let node = Int(nearest.node)
      guard nearest.length == lengths[node], nearest.site == sites[node] else { continue }
      for sight in Int(graph.starts[node])..<Int(graph.starts[node + 1]) {
        relax(graph.targets[sight], nearest.length + graph.lengths[sight], nearest.site)
      }
      for arc in Int(arcs.starts[node])..<Int(arcs.starts[node + 1]) {
        relax(arcs.entries[arc].from, nearest.length + arcs.entries[arc].length, nearest.site)
      }
    }
    self.lengths = lengths
    self.sites = sites
  }
}

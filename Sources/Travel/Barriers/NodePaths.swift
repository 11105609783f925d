import Geography

/// Shortest paths from nodes to the nearest of some sites, found against the direction of travel.
///
/// E. W. Dijkstra, "A note on two problems in connexion with graphs", Numerische Mathematik 1
/// (1959), <https://doi.org/10.1007/BF01386390>.
///
/// Holds the memory of a search; keep one per thread and use it again.
struct NodePaths: ~Copyable {
  let nodeCount: Int
  /// Metres from each node to its nearest site; infinite where there is no way, or none was sought.
  let lengths: UnsafeMutablePointer<Double>
  /// The node after each node on its path; −1 where the site itself is next.
  let nextNodes: UnsafeMutablePointer<Int32>
  /// The way over a crossing to the next node; −1 where there is none.
  let nextCrossings: UnsafeMutablePointer<Int32>
  /// The site that each node's path leads to, of equally near ones the first; −1 without a way.
  let sites: UnsafeMutablePointer<Int32>
  private var queue: NodeQueue
  /// The nodes that have a length.
  private let touched: UnsafeMutablePointer<Int32>
  private var touchedCount = 0
  /// For a search from one place: metres from it to the nodes that it sees, else infinite.
  private let endLengths: UnsafeMutablePointer<Double>

  init(nodeCount: Int) {
    self.nodeCount = nodeCount
    let capacity = max(1, nodeCount)
    lengths = .allocate(capacity: capacity)
    nextNodes = .allocate(capacity: capacity)
    nextCrossings = .allocate(capacity: capacity)
    sites = .allocate(capacity: capacity)
    touched = .allocate(capacity: capacity)
    endLengths = .allocate(capacity: capacity)
    queue = NodeQueue(capacity: nodeCount)
    lengths.initialize(repeating: .infinity, count: nodeCount)
    nextNodes.initialize(repeating: -1, count: nodeCount)
    nextCrossings.initialize(repeating: -1, count: nodeCount)
    sites.initialize(repeating: -1, count: nodeCount)
    endLengths.initialize(repeating: .infinity, count: nodeCount)
  }

  deinit {
    lengths.deallocate()
    nextNodes.deallocate()
    nextCrossings.deallocate()
    sites.deallocate()
    touched.deallocate()
    endLengths.deallocate()
  }

  /// Finds the paths to the nearest of some sites, which go by their positions in `chosen`.
  ///
  /// - Complexity: O((*n* + *s*) log *n*), *n* nodes and *s* sights.
  mutating func find(
    toSites chosen: some Sequence<Int>, sights: NodeLists, graph: SightGraph, arcs: CrossingArcs
  ) {
    clear()
    for (position, site) in chosen.enumerated() {
      for entry in sights.range(site) {
        let (node, length) = (sights.nodes[entry], sights.lengths[entry])
        if improve(node, length, site: Int32(position)) { queue.lower(node, to: length) }
      }
    }
    settle(graph: graph, arcs: arcs)
  }

  /// Finds the paths to a node; with reversed arcs, the paths from it.
  mutating func find(toNode node: Int32, graph: SightGraph, arcs: CrossingArcs) {
    clear()
    if improve(node, 0, site: 0) { queue.lower(node, to: 0) }
    settle(graph: graph, arcs: arcs)
  }

  private mutating func settle(graph: SightGraph, arcs: CrossingArcs) {
    graph.withPointers { graph in
      // Ends: a node comes back into the queue only with a shorter way, or one as short to an earlier site.
      while queue.count > 0 {
        let node = queue.takeNearest()
        let length = lengths[Int(node)]
        let site = sites[Int(node)]
        for sight in graph.range(node) {
          let target = graph.targets[sight]
          let further = length + graph.lengths[sight]
          if improve(target, further, site: site, next: node) { queue.lower(target, to: further) }
        }
        for entry in arcs.leading(to: node) {
          let further = length + entry.length
          if improve(entry.from, further, site: site, next: node, by: entry.way) {
            queue.lower(entry.from, to: further)
          }
        }
      }
    }
  }

  /// Finds the shortest path between two places that do not see each other.
  ///
  /// A*: P. E. Hart, N. J. Nilsson, B. Raphael, "A formal basis for the heuristic determination of
  /// minimum cost paths", IEEE Transactions on Systems Science and Cybernetics 4 (1968),
  /// <https://doi.org/10.1109/TSSC.1968.300136>, with the straight distance as the bound.
  ///
  /// - Parameters:
  ///   - site: The nodes in sight of the place where the path ends.
  ///   - origin: The place where it begins.
  ///   - ends: The nodes in sight of that place.
  ///   - view: The mesh of the nodes.
  ///   - graph: Its sights.
  ///   - arcs: The open crossings.
  ///   - longest: Metres beyond which a path is of no interest.
  /// - Returns: The first node of the path and its length, the same as by a search for all paths;
  ///   nil where there is no way, and perhaps where it is longer than `longest`.
  mutating func find(
    toSite site: NodeLists, from origin: PlanarPoint, seeing ends: NodeLists, in view: MeshView,
    graph: SightGraph, arcs: CrossingArcs, longest: Double = .infinity
  ) -> (node: Int32, length: Double)? {
    clear()
    for entry in ends.range(0) { endLengths[Int(ends.nodes[entry])] = ends.lengths[entry] }
    defer { for entry in ends.range(0) { endLengths[Int(ends.nodes[entry])] = .infinity } }
    // Sums that differ by roundings only are all tried, so that the least of them is found.
    let slack = 1 + 1e-12
    var limit = longest
    func bound(_ node: Int32, _ length: Double) -> Double {
      length + view.position(ofNode: node).distance(to: origin)
    }
    for entry in site.range(0) {
      let (node, length) = (site.nodes[entry], site.lengths[entry])
      if improve(node, length, site: 0) { queue.lower(node, to: bound(node, length)) }
    }
    graph.withPointers { graph in
      // Ends: a node comes back into the queue only with a shorter way.
      while queue.count > 0, queue.least <= limit {
        let node = queue.takeNearest()
        let length = lengths[Int(node)]
        limit = min(limit, (endLengths[Int(node)] + length) * slack)
        for sight in graph.range(node) {
          let target = graph.targets[sight]
          let further = length + graph.lengths[sight]
          guard further < lengths[Int(target)] else { continue }
          let whole = bound(target, further)
          guard whole <= limit else { continue }
          if improve(target, further, site: 0, next: node) { queue.lower(target, to: whole) }
        }
        for entry in arcs.leading(to: node) {
          let further = length + entry.length
          if improve(entry.from, further, site: 0, next: node, by: entry.way) {
            queue.lower(entry.from, to: bound(entry.from, further))
          }
        }
      }
    }
    return firstNode(of: ends, list: 0)
  }

  private mutating func clear() {
    queue.removeAll()
    for index in 0..<touchedCount {
      let node = Int(touched[index])
      lengths[node] = .infinity
      nextNodes[node] = -1
      nextCrossings[node] = -1
      sites[node] = -1
    }
    touchedCount = 0
  }

  /// Gives a node a path if it is shorter than what it has, or as short and to an earlier site.
  @inline(__always)
  private mutating func improve(
    _ node: Int32, _ length: Double, site: Int32, next: Int32 = -1, by crossing: Int32 = -1
  ) -> Bool {
    let known = lengths[Int(node)]
    guard length < known || (length == known && site < sites[Int(node)]) else { return false }
    if known == .infinity {
      touched[touchedCount] = node
      touchedCount += 1
    }
    lengths[Int(node)] = length
    nextNodes[Int(node)] = next
    nextCrossings[Int(node)] = crossing
    sites[Int(node)] = site
    return true
  }

  // MARK: Reading

  /// The node of a list over which the whole way is shortest, and its length; nil without a way.
  func firstNode(of lists: NodeLists, list: Int) -> (node: Int32, length: Double)? {
    var best: (node: Int32, length: Double)?
    for entry in lists.range(list) {
      let node = lists.nodes[entry]
      let length = lists.lengths[entry] + lengths[Int(node)]
      if length < best?.length ?? .infinity { best = (node, length) }
    }
    return best
  }

  /// The last node before the site on a node's path.
  func lastNode(from node: Int32) -> Int32 {
    var last = node
    // Ends: the next node's way was known before, and is no longer; a way never changes to one by way
    // of itself.
    while nextNodes[Int(last)] >= 0 { last = nextNodes[Int(last)] }
    return last
  }

  /// The distances of some points to what was searched for, by way of the nodes that they see; on
  /// all cores.
  func distances(of points: PreparedPoints, _ members: some Sequence<Int>) -> [Double] {
    let members = Array(members)
    let sights = points.sights
    nonisolated(unsafe) let nodeLengths = lengths
    return ChunkedWork(count: members.count, chunk: 8192).map { range in
      members[range].map { member in
        var best = Double.infinity
        for entry in sights.range(member) {
          best = min(best, sights.lengths[entry] + nodeLengths[Int(sights.nodes[entry])])
        }
        return best
      }
    }.flatMap(\.self)
  }

  /// The places on a node's path, itself first, and the crossings used, in the order of travel.
  func way(
    from first: Int32, in world: BarrierWorld
  ) -> (places: [PlanarPoint], crossings: [Int]) {
    var node = first
    var places = [world.mesh.position(ofNode: Int(node))]
    var used: [Int] = []
    // Ends as in `lastNode`.
    while nextNodes[Int(node)] >= 0 {
      let number = Int(nextCrossings[Int(node)])
      if number >= 0 {
        let way = world.attached[number]
        var members = way.members.map { Int($0.crossing) }
        if case .deck(let deck) = way.way {
          let here = world.mesh.position(ofNode: Int(node))
          let isForward = here.distance(to: deck[0]) <= here.distance(to: deck[deck.count - 1])
          let inner = deck.dropFirst().dropLast()
          places.append(contentsOf: isForward ? Array(inner) : inner.reversed())
          if !isForward { members.reverse() }
        }
        used += members
      }
      node = nextNodes[Int(node)]
      places.append(world.mesh.position(ofNode: Int(node)))
    }
    return (places, used)
  }
}

extension Route<PlanarPoint> {
  /// The route from one place to another by way of a node.
  init(
    from origin: PlanarPoint, to site: PlanarPoint, by first: Int32, length: Double,
    paths: borrowing NodePaths, crossings: [Crossing], world: BarrierWorld
  ) {
    let way = paths.way(from: first, in: world)
    var path = [origin]
    for place in way.places + [site] where path[path.count - 1] != place { path.append(place) }
    self.init(distance: length, path: path, crossings: way.crossings.map { crossings[$0].id })
  }
}

import Geography

/// Everything about one site: who sees it, and the shortest paths from every node to it.
struct SiteSearch {
  private let world: BarrierWorld
  private let arcs: CrossingArcs
  private var expansion = SightExpansion()
  private var paths: PathsToSite

  init(world: BarrierWorld, arcs: CrossingArcs) {
    self.world = world
    self.arcs = arcs
    paths = PathsToSite(nodeCount: world.mesh.nodeCount)
  }

  /// Runs the search and writes the straight distances of the origins in direct sight.
  mutating func look(
    from origins: PreparedPoints, to site: Int, of sites: PreparedPoints,
    into row: UnsafeMutablePointer<Double>
  ) {
    let standing = sites.standings[site]
    paths.find(toSite: site, sights: sites.sights, graph: world.graph, arcs: arcs)
    guard standing.isOnLand, origins.count > 0 else { return }
    world.mesh.withView { view in
      origins.withPointsByTriangle { points in
        var visitor = PointsInSight(
          eye: standing.grid, points: points,
          marker: StraightRow(site: sites[site], positions: points.positions, row: row))
        expansion.expand(
          from: standing.grid, standing: standing.placement, in: view, visitor: &visitor)
      }
    }
  }

  /// Metres from every node to the site that was looked for last.
  var nodeLengths: [Double] { paths.lengths }

  /// The first node on the shortest path of an origin that does not see the site.
  private func firstNode(from origins: PreparedPoints, _ member: Int) -> (Int, Double)? {
    var best: (node: Int, length: Double)?
    for entry in origins.sights.range(member) {
      let node = Int(origins.sights.nodes[entry])
      let length = origins.sights.lengths[entry] + paths.lengths[node]
      if length < best?.length ?? .infinity { best = (node, length) }
    }
    return best
  }

  /// The last bend before the site on an origin's path, and the length of the whole path.
  func lastBend(from origins: PreparedPoints, _ member: Int) -> (PlanarPoint, Double)? {
    guard let (node, length) = firstNode(from: origins, member) else { return nil }
    return (world.mesh.position(ofNode: Int(paths.lastNodes[node])), length)
  }

  func route(
    from origins: PreparedPoints, _ member: Int, to site: PlanarPoint, crossings: [Crossing],
    ways: [AttachedCrossing]
  ) -> Route<PlanarPoint>? {
    guard let (first, length) = firstNode(from: origins, member) else { return nil }
    var path = [origins[member]]
    var used: [String] = []
    func add(_ place: PlanarPoint) { if path.last != place { path.append(place) } }
    var node = Int32(first)
    add(world.mesh.position(ofNode: first))
    while paths.nextNodes[Int(node)] >= 0 {
      let crossing = paths.nextCrossings[Int(node)]
      let here = world.mesh.position(ofNode: Int(node))
      if crossing >= 0 {
        used.append(crossings[Int(crossing)].id)
        if case .deck(let deck) = ways[Int(crossing)].way {
          let isForward = here.distance(to: deck[0]) <= here.distance(to: deck[deck.count - 1])
          let inner = deck.dropFirst().dropLast()
          for place in isForward ? Array(inner) : inner.reversed() { add(place) }
        }
      }
      node = paths.nextNodes[Int(node)]
      add(world.mesh.position(ofNode: Int(node)))
    }
    add(site)
    return Route(distance: length, path: path, crossings: used)
  }
}

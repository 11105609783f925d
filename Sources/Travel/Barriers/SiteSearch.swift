import Geography

/// Everything about one site: who sees it, and the shortest paths from every node to it.
struct SiteSearch: ~Copyable {
  private let world: BarrierWorld
  private let arcs: CrossingArcs
  private var expansion = SightExpansion()
  private(set) var paths: NodePaths

  init(world: BarrierWorld, arcs: CrossingArcs) {
    self.world = world
    self.arcs = arcs
    paths = NodePaths(nodeCount: world.mesh.nodeCount)
  }

  /// Runs the search and writes the straight distances of the origins in direct sight.
  mutating func look(
    from origins: PreparedPoints, to site: Int, of sites: PreparedPoints,
    into row: UnsafeMutablePointer<Double>
  ) {
    let standing = sites.standings[site]
    paths.find(
      toSites: CollectionOfOne(site), sights: sites.sights, graph: world.graph, arcs: arcs)
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

  /// The last bend before the site on an origin's path, and the length of the whole path.
  func lastBend(from origins: PreparedPoints, _ member: Int) -> (PlanarPoint, Double)? {
    guard let (node, length) = paths.firstNode(of: origins.sights, list: member) else {
      return nil
    }
    return (world.mesh.position(ofNode: Int(paths.lastNode(from: node))), length)
  }

  func route(
    from origins: PreparedPoints, _ member: Int, to site: PlanarPoint, crossings: [Crossing]
  ) -> Route<PlanarPoint>? {
    guard let (first, length) = paths.firstNode(of: origins.sights, list: member) else {
      return nil
    }
    return Route(
      from: origins[member], to: site, by: first, length: length, paths: paths,
      crossings: crossings, world: world)
  }
}

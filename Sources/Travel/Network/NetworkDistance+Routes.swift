public import Geography

extension NetworkDistance {
  /// The nodes on the way between the two places; ``steps(from:to:)`` names the streets.
  public func route(
    from origin: NetworkPlace, to destination: NetworkPlace
  ) -> Route<NetworkPlace>? {
    routes(from: prepare([origin]), members: [0], to: 0, of: prepare([destination]))[0]
  }

  public func routes(
    from origins: NetworkPlaces, members: [Int], to destination: Int, of destinations: NetworkPlaces
  ) -> [Route<NetworkPlace>?] {
    let site = destinations[destination]
    let search = search(to: site, stops: origins.stops)
    return members.map { member in
      let origin = origins[member]
      guard origin != site else { return Route(distance: 0, path: [origin, site], crossings: []) }
      let departure = origins.departures[member]
      guard let way = search.way(from: departure, in: graph) else { return nil }
      var path = [origin]
      for node in way.nodes where path.last != .node(node) { path.append(.node(node)) }
      if path.last != site || path.count == 1 { path.append(site) }
      return Route(distance: search.distance(from: departure), path: path, crossings: [])
    }
  }

  /// The streets used from place to place, in the order of travel; nil where there is no way.
  public func steps(from origin: NetworkPlace, to destination: NetworkPlace) -> [NetworkStep]? {
    guard origin != destination else { return [] }
    let search = search(to: destination, stops: NetworkPlaces([origin], in: graph).stops)
    return search.way(from: .leaving(origin, in: graph), in: graph)?.steps
  }

  /// The ways of some of the origins to one destination as lines along the streets, in metres.
  ///
  /// Access is not drawn: a line begins and ends on the street. It is one point twice where both
  /// places touch the street together.
  ///
  /// - Returns: One entry per entry of `members`, in its order; nil where there is no way or the
  ///   graph has no positions.
  public func lines(
    from origins: NetworkPlaces, members: [Int], to destination: Int, of destinations: NetworkPlaces
  ) -> [[PlanarPoint]?] {
    let site = destinations[destination]
    let search = search(to: site, stops: origins.stops)
    return members.map { member in
      let origin = origins[member]
      guard let start = graph.position(of: origin), let end = graph.position(of: site) else {
        return nil
      }
      guard origin != site else { return [start, end] }
      let departure = origins.departures[member]
      guard let way = search.way(from: departure, in: graph) else { return nil }
      var line = [start]
      // Twice the same point, but for rounding, is drawn once.
      func draw(_ point: PlanarPoint) {
        if line[line.count - 1].distance(to: point) > 1e-6 { line.append(point) }
      }
      var nodes = way.nodes[...]
      if departure.edge < 0, let node = nodes.popFirst() { draw(graph.positions[node]) }
      for step in way.steps {
        let (from, to) = (
          graph.share(step.start, of: step.edge), graph.share(step.end, of: step.edge)
        )
        let shape = graph.shape(ofEdge: step.edge)
        for point in PolylineMeasure.part(of: shape, from: from, to: to) where from != to {
          draw(point)
        }
        // A street of no length may still be drawn from one node to another.
        if let node = nodes.popFirst() { draw(graph.positions[node]) }
      }
      draw(end)
      if line.count > 1 { line[line.count - 1] = end } else { line.append(end) }
      return line
    }
  }
}

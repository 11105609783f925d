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
      guard let start = graph.position(of: origin), let end = graph.position(of: site),
        let steps = origin == site
          ? [] : search.way(from: origins.departures[member], in: graph)?.steps
      else { return nil }
      var line = [start]
      for step in steps {
        let part = PolylineMeasure.part(
          of: graph.shape(ofEdge: step.edge), from: graph.share(step.start, of: step.edge),
          to: graph.share(step.end, of: step.edge))
        for point in part where point != line.last { line.append(point) }
      }
      if line.count < 2 { line.append(end) }
      return line
    }
  }
}

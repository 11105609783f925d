public import Geography

extension BarrierDistance {
  /// The same provider with the distances between all bends and crossings kept: single pairs then
  /// take microseconds.
  ///
  /// Worth its building for thousands of single pairs; whole tables do not need it. Opening or
  /// closing a crossing gives a provider without it.
  ///
  /// - Complexity: One run of Dijkstra's algorithm per bend; eight bytes per pair of bends.
  public func keepingAllPairs() -> BarrierDistance {
    guard let world, let arcs else { return self }
    return BarrierDistance(self, allPairs: NodeTable(world: world, arcs: arcs))
  }

  /// - Complexity: The triangles in sight of both, and the nodes no farther away by any path than
  ///   these two; with ``keepingAllPairs()`` no search.
  public func distance(from origin: PlanarPoint, to destination: PlanarPoint) -> Double {
    guard let world, let arcs else { return origin.distance(to: destination) }
    return world.idle.with(world: world) { search in
      search.find(from: origin, to: destination, in: world, arcs: arcs, table: allPairs)
        .length(from: origin, to: destination)
    }
  }

  /// The shortest path; where several are equally short, always the same one.
  ///
  /// - Complexity: As for ``distance(from:to:)`` without a table of all pairs.
  public func route(
    from origin: PlanarPoint, to destination: PlanarPoint
  ) -> Route<PlanarPoint>? {
    guard let world, let arcs else {
      return Route(
        distance: origin.distance(to: destination), path: [origin, destination], crossings: [])
    }
    var route = world.idle.with(world: world) { search in
      search.route(
        from: origin, to: destination, in: world, arcs: arcs, crossings: crossings)
    }
    // Sums in another order can differ in the last digit.
    if allPairs != nil { route?.distance = distance(from: origin, to: destination) }
    return route
  }
}

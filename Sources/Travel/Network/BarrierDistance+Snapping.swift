public import Geography

extension BarrierDistance {
  /// Whether one can go straight from one point to the other: no barrier makes it longer.
  ///
  /// Give it to a street graph, so that nobody is snapped to a street across the river:
  ///
  ///     graph.snap(homes, limit: 200, allowed: barriers.allowsLeg(from:to:))
  ///
  /// Exact to 1e-9 m. Straight over an open crossing that costs nothing is allowed.
  @Sendable
  public func allowsLeg(from start: PlanarPoint, to end: PlanarPoint) -> Bool {
    distance(from: start, to: end) - start.distance(to: end) <= 1e-9
  }
}

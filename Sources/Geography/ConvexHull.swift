extension PlanarPoint {
  /// The corners of the smallest convex area around the points, counterclockwise from the leftmost
  /// (the lowest of several).
  ///
  /// Points on an edge are left out. One point gives itself, points on one line give the two ends.
  /// Points that are not finite are passed over.
  ///
  /// Uses the monotone chain: A. M. Andrew, Information Processing Letters 9 (1979),
  /// <https://doi.org/10.1016/0020-0190(79)90072-3>, with exact orientation.
  ///
  /// - Complexity: O(*n* log *n*).
  public static func convexHull(of points: some Sequence<PlanarPoint>) -> [PlanarPoint] {
    let sorted = Set(points.lazy.filter(\.isFinite)).sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    guard sorted.count > 2 else { return sorted }
    return Array(chain(sorted) + chain(sorted.reversed()))
  }

  /// The right-hand side of the outline along the order given, without its last point.
  private static func chain(_ points: [PlanarPoint]) -> ArraySlice<PlanarPoint> {
    var chain: [PlanarPoint] = []
    for point in points {
      while chain.count > 1,
        point.turn(from: chain[chain.count - 2], to: chain[chain.count - 1]) != .left
      {
        chain.removeLast()
      }
      chain.append(point)
    }
    return chain.dropLast()
  }
}

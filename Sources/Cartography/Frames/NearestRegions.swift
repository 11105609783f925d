package import Geography

/// Which part of a box lies nearest to each of some places.
package enum NearestRegions {
  /// The convex part of the box that is nearer to each place than to any other.
  ///
  /// Cuts the box by the line half way to each other place, the near ones first, until the rest is
  /// too far away to matter.
  ///
  /// - Parameters:
  ///   - places: Of several at one place only the first has a part; none has one that is not finite.
  ///   - box: What is divided.
  ///   - xUnit: Lengths along `x` are divided by it; more than 0.
  ///   - yUnit: Lengths along `y` are divided by it; more than 0.
  /// - Returns: The corners of each part; no corners where there is none.
  /// - Complexity: O(*k*² log *k*) for *k* places.
  package static func polygons(
    around places: [PlanarPoint], in box: PlanarBox, xUnit: Double = 1, yUnit: Double = 1
  ) -> [[PlanarPoint]] {
    guard !box.isEmpty, xUnit > 0, yUnit > 0 else { return places.map { _ in [] } }
    let scaled = places.map { PlanarPoint($0.x / xUnit, $0.y / yUnit) }
    let rim = [
      PlanarPoint(box.minX, box.minY), PlanarPoint(box.maxX, box.minY),
      PlanarPoint(box.maxX, box.maxY), PlanarPoint(box.minX, box.maxY),
    ].map { PlanarPoint($0.x / xUnit, $0.y / yUnit) }
    var seen: Set<PlanarPoint> = []
    let isFirst = scaled.map { $0.isFinite && seen.insert($0).inserted }
    let rivals = scaled.indices.filter { isFirst[$0] }
    return scaled.indices.map { index in
      guard isFirst[index] else { return [] }
      let here = scaled[index]
      let others = rivals.filter { $0 != index }
        .map { (place: scaled[$0], distance: here.distance(to: scaled[$0])) }
        .sorted { $0.distance < $1.distance }
      var corners = rim
      var reach = corners.map { here.distance(to: $0) }.max() ?? 0
      for other in others {
        if other.distance > 2 * reach || corners.isEmpty { break }
        corners = cut(corners, nearer: here, than: other.place)
        reach = corners.map { here.distance(to: $0) }.max() ?? 0
      }
      return corners.map { PlanarPoint($0.x * xUnit, $0.y * yUnit) }
    }
  }

  /// The part of a convex polygon on the side of `here` of the line half way to `there`.
  private static func cut(
    _ corners: [PlanarPoint], nearer here: PlanarPoint, than there: PlanarPoint
  ) -> [PlanarPoint] {
    let normal = PlanarPoint(there.x - here.x, there.y - here.y)
    let middle = PlanarPoint((here.x + there.x) / 2, (here.y + there.y) / 2)
    func excess(_ point: PlanarPoint) -> Double {
      (point.x - middle.x) * normal.x + (point.y - middle.y) * normal.y
    }
    guard var last = corners.last else { return [] }
    var lastExcess = excess(last)
    var kept: [PlanarPoint] = []
    for corner in corners {
      let excess = excess(corner)
      if (excess > 0) != (lastExcess > 0) {
        let share = lastExcess / (lastExcess - excess)
        kept.append(
          PlanarPoint(
            last.x + share * (corner.x - last.x), last.y + share * (corner.y - last.y)))
      }
      if excess <= 0 { kept.append(corner) }
      (last, lastExcess) = (corner, excess)
    }
    return kept
  }
}

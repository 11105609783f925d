/// The smallest and the largest map length ÷ true length of short lines.
struct ScaleRange {
  var smallest: Double
  var largest: Double

  var error: Double { max(largest - 1, 1 - smallest) }
}

extension ProjectionHandle {
  /// The scales at the coordinates, in four directions each; nil where one cannot be projected.
  ///
  /// Measured, not derived: lines of 100 m laid on the ellipsoid and compared with their images.
  func scaleRange(over coordinates: [GeoCoordinate]) -> ScaleRange? {
    var x: [Double] = []
    var y: [Double] = []
    for coordinate in coordinates {
      for azimuth in [0.0, 45, 90, 135] {
        for metres in [-50.0, 50] {
          let end = Geodesic.direct(from: coordinate, azimuth: azimuth, distance: metres)
          x.append(end.longitude)
          y.append(end.latitude)
        }
      }
    }
    project(&x, &y)
    var range = ScaleRange(smallest: .infinity, largest: 0)
    for end in stride(from: 0, to: x.count, by: 2) {
      let length = PlanarPoint(x[end], y[end]).distance(to: PlanarPoint(x[end + 1], y[end + 1]))
      guard length.isFinite else { return nil }
      range.smallest = min(range.smallest, length / 100)
      range.largest = max(range.largest, length / 100)
    }
    return range
  }
}

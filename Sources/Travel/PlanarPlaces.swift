public import Geography

/// Points in metres, kept as two flat columns so that a row of distances is one plain loop.
public struct PlanarPlaces: PreparedPlaces {
  public let points: [PlanarPoint]
  let x: [Double]
  let y: [Double]

  public init(_ points: [PlanarPoint]) {
    self.points = points
    x = points.map(\.x)
    y = points.map(\.y)
  }

  public var count: Int { points.count }
  public subscript(index: Int) -> PlanarPoint { points[index] }

  /// Fills a row with `length(dx, dy)` of every point seen from `place`.
  @inline(__always)
  func fill(
    _ values: UnsafeMutableBufferPointer<Double>, from place: PlanarPoint,
    length: (_ dx: Double, _ dy: Double) -> Double
  ) {
    x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        for index in 0..<values.count {
          values[index] = length(x[index] - place.x, y[index] - place.y)
        }
      }
    }
  }
}

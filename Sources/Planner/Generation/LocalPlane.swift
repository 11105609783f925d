import Geography

/// Metres east and north of an origin, for a few kilometres around it.
///
/// The scale is that of the WGS 84 ellipsoid at the origin; 5 km away lengths are right to about
/// one in a thousand. It uses only addition, multiplication and division, so that every machine
/// gets the same bits.
struct LocalPlane {
  let origin: GeoCoordinate
  private let metresPerLongitude: Double
  private let metresPerLatitude: Double

  init(origin: GeoCoordinate) {
    self.origin = origin
    // The usual series in the latitude φ; cos 2φ … cos 5φ follow from cos φ.
    let c1 = LocalPlane.cosine(degrees: origin.latitude)
    let c2 = 2 * c1 * c1 - 1
    let c3 = 2 * c1 * c2 - c1
    let c4 = 2 * c1 * c3 - c2
    let c5 = 2 * c1 * c4 - c3
    metresPerLatitude = 111_132.954 - 559.822 * c2 + 1.175 * c4
    metresPerLongitude = 111_412.84 * c1 - 93.5 * c3 + 0.118 * c5
  }

  func planar(_ place: GeoCoordinate) -> PlanarPoint {
    PlanarPoint(
      (place.longitude - origin.longitude) * metresPerLongitude,
      (place.latitude - origin.latitude) * metresPerLatitude)
  }

  func geographic(_ point: PlanarPoint) -> GeoCoordinate {
    GeoCoordinate(
      longitude: origin.longitude + point.x / metresPerLongitude,
      latitude: origin.latitude + point.y / metresPerLatitude)
  }

  /// The cosine of an angle from −90° to 90°, to 1e-15, by its Taylor series.
  static func cosine(degrees: Double) -> Double {
    let x = degrees * (Double.pi / 180)
    let square = x * x
    var term = 1.0
    var sum = 1.0
    for k in stride(from: 2.0, through: 26.0, by: 2.0) {
      term *= -square / (k * (k - 1))
      sum += term
    }
    return sum
  }
}

/// The coordinates that a place can have: degrees on the earth, or metres on a flat map.
package enum CoordinateRange {
  /// Degrees that a coordinate may lie beyond the earth by rounding, a tenth of a millimetre.
  package static let tolerance = 1e-9

  /// The largest |x| and |y| on a flat map, in metres.
  ///
  /// A million kilometres: up to there a `Double` holds a tenth of a millimetre and more.
  package static let planarReach = 1e9

  /// Whether degrees lie on the earth, but for what rounding does.
  package static func isOnEarth(longitude: Double, latitude: Double) -> Bool {
    longitude.magnitude <= 180 + tolerance && latitude.magnitude <= 90 + tolerance
  }

  /// Brings degrees that lie beyond ±180 and ±90 by rounding alone back to that.
  package static func clamp(_ longitude: inout Double, _ latitude: inout Double) {
    if longitude.magnitude > 180, longitude.magnitude <= 180 + tolerance {
      longitude = longitude < 0 ? -180 : 180
    }
    if latitude.magnitude > 90, latitude.magnitude <= 90 + tolerance {
      latitude = latitude < 0 ? -90 : 90
    }
  }

  /// A longitude from -180 to 180: turns around the earth are left out.
  package static func wrapped(_ longitude: Double) -> Double { LongitudeWrap.wrapped(longitude) }

  package struct Problem {
    /// Whether the latitude (y) is at fault, else the longitude (x).
    package var isLatitude: Bool
    package var problem: String
    package var remedy: String
  }

  /// Whether a pair of coordinates is in range.
  @inline(__always)
  static func contains(_ x: Double, _ y: Double, _ kind: CoordinateKind) -> Bool {
    kind == .geographic
      ? x.magnitude <= 180 && y.magnitude <= 90
      : x.magnitude <= planarReach && y.magnitude <= planarReach
  }

  /// What is wrong with a pair of coordinates; nil where nothing is, or rounding alone.
  ///
  /// - Parameters:
  ///   - x: A longitude in degrees, or metres.
  ///   - y: A latitude in degrees, or metres.
  ///   - kind: Which of the two.
  ///   - wraps: Whether longitudes may be up to two turns around the earth.
  /// - Returns: The problem and what to do.
  package static func problem(
    _ x: Double, _ y: Double, _ kind: CoordinateKind, wraps: Bool = false
  ) -> Problem? {
    guard kind == .planar else { return problem(longitude: x, latitude: y, wraps: wraps) }
    guard x.magnitude > planarReach || y.magnitude > planarReach else { return nil }
    return Problem(
      isLatitude: x.magnitude <= planarReach,
      problem: "is beyond the range of planar coordinates",
      remedy: "they are metres from -1,000,000,000 to 1,000,000,000: correct it, or leave it out")
  }

  private static func problem(longitude: Double, latitude: Double, wraps: Bool) -> Problem? {
    // A point without a place has numbers that are none.
    guard longitude.magnitude > 180 + tolerance || latitude.magnitude > 90 + tolerance else {
      return nil
    }
    if wraps, longitude.magnitude <= 720, latitude.magnitude <= 90 + tolerance { return nil }
    if latitude.magnitude > 90, latitude.magnitude <= 180, longitude.magnitude <= 90 {
      return Problem(
        isLatitude: true, problem: "is no latitude",
        remedy: "latitude and longitude look swapped: put longitude first, or give --swap")
    }
    let isLatitude = longitude.magnitude <= 180
    let problem = isLatitude ? "is no latitude" : "is no longitude"
    if longitude.magnitude > 720 || latitude.magnitude > 720 {
      return Problem(
        isLatitude: isLatitude, problem: problem + " in degrees",
        remedy: "these look like projected metres: name their system with --crs, "
          + "such as EPSG:23700, or give --crs planar")
    }
    return Problem(
      isLatitude: isLatitude, problem: problem,
      remedy: isLatitude
        ? "it must lie between -90 and 90"
        : "it must lie between -180 and 180: beyond the antimeridian "
          + (longitude > 0 ? "subtract 360" : "add 360") + ", or give --wrap")
  }
}

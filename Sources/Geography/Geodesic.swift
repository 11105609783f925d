import CPROJ

/// Shortest lines on the WGS 84 ellipsoid, exact to some nanometres anywhere on the earth.
///
/// Uses PROJ's `geod_inverse` and `geod_direct`: C. F. F. Karney, "Algorithms for geodesics",
/// Journal of Geodesy 87 (2013), <https://doi.org/10.1007/s00190-012-0578-z>. Antimeridian, poles
/// and antipodes need no care from the caller.
public struct Geodesic: Hashable, Sendable {
  /// Metres.
  public var distance: Double
  /// The direction at the start, in degrees clockwise from north, −180 to 180.
  public var startAzimuth: Double
  /// The direction at the end, in degrees clockwise from north, −180 to 180.
  public var endAzimuth: Double

  /// The shortest line between two coordinates; all values are NaN where one of theirs is.
  public init(from origin: GeoCoordinate, to destination: GeoCoordinate) {
    distance = 0
    startAzimuth = 0
    endAzimuth = 0
    geod_inverse(
      ellipsoid, origin.latitude, origin.longitude, destination.latitude, destination.longitude,
      &distance, &startAzimuth, &endAzimuth)
  }

  /// The length of the shortest line between two coordinates, in metres.
  public static func distance(_ origin: GeoCoordinate, _ destination: GeoCoordinate) -> Double {
    var distance = 0.0
    geod_inverse(
      ellipsoid, origin.latitude, origin.longitude, destination.latitude, destination.longitude,
      &distance, nil, nil)
    return distance
  }

  /// Where one stands after walking straight on.
  ///
  /// - Parameters:
  ///   - origin: Where the walk starts.
  ///   - azimuth: Its first direction, in degrees clockwise from north.
  ///   - distance: Its length in metres; negative walks backwards.
  /// - Returns: The end of the walk.
  public static func direct(
    from origin: GeoCoordinate, azimuth: Double, distance: Double
  ) -> GeoCoordinate {
    var end = GeoCoordinate(longitude: 0, latitude: 0)
    geod_direct(
      ellipsoid, origin.latitude, origin.longitude, azimuth, distance,
      &end.latitude, &end.longitude, nil)
    return end
  }
}

/// WGS 84, set up once and only read from then on.
nonisolated(unsafe) private let ellipsoid: UnsafePointer<geod_geodesic> = {
  let ellipsoid = UnsafeMutablePointer<geod_geodesic>.allocate(capacity: 1)
  geod_init(ellipsoid, 6_378_137, 1 / 298.257_223_563)
  return UnsafePointer(ellipsoid)
}()

/// A place on the earth: longitude and latitude in degrees on WGS 84, longitude first.
public struct GeoCoordinate: Hashable, Sendable {
  /// Degrees east, −180 to 180.
  public var longitude: Double
  /// Degrees north, −90 to 90.
  public var latitude: Double

  public init(longitude: Double, latitude: Double) {
    self.longitude = longitude
    self.latitude = latitude
  }
}

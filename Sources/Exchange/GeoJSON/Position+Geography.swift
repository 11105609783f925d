public import Geography

extension Position {
  /// The position as longitude and latitude in degrees; it must have been read as such.
  public var coordinate: GeoCoordinate { GeoCoordinate(longitude: x, latitude: y) }

  /// The position as metres on a flat map; it must have been read as such.
  public var planarPoint: PlanarPoint { PlanarPoint(x, y) }

  public init(_ coordinate: GeoCoordinate) { self.init(coordinate.longitude, coordinate.latitude) }

  public init(_ point: PlanarPoint) { self.init(point.x, point.y) }
}

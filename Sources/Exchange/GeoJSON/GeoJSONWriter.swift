/// Writes GeoJSON (RFC 7946), one feature on each line.
public struct GeoJSONWriter: Sendable {
  public var coordinates: CoordinateKind

  public init(coordinates: CoordinateKind = .geographic) { self.coordinates = coordinates }

  /// The collection as UTF-8 text.
  public func encode(_ collection: FeatureCollection) -> [UInt8] {
    fatalError("not written yet")
  }
}

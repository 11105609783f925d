/// Reads GeoJSON (RFC 7946): a collection, one feature, or a bare geometry.
public enum GeoJSONReader {
  /// Reads a file; `-` is the standard input.
  public static func read(
    path: String, coordinates: CoordinateKind = .geographic
  ) throws(DataFaults) -> FeatureCollection {
    fatalError("not written yet")
  }

  /// Reads a text; `file` is what messages call it.
  public static func read(
    _ bytes: [UInt8], file: String, coordinates: CoordinateKind = .geographic
  ) throws(DataFaults) -> FeatureCollection {
    fatalError("not written yet")
  }
}

/// A kind of file that features are read from or written to.
public enum DataFormat: String, Hashable, Sendable, CaseIterable {
  /// One object: a collection, a feature or a geometry (RFC 7946).
  case geojson
  /// A feature on each line.
  case geojsonl
  /// Features behind record separators (RFC 8142).
  case geojsonseq
  case csv
  /// A database of layers, as QGIS likes it (OGC 12-128r18).
  case gpkg

  /// By the ending of a name; nil where it says nothing.
  public init?(path: String) {
    var name = path.lowercased()
    if name.hasSuffix(".gz") { name.removeLast(3) }
    for (ending, format) in Self.endings where name.hasSuffix(ending) {
      self = format
      return
    }
    return nil
  }

  private static let endings: [(String, DataFormat)] = [
    (".geojson", .geojson), (".json", .geojson), (".geojsonl", .geojsonl),
    (".ndjson", .geojsonl), (".ndgeojson", .geojsonl), (".jsonl", .geojsonl),
    (".geojsons", .geojsonseq), (".geojsonseq", .geojsonseq), (".csv", .csv), (".tsv", .csv),
    (".tab", .csv), (".txt", .csv), (".gpkg", .gpkg),
  ]

  /// The names that a user may give, for a message.
  public static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

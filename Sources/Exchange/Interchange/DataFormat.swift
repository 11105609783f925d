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
  /// Waypoints, routes and tracks of satellite receivers.
  case gpx
  /// Placemarks, as Google Earth has them.
  case kml
  /// KML in an archive.
  case kmz
  /// The many files of Esri's, side by side or in an archive; read only.
  case shp
  /// Read only.
  case fgb
  /// Well-known text, a geometry on each line.
  case wkt
  /// Well-known binary in hexadecimal digits, a geometry on each line.
  case wkb

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
    (".gpx", .gpx), (".kml", .kml), (".kmz", .kmz), (".shp", .shp), (".zip", .shp),
    (".fgb", .fgb), (".wkt", .wkt), (".wkb", .wkb),
  ]

  /// Whether it is GeoJSON in any of its forms.
  package var isGeoJSON: Bool { [.geojson, .geojsonl, .geojsonseq].contains(self) }

  /// Whether its coordinates are longitude and latitude, whatever they were before.
  package var isGeographic: Bool { isGeoJSON || isMarkup }

  /// Whether it is XML, whose programs take every coordinate for longitude and latitude.
  package var isMarkup: Bool { [.gpx, .kml, .kmz].contains(self) }

  /// Whether its files are text.
  var isText: Bool { ![.gpkg, .kmz, .shp, .fgb].contains(self) }

  /// Whether it is text, in which records have lines.
  package var hasLines: Bool { ![.gpkg, .shp, .fgb].contains(self) }

  /// Whether it can be written.
  package var isWritable: Bool { ![.shp, .fgb].contains(self) }

  /// Whether it keeps nothing but geometries.
  package var isGeometryAlone: Bool { [.wkt, .wkb].contains(self) }

  /// Whether writing it begins with looking at all features.
  package var needsSurvey: Bool { [.csv, .gpkg, .kml, .kmz].contains(self) }

  /// The names that a user may give, for a message.
  public static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

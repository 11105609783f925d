/// What of a GPX file is read; by the names that GDAL gives to them.
enum GPXLayer: String, CaseIterable {
  case waypoints, routes, tracks
  /// Every point of a route or track as a feature.
  case routePoints = "route_points"
  case trackPoints = "track_points"
}

/// A waypoint, or a point of a route or track.
struct GPXPoint {
  var x = 0.0
  var y = 0.0
  /// NaN where the file has none.
  var z = Double.nan
  var time: String?
  var id: BatchBuilder.Value?
  var fault: RecordFault?
}

/// The elements of GPX that hold one value.
enum GPXElement {
  /// Elements of points whose text is a number.
  static let numbers: Set<String> = [
    "magvar", "geoidheight", "sat", "hdop", "vdop", "pdop", "ageofdgpsdata", "dgpsid", "number",
    "course", "speed",
  ]
  /// Elements of waypoints in the order that GPX 1.1 demands, before and behind the link.
  static let pointFirst = ["name", "cmt", "desc", "src"]
  static let pointLast = [
    "sym", "type", "fix", "sat", "hdop", "vdop", "pdop", "ageofdgpsdata", "dgpsid",
  ]
  /// Names that elements of others cannot take.
  static let taken = Set(
    pointFirst + pointLast + ["ele", "time", "magvar", "geoidheight", "link", "link_text", "gpx"])
  /// Elements of routes and tracks behind the link.
  static let lineLast = ["number", "type"]
}

extension XMLVocabulary {
  static let gpx = XMLVocabulary(
    format: "GPX", roots: ["gpx"],
    space: { address in
      if address == GPXEncoder.namespace { return .ours }
      return address.lowercased().contains("topografix.com/gpx/1/") ? .own : .foreign
    },
    spaceOfPrefix: { $0 == "gpx" ? .own : $0 == "footbridge" ? .ours : .foreign })
}

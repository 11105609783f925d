/// What the text of a coordinate system says without asking PROJ.
package enum WellKnownCRS {
  /// Whether a name is that of longitude and latitude on WGS 84.
  package static func isNamedLongitudeLatitude(_ crs: String) -> Bool {
    let name = crs.uppercased()
    return ["CRS84", "CRS84H", "EPSG:4326", "EPSG::4326"].contains { name.hasSuffix($0) }
  }

  /// Whether well-known text is longitude and latitude on WGS 84, by the names that programs give to it.
  static func isLongitudeLatitude(_ text: String) -> Bool {
    let folded = text.uppercased().filter { !$0.isWhitespace }
    guard folded.hasPrefix("GEOGCS[") || folded.hasPrefix("GEOGCRS[") else { return false }
    let names = ["\"GCS_WGS_1984\"", "\"WGS84\"", "\"WGS_1984\"", "\"D_WGS_1984\""]
    return names.contains { folded.contains($0) } && folded.contains("6378137")
      && folded.contains("PRIMEM[\"GREENWICH\",0") && !folded.contains("TOWGS84")
  }
}

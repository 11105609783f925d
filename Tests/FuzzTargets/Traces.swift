@_spi(Fuzzing) import Exchange

extension FuzzTarget {
  /// Any bytes as a file of fixes; the first says of which format and how they are cut.
  static let traces = FuzzTarget(name: "traces") { bytes in
    let choice = Int(bytes.first ?? 0)
    let rest = bytes.dropFirst()
    let text = rest[..<((rest.lastIndex { $0 != 0 } ?? rest.startIndex - 1) + 1)]
    let whole = Array(beginnings[choice & 7].utf8) + text
    return FuzzCase(description: String(decoding: whole, as: UTF8.self)) {
      TraceProbe.fault(whole, pieceSize: 1 + (choice >> 3) * 7)
    }
  }

  /// So that most bytes are spent on fixes; new ones would change what the found cases mean.
  private static let beginnings = [
    "", "<gpx><trk><trkseg>\n", "id,user_id,time,lat,lon,accuracy\n",
    "Geolife trajectory\nWGS 84\nAltitude is in Feet\nReserved 3\n0,2,255,My Track\n0\n",
    "{\"locations\":[", "{\"semanticSegments\":[", "{\"type\":\"FeatureCollection\",\"features\":[",
    "2026-01-05T00:00:00Z\t*\t{\"_type\":\"location\",\"lat\":47.4,\"lon\":8.5,\"tst\":1767571200}\n",
  ]
}

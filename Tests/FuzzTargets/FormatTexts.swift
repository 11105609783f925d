@_spi(Fuzzing) import Exchange

extension FuzzTarget {
  /// Any bytes as GPX or KML; the first says which.
  static let markup = FuzzTarget(name: "markup") { bytes in
    let isKML = (bytes.first ?? 0) & 1 == 1
    let text = trimmed(bytes.dropFirst())
    return FuzzCase(
      description: "\(isKML ? "KML" : "GPX") \(String(decoding: text, as: UTF8.self))"
    ) {
      FeatureProbe.markup(text, isKML: isKML)
    }
  }

  /// Any bytes as a shapefile of two parts: the first two say how long the `.shp` is.
  ///
  /// What every `.shp` begins with is put right, or nothing would be read.
  static let shapefiles = FuzzTarget(name: "shapefiles") { bytes in
    let split = bytes.count < 2 ? 0 : min(Int(bytes[0]) | Int(bytes[1]) << 8, bytes.count - 2)
    let rest = trimmed(bytes.dropFirst(2))
    var shp = Array(rest.prefix(split))
    let dbf = Array(rest.dropFirst(split))
    for (index, byte) in [0, 0, 0x27, 0x0A].enumerated() where index < shp.count {
      shp[index] = UInt8(byte)
    }
    return FuzzCase(description: "\(shp)\n\(dbf)") {
      FeatureProbe.shapefile(shp: shp, dbf: dbf)
    }
  }

  /// Any bytes as FlatGeobuf behind its mark.
  static let flatGeobufs = FuzzTarget(name: "flatgeobufs") { bytes in
    let text = trimmed(bytes[...])
    return FuzzCase(description: "\(text)") {
      FeatureProbe.flatGeobuf([0x66, 0x67, 0x62, 3, 0x66, 0x67, 0x62, 0] + text)
    }
  }
}

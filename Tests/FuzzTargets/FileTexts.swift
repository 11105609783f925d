@_spi(Fuzzing) import Exchange

extension FuzzTarget {
  /// Any bytes as GeoJSON; the first says how they are cut.
  static let geoJSONTexts = FuzzTarget(name: "geojson-texts") { bytes in
    let cut = bytes.first ?? 0
    let text = trimmed(bytes.dropFirst())
    return FuzzCase(description: String(decoding: text, as: UTF8.self)) {
      FeatureProbe.geoJSON(
        text, batchSize: 4 + Int(cut & 0x7F) * 4, isSequence: cut & 0x80 != 0)
    }
  }

  /// Any bytes as CSV; the first says how they are cut.
  static let csvTexts = FuzzTarget(name: "csv-texts") { bytes in
    let cut = bytes.first ?? 0
    let text = trimmed(bytes.dropFirst())
    return FuzzCase(description: String(decoding: text, as: UTF8.self)) {
      FeatureProbe.csv(text, batchSize: 4 + Int(cut) * 4)
    }
  }

  /// Any bytes as the geometry of a row of a GeoPackage.
  static let packageGeometries = FuzzTarget(name: "package-geometries") { bytes in
    // As other targets have it, what is missing is zero.
    let blob = trimmed(bytes[...])
    return FuzzCase(description: "\(blob)") {
      FeatureProbe.geometry(blob + [UInt8](repeating: 0, count: 64))
    }
  }

  static func trimmed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    Array(bytes[..<((bytes.lastIndex { $0 != 0 } ?? bytes.startIndex - 1) + 1)])
  }
}

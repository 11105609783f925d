import Exchange
import TestSupport
import Testing

/// Whatever happens to a file on its way, reading it ends in records or in a message.
@Suite struct DamagedInputTests {
  private let geoJSON = """
    {"type": "FeatureCollection", "features": [
    {"type": "Feature", "id": "A", "properties": {"zones": ["a", "b"], "cost_m": 1.5e1, "ü": "\\u00e9"},
     "geometry": {"type": "LineString", "coordinates": [[19, 47.5], [19.1, 47.25, 100]]}},
    {"type": "Feature", "id": 7, "properties": null,
     "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}}]}
    """
  private let csv =
    "id,lon,lat,weight,wkt,zones\n007,19.5,47.25,1,\"POINT (1 2)\",A B\n\"a\"\"b\",1e1,-2,0,,\"A\nB\"\n"
  private let yaml = """
    title: "x: y"
    demand: {file: a.csv, lon: x}
    close: [007, 'b']
    thresholds:
      - 1 km
    facilities: 3
    """

  @Test("Damaged GeoJSON is read or refused")
  func damagedGeoJSON() {
    survives(geoJSON) { bytes in
      _ = try? GeoJSONReader.read(bytes, file: "a.geojson")
      _ = try? BarrierFile.read(bytes, file: "a.geojson")
      _ = try? CrossingFile.read(bytes, file: "a.geojson")
      let options = PointFile.Options(role: .sites, skipBad: true)
      if let file = try? PointFile.read(bytes, file: "a.geojson", options: options) {
        // What was read can be written, and read again.
        let features = file.records.map(\.feature)
        let written = GeoJSONWriter().encode(FeatureCollection(features: features))
        return (try? GeoJSONReader.read(written, file: "b"))?.features.count == features.count
      }
      return true
    }
  }

  @Test("Damaged tables are read or refused")
  func damagedCSV() {
    survives(csv) { bytes in
      _ = try? CSVTable.read(bytes, file: "a.csv")
      _ = try? MatrixFile.read(bytes, file: "a.csv")
      _ = try? PairFile.read(bytes, file: "a.csv")
      _ = try? CrossingFile.read(bytes, file: "a.csv")
      for column in ["lat", "wkt"] {
        let options = PointFile.Options(
          role: .demand, columns: column == "wkt" ? [.position: "wkt"] : [:], skipBad: true)
        if let file = try? PointFile.read(bytes, file: "a.csv", options: options) {
          let features = file.records.map(\.feature)
          let written = GeoJSONWriter().encode(FeatureCollection(features: features))
          guard (try? GeoJSONReader.read(written, file: "b"))?.features.count == features.count
          else { return false }
        }
      }
      return true
    }
  }

  @Test("Damaged scenarios are read or refused")
  func damagedYAML() {
    survives(yaml) { bytes in
      _ = try? ScenarioFile.read(String(decoding: bytes, as: UTF8.self), file: "a.yaml")
      return true
    }
  }

  /// Changes, removes, doubles and cuts bytes at random.
  private func survives(_ text: String, _ read: ([UInt8]) -> Bool) {
    forEverySeed(in: 0...400) { generator in
      var bytes = utf8(text)
      for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0...4, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &generator)], at: place)
        case 3: bytes.removeSubrange(place...)
        default:
          let marks = utf8("[]{}\",:;\n\\-eE0")
          bytes[place] = marks[Int.random(in: 0..<marks.count, using: &generator)]
        }
      }
      return read(bytes)
    }
  }
}

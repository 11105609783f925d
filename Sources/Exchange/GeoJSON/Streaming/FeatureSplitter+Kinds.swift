/// What is said of files that are no GeoJSON.
extension FeatureSplitter {
  /// Whether the first object of a sequence goes on over several lines, so that lines say nothing.
  ///
  /// A line that is cut short does not: it ends anywhere, and the next one begins with a brace.
  func isSpread() throws(DataFault) -> Bool {
    var end = Self.find(0x0A, in: text, from: place)
    while end == nil, text.count - place < Self.firstCheck, try fill() {
      end = Self.find(0x0A, in: text, from: place)
    }
    guard let end else { return false }
    if end + 1 == text.count { _ = try fill() }
    let last = text[place..<end].last { $0 > 0x20 }
    switch last {
    case 0x7B, 0x5B: return true
    case 0x2C: return end + 1 < text.count && text[end + 1] != 0x7B
    default: return false
    }
  }

  /// The fault of a text that does not begin with a brace.
  func notGeoJSON(_ byte: UInt8) -> DataFault {
    let start = text[place..<min(text.count, place + 400)]
    let words = String(decoding: start, as: UTF8.self)
    func begins(_ word: String) -> Bool { start.starts(with: word.utf8) }
    if byte == 0x3C {
      for kind in ["kml", "gpx"] where words.contains("<\(kind)") {
        return fault(
          place, "the file is \(kind.uppercased()) and no GeoJSON",
          "name it .\(kind), or give --from \(kind)")
      }
      return fault(
        place, "the file is XML or a web page and no GeoJSON", "fetch the file itself")
    }
    if begins("SQLite format 3") {
      return fault(
        place, "the file is a database such as a GeoPackage and no GeoJSON",
        "name it .gpkg, or give --from gpkg")
    }
    if begins("fgb") {
      return fault(place, "the file is FlatGeobuf and no GeoJSON", "name it .fgb")
    }
    var remedy = "it begins with a brace"
    let line = words.prefix { $0 != "\n" && $0 != "\r" && $0 != "\r\n" }
    if start.starts(with: [0xEF, 0xBB, 0xBF]) {
      remedy = "there is more than one byte order mark: save it as UTF-8 without any"
    } else if begins("//") || begins("/*") || begins("#") {
      remedy = "JSON has no comments: take it out"
    } else if line.contains("{") {
      remedy = "it begins with a brace: take out what stands before it and behind its end"
    } else if byte >= 0x20, line.contains(where: { ",;\t|".contains($0) }) {
      remedy = "it begins with a brace; a table is named .csv, or given with --from csv"
    }
    return fault(place, "a GeoJSON object should be here, not \(shown(byte))", remedy)
  }

  /// The fault of an object at the root that has no type.
  func untyped(_ start: Int) -> DataFault {
    func has(_ name: String) -> Bool { memberNames.contains(ExactName(name)) }
    if has("elements") {
      return fault(
        start, "the file is OpenStreetMap's own JSON and no GeoJSON",
        "export it as GeoJSON, or turn it with osmtogeojson")
    }
    if has("error") {
      return fault(
        start, "the file is the error message of a server and no GeoJSON",
        "open it: it may say why the data were not to be had")
    }
    return fault(start, "the GeoJSON object has no type", "it should be a FeatureCollection")
  }

  /// The fault of a list of features of another format; nil where it can be GeoJSON.
  func foreignList(_ start: Int) -> DataFault? {
    let names = ["geometryType", "spatialReference", "displayFieldName", "objectIdFieldName"]
    guard names.contains(where: { memberNames.contains(ExactName($0)) }) else { return nil }
    return fault(
      start, "the file is Esri JSON and no GeoJSON",
      "ask its server for f=geojson, or export it as GeoJSON")
  }

  private static func find(_ byte: UInt8, in text: [UInt8], from start: Int) -> Int? {
    text.withUnsafeBufferPointer { find(byte, in: $0, from: start) }
  }
}

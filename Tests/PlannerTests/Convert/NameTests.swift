import Exchange
import Planner
import TestSupport
import Testing

/// Names that look alike, names with every escape, and names without end.
@Suite struct NameTests {
  private let files: ConvertedFile

  init() throws { files = try ConvertedFile() }

  /// Two features whose properties are `á` as one character and as two.
  private static let alike = [1, 2].map { number in
    #"{"type": "Feature", "id": "\#(number)", "geometry": {"type": "Point", "coordinates": [19.0\#(number), 47]}, "#
      + "\"properties\": {\"\u{E1}\": \"one \(number)\", \"a\u{301}\": \"two \(number)\"}}\n"
  }.joined()

  @Test(
    "Names that only look alike stay two, in every format",
    arguments: ["a.csv", "a.gpkg", "a.geojson", "a.kml"])
  func alike(_ form: String) throws {
    try files.write(Self.alike, "a.geojsonl")
    try files.convert("a.geojsonl", form) { $0.isStrict = true }
    try files.convert(form, "b.geojsonl")
    let lines = try files.text("b.geojsonl").utf8.split(separator: 0x0A)
    for (line, number) in zip(lines, [1, 2]) {
      for text in ["\"\u{E1}\": \"one \(number)\"", "\"a\u{301}\": \"two \(number)\""] {
        let found = String(line)?.utf8.map { $0 } ?? []
        #expect(found.indices.contains { found[$0...].starts(with: text.utf8) }, "\(form): \(text)")
      }
    }
    #expect(lines.count == 2)
  }

  @Test("A property is found by its exact name")
  func exact() {
    var object = JSONObject()
    object["\u{E1}"] = .string("one")
    object["a\u{301}"] = .string("two")
    #expect(object.count == 2)
    #expect(object["\u{E1}"] == .string("one") && object["a\u{301}"] == .string("two"))
  }

  @Test("A collection may have very many members of its own, which keep their order")
  func members() throws {
    let members = (0..<20_000).map { "\"m\($0)\": \($0)" }
    let text =
      "{\"type\": \"FeatureCollection\", \(members.joined(separator: ", ")), \"features\": []}"
    try files.write(text, "a.geojson")
    try files.convert("a.geojson", "b.geojson")
    let found = try JSON.decode(try files.bytes("b.geojson")).objectValue?.names ?? []
    #expect(found.filter { $0.hasPrefix("m") } == (0..<20_000).map { "m\($0)" })
    let read = try GeoJSONReader.read(path: files.path("a.geojson"))
    #expect(read.foreignMembers.names == (0..<20_000).map { "m\($0)" })
  }

  @Test("Messages show ids and names on one line, and no more than a little of them")
  func shown() throws {
    let id = String(repeating: "i", count: 5000)
    let properties = "{\"a\": 1, \"a\": 2}"
    try files.write(
      "{\"type\": \"Feature\", \"id\": \"\(id)\", \"properties\": \(properties), \"geometry\": null}",
      "a.geojson")
    let long = files.complaint("a.geojson", "b.geojson") { $0.isStrict = true }
    #expect(long?.contains("id \(id.prefix(60))…, byte") == true)
    try files.write(
      "{\"type\": \"Feature\", \"properties\": {}, \"geometry\": 1, \"id\": \"x\\u001b[2J\\ny\"}",
      "a.geojson")
    #expect(
      files.complaint("a.geojson", "b.geojson")?
        .contains("feature 1 (id x\\u001B[2J\\ny, byte") == true)
    try files.write("id,\"la\nt\",lon\nA,95,19\n", "a.csv")
    #expect(files.complaint("a.csv", "b.geojson")?.contains("column la\\nt: \"95\"") == true)
  }

  @Test("Bytes that Windows-1252 has no character for are a fault with their line")
  func undefinedBytes() throws {
    try files.write(Array("id,lat,lon,n\nA,47,19,x".utf8) + [0x80, 0x81, 0x0A], "a.csv")
    #expect(
      files.complaint("a.csv", "a.geojsonl") { $0.encoding = .windows1252 } == """
        a.csv:2: 0x81 (byte 24 of the file) is no character of windows-1252; name the encoding that the file is \
        written in with --encoding, or save it as UTF-8
        """)
  }

  @Test("A bbox off the earth is a fault for the planner, too")
  func box() throws {
    let point = "{\"type\": \"Point\", \"coordinates\": [19, 47]}"
    try files.write(
      "{\"type\": \"Feature\", \"id\": 1, \"bbox\": [0, 0, 1, 91], \"properties\": {}, "
        + "\"geometry\": \(point)}", "a.geojson")
    var options = PointFile.Options()
    options.isStrict = true
    let told = #expect(throws: DataFaults.self) {
      try PointFile.read(path: files.path("a.geojson"), options: options)
    }
    #expect("\(told.map { "\($0)" } ?? "")".contains("is not on the earth"))
  }
}

import Exchange
import Foundation
import Planner
import TestSupport
import Testing

/// Tables as people have them: what is not RFC 4180 is read, or refused with what to do.
@Suite struct CSVDialectTests {
  private let files: ConvertedFile

  init() throws { files = try ConvertedFile() }

  @Test(
    "Cells stand between whatever people put there",
    arguments: [
      ("id|lat|lon|n\nA|47,5|19,04|3\n", "pipes"),
      ("sep=|\nid|lat|lon|n\nA|47.5|19.04|3\n", "pipes"),
      ("sep=;\nid;lat;lon;n\nA;47,5;19,04;3\n", "semicolons"),
      ("id\tlat\tlon\tn\nA\t47.5\t19.04\t3\n", "tabs"),
    ])
  func separators(_ text: String, _ name: String) throws {
    try files.write(text, "a.csv")
    let told = try files.convert("a.csv", "a.geojsonl")
    #expect(told.first?.hasSuffix("cells separated by \(name)") == true, "\(told)")
    #expect(
      try files.text("a.geojsonl")
        == #"{"type": "Feature", "id": "A", "geometry": {"type": "Point", "#
        + #""coordinates": [19.04, 47.5]}, "properties": {"n": 3}}"# + "\n")
    // The planner's reader sees the same.
    let table = try CSVTable.read(path: files.path("a.csv"))
    #expect(table.rowCount == 1 && table.columns == ["id", "lat", "lon", "n"])
    try files.write(text + text.suffix(5) + "x\n", "b.csv")
    #expect(
      files.complaint("b.csv", "b.geojson") { $0.isStrict = true }?
        .contains("the header has 4 columns") == true)
  }

  @Test(
    "Rows without a place are told of, and why",
    arguments: [
      (
        "A,47.5,19.04\nB,47.6,19.05\n",
        "no column says where rows lie; the first line looks like a row: put one with the names of the "
          + "columns above it"
      ),
      (
        "id,where\nA,here\n",
        "no column says where rows lie, so they have no place; name two lon and lat, or one wkt; the columns are \"id\", \"where\""
      ),
    ])
  func placeless(_ text: String, _ words: String) throws {
    try files.write(text, "a.csv")
    let told = try files.convert("a.csv", "a.geojson")
    #expect(told.contains("warning: a.csv:1: \(words)"), "\(told)")
    var scenario = Scenario()
    scenario.demand = .init(file: files.path("a.csv"))
    let found = try DataCheck(PlanSettings(scenario)).findings.map(\.description)
    #expect(found.contains { $0.contains("there is no column for the longitude") })
    #expect(found.contains { $0.contains("looks like a row") } == words.contains("looks like"))
  }

  @Test(
    "Both coordinates in one cell are found by the planner, too, and exchanged where that is asked for",
    arguments: [
      ("location", "\"47.5, 19.04\""), ("latlng", "\"47.5,19.04\""),
      ("the_geom", #""{""type"":""Point"",""coordinates"":[19.04,47.5]}""#),
      ("wkt", "POINT (19.04 47.5)"),
    ])
  func placesInOneCell(_ column: String, _ cell: String) throws {
    try files.write("id,\(column)\nA,\(cell)\n", "a.csv")
    try files.convert("a.csv", "a.geojsonl")
    #expect(try files.text("a.geojsonl").contains("[19.04, 47.5]"))
    try files.convert("a.csv", "b.geojsonl") { $0.swap = true }
    #expect(try files.text("b.geojsonl").contains("[47.5, 19.04]"))
    let points = try PointFile.read(path: files.path("a.csv"))
    #expect(points.records.map(\.position) == [Position(19.04, 47.5)])
  }

  @Test("A place in one cell that is none is a fault for the planner, too")
  func wrongPlacesInOneCell() throws {
    for (cell, words) in [
      (#"{""type"":""Point"",""coordinates"":[19.04,147.5]}"#, "is no latitude"),
      (#"{""type"":""Point"",""coordinates"":[]}"#, "the geometry is empty"),
      (#"{""type"":""Feature"",""geometry"":null}"#, "is no geometry"),
      (#"{""type"":""Polygon"",""coordinates"":[[[0,0],[1,0],[1,91],[0,0]]]}"#, "is no latitude"),
    ] {
      try files.write("id,geojson\nA,\"\(cell)\"\n", "a.csv")
      let found = #expect(throws: DataFaults.self) { try PointFile.read(path: files.path("a.csv")) }
      #expect(found?.description.contains(words) == true, "\(found?.description ?? "")")
    }
  }

  private struct Refusal: Sendable {
    var bytes: [UInt8]
    var words: String

    init(_ bytes: [UInt8], _ words: String) {
      self.bytes = bytes
      self.words = words
    }

    init(_ text: String, _ words: String) { self.init(Array(text.utf8), words) }
  }

  private static let refusals: [Refusal] = [
    Refusal(
      "\n<!DOCTYPE html><html><body>403</body></html>",
      "a.csv: this is a web page, not data; open it in a browser: it may say why the file was not "
        + "to be had"),
    Refusal(
      "id,lat,lon\nA,47.5,19\nB\u{0},47,19\n",
      "a.csv:3: there is a byte of 0 in the text; the file is damaged, or no text; export it again "
        + "as UTF-8, or name its encoding with --encoding if it is UTF-16"),
    Refusal([0xFF, 0xFE], "a.csv: the file is empty; it needs a header with column names"),
    Refusal("\n \n", "a.csv: the file is empty; it needs a header with column names"),
  ]

  @Test("What is no table is refused with words")
  func refused() throws {
    for refusal in Self.refusals { try refused(refusal.bytes, refusal.words) }
  }

  private func refused(_ bytes: [UInt8], _ words: String) throws {
    try files.write(bytes, "a.csv")
    #expect(files.complaint("a.csv", "a.geojson") == words)
    let fault = #expect(throws: DataFaults.self) { try CSVTable.read(path: files.path("a.csv")) }
    // The reader of small files knows the byte, too.
    let read = "\(fault.map { "\($0)" } ?? "")".replacing(files.folder.path + "/", with: "")
    #expect(read.replacing(" (byte 23)", with: "") == words)
  }

  @Test(
    "Odd tables are read for what they are",
    arguments: [
      ("id,lat,lon\rA,47.5,19.04\r", #""id": "A", "geometry": {"type": "Point""#),
      ("id,lat,lon\r\nA,47.5,19.04\r\n", #""id": "A", "geometry": {"type": "Point""#),
      ("id,,lat,lon\nA,x,47.5,19.04\n", #""properties": {"column_2": "x"}"#),
      ("id,lat,lon,\nA,47.5,19.04,\n,,,\n\n", #""properties": {"column_4": null}"#),
      ("Geo Point,id\n\"47.5, 19.04\",A\n", #""coordinates": [19.04, 47.5]"#),
      ("id,name,lat,lon\nA,5\" pipe,47.5,19.04\n", #""name": "5\" pipe""#),
    ])
  func odd(_ text: String, _ part: String) throws {
    try files.write(text, "a.csv")
    try files.convert("a.csv", "a.geojsonl") { $0.isStrict = true }
    let lines = try files.text("a.geojsonl").split(separator: "\n")
    #expect(lines.count == 1 && lines[0].contains(part), "\(lines)")
  }

  @Test("A header alone is a table without rows", arguments: ["id,lat,lon\n", "id,lat,lon"])
  func headerAlone(_ text: String) throws {
    try files.write(text, "a.csv")
    try files.convert("a.csv", "a.geojson")
    #expect(RFC7946(try files.bytes("a.geojson")).faults == [])
    var scenario = Scenario()
    scenario.demand = .init(file: files.path("a.csv"))
    let found = try DataCheck(PlanSettings(scenario)).findings.map(\.description)
    #expect(
      found.last?.contains("the files hold neither points nor barriers nor crossings") == true)
  }
}

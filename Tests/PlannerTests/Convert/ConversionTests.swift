import Exchange
import Foundation
import Planner
import TestSupport
import Testing

/// Conversions from one format into another.
@Suite struct ConversionTests {
  private let files: ConvertedFile

  init() throws { files = try ConvertedFile() }

  @Test("A spreadsheet's CSV goes to GeoJSON and back without a loss")
  func spreadsheet() throws {
    let text =
      "\u{FEFF}id;Name;lat;lon;count;ok\r\n007;\"Kovács; Béla\";47,5;19,04;3,5;true\r\n"
      + "008;\"two\nlines \"\"quoted\"\"\";-47,25;19,04;4;false\r\n9;;;;;\r\n"
    try files.write(text, "a.csv")
    let told = try files.convert("a.csv", "a.geojson")
    #expect(
      told.first == "a.csv: reading id from \"id\", lon from \"lon\", lat from \"lat\", "
        + "cells separated by semicolons")
    #expect(
      try files.text("a.geojson") == """
        {"type": "FeatureCollection",
        "features": [
        {"type": "Feature", "id": "007", "geometry": {"type": "Point", "coordinates": [19.04, 47.5]}, \
        "properties": {"Name": "Kovács; Béla", "count": 3.5, "ok": true}},
        {"type": "Feature", "id": "008", "geometry": {"type": "Point", "coordinates": [19.04, -47.25]}, \
        "properties": {"Name": "two\\nlines \\"quoted\\"", "count": 4, "ok": false}},
        {"type": "Feature", "id": "9", "geometry": null, \
        "properties": {"Name": null, "count": null, "ok": null}}
        ],
        "bbox": [19.04, -47.25, 19.04, 47.5]}

        """)
    try files.convert("a.geojson", "b.csv")
    #expect(
      try files.text("b.csv") == "id,lon,lat,Name,count,ok\n007,19.04,47.5,Kovács; Béla,3.5,true\n"
        + "008,19.04,-47.25,\"two\nlines \"\"quoted\"\"\",4,false\n9,,,,,\n")
    try files.convert("b.csv", "c.geojson")
    #expect(try files.bytes("a.geojson") == files.bytes("c.geojson"))
  }

  @Test(
    "Places are read as people write them",
    arguments: [
      ("lat,lon\n47°29'52.8\"N,19°02'24\"E\n", "[19.04, 47.498]"),
      ("lat,lon\nN 47 29.88,W 19 2.4\n", "[-19.04, 47.498]"),
      ("lat,lon\n47.5 S,19.04 W\n", "[-19.04, -47.5]"),
      ("latlon\n\"47.5, 19.04\"\n", "[19.04, 47.5]"),
      ("latlon\n47.5N 19.04E\n", "[19.04, 47.5]"),
      ("latlon\n\"19.04E, 47.5N\"\n", "[19.04, 47.5]"),
      ("wkt\nPOINT (19.04 47.5)\n", "[19.04, 47.5]"),
      ("wkt\nPoint Z (19.04 47.5 102)\n", "[19.04, 47.5, 102]"),
      ("wkt\nSRID=4326;POINT(19.04 47.5)\n", "[19.04, 47.5]"),
      ("lat;lon\n47,5;19,04\n", "[19.04, 47.5]"), ("lat\tlon\n47.5\t19.04\n", "[19.04, 47.5]"),
      ("Latitude,Longitude,Z\n47.5,19.04,102.25\n", "[19.04, 47.5, 102.25]"),
      ("Latitude,Longitude,elevation\n47.5,19.04,102.25\n", "[19.04, 47.5]"),
    ])
  func places(_ text: String, _ position: String) throws {
    try files.write(text, "a.csv")
    try files.convert("a.csv", "a.geojson") { $0.isStrict = true }
    #expect(try files.text("a.geojson").contains("\"coordinates\": \(position)}"))
  }

  @Test(
    "Wrong rows are named by line, with the remedy",
    arguments: [
      (
        "id,lat,lon\n1,47.5,19\n2,47.5,19,x\n",
        "a.csv:3: the row has 4 cells but the header has 3 columns; "
          + "put cells with a comma in them in double quotes"
      ),
      (
        "id,lat,lon\n1,\"4\n7\",19\n",
        "a.csv:2: column lat: \"4\\n7\" is no coordinate; write degrees such as 47.5 or 47°29'52\"N"
      ),
      (
        "id,note,lat,lon\n1,\"two\nlines\",47.5,19\n2,x,north,19\n",
        "a.csv:4: column lat: \"north\" is no coordinate; write degrees such as 47.5 or 47°29'52\"N"
      ),
      (
        "id,lat,lon\n1,19.04,147.5\n2,108,47.5\n",
        "a.csv:3: column lat: \"108\" is no latitude; latitude and longitude look swapped: put "
          + "longitude first, or give --swap"
      ),
      (
        "id,lat,lon\n1,240000,650000\n",
        "a.csv:2: column lon: \"650000\" is no longitude in degrees; these look like projected metres: "
          + "name their system with --crs, such as EPSG:23700, or give --crs planar"
      ),
      (
        "id,lat,lon\n1,47,19\n2,\"47,19\n",
        "a.csv:3: a double quote is never closed; close it, or write it twice where it belongs to "
          + "the text"
      ),
      (
        "id,geometry\n1,CIRCLE (1 2)\n",
        "a.csv:2: column geometry: \"CIRCLE (1 2)\" is not a place; write POINT (19.04 47.5), or "
          + "latitude,longitude"
      ),
      ("", "a.csv: the file is empty; it needs a header with column names"),
    ])
  func wrongRows(_ text: String, _ message: String) throws {
    try files.write(text, "a.csv")
    #expect(files.complaint("a.csv", "a.geojson") == message)
    #expect(!FileManager.default.fileExists(atPath: files.path("a.geojson")))
  }

  @Test("Text of one byte per character is read where it is announced, and refused where not")
  func encodings() throws {
    try files.write(
      Array("name,lat,lon\nCaf".utf8) + [0xE9, 0x80] + Array(",1,2\n".utf8), "a.csv")
    #expect(
      files.complaint("a.csv", "a.geojson")
        == "a.csv:2: byte 17 of the file (0xE9) is not UTF-8; name its encoding with --encoding, such as "
        + "windows-1252 (Western Europe), windows-1250 (Central Europe), windows-1251 (Cyrillic), shift_jis, "
        + "gbk, big5, or save it as UTF-8 (in a spreadsheet \"CSV UTF-8\")")
    try files.convert("a.csv", "a.geojson") { $0.encoding = .windows1252 }
    #expect(try files.text("a.geojson").contains("\"name\": \"Café€\""))
  }

  @Test("Bad features are left out and told where that is asked for, and all others kept")
  func skipping() throws {
    let lines = (1...500).map { number in
      "{\"type\": \"Feature\", \"id\": \(number), \"geometry\": {\"type\": \"Point\", \"coordinates\": "
        + "[\(number == 77 ? "NaN" : "19.5"), 47]}, \"properties\": {}}"
    }
    try files.write(lines.joined(separator: "\n"), "a.geojsonl")
    #expect(
      files.complaint("a.geojsonl", "a.csv")?.hasPrefix("a.geojsonl:77: feature 77 (id 77") == true)
    let told = try files.convert("a.geojsonl", "a.csv") { $0.skipBad = true }
    #expect(told.count { $0.contains("left out") } == 1)
    #expect(try files.text("a.csv").split(separator: "\n").count == 500)
  }

  @Test("A system of coordinates is heeded on the way in and on the way out")
  func systems() throws {
    try files.write("id,x,y\n1,650000,240000\n", "a.csv")
    try files.convert("a.csv", "a.geojson") { $0.crs = "EPSG:23700" }
    // The origin of the Hungarian grid is Gellért hill: 47.1444 N, 19.0486 E.
    #expect(try files.text("a.geojson").contains("[19.04"))
    try files.convert("a.geojson", "b.csv") { $0.targetCRS = "EPSG:23700" }
    let row = try files.text("b.csv").split(separator: "\n")[1].split(separator: ",")
    #expect(abs((Double(row[1]) ?? 0) - 650_000) < 0.02)
    #expect(abs((Double(row[2]) ?? 0) - 240_000) < 0.02)
    #expect(
      files.complaint("a.geojson", "c.geojson") { $0.targetCRS = "EPSG:23700" }
        == "geojson is longitude and latitude and cannot be written in EPSG:23700; write CSV or a "
        + "GeoPackage")
  }

  @Test("Files are replaced only where that is asked for, and left alone where reading fails")
  func replacing() throws {
    try files.write("id,lat,lon\n1,47,19\n", "a.csv")
    try files.write("old", "b.geojson")
    #expect(
      files.complaint("a.csv", "b.geojson") { $0.force = false }
        == "b.geojson: the file is there already; name another one, or give --force to replace it")
    try files.write("id,lat,lon\n1,147,19\n", "a.csv")
    #expect(files.complaint("a.csv", "b.geojson") != nil)
    #expect(try files.text("b.geojson") == "old")
    #expect(try FileManager.default.contentsOfDirectory(atPath: files.folder.path).count == 2)
  }

  @Test("Texts of many batches come out as those of one")
  func batches() throws {
    let rows = (0..<60_000).map { "\($0),\(Double($0 % 180) - 89.5),\($0 % 360 - 179),row \($0)" }
    try files.write("id,lat,lon,name\n" + rows.joined(separator: "\n") + "\n", "a.csv")
    try files.convert("a.csv", "a.geojson")
    try files.convert("a.geojson", "b.csv")
    let back = try files.text("b.csv").split(separator: "\n")
    #expect(back.count == 60_001)
    for number in stride(from: 0, to: 60_000, by: 7) {
      let cells = back[number + 1].split(separator: ",")
      #expect(cells[0] == "\(number)" && cells[3] == "row \(number)")
      #expect(Double(cells[1]) == Double(number % 360 - 179))
    }
  }

  @Test("Longitude and latitude of another datum are found as such", arguments: ["lon,lat", "x,y"])
  func otherDatum(_ columns: String) throws {
    try files.write("id,\(columns)\n1,19.04,47.5\n", "datum.csv")
    try files.convert("datum.csv", "datum.geojsonl") { $0.crs = "EPSG:4258" }
    #expect(try files.text("datum.geojsonl").contains("\"coordinates\": [19.04, 47.5]"))
    let complaint = files.complaint("datum.csv", "datum.geojsonl") {
      $0.crs = "EPSG:4258"
      $0.swap = true
      $0.isStrict = true
    }
    #expect(complaint == nil)
  }
}

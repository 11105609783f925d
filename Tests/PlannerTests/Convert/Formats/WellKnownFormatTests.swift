import Exchange
import Foundation
import Planner
import Testing

/// Files of geometries alone, and geometries in cells.
@Suite struct WellKnownFormatTests {
  private let files: ConvertedFile

  init() throws { files = try ConvertedFile() }

  /// Writes a geometry as a file of its own, `a.wkt`, and as a cell of `a.csv`.
  private func write(_ text: String, column: String = "geometry") throws {
    try files.write(text + "\n", "a.wkt")
    try files.write("name,\(column)\nx,\"\(text)\"\n", "a.csv")
  }

  static let text = """
    POINT (19.04 47.5)
    LINESTRING Z (19 47 1.5, 19.1 47.1 2)
    POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 2, 2 2, 1 1))
    MULTIPOINT ((1 2), (3 4))
    MULTILINESTRING ((1 2, 3 4), (5 6, 7 8))
    MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)), ((5 5, 6 5, 6 6, 5 5)))
    GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (1 2, 3 4))
    GEOMETRYCOLLECTION EMPTY
    LINESTRING EMPTY

    """

  @Test(
    "Well-known text and binary go through each other and come back", arguments: ["wkb", "gpkg"])
  func roundTrip(_ format: String) throws {
    try files.write(Self.text, "a.wkt")
    try files.convert("a.wkt", "a.\(format)")
    try files.convert("a.\(format)", "b.wkt")
    #expect(try files.text("b.wkt") == Self.text)
  }

  @Test("Bytes one behind the other are read, too")
  func bytes() throws {
    try files.write(Self.text, "a.wkt")
    try files.convert("a.wkt", "a.wkb")
    let digits = Array(try files.text("a.wkb").utf8.filter { $0 != 0x0A })
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
    }
    try files.write(bytes, "b.wkb")
    try files.convert("b.wkb", "b.wkt")
    #expect(try files.text("b.wkt") == Self.text)
    try files.write(Array(bytes.dropLast(4)), "c.wkb")
    #expect(files.complaint("c.wkb", "c.wkt")?.contains("the geometry is cut short") == true)
  }

  @Test(
    "Geometries are read as databases write them",
    arguments: [
      ("POINT M (19.04 47.5 7)", "POINT (19.04 47.5)"),
      ("point zm(19.04 47.5 7 8)", "POINT Z (19.04 47.5 7)"),
      ("SRID=4326;POINT(19.04 47.5)", "POINT (19.04 47.5)"),
      // PostGIS: SELECT ST_AsEWKB('SRID=4326;POINT(1 2)') and the big-endian POINT Z (1 2 3).
      ("0101000020E6100000000000000000F03F0000000000000040", "POINT (1 2)"),
      ("00000003E93FF000000000000040000000000000004008000000000000", "POINT Z (1 2 3)"),
      ("0104000000000000000", ""),
    ])
  func dialects(_ text: String, _ expected: String) throws {
    try write(text, column: "wkb_geometry")
    guard !expected.isEmpty else {
      #expect(files.complaint("a.wkt", "b.wkt") != nil)
      return
    }
    for name in ["a.wkt", "a.csv"] {
      try files.convert(name, "b.wkt")
      #expect(try files.text("b.wkt") == expected + "\n")
    }
  }

  @Test(
    "Rings that are not closed are closed, and it is told",
    arguments: [
      ("POLYGON ((1 0, 2 0, 1 1, 0 0))", "POLYGON ((1 0, 2 0, 1 1, 0 0, 1 0))"),
      (
        "POLYGON ((0 0, 9 0, 9 9), (4 1, 5 2, 5 1, 4 1), (6 1, 7 2, 7 1))",
        "POLYGON ((0 0, 9 0, 9 9, 0 0), (4 1, 5 2, 5 1, 4 1), (6 1, 7 2, 7 1, 6 1))"
      ),
      (
        "GEOMETRYCOLLECTION (POINT (5 6), MULTIPOLYGON (((0 0, 4 0, 4 4)), ((5 5, 6 5, 6 6, 5 5))), POINT (7 8))",
        "GEOMETRYCOLLECTION (POINT (5 6), MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)), ((5 5, 6 5, 6 6, 5 5))), POINT (7 8))"
      ),
      ("POLYGON Z ((0 0 1, 4 0 2, 4 4 3, 0 0 5))", "POLYGON Z ((0 0 1, 4 0 2, 4 4 3, 0 0 1))"),
    ])
  func openRings(_ text: String, _ expected: String) throws {
    try write(text)
    for name in ["a.wkt", "a.csv"] {
      let told = try files.convert(name, "b.wkt")
      #expect(told.contains { $0.contains("mended: ") }, "\(told)")
      #expect(try files.text("b.wkt") == expected + "\n")
      try files.convert(name, "b.geojson")
      // What is written needs no more mending.
      #expect(try files.convert("b.geojson", "c.geojson") { $0.isStrict = true }.count == 1)
    }
    #expect(files.complaint("a.wkt", "d.wkt") { $0.isStrict = true } != nil)
  }

  @Test(
    "Lines and rings of too few positions are faults",
    arguments: [
      ("LINESTRING (1 2)", "a line has 1 position"),
      ("MULTILINESTRING ((1 2, 3 4), (5 6))", "a line has 1 position"),
      ("POLYGON ((0 0, 4 0, 0 0))", "a ring has 3 positions"),
      ("POLYGON ((0 0, 4 0))", "a ring has 2 positions"),
    ])
  func shortParts(_ text: String, _ problem: String) throws {
    try write(text)
    for name in ["a.wkt", "a.csv"] {
      #expect(files.complaint(name, "b.geojson")?.contains(problem) == true)
    }
  }

  @Test("The system that geometries name is heeded, and two in one file are refused")
  func systems() throws {
    try files.write("SRID=3857;POINT(2119523.11 6024072.12)\n", "a.wkt")
    try files.convert("a.wkt", "b.wkt")
    #expect(try files.text("b.wkt").hasPrefix("POINT (19.04"))
    try files.write("SRID=3857;POINT(1 2)\nSRID=4326;POINT(1 2)\n", "a.wkt")
    #expect(
      files.complaint("a.wkt", "b.wkt") == """
        a.wkt:2: line 2: "SRID=4326;POINT(1 2)" is in another coordinate system (4326) than the first line; put \
        geometries of different systems into files of their own
        """)
  }

  @Test("Ids and properties that get lost are told")
  func told() throws {
    try files.write(GeoPackageTests.collection, "a.geojson")
    let told = try files.convert("a.geojson", "a.wkt")
    #expect(told.contains("warning: wkt holds geometries alone: ids and properties are left out"))
  }
}

import Exchange
import Foundation
import Planner
import TestSupport
import Testing

/// Shapefiles and FlatGeobuf, as another program wrote them.
@Suite struct BinaryFormatTests {
  private let files: ConvertedFile
  static let cases = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Cases/formats")

  init() throws { files = try ConvertedFile() }

  /// Copies cases into the folder of this test.
  private func take(_ names: String...) throws {
    for name in names {
      try files.write([UInt8](Data(contentsOf: Self.cases.appendingPathComponent(name))), name)
    }
  }

  private func takePoints() throws {
    try take(
      "points-cp1250.shp", "points-cp1250.dbf", "points-cp1250.prj", "points-cp1250.cpg")
  }

  /// Copies the cases that are to be damaged.
  ///
  /// - Parameter name: The one that is.
  /// - Returns: Its bytes, and the file that is converted to have it read.
  /// - Throws: What keeps the cases from being copied.
  private func takeAll(_ name: String) throws -> (whole: [UInt8], input: String) {
    try take("areas.shp", "areas.dbf", "areas.prj", "mixed.fgb", "points.zip")
    return (try files.bytes(name), name == "areas.dbf" ? "areas.shp" : name)
  }

  static let points = """
    {"type": "Feature", "id": "007", "geometry": {"type": "Point", "coordinates": [19.0402, 47.4979]}, \
    "properties": {"name": "Kőrös út", "pupils": 12, "share": 0.25, "open": 1, "since": "2026-01-31"}}
    {"type": "Feature", "id": "b", "geometry": null, "properties": {"name": "nowhere", "pupils": null, "share": \
    null, "open": null, "since": null}}
    {"type": "Feature", "id": "c", "geometry": {"type": "Point", "coordinates": [19.1, 47.55]}, "properties": \
    {"name": "Űrhajós tér", "pupils": -3, "share": 1.5, "open": 0, "since": "1999-12-31"}}

    """

  static let areas = """
    {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[19, 47], [19.4, 47], [19.4, 47.4], \
    [19, 47.4], [19, 47]], [[19.1, 47.1], [19.1, 47.3], [19.3, 47.3], [19.3, 47.1], [19.1, 47.1]]]}, \
    "properties": {"name": "ring"}}
    {"type": "Feature", "geometry": {"type": "MultiPolygon", "coordinates": [[[[19, 47], [19.4, 47], \
    [19.4, 47.4], [19, 47.4], [19, 47]], [[19.1, 47.1], [19.1, 47.3], [19.3, 47.3], [19.3, 47.1], \
    [19.1, 47.1]]], [[[19.15, 47.15], [19.25, 47.15], [19.25, 47.25], [19.15, 47.25], [19.15, 47.15]]], \
    [[[20, 47], [20.1, 47], [20, 47.1], [20, 47]]]]}, "properties": {"name": "island in a lake"}}

    """

  static let lines = """
    {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[19, 47, 100.5], [19.1, 47.1, 101]]}, \
    "properties": {"n": 1}}
    {"type": "Feature", "geometry": {"type": "MultiLineString", "coordinates": [[[19, 47, 1], [19.1, 47.1, 2]], \
    [[19.2, 47, 3], [19.3, 47.1, 4], [19.4, 47.1, 5]]]}, "properties": {"n": 2}}

    """

  @Test("A shapefile keeps ids, types, dates, accents, and is moved to degrees")
  func shapefile() throws {
    try takePoints()
    let told = try files.convert("points-cp1250.shp", "a.geojsonl")
    #expect(try files.text("a.geojsonl") == Self.points)
    #expect(
      told == [
        "points-cp1250.shp: reading texts as windows-1250, by its .cpg",
        "points-cp1250.shp: the coordinates are in HD72 / EOV",
        "points-cp1250.shp: 3 features written to a.geojsonl",
      ])
    try take("areas.shp", "areas.prj", "points-cp1250.dbf")
    try FileManager.default.moveItem(
      atPath: files.path("points-cp1250.dbf"), toPath: files.path("areas.dbf"))
    #expect(
      try files.convert("areas.shp", "b.geojsonl") { $0.encoding = TextEncoding("1250") }.last
        == "warning: areas.shp: the .dbf has 3 rows and the .shp 2 shapes; the rest of the rows is left out"
    )
  }

  @Test("A packed shapefile is read as it is")
  func packed() throws {
    try take("points.zip")
    try files.convert("points.zip", "a.geojsonl")
    #expect(try files.text("a.geojsonl") == Self.points)
    var bytes = try files.bytes("points.zip")
    bytes[bytes.count / 2] ^= 0xFF
    try files.write(bytes, "points.zip")
    #expect(files.complaint("points.zip", "b.geojsonl") != nil)
  }

  @Test("Holes find their polygons, islands in lakes are polygons, heights stay")
  func shapes() throws {
    try take("areas.shp", "areas.dbf", "areas.prj", "lines-z.shp", "lines-z.dbf", "lines-z.prj")
    try take("lines-zm.shp", "lines-zm.dbf", "lines-zm.prj")
    try files.convert("areas.shp", "a.geojsonl")
    #expect(try files.text("a.geojsonl") == Self.areas)
    for name in ["lines-z.shp", "lines-zm.shp"] {
      try files.convert(name, "b.geojsonl")
      #expect(try files.text("b.geojsonl") == Self.lines)
    }
  }

  @Test("What lacks beside a shapefile is told, and refused where nobody could guess it")
  func missing() throws {
    try takePoints()
    try FileManager.default.removeItem(atPath: files.path("points-cp1250.prj"))
    #expect(
      files.complaint("points-cp1250.shp", "a.geojson") == """
        points-cp1250.shp: there is no .prj, and the coordinates are no degrees; name the CRS with --crs, such as \
        --crs EPSG:23700, or say --crs planar
        """)
    try files.convert("points-cp1250.shp", "a.geojsonl") { $0.crs = "EPSG:23700" }
    #expect(try files.text("a.geojsonl") == Self.points)
    try files.write("PROJCS[\"Atlantis\"]", "points-cp1250.prj")
    #expect(
      files.complaint("points-cp1250.shp", "b.geojson") == """
        points-cp1250.shp: "PROJCS["Atlantis"]" is named as the CRS, and PROJ does not know it; name the CRS \
        with --crs
        """)
    try take("areas.shp")
    let told = try files.convert("areas.shp", "a.geojson")
    #expect(
      told == [
        """
        warning: areas.shp: there is no .prj; the coordinates are taken as longitude and latitude; if they are \
        not, name the CRS with --crs
        """,
        "warning: areas.shp: there is no .dbf, so the shapes have no attributes",
        "areas.shp: 2 features written to a.geojson",
      ])
    #expect(
      files.complaint("areas.shp", "b.shp")
        == "shp is read, not written; write a GeoPackage (.gpkg), which QGIS and ArcGIS open")
  }

  @Test("FlatGeobuf gives its features, indexed or not, with heights, in any CRS")
  func flatGeobuf() throws {
    try take("points.fgb", "mixed.fgb", "areas-eov.fgb", "lines-z.fgb")
    try files.convert("mixed.fgb", "a.geojsonl")
    #expect(try files.text("a.geojsonl") == Self.areas)
    try files.convert("areas-eov.fgb", "b.geojsonl")
    let moved = try files.text("b.geojsonl").split(separator: "\n")
    #expect(moved.last == Self.areas.split(separator: "\n").last)
    try files.convert("points.fgb", "c.csv")
    #expect(
      try files.text("c.csv") == """
        id,lon,lat,name,pupils,share,open,since
        c,19.1,47.55,Űrhajós tér,-3,1.5,false,1999-12-31T00:00:00
        007,19.0402,47.4979,Kőrös út,12,0.25,true,2026-01-31T00:00:00

        """)
    try files.convert("lines-z.fgb", "d.geojsonl")
    #expect(
      try files.text("d.geojsonl").contains("[[19.2, 47, 3], [19.3, 47.1, 4], [19.4, 47.1, 5]]"))
  }

  @Test(
    "A file that is cut anywhere is refused with the byte, or is a shorter file",
    arguments: ["areas.shp", "areas.dbf", "mixed.fgb", "points.zip"])
  func cut(_ name: String) throws {
    let (whole, input) = try takeAll(name)
    for count in stride(from: 0, to: whole.count, by: 7) {
      try files.write(Array(whole[..<count]), name)
      let complaint = files.complaint(input, "a.geojson")
      #expect(complaint != nil, "\(name) cut to \(count) bytes is taken")
    }
  }

  @Test(
    "Damage anywhere is a fault or a difference, never a crash",
    arguments: ["areas.shp", "areas.dbf", "mixed.fgb", "points.zip"])
  func damage(_ name: String) throws {
    let (whole, input) = try takeAll(name)
    forEverySeed(in: 0...40) { generator in
      var bytes = whole
      for _ in 0..<6 {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
          in: .min ... .max, using: &generator)
      }
      _ = try? files.write(bytes, name)
      _ = files.complaint(input, "a.geojson") { $0.crs = "planar" }
      return true
    }
  }

  @Test("Counts beyond the file cost no memory")
  func largeCounts() throws {
    try take("areas.shp", "areas.dbf", "areas.prj", "mixed.fgb")
    var shape = try files.bytes("areas.shp")
    shape.replaceSubrange(104..<108, with: [0x3F, 0xFF, 0xFF, 0xFF])
    try files.write(shape, "areas.shp")
    #expect(
      files.complaint("areas.shp", "a.geojson")
        == "areas.shp: the .shp is cut short in shape 1 (byte 100); fetch it again")
    var flat = try files.bytes("mixed.fgb")
    flat.replaceSubrange(8..<12, with: [0xFF, 0xFF, 0xFF, 0x7F])
    try files.write(flat, "mixed.fgb")
    #expect(
      files.complaint("mixed.fgb", "a.geojson")
        == "mixed.fgb: the header is cut short (byte 12); fetch it again")
  }
}

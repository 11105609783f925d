import Foundation
import Planner
import TestSupport
import Testing

@testable import Exchange

/// GeoPackages as other programs make them.
@Suite struct ForeignGeoPackageTests {
  private let files: ConvertedFile

  init() throws { files = try ConvertedFile() }

  private static let point = """
    {"type": "Feature", "id": 1, "geometry": {"type": "Point", "coordinates": [19.04, 47.5]}, \
    "properties": {"a": "x", "n": 3}}

    """

  /// Writes a layer `a` of one point, and changes the file as another program might.
  private func make(_ statements: String...) throws {
    try files.write(Self.point, "a.geojsonl")
    try files.convert("a.geojsonl", "a.gpkg")
    let database = try SQLiteDatabase(path: files.path("a.gpkg"), writing: true)
    try database.run(Self.withoutGuards)
    for statement in statements { try database.run(statement) }
    try database.close()
  }

  private static let withoutGuards = """
    PRAGMA foreign_keys = OFF;
    DROP TRIGGER rtree_a_geom_update1; DROP TRIGGER rtree_a_geom_update2;
    DROP TRIGGER rtree_a_geom_update3; DROP TRIGGER rtree_a_geom_update4;
    """

  @Test("Generated columns shift nothing, and names in the lists may differ in case")
  func columns() throws {
    try make(
      "ALTER TABLE a ADD COLUMN twice INTEGER GENERATED ALWAYS AS (n * 2) VIRTUAL;"
        + "ALTER TABLE a ADD COLUMN last TEXT; UPDATE a SET last = 'end'",
      "UPDATE gpkg_geometry_columns SET table_name = 'A', column_name = 'GEOM'")
    try files.convert("a.gpkg", "b.geojsonl")
    #expect(
      try files.text("b.geojsonl")
        == Self.point.replacing("\"n\": 3", with: "\"n\": 3, \"twice\": 6, \"last\": \"end\""))
  }

  @Test("Views, tables of attributes and tables that no list names are read by their names")
  func tables() throws {
    try make(
      "CREATE VIEW v AS SELECT id AS fid, geom, a FROM a; CREATE TABLE t (id TEXT, q REAL);"
        + "INSERT INTO t VALUES ('007', 1.5)",
      "INSERT INTO gpkg_contents (table_name, data_type, srs_id) VALUES ('v', 'features', 4326);"
        + "INSERT INTO gpkg_geometry_columns VALUES ('v', 'geom', 'POINT', 4326, 0, 0)")
    try files.convert("a.gpkg", "v.geojsonl") { $0.layer = "V" }
    #expect(try files.text("v.geojsonl") == Self.point.replacing(", \"n\": 3", with: ""))
    let told = try files.convert("a.gpkg", "t.geojsonl") { $0.layer = "t" }
    #expect(
      try files.text("t.geojsonl")
        == #"{"type": "Feature", "id": "007", "geometry": null, "properties": {"q": 1.5}}"# + "\n")
    #expect(told.contains { $0.contains("table t has no geometries, so its rows have no place") })
    #expect(files.complaint("a.gpkg", "b.geojsonl")?.contains("several layers: a, v;") == true)
  }

  @Test(
    "A layer without a CRS says what its coordinates are taken for",
    arguments: [
      (0, "the layer names no CRS; its coordinates are taken as longitude and latitude on WGS 84"),
      (-1, "the layer names no CRS; its coordinates are taken as metres"),
      (777, "the layer's CRS has number 777, which the file does not explain"),
    ])
  func systems(srs: Int, doubt: String) throws {
    try make("UPDATE gpkg_geometry_columns SET srs_id = \(srs)")
    #expect(try files.convert("a.gpkg", "b.csv").contains { $0.contains(doubt) })
    let named = try files.convert("a.gpkg", "b.csv") { $0.crs = "EPSG:4326" }
    #expect(!named.contains { $0.contains(doubt) })
  }

  @Test("What cannot come out is told: bytes, text that is not UTF-8, measures")
  func leftOut() throws {
    try make("UPDATE a SET a = x'0102'")
    #expect(
      try files.convert("a.gpkg", "b.csv").contains {
        $0.contains("column a holds bytes, which are left out")
      })
    try make("UPDATE a SET a = CAST(x'E9' AS TEXT)")
    let complaint = try #require(files.complaint("a.gpkg", "b.csv"))
    #expect(complaint.contains("column a: \"\u{FFFD}\" is not UTF-8"))
    // POINT M (1 2 3)
    try make(
      "UPDATE a SET geom = x'47500001E610000001D1070000"
        + "000000000000F03F00000000000000400000000000000840'")
    #expect(
      try files.convert("a.gpkg", "b.csv").contains { $0.contains("measures (M) are left out") })
    #expect(try files.text("b.csv") == "id,lon,lat,a,n\n1,1,2,x,3\n")
  }

  @Test("Names with quotes, and values of several kinds in one column, come back")
  func names() throws {
    let feature = """
      {"type": "Feature", "id": 1, "geometry": null, "properties": {"a\\"b": "true", "c'd": \
      "9223372036854775808", "e;f": 9223372036854775807}}
      {"type": "Feature", "id": 2, "geometry": null, "properties": {"a\\"b": "x", "c'd": null, "e;f": -1}}

      """
    try files.write(
      feature.replacing("\"true\"", with: "true").replacing(
        "\"9223372036854775808\"", with: "9223372036854775808"), "a.geojsonl")
    try files.convert("a.geojsonl", "a.gpkg") { $0.layer = "the \"best\" o'layer" }
    try files.convert("a.gpkg", "b.geojsonl") { $0.layer = "the \"best\" o'layer" }
    #expect(try files.text("b.geojsonl") == feature)
  }

  @Test("Properties that cannot have their names are told")
  func renamed() throws {
    try files.write(
      #"{"type": "Feature", "geometry": null, "properties": {"fid": 7, "A": 1, "a": 2}}"#,
      "a.geojsonl")
    let told = try files.convert("a.geojsonl", "a.gpkg")
    #expect(
      told.filter { $0.contains(" is column ") }.map { String($0.split(separator: ",")[0]) } == [
        "warning: property \"fid\" is column \"fl_fid\"",
        "warning: property \"a\" is column \"fl_a\"",
      ], "\(told)")
  }
}

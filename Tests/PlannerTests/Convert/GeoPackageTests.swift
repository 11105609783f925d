import Exchange
import Foundation
import Planner
import TestSupport
import Testing

/// GeoPackages: written, read back, and refused where they are damaged.
@Suite struct GeoPackageTests {
  private let files: ConvertedFile

  init() throws { files = try ConvertedFile() }

  static let collection = """
    {"type": "FeatureCollection",
    "features": [
    {"type": "Feature", "id": "007", "geometry": {"type": "Point", "coordinates": [19.04, 47.5]}, \
    "properties": {"name": "O'Hara \\"x\\"", "n": 3, "share": 0.5, "ok": true, "select": null}},
    {"type": "Feature", "id": "b", "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [10, 0], \
    [10, 10], [0, 0]], [[5, 2], [6, 3], [6, 2], [5, 2]]]}, \
    "properties": {"name": "", "n": -4, "share": 1, "ok": false, "select": "é"}},
    {"type": "Feature", "id": "c", "geometry": {"type": "MultiPoint", "coordinates": [[1, 2, 3.5], [4, 5, 6]]}, \
    "properties": {"name": null, "n": null, "share": null, "ok": null, "select": null}},
    {"type": "Feature", "id": "d", "geometry": {"type": "GeometryCollection", "geometries": [{"type": \
    "LineString", "coordinates": [[1, 2], [3, 4]]}, {"type": "MultiPolygon", "coordinates": [[[[0, 0], [1, 0], \
    [1, 1], [0, 0]]]]}]}, "properties": {"name": "d", "n": null, "share": null, "ok": null, "select": null}},
    {"type": "Feature", "id": "e", "geometry": null, \
    "properties": {"name": "e", "n": null, "share": null, "ok": null, "select": null}}
    ],
    "bbox": [0, 0, 19.04, 47.5]}

    """

  @Test("Features come back from a GeoPackage as they were")
  func roundTrip() throws {
    try files.write(Self.collection, "a.geojson")
    try files.convert("a.geojson", "a.gpkg")
    try files.convert("a.gpkg", "b.geojson")
    #expect(try files.text("b.geojson") == Self.collection)
    // The same features give the same file.
    try files.convert("a.geojson", "b.gpkg") { $0.layer = "a" }
    #expect(try files.bytes("a.gpkg") == files.bytes("b.gpkg"))
  }

  @Test("Metres stay metres, with their system")
  func systems() throws {
    try files.write("id,lon,lat\n1,19.04,47.5\n", "a.csv")
    try files.convert("a.csv", "a.gpkg") { $0.targetCRS = "EPSG:23700" }
    try files.convert("a.gpkg", "b.csv") { $0.targetCRS = "EPSG:23700" }
    let row = try files.text("b.csv").split(separator: "\n")[1].split(separator: ",")
    #expect((Double(row[1]) ?? 0) > 640_000)
    try files.convert("a.gpkg", "c.csv")
    #expect(try files.text("c.csv") == "id,lon,lat\n1,19.04,47.5\n")
  }

  @Test("What is no GeoPackage, or lacks the layer, is refused with words")
  func refused() throws {
    try files.write("not a database", "a.gpkg")
    #expect(
      files.complaint("a.gpkg", "a.csv")
        == "a.gpkg: this is no GeoPackage; say what it is with --from")
    try files.write(Self.collection, "b.geojson")
    try files.convert("b.geojson", "b.gpkg")
    #expect(
      files.complaint("b.gpkg", "b.csv") { $0.layer = "roads" }
        == "b.gpkg: the GeoPackage cannot be read: there is no layer \"roads\": b; choose one with --layer"
    )
    // Damage anywhere is a fault or a difference, never a crash.
    let whole = try files.bytes("b.gpkg")
    forEverySeed(in: 0...30) { generator in
      var bytes = whole
      for _ in 0..<20 {
        bytes[Int.random(in: 100..<bytes.count, using: &generator)] = UInt8.random(
          in: .min ... .max, using: &generator)
      }
      _ = try? files.write(bytes, "c.gpkg")
      _ = files.complaint("c.gpkg", "c.csv")
      return true
    }
  }
}

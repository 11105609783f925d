import Exchange
import Foundation
import TestSupport
import Testing

@testable import Planner

private enum GDAL {
  static let isInstalled = FileManager.default.isExecutableFile(atPath: "/usr/bin/ogrinfo")
}

/// What is written here, read by GDAL; where it is installed.
@Suite(.enabled(if: GDAL.isInstalled, "ogrinfo is not installed (apt: gdal-bin)"))
struct OtherProgramTests {
  private let files: ConvertedFile

  init() throws { files = try ConvertedFile() }

  private func run(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/\(program)")
    process.arguments = arguments
    process.currentDirectoryURL = files.folder
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }

  @Test("GDAL finds the layer, its CRS, its types and its index in a GeoPackage")
  func geoPackage() throws {
    try files.write(GeoPackageTests.collection, "a.geojson")
    try files.convert("a.geojson", "a.gpkg")
    let text = try run("ogrinfo", ["-al", "a.gpkg"])
    #expect(!text.contains("Warning") && !text.contains("ERROR"), "\(text)")
    for line in [
      "Feature Count: 5", "Extent: (0.000000, 0.000000) - (19.040000, 47.500000)",
      "ID[\"EPSG\",4326]",
      "Geometry Column = geom", "n: Integer64 (0.0)", "share: Real (0.0)",
      "ok: Integer(Boolean) (0.0)",
      "  name (String) = O'Hara \"x\"", "MULTIPOINT Z ((1 2 3.5),(4 5 6))",
    ] {
      #expect(text.contains(line), "\(line) is not in\n\(text)")
    }
    let found = try run("ogrinfo", ["-al", "-q", "-spat", "18", "47", "20", "48", "a.gpkg"])
    #expect(found.contains("007") && !found.contains("POLYGON"))
    let index = try run("ogrinfo", ["-q", "-sql", "SELECT HasSpatialIndex('a', 'geom')", "a.gpkg"])
    #expect(index.contains("= 1"))
  }

  @Test("A plan is one GeoPackage with all its layers and their styles")
  func plan() throws {
    let folder = try TestFolder()
    var scenario = Scenario()
    scenario.demand = .init(
      file: try folder.write(
        "homes.csv", "id,lon,lat\n1,19.00,47.50\n2,19.01,47.50\n3,19.03,47.50\n4,19.04,47.50\n"))
    scenario.barriers = try folder.write(
      "river.geojson",
      #"{"type": "Feature", "id": "danube", "properties": {"kind": "river"}, "geometry": {"type": "#
        + #""LineString", "coordinates": [[19.02, 47.4], [19.02, 47.6]]}}"#)
    scenario.crossings = try folder.write(
      "bridges.csv", "id,lon,lat,name\nb1,19.02,47.51,Long bridge\n")
    scenario.facilities = 1
    scenario.out = folder.path("plan")
    let settings = PlanSettings(scenario)
    try PlanFolder(settings).write(try Planning(settings).plan())
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path("plan/plan.gpkg")))
    try files.write([UInt8](bytes), "plan.gpkg")
    let layers = try run("ogrinfo", ["-q", "plan.gpkg"])
    for layer in [
      "sites (Point)", "demand (Point)", "crossings (Point)", "barriers (Line String)",
      "routes (Line String)", "layer_styles",
    ] {
      #expect(layers.contains(layer), "\(layer) is not among\n\(layers)")
    }
    let crossings = try run("ogrinfo", ["-q", "plan.gpkg", "crossings"])
    #expect(crossings.contains("name (String) = Long bridge"))
    #expect(crossings.contains("users (Integer64) = 2"), "\(crossings)")
    #expect(try run("ogrinfo", ["-q", "plan.gpkg", "barriers"]).contains("kind (String) = river"))
    let styles = try run("ogrinfo", ["-q", "plan.gpkg", "layer_styles"])
    #expect(styles.contains("f_table_name (String) = barriers") && styles.contains("<qgis"))
  }

  @Test("A GeoPackage in a system without a code keeps it")
  func ownSystem() throws {
    try files.write("id,lon,lat\n1,19.04,47.5\n", "a.csv")
    try files.convert("a.csv", "a.gpkg") {
      $0.targetCRS = "+proj=tmerc +lat_0=47 +lon_0=19 +k=1 +x_0=0 +y_0=0 +ellps=GRS80 +units=m"
    }
    let text = try run("ogrinfo", ["-al", "a.gpkg"])
    #expect(text.contains("Transverse Mercator"))
    try files.convert("a.gpkg", "b.csv")
    #expect(try files.text("b.csv") == "id,lon,lat\n1,19.04,47.5\n")
  }

  @Test("GDAL reads what is written as GPX, KML and KMZ")
  func markup() throws {
    try files.write(MarkupTests.gpx, "a.gpx")
    try files.convert("a.gpx", "b.gpx")
    for layer in ["waypoints", "routes", "tracks"] {
      let text = try run("ogrinfo", ["-q", "b.gpx", layer])
      #expect(text.contains("OGRFeature(\(layer)):0"), "\(text)")
    }
    #expect(try run("ogrinfo", ["-q", "b.gpx", "waypoints"]).contains("POINT (19.04 47.5)"))
    for name in ["a.kml", "a.kmz"] {
      try files.write(MarkupTests.features, "a.geojsonl")
      try files.convert("a.geojsonl", name)
      let text = try run("ogrinfo", ["-al", name])
      #expect(text.contains("Feature Count: 4"), "\(text)")
      #expect(text.contains("code (String) = 007") && text.contains("n (Integer) = 5"), "\(text)")
    }
  }

  @Test("Shapefiles and FlatGeobuf that GDAL makes of any features are read as it reads them")
  func made() throws {
    try files.write(BinaryFormatTests.areas, "a.geojsonl")
    for (format, name) in [("ESRI Shapefile", "b.shp"), ("FlatGeobuf", "b.fgb")] {
      _ = try run("ogr2ogr", ["-f", format, name, "a.geojsonl"])
      try files.convert(name, "b.geojsonl")
      let lines = { (text: String) in text.split(separator: "\n").map { $0.suffix(120) }.sorted() }
      #expect(try lines(files.text("b.geojsonl")) == lines(BinaryFormatTests.areas))
    }
  }
}

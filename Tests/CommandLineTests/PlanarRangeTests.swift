import Exchange
import Foundation
import TestSupport
import Testing

/// Planar coordinates have a range: up to its end all goes well, beyond it every command says where.
@Suite struct PlanarRangeTests {
  /// Three points, one of them as far as said, in one of the formats.
  private func write(_ far: Double, as format: String, in folder: TestFolder) throws -> String {
    let places = [(1.0, 2.0), (far, 4.0), (5.0, 7.0)]
    let name = "points.\(format)"
    switch format {
    case "csv":
      let rows = places.enumerated().map { "p\($0),\($1.0),\($1.1)" }
      try folder.write(name, (["id,x,y"] + rows).joined(separator: "\n") + "\n")
    case "geojson":
      let features = places.enumerated().map { number, place in
        #"{"type": "Feature", "properties": {"id": "p\#(number)"}, "geometry": "#
          + #"{"type": "Point", "coordinates": [\#(place.0), \#(place.1)]}}"#
      }
      try folder.write(
        name,
        #"{"type": "FeatureCollection", "features": ["#
          + "\n" + features.joined(separator: ",\n") + "]}")
    default:
      let features = places.map { x, y in
        Feature(geometry: .point(Position(x, y)), properties: JSONObject())
      }
      let batch = FeatureBatch(features)
      let writer = try GeoPackageWriter(path: folder.path(name), force: true)
      let table = try writer.begin(
        GeoPackageWriter.Layer(name: "points", survey: FeatureSurvey(batch), crs: nil))
      try table.add(batch)
      try table.finish()
      try writer.finish()
    }
    return name
  }

  private static let commands = [
    "plan --demand POINTS --sites demand --facilities 1 --crs planar --out out",
    "plan --demand POINTS --sites demand --facilities 1 --distance manhattan --crs planar --out out",
    "check --demand POINTS --crs planar",
    "distances --from POINTS --to POINTS --crs planar --out out.csv",
    "areas --facilities POINTS --crs planar --out out.geojson",
    "cluster POINTS -k 2 --crs planar --out out",
    "convert POINTS --crs planar out.geojson",
    "convert POINTS --crs planar out.gpkg",
  ]

  private func run(_ command: String, _ far: Double, _ format: String) throws -> FootbridgeProcess {
    let folder = try TestFolder()
    let name = try write(far, as: format, in: folder)
    let run = try FootbridgeProcess(
      command.replacing("POINTS", with: name).split(separator: " ").map(String.init),
      in: folder.url)
    if run.exitCode != 0 {
      let left = try folder.names().filter { $0 != name }
      #expect(left == [], "\(command): leaves \(left)")
    }
    return run
  }

  @Test("Beyond a million kilometres every command refuses a place", arguments: commands)
  func beyond(_ command: String) throws {
    for (far, format) in [
      (1.000_001e9, "csv"), (-1e12, "geojson"), (1e15, "gpkg"), (1e20, "csv"), (-1e20, "gpkg"),
      (1e300, "geojson"), (-1e300, "csv"),
    ] {
      let run = try run(command, far, format)
      let said = run.errors + run.output
      #expect(run.exitCode == 3, "\(command) \(far) \(format): \(said)")
      #expect(said.contains("points.\(format)"), "\(said)")
      #expect(said.contains("beyond the range of planar coordinates"), "\(said)")
      let digits = "\(abs(far))".prefix { $0 != "e" && $0 != "." }
      #expect(said.contains(digits), "\(said)")
      if format == "csv" { #expect(said.contains("points.csv:3: column x"), "\(said)") }
      if format == "geojson" { #expect(said.contains("points.geojson:3"), "\(said)") }
    }
  }

  @Test("Up to a million kilometres every command does its work", arguments: commands)
  func within(_ command: String) throws {
    for (far, format) in [(1e9, "csv"), (-1e7, "geojson"), (999_999_999.999, "gpkg")] {
      let run = try run(command, far, format)
      #expect(run.exitCode == 0, "\(command) \(far) \(format): \(run.errors)")
    }
  }

  @Test("A million kilometres from the origin barriers are crossed to the millimetre")
  func exact() throws {
    let folder = try TestFolder()
    let x = 999_999_000.0
    try folder.write(
      "wall.geojson",
      #"{"type": "LineString", "coordinates": [[\#(x), -100], [\#(x), 100.001]]}"#)
    try folder.write("homes.csv", "id,x,y\na,999998999.999,0\nb,999999000.001,0\n")
    let run = try FootbridgeProcess(
      [
        "distances", "--from", "homes.csv", "--to", "homes.csv", "--barriers", "wall.geojson",
        "--crs", "planar",
      ], in: folder.url)
    // Around the nearer end, 100 m away: there and back.
    #expect(run.output.contains("\na,b,200.000000,"), "\(run.output) \(run.errors)")
  }

  @Test("Lengths in options that no place can be apart are refused")
  func options() throws {
    let folder = try TestFolder()
    let name = try write(50, as: "csv", in: folder)
    for (options, says) in [
      ("--margin 1e12", "--margin is 1000000000000.0 m; give 1,000,000,000 m at most"),
      ("--tolerance 1e-9", "--tolerance is 1e-09 m; give 0.001 m at least"),
      ("--tolerance 1e300", "--tolerance is 1e+300 m; give 1,000,000,000 m at most"),
    ] {
      let run = try FootbridgeProcess(
        ["areas", "--facilities", name, "--crs", "planar"]
          + options.split(separator: " ").map(String.init), in: folder.url)
      #expect(run.exitCode == 64, "\(run.errors)")
      #expect(run.errors.contains(says), "\(run.errors)")
    }
  }
}

import Foundation
import TestSupport
import Testing

@testable import footbridge

/// Every GeoJSON file that a command writes, held to RFC 7946 by a validator of its own.
@Suite struct WrittenGeoJSONTests {
  private static let scenarios = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "scenarios")

  /// Runs a command in a folder of its own and looks at all GeoJSON files that it leaves there.
  ///
  /// - Parameters:
  ///   - arguments: `SCENARIOS` stands for the folder of the scenarios.
  ///   - files: What it needs, by name.
  ///   - isGeographic: Whether the files are in degrees.
  /// - Returns: How many features each of the new files has; that of the standard output is `-`.
  /// - Throws: What keeps the program from being run.
  @discardableResult
  private func features(
    _ arguments: String, _ files: [String: String] = [:], isGeographic: Bool = true
  ) throws -> [String: Int] {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "footbridge-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    let run = try FootbridgeProcess(
      arguments.split(separator: " ").map {
        String($0).replacing("SCENARIOS", with: Self.scenarios.path)
      }, in: folder)
    #expect(run.exitCode == 0, "\(arguments): \(run.errors)")
    var counts: [String: Int] = [:]
    func look(_ name: String, _ data: Data) {
      let found = RFC7946([UInt8](data), isGeographic: isGeographic)
      if !arguments.hasPrefix("convert"), let root = try? PlainJSON([UInt8](data)) {
        // Whoever finds the file later can tell where it comes from.
        let metadata = root["metadata"]
        #expect(metadata?["version"]?.text?.isEmpty == false, "\(arguments): \(name)")
        #expect(metadata?["command"]?.text?.hasPrefix("footbridge ") == true, "\(arguments)")
        for input in metadata?["inputs"]?.elements ?? [.null] {
          #expect(input["file"]?.text?.isEmpty == false && input["sha256"]?.text?.count == 64)
        }
      }
      #expect(found.faults == [], "\(arguments): \(name)")
      counts[name] = found.featureCount
    }
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    where name.hasSuffix(".geojson") && files[name] == nil {
      look(name, try Data(contentsOf: folder.appending(path: name)))
    }
    if run.output.hasPrefix("{") { look("-", Data(run.output.utf8)) }
    return counts
  }

  // MARK: Worlds

  /// A river in Budapest with one bridge, wound and written as no writer should.
  private static let river = """
    {"type": "FeatureCollection", "features": [{"type": "Feature", "id": "r", "properties": {"kind":
    "river", "name": "River"}, "geometry": {"type": "Polygon", "coordinates": [[[19.04, 47.4],
    [19.04, 47.6], [19.045123456789, 47.6], [19.045, 47.4], [19.04, 47.4]]]}}]}
    """
  private static let bridge = """
    {"type": "FeatureCollection", "features": [{"type": "Feature", "id": 7, "properties": {"kind":
    "bridge"}, "geometry": {"type": "LineString", "coordinates": [[19.039, 47.55], [19.046, 47.55]]}}]}
    """

  /// Homes on both banks; one of them in the river.
  private static let homes: String = {
    var lines = ["id,lon,lat,weight"]
    for number in 0..<40 {
      let east = Double(number % 8) * 0.0025
      lines.append(
        "\(number),\(19.03 + east),\(47.5 + Double(number / 8) * 0.003),\(number % 3 + 1)")
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  private static var town: [String: String] {
    [
      "homes.csv": homes, "river.geojson": river, "bridge.geojson": bridge,
      "lots.csv": "id,lon,lat\na,19.031,47.501\n\"b \"\"2\"\"\",19.05,47.51\nc,19.048,47.505\n",
    ]
  }

  /// Homes on Taveuni, on both sides of the antimeridian.
  private static let island: String = {
    var lines = ["id,lon,lat"]
    for number in 0..<30 {
      let x = 179.97 + Double(number % 6) * 0.012
      lines.append("\(number),\(x > 180 ? x - 360 : x),\(-16.8 - Double(number / 6) * 0.01)")
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  // MARK: Commands

  @Test(
    "plan: all layers of a town in degrees, with ways and with lines",
    arguments: ["paths", "lines --style"])
  func plan(_ routes: String) throws {
    let counts = try features(
      "plan --demand homes.csv --candidates lots.csv --facilities 2 --barriers river.geojson "
        + "--crossings bridge.geojson --snap-demand 500 --alternatives 2 --alternatives-within 99% --routes \(routes) "
        + "--out plan", Self.town)
    #expect(
      Set(counts.keys)
        == Set(
          ["sites", "demand", "check", "routes", "areas", "alternatives"].map {
            "plan/\($0).geojson"
          }))
    #expect(counts["plan/demand.geojson"] == 40 && counts["plan/sites.geojson"] == 2)
  }

  @Test(
    "plan: the scenarios, all of them in metres",
    arguments: ["three-banks", "exam-centres", "seats", "street-town", "zones-only"])
  func scenarios(_ name: String) throws {
    let counts = try features(
      "plan SCENARIOS/\(name).yaml --out plan", isGeographic: false)
    #expect((counts["plan/sites.geojson"] ?? 0) > 0)
  }

  @Test("plan: a town on both sides of the antimeridian")
  func antimeridian() throws {
    let counts = try features(
      "plan --demand homes.csv --facilities 1 --out plan", ["homes.csv": Self.island])
    #expect(counts["plan/routes.geojson"] == 30)
  }

  @Test("areas, to a file and to the standard output")
  func areas() throws {
    let options =
      "areas --facilities lots.csv --barriers river.geojson --crossings bridge.geojson"
    #expect(try features("\(options) --out areas.geojson", Self.town) == ["areas.geojson": 3])
    #expect(try features(options, Self.town) == ["-": 3])
    #expect(try features("\(options) --style", Self.town) == ["-": 3])
  }

  @Test("areas over the antimeridian")
  func areasOverTheAntimeridian() throws {
    #expect(try features("areas --facilities homes.csv", ["homes.csv": Self.island]) == ["-": 30])
  }

  @Test("check --out, with findings that have places")
  func check() throws {
    let counts = try features(
      "check --demand homes.csv --barriers river.geojson --crossings bridge.geojson --lenient "
        + "--snap-demand 500 "
        + "--out found.geojson", Self.town)
    #expect((counts["found.geojson"] ?? 0) > 0)
  }

  @Test("cluster, here and over the antimeridian", arguments: ["here", "there"])
  func cluster(_ place: String) throws {
    let points = place == "here" ? Self.homes : Self.island
    let counts = try features("cluster points.csv -k 3 --style --out out", ["points.csv": points])
    #expect((counts["out/clusters.geojson"] ?? 0) > 30)
  }

  @Test("places of people in all parts of the world")
  func places() throws {
    var fixes = ["user_id,time,lat,lon"]
    for (person, latitude, longitude) in [
      ("a", 47.4, 8.5), ("b", -16.8, 179.9999), ("c", 70, -1.0),
    ] {
      for step in 0..<140 {
        // Half an hour here, half an hour there, now and then on the other side of 180°.
        let north = step < 60 ? 0 : step < 80 ? Double(step - 60) * 0.00225 : 0.045
        let east = longitude + Double(step % 5) * 0.0001
        fixes.append(
          "\(person),\(1_767_614_400 + step * 30),\(latitude + north),\(east > 180 ? east - 360 : east)"
        )
      }
    }
    let counts = try features(
      "places fixes.csv --style --fixes geojson --out out",
      ["fixes.csv": fixes.joined(separator: "\n") + "\n"])
    #expect(counts["out/places.geojson"] == 6 && counts["out/extents.geojson"] == 6)
    #expect(counts["out/fixes.geojson"] == 420)
  }

  @Test("geocode, with one that is not found")
  func geocode() throws {
    let counts = try features(
      "geocode list.csv --reference reference.csv --out placed.geojson",
      [
        "list.csv": "id,address\n007,Main Street 4\n8,Nowhere 1\n",
        "reference.csv": "street,housenumber,lon,lat\nMain Street,4,8.123456789,47.1\n",
      ])
    #expect(counts == ["placed.geojson": 2])
  }

  @Test("convert: every kind of geometry, in whatever state it came")
  func convert() throws {
    let points = try features(
      "convert in.csv out.geojson",
      ["in.csv": "id,lon,lat\n1,-0.00000001,0.1\n1.5,8.123456789,47\n"])
    #expect(points == ["out.geojson": 2])
    let shapes = """
      {"type": "GeometryCollection", "geometries": [
      {"type": "Polygon", "coordinates": [[[0, 0], [0, 3], [3, 3], [3, 0], [0, 0]],
      [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]]},
      {"type": "MultiPolygon", "coordinates": [[[[5, 5, 1], [5, 6, 2], [6, 6, 3], [5, 5, 1]]]]},
      {"type": "MultiPoint", "coordinates": []},
      {"type": "MultiLineString", "coordinates": [[[1, 2], [3, 4.123456789]]]}]}
      """
    #expect(try features("convert in.json out.geojson", ["in.json": shapes]) == ["out.geojson": 1])
    #expect(try features("convert river.geojson - --to geojson", Self.town) == ["-": 1])
  }
}

import Exchange
import Foundation
import TestSupport
import Testing

@testable import Planner

/// Acceptance stories 28, 31 and 32: what goes in comes out, in order, as GIS people read it.
@Suite struct OutputTests {
  /// Homes as a French spreadsheet writes them: semicolons, decimal commas, a BOM.
  private static let homes =
    "\u{FEFF}code;lat;long;count;naam;facility_id\n"
    + "007;47,5000;19,0100;2;काठमाडौं;old\n"
    + "10;47,5100;19,0200;1;\"Szabó; \"\"Éva\"\"\nII\";\n"
    + "9;47,5200;19,0300;3;Ωmega;x y\n"

  private func written(
    _ change: (inout PlanSettings) -> Void = { _ in }
  ) throws -> (TestFolder, Plan) {
    let folder = try TestFolder()
    var scenario = Scenario()
    scenario.demand = .init(
      file: try folder.write("homes.csv", Self.homes),
      columns: [.id: "code", .name: "naam"])
    scenario.candidates = .init(
      file: try folder.write(
        "lots.geojson",
        #"{"type": "FeatureCollection", "features": ["#
          + #"{"type": "Feature", "id": 12, "geometry": {"type": "Point", "#
          + #""coordinates": [19.011, 47.501]}, "properties": {"owner": "city", "#
          + #""status": "required", "capacity": 4}},"#
          + #"{"type": "Feature", "id": 13, "geometry": {"type": "Point", "#
          + #""coordinates": [19.031, 47.519]}, "properties": {"name": "Lot \"B\""}}]}"#))
    scenario.facilities = 2
    scenario.out = folder.path("plan")
    var settings = PlanSettings(scenario)
    change(&settings)
    let plan = try Planning(settings).plan()
    try PlanFolder(settings).write(plan)
    return (folder, plan)
  }

  private func features(_ folder: TestFolder, _ name: String) throws -> [Feature] {
    try GeoJSONReader.read(path: folder.path("plan/\(name)")).features
  }

  @Test("28: ids, names and all properties come out as they went in, in that order")
  func everythingIsKept() throws {
    let (folder, _) = try written()
    let features = try features(folder, "demand.geojson")
    #expect(features.map(\.id) == ["007", "10", "9"])
    #expect(features.allSatisfy { !$0.idIsNumber })
    #expect(
      features[0].properties.names.prefix(6)
        == ["code", "lat", "long", "count", "naam", "facility_id"])
    #expect(features[0].properties["code"] == "007")
    #expect(features[0].properties["naam"] == "काठमाडौं")
    #expect(features[1].properties["naam"] == "Szabó; \"Éva\"\nII")
    #expect(features[2].properties["naam"] == "Ωmega")
    #expect(features[0].properties["facility_id"] == "old")
    #expect(features[0].properties["fl_facility_id"] == "12")
    let table = try CSVTable.read(path: folder.path("plan/assignments.csv"))
    #expect((0..<table.rowCount).map { table[$0, 0] } == ["007", "10", "9"])
    #expect(table.columns.prefix(3) == ["demand_id", "facility_id", "facility_name"])
  }

  @Test("31: sites have labels, true booleans, numbers and their own properties")
  func sites() throws {
    let (folder, plan) = try written()
    let features = try features(folder, "sites.geojson")
    #expect(features.map(\.id) == ["12", "13"])
    let first = features[0].properties
    #expect(first["owner"] == "city")
    #expect(first["status"] == "required")
    #expect(first["fl_status"] == "required")
    #expect(first["selected"] == true)
    #expect(first["name"] == "12")
    #expect(first["capacity"]?.doubleValue == 4)
    #expect(first["fl_capacity"]?.doubleValue == 4)
    #expect(first["demand_weight"]?.doubleValue == 3)
    #expect(first["utilisation_pct"]?.doubleValue == 75)
    #expect(features[1].properties["name"] == "Lot \"B\"")
    #expect(features[1].properties["label"] == "Lot \"B\"")
    #expect(plan.facilities.map(\.id) == ["12", "13"])
  }

  @Test("31: the layers keep to RFC 7946: WGS 84, a bounding box, no crs member, no NaN")
  func rfc7946() throws {
    let (folder, _) = try written()
    for name in ["demand.geojson", "sites.geojson", "routes.geojson"] {
      let text = try folder.read("plan/\(name)")
      let value = try JSON.decode(Array(text.utf8))
      let root = try #require(value.objectValue)
      #expect(root["type"] == "FeatureCollection")
      #expect(root["crs"] == nil)
      let box = try #require(root["bbox"]?.arrayValue).compactMap(\.doubleValue)
      #expect(box.count == 4 && box[0] >= 19 && box[1] >= 47 && box[2] < 20 && box[3] < 48)
      #expect(root["metadata"]?.objectValue?["seed"]?.doubleValue == 1)
      for feature in try #require(root["features"]?.arrayValue) {
        #expect(feature.objectValue?["type"] == "Feature")
        #expect(feature.objectValue?["geometry"] != nil)
        #expect(feature.objectValue?["properties"]?.objectValue != nil)
      }
    }
  }

  @Test("32: the same seed gives the same bytes, and plan.json tells no time unless asked")
  func sameBytes() throws {
    let (first, plan) = try written()
    let (second, _) = try written()
    let names = try first.names(in: "plan")
    #expect(names == (try second.names(in: "plan")))
    for name in names {
      // Paths in the findings are those of the test's own folders.
      let texts = try [first, second].map {
        String(
          decoding: try Data(contentsOf: $0.url.appending(path: "plan/\(name)")), as: UTF8.self)
      }
      #expect(
        texts[0].replacing(first.url.path, with: "")
          == texts[1].replacing(second.url.path, with: ""))
    }
    #expect(try first.read("plan/plan.json").contains("\"seconds\": null"))
    #expect(!plan.summary().contains("\"seconds\": null"))
  }

  @Test("Every layer and plan.json tell what they were made from, without folders of the machine")
  func provenance() throws {
    let (folder, plan) = try written { $0.command = "footbridge plan x.yaml" }
    // As sha256sum prints it for the bytes of homes().
    let digest = try InputFile(path: folder.path("homes.csv")).sha256
    #expect(digest.count == 64)
    let document = plan.document(withTiming: false)
    for object in [document, plan.metadata] {
      #expect(object["command"]?.stringValue == "footbridge plan x.yaml")
      #expect(object["version"]?.stringValue == FootbridgeVersion.current)
      #expect(object["parameters"]?.objectValue?["distance"]?.stringValue == "straight")
      let inputs = try #require(object["inputs"]?.arrayValue).compactMap(\.objectValue)
      #expect(inputs.first?["file"]?.stringValue == "homes.csv")
      #expect(inputs.first?["sha256"]?.stringValue == digest)
    }
  }

  @Test("straight_nearest_id names where the straight line would have sent people, and only them")
  func straightNearest() throws {
    var town = TestTown()
    town.demand = ["over,-100,0", "own,-990,0"]
    town.sites = ["west,-1000,0", "east,100,0"]
    town.barriers = [("X", TestTown.line((0, -90_000), (0, 90_000)))]
    town.facilities = 2
    let layer = try town.plan().demandLayer()
    #expect(
      layer.features.map { $0.properties["straight_nearest_id"] } == [.string("east"), .null])
    #expect(
      layer.features.map { $0.properties["facility_id"] } == [.string("west"), .string("west")])
  }

  @Test("plan.json agrees with the allocation")
  func summary() throws {
    let (folder, plan) = try written()
    let value = try JSON.decode(Array(try folder.read("plan/plan.json").utf8))
    let root = try #require(value.objectValue)
    let sum = zip(plan.demand, plan.assignments).reduce(0.0) { sum, pair in
      sum + pair.0.weight * (pair.1.distance ?? 0)
    }
    let objective = try #require(root["objective"]?.doubleValue)
    #expect(abs(objective - sum) < 0.001)
    let total = try #require(root["distances"]?.objectValue?["total_km"]?.doubleValue)
    #expect(abs(total * 1000 - sum) < 0.001)
    let bound = try #require(root["bound"]?.doubleValue)
    #expect(bound <= objective)
    #expect(root["status"] == "optimal")
    #expect(root["version"]?.stringValue == FootbridgeVersion.current)
    #expect(root["demand"]?.objectValue?["people"]?.doubleValue == 3)
    #expect(root["demand"]?.objectValue?["weight"]?.doubleValue == 6)
    let facilities = try #require(root["facilities"]?.arrayValue)
    #expect(
      facilities.compactMap { $0.objectValue?["people"]?.doubleValue }.reduce(0, +) == 3)
  }

  @Test("Routes end where their people and facilities are, as paths or as lines")
  func routes() throws {
    var town = TestTown()
    town.demand = ["a,-100,0", "b,-50,20"]
    town.sites = ["s,100,0"]
    town.barriers = [("R", TestTown.line((0, -9000), (0, 9000)))]
    town.crossings = [("c", TestTown.point(0, 300), "")]
    for (choice, points) in [(Scenario.Routes.paths, 3), (.lines, 2)] {
      let folder = try TestFolder()
      var settings = try town.settings(in: folder)
      settings.scenario.routes = choice
      settings.scenario.out = folder.path("plan")
      try PlanFolder(settings).write(try Planning(settings).plan())
      let features = try GeoJSONReader.read(
        path: folder.path("plan/routes.geojson"), coordinates: .planar
      ).features
      #expect(features.compactMap { $0.properties["demand_id"]?.stringValue } == ["a", "b"])
      for (feature, start) in zip(features, [Position(-100, 0), Position(-50, 20)]) {
        guard case .lineString(let line) = feature.geometry else {
          Issue.record("a route is no line")
          continue
        }
        #expect(line.count == points)
        #expect(line.first == start)
        #expect(line.last == Position(100, 0))
        #expect(feature.properties["crossing_ids"] == "c")
      }
    }
    let folder = try TestFolder()
    var settings = try town.settings(in: folder)
    settings.scenario.routes = Scenario.Routes.none
    settings.scenario.out = folder.path("plan")
    try PlanFolder(settings).write(try Planning(settings).plan())
    #expect(!(try folder.names(in: "plan").contains("routes.geojson")))
  }

  @Test("A second plan takes the place of the first in the same folder")
  func planAgain() throws {
    let (folder, _) = try written()
    var scenario = Scenario()
    scenario.demand = .init(file: folder.path("homes.csv"), columns: [.id: "code"])
    scenario.facilities = 1
    scenario.routes = Scenario.Routes.none
    scenario.out = folder.path("plan")
    let settings = PlanSettings(scenario)
    try PlanFolder(settings).write(try Planning(settings).plan())
    #expect(try features(folder, "sites.geojson").count == 1)
    #expect(!(try folder.names(in: "plan").contains("routes.geojson")))
  }
}

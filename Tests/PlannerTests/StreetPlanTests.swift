import Exchange
import Foundation
import Geography
import TestSupport
import Testing

@testable import Planner

/// Plans along streets, worked out by hand.
@Suite struct StreetPlanTests {
  /// Two streets that meet in the middle of the first: at (100, 0).
  private static let lines = #"""
    {"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {}, "geometry":
      {"type": "LineString", "coordinates": [[0, 0], [100, 0], [200, 0]]}},
    {"type": "Feature", "properties": {}, "geometry":
      {"type": "LineString", "coordinates": [[100, 0], [100, 100]]}}]}
    """#

  /// Homes and lots beside those streets.
  private func settings(
    in folder: TestFolder, homes: [String], lots: [String] = [],
    change: (inout TestTown) -> Void = { _ in }
  ) throws -> PlanSettings {
    var town = TestTown()
    town.demand = homes
    town.sites = lots
    change(&town)
    var settings = try town.settings(in: folder)
    settings.scenario.streets = try folder.write("streets.geojson", Self.lines)
    return settings
  }

  private func distances(_ settings: PlanSettings, in folder: TestFolder) throws -> [String] {
    var text = ""
    let query = DistanceQuery(
      settings, from: folder.path("homes.csv"), to: folder.path("lots.csv"))
    try query.run { text += $0 }
    return text.split(separator: "\n").dropFirst().map(String.init)
  }

  @Test("A file of streets is reason enough to measure along them")
  func chosenByFiles() throws {
    let folder = try TestFolder()
    let settings = try settings(in: folder, homes: ["a,0,10", "b,100,100"], lots: ["s,200,0"])
    #expect(settings.distance == .network)
    let plan = try Planning(settings).plan()
    #expect(plan.distance == "network")
    #expect(plan.assignments.map(\.distance) == [210, 200])
    #expect(plan.assignments.map(\.crossings) == [[], []])
    #expect(
      plan.assignments[0].path == [
        PlanarPoint(0, 10), PlanarPoint(0, 0), PlanarPoint(100, 0), PlanarPoint(200, 0),
      ])
    #expect(!plan.findings.contains { $0.severity == .warning })
  }

  @Test("Lines that meet only in the middle of one are joined at vertices, and not at ends")
  func joints() throws {
    let folder = try TestFolder()
    var settings = try settings(in: folder, homes: ["a,200,0"], lots: ["s,100,100"])
    #expect(try distances(settings, in: folder) == ["a,s,200.000000,141.421356,"])
    settings.scenario.streetJoints = .ends
    #expect(try distances(settings, in: folder) == ["a,s,,141.421356,"])
    let check = try DataCheck(settings)
    let warning = try #require(check.findings.first { $0.message.contains("2 parts") })
    #expect(warning.severity == .warning)
    #expect(warning.message.contains("50.0 % of 4 nodes are outside the largest"))
  }

  @Test("Homes that face each other across the street are two places; one home is one")
  func acrossTheStreet() throws {
    let folder = try TestFolder()
    let settings = try settings(
      in: folder, homes: ["a,50,30"], lots: ["s,50,-30", "t,50,30", "u,60,30"])
    #expect(
      try distances(settings, in: folder) == [
        "a,s,60.000000,60.000000,", "a,t,0.000000,0.000000,", "a,u,70.000000,10.000000,",
      ])
    let plan = try Planning(settings).plan()
    #expect(plan.facilities.map(\.id) == ["t"])
  }

  @Test("Whoever is far from all streets is unserved with the distance, and never a site")
  func missedHome() throws {
    let folder = try TestFolder()
    var settings = try settings(in: folder, homes: ["far,100,612,9", "b,0,0,1", "c,200,0,1"]) {
      $0.demandHeader = "id,x,y,weight"
      $0.facilities = 2
    }
    settings.scenario.snapLimit = 400
    let plan = try Planning(settings).plan()
    #expect(plan.facilities.map(\.id) == ["b", "c"])
    #expect(plan.facilities.map(\.source) == [.demand(1), .demand(2)])
    #expect(plan.assignments.map(\.facility) == [nil, 0, 1])
    #expect(plan.unserved == [0])
    #expect(plan.measures.unservedWeight == 9)
    #expect(
      plan.assignments[0].unserved?.description
        == "unreachable: no street within 400 m; nearest 512 m")
    settings.scenario.snapLimit = nil
    #expect(
      try Planning(settings).plan().assignments[0].unserved
        == .noStreet(within: 500, nearest: 512))
    settings.scenario.snapLimit = 600
    #expect(try Planning(settings).plan().unserved.isEmpty)
    settings.scenario.snapLimit = nil
    settings.scenario.facilities = 3
    let failure = PlanningFailure(
      try #require(throws: PlanningError.self) { try Planning(settings).plan() })
    #expect(failure.message.contains("2 demand points beside a street"))
  }

  @Test("Somebody without a street changes nothing for the others")
  func missChangesNothing() throws {
    let folder = try TestFolder()
    try forEverySeed(in: 0...19) { random in
      var homes = (0..<12).map { index in
        "\(index),\(Int.random(in: 0...200, using: &random)),"
          + "\(Int.random(in: -90...90, using: &random))"
      }
      let lots = (0..<5).map { index in
        "s\(index),\(Int.random(in: 0...200, using: &random)),"
          + "\(Int.random(in: -90...90, using: &random))"
      }
      let plain = try settings(in: folder, homes: homes, lots: lots) { $0.facilities = 2 }
      let expected = try Planning(plain).plan()
      let place = Int.random(in: 0...12, using: &random)
      homes.insert("far,9000,0", at: place)
      let more = try settings(in: folder, homes: homes, lots: ["off,0,9000"] + lots) {
        $0.facilities = 2
      }
      let plan = try Planning(more).plan()
      var assignments = plan.assignments
      let missed = assignments.remove(at: place)
      return missed.facility == nil && assignments == expected.assignments
        && plan.facilities.map(\.id) == expected.facilities.map(\.id)
        && plan.facilities.map(\.source)
          == expected.facilities.map { facility in
            if case .site(let site) = facility.source { .site(site + 1) } else { facility.source }
          }
        && plan.audit.mistakes.map { plan.demand[$0.person].id }
          == expected.audit.mistakes.map { expected.demand[$0.person].id }
        && plan.audit.savedMetres == expected.audit.savedMetres
        && plan.search.objective == expected.search.objective
        && assignments.allSatisfy { ($0.distance ?? 0) >= ($0.straight ?? 0) - 1e-6 }
    }
  }

  @Test("A wall before the nearest street turns the way aside; walls all around cut it off")
  func barrierOnTheWay() throws {
    let folder = try TestFolder()
    let wall = ("wall", TestTown.line((60, 10), (80, 10)))
    var settings = try settings(in: folder, homes: ["a,70,20"], lots: ["s,200,0"]) {
      $0.barriers = [wall]
    }
    #expect(settings.distance == .network)
    let plan = try Planning(settings).plan()
    // 30 m to the other street, 20 m down, 100 m along.
    #expect(plan.assignments[0].distance == 150)
    #expect(
      plan.assignments[0].path == [
        PlanarPoint(70, 20), PlanarPoint(100, 20), PlanarPoint(100, 0), PlanarPoint(200, 0),
      ])
    settings = try self.settings(
      in: folder, homes: ["a,70,20", "b,200,10"], lots: ["s,200,0"]
    ) {
      $0.barriers = [("yard", TestTown.line((60, 10), (80, 10), (80, 30), (60, 30), (60, 10)))]
    }
    let shut = try Planning(settings).plan()
    #expect(shut.assignments.map(\.unserved) == [.cutFromStreets, nil])
    #expect(
      shut.assignments[0].unserved?.description
        == "unreachable: the way to the nearest street is cut by a barrier")
    #expect(shut.assignments[1].distance == 10)
  }

  @Test("A lot without a street is left out with a warning; one that must be open is an error")
  func missedSite() throws {
    let folder = try TestFolder()
    var settings = try settings(
      in: folder, homes: ["a,100,0"], lots: ["off,100,2000", "s,200,0"])
    let plan = try Planning(settings).plan()
    #expect(plan.facilities.map(\.id) == ["s"])
    #expect(plan.facilities.map(\.source) == [.site(1)])
    let warning = try #require(plan.findings.first { $0.message.contains("site off") })
    #expect(warning.message.contains("lots.csv:2"))
    #expect(warning.message.contains("no street within 500 m; nearest 1900 m"))
    #expect(try distances(settings, in: folder)[0] == "a,off,,2000.000000,")

    settings.scenario.facilities = 2
    var failure = PlanningFailure(
      try #require(throws: (any Error).self) { try Planning(settings).plan() })
    #expect(failure.exitCode == 3)
    #expect(failure.message.contains("1 candidate sites beside a street"))
    try folder.write("lots.csv", "id,x,y,status\noff,100,2000,required\ns,200,0,\n")
    failure = PlanningFailure(
      try #require(throws: (any Error).self) { try Planning(settings).plan() })
    #expect(failure.exitCode == 3)
    #expect(failure.message.contains("lots.csv:2: off: the site is required, but unreachable"))
    #expect(try DataCheck(settings).needsMending)
  }

  @Test("Nodes by name need no coordinates at all; one-way streets lead one way")
  func namedNodes() throws {
    let folder = try TestFolder()
    var scenario = Scenario()
    scenario.streets = try folder.write(
      "streets.csv",
      "from,to,length_m,oneway\n007,mill,350,\nmill,school,200,yes\nschool,007,900,yes\n")
    scenario.demand = .init(
      file: try folder.write("homes.csv", "id,corner\na,007\nb,mill\nc,school\n"),
      columns: [.node: "corner"])
    scenario.candidates = .init(
      file: try folder.write("lots.csv", "id,node\ns,mill\nt,school\n"))
    scenario.facilities = 1
    scenario.out = folder.path("plan")
    let settings = PlanSettings(scenario)
    let plan = try Planning(settings).plan()
    // To the mill 350 + 0 + 1250, to the school 550 + 200 + 0.
    #expect(plan.facilities.map(\.id) == ["t"])
    #expect(plan.assignments.map(\.distance) == [550, 200, 0])
    #expect(plan.assignments.map(\.straight) == [nil, nil, nil])
    #expect(plan.blind == nil)
    try PlanFolder(settings).write(plan)
    #expect(!(try folder.names(in: "plan").contains("map.svg")))
  }

  @Test("Degrees are put on one map with the streets, and routes come back in degrees")
  func degrees() throws {
    let folder = try TestFolder()
    var scenario = Scenario()
    scenario.streets = try folder.write(
      "streets.csv", "from,to,length_m\nmill,church,1500\nchurch,school,2500\n")
    scenario.streetNodes = try folder.write(
      "nodes.csv", "id,lon,lat\nmill,19.00,47.50\nchurch,19.01,47.50\nschool,19.01,47.52\n")
    scenario.demand = .init(
      file: try folder.write("homes.csv", "id,node,lon,lat\na,mill,,\nb,,19.01,47.51\n"))
    scenario.candidates = .init(file: try folder.write("lots.csv", "id,node\ns,school\n"))
    scenario.facilities = 1
    scenario.out = folder.path("plan")
    let settings = PlanSettings(scenario)
    let plan = try Planning(settings).plan()
    #expect(plan.assignments[0].distance == 4000)
    let half = try #require(plan.assignments[1].distance)
    #expect(abs(half - 1250) < 0.5)
    let crow = Geodesic.distance(
      GeoCoordinate(longitude: 19, latitude: 47.5),
      GeoCoordinate(longitude: 19.01, latitude: 47.52))
    let straight = try #require(plan.assignments[0].straight)
    #expect(abs(straight / crow - 1) < 1e-5)
    try PlanFolder(settings).write(plan)
    let routes = try GeoJSONReader.read(path: folder.path("plan/routes.geojson"))
    let way = try #require(routes.features.first?.geometry)
    #expect(
      way == .lineString([Position(19, 47.5), Position(19.01, 47.5), Position(19.01, 47.52)]))
    let demand = try GeoJSONReader.read(path: folder.path("plan/demand.geojson"))
    #expect(
      demand.features.map(\.geometry) == [
        .point(Position(19, 47.5)), .point(Position(19.01, 47.51)),
      ])
  }

  @Test("Where everybody is far from the streets, the files do not belong together")
  func nobody() throws {
    let folder = try TestFolder()
    let settings = try settings(in: folder, homes: ["a,90000,0", "b,90000,1"])
    let failure = PlanningFailure(
      try #require(throws: (any Error).self) { try Planning(settings).plan() })
    #expect(failure.exitCode == 3)
    #expect(failure.message.contains("none of the 2 demand points is near a street"))
    #expect(failure.message.contains("nearest 89800 m"))
  }
}

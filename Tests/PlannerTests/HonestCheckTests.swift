import Exchange
import Foundation
import TestSupport
import Testing

@testable import Planner

/// What barriers cost, where they leak, who is shut in, and whose land is whose.
@Suite struct HonestCheckTests {
  /// A railway along the y axis from −5 to 5 km with a gate at 1 km; one home and one school,
  /// 300 m to either side.
  private var railway: TestTown {
    var town = TestTown()
    town.demand = ["home,-300,0"]
    town.sites = ["school,300,0"]
    town.barriers = [("rail", TestTown.line((0, -5000), (0, 5000)))]
    town.crossings = [("gate", TestTown.point(0, 1000), "")]
    return town
  }

  @Test("What a barrier costs, and what closing its gate would, are worked out by hand")
  func severance() throws {
    let document = try railway.plan().document(withTiming: false)
    let overGate = 2 * (300.0 * 300 + 1000 * 1000).squareRoot()
    let aroundEnd = 2 * (300.0 * 300 + 5000 * 5000).squareRoot()
    let barrier = try #require(document["barriers"]?.arrayValue?.first?.objectValue)
    #expect(barrier["id"]?.stringValue == "rail")
    let cost = try #require(barrier["cost_km"]?.doubleValue)
    #expect(abs(cost - (overGate - 600) / 1000) < 1e-5)
    #expect(barrier["people"]?.doubleValue == 1)
    let gate = try #require(document["crossings"]?.arrayValue?.first?.objectValue)
    #expect(gate["users"]?.doubleValue == 1)
    let added = try #require(gate["added_km_if_closed"]?.doubleValue)
    #expect(abs(added - (aroundEnd - overGate) / 1000) < 1e-5)
    #expect(gate["cut_off_people_if_closed"]?.doubleValue == 0)
  }

  @Test("Closing the only gate of a ring cuts off who lives in it")
  func cutOff() throws {
    var town = TestTown()
    town.demand = ["a,100,100", "b,120,100", "c,-100,100"]
    town.sites = ["school,-300,100"]
    town.barriers = [("wall", TestTown.line((0, 0), (200, 0), (200, 200), (0, 200), (0, 0)))]
    town.crossings = [("gate", TestTown.point(0, 100), "")]
    let document = try town.plan().document(withTiming: false)
    let gate = try #require(document["crossings"]?.arrayValue?.first?.objectValue)
    #expect(gate["cut_off_people_if_closed"]?.doubleValue == 2)
  }

  /// Two fences that miss each other by 5 m, with homes north of them and a school south.
  private var leak: TestTown {
    var town = TestTown()
    town.demand = ["a,0,500", "b,5,400", "c,0,-300"]
    town.sites = ["school,2,-500"]
    town.barriers = [
      ("west", TestTown.line((-9000, 0), (0, 0))), ("east", TestTown.line((4, 3), (9000, 3))),
    ]
    return town
  }

  @Test("A gap of 5 m is reported with its place and the routes that leak through it")
  func gap() throws {
    let features = try checkFeatures(of: leak)
    let gap = try #require(features.first)
    #expect(features.count == 1)
    #expect(gap.properties["kind"]?.stringValue == "gap")
    #expect(gap.properties["routes"]?.doubleValue == 2)
    guard case .lineString(let ends)? = gap.geometry else {
      Issue.record("a gap is a line")
      return
    }
    #expect(ends.count == 2)
  }

  @Test("--snap-barriers closes the gap and says so")
  func snapBarriers() throws {
    let plan = try leak.plan { $0.scenario.snapBarriers = 10 }
    #expect((plan.assignments[0].distance ?? 0) > 10_000)
    #expect(plan.findings.contains { $0.message.contains("5 m") || $0.message.contains("5.0 m") })
  }

  @Test("A shut yard is reported with the people who live in it")
  func pocket() throws {
    var town = TestTown()
    town.demandHeader = "id,x,y,weight"
    town.demand = ["a,100,100,2", "b,120,100,1", "c,150,150,4", "d,-100,100,1"]
    town.sites = ["school,-300,100"]
    town.barriers = [("wall", TestTown.line((0, 0), (200, 0), (200, 200), (0, 200), (0, 0)))]
    let pocket = try #require(
      try checkFeatures(of: town).first { $0.properties["kind"]?.stringValue == "pocket" })
    #expect(pocket.properties["people"]?.doubleValue == 3)
  }

  @Test("Areas cover the land once: the nearer school by travel, not over the railway")
  func areas() throws {
    var town = railway
    town.crossings = []
    town.barriers = [("rail", TestTown.line((0, -90_000), (0, 90_000)))]
    town.demand = ["w,-3000,0", "e,3000,100"]
    town.sites = ["west,-100,0", "east,2900,0"]
    town.facilities = 2
    let features = try layer("areas.geojson", of: town)
    #expect(features.map { $0.properties["facility_id"]?.stringValue } == ["west", "east"])
    // By the straight line the west school would have reached 1,400 m over the railway.
    var eastmost = -Double.infinity
    features.first?.geometry?.forEachPosition { eastmost = max(eastmost, $0.x) }
    #expect(abs(eastmost) < 0.01)
  }

  @Test("Barriers in degrees are checked on a map of their own where nobody lives")
  func barriersAlone() throws {
    let folder = try TestFolder()
    var scenario = Scenario()
    // Two fences that miss each other by some 8 m: 0.0001° of longitude at 40° N.
    scenario.barriers = try folder.write(
      "fences.geojson",
      #"{"type": "FeatureCollection", "features": ["#
        + #"{"type": "Feature", "id": "w", "properties": {}, "geometry": "#
        + TestTown.line((-8.61, 41.14), (-8.6001, 41.14)) + "},"
        + #"{"type": "Feature", "id": "e", "properties": {}, "geometry": "#
        + TestTown.line((-8.6, 41.14), (-8.59, 41.14)) + "}]}")
    let check = try DataCheck(PlanSettings(scenario))
    #expect(check.findings.contains { $0.message.hasPrefix("projection ") })
    #expect(check.findings.contains { $0.message.contains("are 8.4 m apart at (") })
    #expect(!check.needsMending)
  }

  private func checkFeatures(of town: TestTown) throws -> [Feature] {
    try layer("check.geojson", of: town)
  }

  private func layer(_ name: String, of town: TestTown) throws -> [Feature] {
    let folder = try TestFolder()
    let plan = try Planning(town.settings(in: folder)).plan()
    _ = try PlanFolder(path: folder.path("plan")).write(plan, withTiming: false)
    let bytes = Array(try folder.read("plan/\(name)").utf8)
    return try GeoJSONReader.read(bytes, file: name, coordinates: .planar).features
  }
}

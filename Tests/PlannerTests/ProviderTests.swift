import Exchange
import Foundation
import Geography
import TestSupport
import Testing

@testable import Planner

/// Each provider, from files to a plan.
@Suite struct ProviderTests {
  private var town: TestTown {
    var town = TestTown()
    town.demand = ["a,0,0", "b,30,40", "c,300,400"]
    town.sites = ["s,0,0", "t,300,0"]
    town.facilities = 1
    return town
  }

  @Test("Manhattan distances go along the axes")
  func manhattan() throws {
    let plan = try town.plan { $0.scenario.distance = .manhattan }
    #expect(plan.facilities.map(\.id) == ["s"])
    #expect(plan.assignments.map(\.distance) == [0, 70, 700])
  }

  @Test("A matrix decides, whatever the coordinates say; who is missing from it is named")
  func matrix() throws {
    let folder = try TestFolder()
    let matrix = try folder.write(
      "matrix.csv", "from_id,to_id,distance_m\na,s,9\nb,s,9\nc,s,9\na,t,1\nb,t,2\nc,t,\n")
    var scenario = Scenario()
    scenario.demand = .init(file: try folder.write("homes.csv", "id,weight\na,1\nb,1\nc,1\n"))
    scenario.candidates = .init(file: try folder.write("lots.csv", "id,status\ns,closed\nt,\n"))
    scenario.matrix = matrix
    scenario.facilities = 1
    scenario.out = folder.path("plan")
    let settings = PlanSettings(scenario)
    let plan = try Planning(settings).plan()
    #expect(plan.distance == "matrix")
    #expect(plan.assignments.map(\.distance) == [1, 2, nil])
    #expect(plan.assignments[2].unserved == .noWay)
    try PlanFolder(settings).write(plan)
    #expect(!(try folder.names(in: "plan").contains("map.svg")))
    #expect(try folder.read("plan/demand.geojson").contains("\"geometry\": null"))

    try folder.write("homes.csv", "id\na\nzed\n")
    let other = try Planning(settings).plan()
    #expect(other.assignments[1].unserved == .noWay)
    #expect(other.findings.contains { $0.description.contains("unreachable: zed") })

    try folder.write("matrix.csv", "id,s,t\na,9,1\nb,9,2\n")
    let failure = PlanningFailure(
      try #require(throws: (any Error).self) { try Planning(settings).plan() })
    #expect(failure.exitCode == 3)
    #expect(failure.message.contains("homes.csv:3"))
    #expect(failure.message.contains("zed"))
  }

  @Test("Zones join where crossings say so; a zone without a crossing is named")
  func zones() throws {
    let folder = try TestFolder()
    var scenario = Scenario()
    scenario.crs = "planar"
    scenario.distance = .zones
    scenario.demand = .init(
      file: try folder.write("homes.csv", "id,x,y,zone\na,-30,40,left\nb,30,40,right\n"))
    scenario.candidates = .init(file: try folder.write("lots.csv", "id,x,y,zone\ns,60,0,right\n"))
    scenario.crossings = try folder.write(
      "crossings.csv", "id,x,y,zones,cost_m\nbridge,0,0,left right,5\n")
    scenario.facilities = 1
    let plan = try Planning(PlanSettings(scenario)).plan()
    #expect(plan.assignments.map(\.distance) == [115, 50])
    #expect(plan.assignments.map(\.crossings) == [["bridge"], []])
    #expect(plan.crossings.map(\.users) == [1])

    scenario.close = ["bridge"]
    let cut = try Planning(PlanSettings(scenario)).plan()
    #expect(cut.unserved == [0])

    try folder.write("homes.csv", "id,x,y,zone\na,-30,40,lift\nb,30,40,right\n")
    let failure = PlanningFailure(
      try #require(throws: (any Error).self) {
        try Planning(PlanSettings(scenario)).plan()
      })
    #expect(failure.message.contains("homes.csv:2"))
    #expect(failure.message.contains("lift"))
  }

  @Test("Geodesic distances are those of the ellipsoid")
  func geodesic() throws {
    let folder = try TestFolder()
    var scenario = Scenario()
    scenario.distance = .geodesic
    scenario.demand = .init(
      file: try folder.write("homes.csv", "id,lon,lat\na,19.0,47.5\nb,19.1,47.6\n"))
    scenario.candidates = .init(file: try folder.write("lots.csv", "id,lon,lat\ns,19.05,47.5\n"))
    scenario.facilities = 1
    let plan = try Planning(PlanSettings(scenario)).plan()
    let expected = Geodesic.distance(
      GeoCoordinate(longitude: 19, latitude: 47.5), GeoCoordinate(longitude: 19.05, latitude: 47.5))
    #expect(plan.assignments[0].distance == expected)
    #expect(plan.assignments[0].detourFactor == 1)
    scenario.crs = "planar"
    #expect(throws: SettingsError.geodesicNeedsDegrees) {
      try Planning(PlanSettings(scenario)).plan()
    }
  }

  @Test("Degrees are projected to within millimetres per kilometre, and the projection is told")
  func projection() throws {
    let folder = try TestFolder()
    var scenario = Scenario()
    scenario.demand = .init(
      file: try folder.write("homes.csv", "id,lon,lat\na,19.0,47.5\nb,19.1,47.6\n"))
    scenario.candidates = .init(file: try folder.write("lots.csv", "id,lon,lat\ns,19.05,47.5\n"))
    scenario.facilities = 1
    let expected = Geodesic.distance(
      GeoCoordinate(longitude: 19, latitude: 47.5), GeoCoordinate(longitude: 19.05, latitude: 47.5))
    for (crs, tolerance) in [("auto", 1e-5), ("EPSG:32634", 1e-3)] {
      scenario.crs = crs
      let plan = try Planning(PlanSettings(scenario)).plan()
      let distance = try #require(plan.assignments[0].distance)
      #expect(abs(distance / expected - 1) < tolerance)
      #expect(plan.findings.contains { $0.message.hasPrefix("projection ") })
    }
  }
}

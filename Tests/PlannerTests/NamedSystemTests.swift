import Exchange
import Foundation
import TestSupport
import Testing

@testable import Planner

/// Coordinates in the system that `--crs` names.
@Suite struct NamedSystemTests {
  private let homes = "id,x,y,weight\na,649439,239562,3\nb,650946,238451,4\n"

  private func settings(
    _ folder: TestFolder, homes: String, sites: String = "id,x,y\ns,650000,239000\n",
    crs: String = "EPSG:23700"
  ) throws -> PlanSettings {
    var scenario = Scenario()
    scenario.demand = .init(file: try folder.write("homes.csv", homes))
    scenario.candidates = .init(file: try folder.write("lots.csv", sites))
    scenario.facilities = 1
    scenario.crs = crs
    scenario.out = folder.path("plan")
    return PlanSettings(scenario)
  }

  @Test("x and y are of the system that is named; what is written is longitude and latitude")
  func plan() throws {
    let folder = try TestFolder()
    let settings = try settings(folder, homes: homes)
    let plan = try Planning(settings).plan()
    let distances = plan.assignments.compactMap(\.distance)
    #expect(abs(distances[0] - 561.0.hypot(562)) < 1e-4)
    #expect(abs(distances[1] - 946.0.hypot(549)) < 1e-4)
    #expect(plan.findings.contains { $0.description.contains("coordinates in EPSG:23700") })
    try PlanFolder(settings).write(plan)
    let sites = try GeoJSONReader.read(path: folder.path("plan/sites.geojson"))
    guard case .point(let place) = sites.features[0].geometry else {
      Issue.record("no point")
      return
    }
    // The grid's origin, Gellérthegy, is near there.
    #expect(abs(place.x - 19.0474) < 0.01)
    #expect(abs(place.y - 47.4936) < 0.01)
    #expect(sites.features[0].properties["x"]?.doubleValue == 650_000)
  }

  @Test("check, distances and areas read them the same way")
  func otherCommands() throws {
    let folder = try TestFolder()
    let settings = try settings(folder, homes: homes)
    #expect(try !DataCheck(settings).needsMending)
    var rows = ""
    try DistanceQuery(settings, from: folder.path("homes.csv"), to: folder.path("lots.csv"))
      .run { rows += $0 }
    #expect(rows.contains("a,s,794.08"))
    let out = folder.path("areas.geojson")
    try AreasQuery(settings, facilities: folder.path("lots.csv")).run(writingTo: out)
    #expect(try GeoJSONReader.read(path: out).features.count == 1)
  }

  @Test("Barriers and crossings of the system are met where they are")
  func barriers() throws {
    let folder = try TestFolder()
    var settings = try settings(folder, homes: homes)
    settings.scenario.barriers = try folder.write(
      "river.geojson",
      #"{"type": "Feature", "id": "r", "geometry": {"type": "LineString", "coordinates": "#
        + #"[[649700, 200000], [649700, 280000]]}, "properties": {}}"#)
    settings.scenario.crossings = try folder.write("bridges.csv", "id,x,y\nb,649700,240000\n")
    let plan = try Planning(settings).plan()
    #expect(plan.assignments.map(\.crossings) == [["b"], []])
    let detour = 261.0.hypot(438) + 300.0.hypot(1000)
    #expect(abs((plan.assignments[0].distance ?? 0) - detour) < 1)
  }

  @Test(
    "What lies outside of the system is named, with what may be meant",
    arguments: [
      ("id,x,y\na,649439,239562\nb,238451,650946\n", ["homes.csv:3", "238451", "--swap"]),
      ("id,x,y\na,19.04,47.5\n", ["homes.csv:2", "19.04", "look like degrees", "lon and lat"]),
      ("id,x,y\na,64943900,239562\n", ["homes.csv:2", "column x", "EPSG:23700"]),
      ("id,lon,lat\na,649439,239562\n", ["homes.csv:2", "call them x and y", "EPSG:23700"]),
    ])
  func outside(homes: String, says: [String]) throws {
    let folder = try TestFolder()
    defer { withExtendedLifetime(folder) {} }
    let settings = try settings(folder, homes: homes)
    let failure = PlanningFailure(
      try #require(throws: (any Error).self) { try Planning(settings).plan() })
    #expect(failure.exitCode == 3)
    for text in says { #expect(failure.message.contains(text), "\(failure.message)") }
  }

  @Test("Longitude and latitude stay degrees, and that is told")
  func degrees() throws {
    let folder = try TestFolder()
    defer { withExtendedLifetime(folder) {} }
    let settings = try settings(
      folder, homes: "id,lon,lat\na,19.04,47.5\nb,19.05,47.49\n",
      sites: "id,lon,lat\ns,19.045,47.495\n")
    let plan = try Planning(settings).plan()
    #expect(
      plan.findings.contains {
        $0.description.contains(
          "longitude and latitude are degrees; EPSG:23700 is the map to work on")
      })
    #expect(plan.assignments.allSatisfy { ($0.distance ?? 0) < 2000 })
  }

  @Test("Easting comes first, even where the system's own definition begins with the northing")
  func axisOrder() throws {
    let (folder, other) = (try TestFolder(), try TestFolder())
    defer { withExtendedLifetime((folder, other)) {} }
    // Helsinki in KKJ / Finland Uniform Coordinate System, whose axes are northing and easting.
    let settings = try settings(
      folder, homes: "id,x,y\na,3385000,6672000\nb,3386000,6672000\n",
      sites: "id,x,y\ns,3385500,6672000\n", crs: "EPSG:2393")
    let plan = try Planning(settings).plan()
    #expect(plan.assignments.allSatisfy { abs(($0.distance ?? 0) - 500) < 1e-3 })
    let turned = try self.settings(
      other, homes: "id,x,y\na,6672000,3385000\n",
      sites: "id,x,y\ns,3385500,6672000\n", crs: "EPSG:2393")
    let failure = PlanningFailure(
      try #require(throws: (any Error).self) { try Planning(turned).plan() })
    #expect(failure.message.contains("--swap"))
  }

  @Test("A system in feet says where places are, and the plan is made in metres")
  func feet() throws {
    let folder = try TestFolder()
    defer { withExtendedLifetime(folder) {} }
    let plan = try Planning(
      settings(
        folder, homes: "id,x,y\na,987000,211000\nb,988000,211000\n",
        sites: "id,x,y\ns,987500,211000\n", crs: "EPSG:2263")
    ).plan()
    #expect(plan.assignments.allSatisfy { abs(($0.distance ?? 0) - 152.4) < 0.1 })
  }

  @Test("GeoJSON whose numbers cannot be degrees is of the system, too")
  func geoJSON() throws {
    let folder = try TestFolder()
    var settings = try settings(folder, homes: homes)
    settings.scenario.candidates = .init(
      file: try folder.write(
        "lots.geojson",
        #"{"type": "Feature", "id": "s", "geometry": {"type": "Point", "#
          + #""coordinates": [650000, 239000]}, "properties": {}}"#))
    let plan = try Planning(settings).plan()
    #expect(abs((plan.assignments[0].distance ?? 0) - 561.0.hypot(562)) < 1e-4)
  }
}

extension Double {
  fileprivate func hypot(_ other: Double) -> Double { (self * self + other * other).squareRoot() }
}

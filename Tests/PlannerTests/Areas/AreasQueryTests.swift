import Exchange
import Foundation
import TestSupport
import Testing

@testable import Planner

@Suite struct AreasQueryTests {
  private func run(_ town: TestTown, _ change: (inout PlanSettings) -> Void = { _ in }) throws
    -> FeatureCollection
  {
    let folder = try TestFolder()
    var settings = try town.settings(in: folder)
    settings.scenario.demand = nil
    change(&settings)
    let path = folder.path("areas.geojson")
    try AreasQuery(settings, facilities: folder.path("lots.csv"), margin: 500).run(writingTo: path)
    return try GeoJSONReader.read(path: path, coordinates: .planar)
  }

  @Test("Without demand the land is divided at the barrier, and every facility keeps its columns")
  func railway() throws {
    var town = TestTown()
    town.demand = ["nobody,0,0"]
    town.sitesHeader = "id,x,y,head"
    town.sites = ["west,-100,0,Ada", "east,900,0,Bea"]
    town.barriers = [("rail", TestTown.line((0, -90_000), (0, 90_000)))]
    let areas = try run(town).features
    #expect(areas.map { $0.properties["facility_id"]?.stringValue } == ["west", "east"])
    #expect(areas.map { $0.properties["head"]?.stringValue } == ["Ada", "Bea"])
    var eastmost = -Double.infinity
    areas.first?.geometry?.forEachPosition { eastmost = max(eastmost, $0.x) }
    #expect(abs(eastmost) < 0.01)
    // The window reaches 500 m beyond both: 600 m of it lie west of the railway.
    let size = try #require(areas.first?.properties["area_km2"]?.doubleValue)
    #expect(abs(size - 0.6 * 1) < 1e-6)
  }

  @Test("Closing the only gate leaves land without a facility")
  func closed() throws {
    var town = TestTown()
    town.demand = ["nobody,0,0"]
    town.sites = ["school,-300,100"]
    town.barriers = [("wall", TestTown.line((0, 0), (200, 0), (200, 200), (0, 200), (0, 0)))]
    town.crossings = [("gate", TestTown.point(0, 100), "")]
    #expect(try run(town).features.count == 1)
    let areas = try run(town) { $0.scenario.close = ["gate"] }.features
    #expect(areas.count == 2)
    #expect(areas[1].properties["facility_id"] == .null)
    let size = try #require(areas[1].properties["area_km2"]?.doubleValue)
    #expect(abs(size - 0.04) < 1e-5)
  }

  @Test("Distances that know no land have no areas")
  func noLand() throws {
    var town = TestTown()
    town.demand = ["nobody,0,0"]
    town.sites = ["school,-300,100"]
    #expect(throws: SettingsError.noAreas("geodesic")) {
      try run(town) { $0.scenario.distance = .geodesic }
    }
  }
}

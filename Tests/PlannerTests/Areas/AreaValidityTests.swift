import Exchange
import Foundation
import Geography
import TestSupport
import Testing

@testable import Planner

/// Written areas are valid as whole geometries, in every file.
@Suite struct AreaValidityTests {
  /// Lines all over a town and a lake or two, some of which cut the land of a school in two.
  private struct Town {
    var barriers: [String] = []
    var crossings: [String] = []
    var schools = ["id,lon,lat"]
    var homes = ["id,lon,lat"]

    /// On a flat map, or around 19° E, 47° N.
    init(isPlanar: Bool, _ generator: inout RepeatableGenerator) {
      func place(_ generator: inout RepeatableGenerator) -> (Double, Double) {
        let (x, y) = (
          Double.random(in: 0...5000, using: &generator),
          Double.random(in: 0...5000, using: &generator)
        )
        return isPlanar ? (x, y) : (19 + x / 76_000, 47 + y / 111_000)
      }
      func pair(_ place: (Double, Double)) -> String { "[\(place.0), \(place.1)]" }
      for number in 0..<Int.random(in: 2...6, using: &generator) {
        let corners = (0..<Int.random(in: 3...6, using: &generator)).map { _ in place(&generator) }
        let isLake = number % 4 == 3
        let shape =
          isLake
          ? #""Polygon", "coordinates": [[\#((corners.prefix(3) + [corners[0]]).map(pair).joined(separator: ", "))]]"#
          : #""LineString", "coordinates": [\#(corners.map(pair).joined(separator: ", "))]"#
        barriers.append(
          #"{"type": "Feature", "properties": {"id": "b\#(number)"}, "geometry": {"type": \#(shape)}}"#
        )
        if !isLake, Bool.random(using: &generator) {
          let (a, b) = (corners[0], corners[1])
          let middle = ((a.0 + b.0) / 2, (a.1 + b.1) / 2)
          crossings.append(
            #"{"type": "Feature", "properties": {"id": "c\#(number)"}, "geometry": "#
              + #"{"type": "Point", "coordinates": \#(pair(middle))}}"#)
        }
      }
      if isPlanar {
        schools = ["id,x,y"]
        homes = ["id,x,y"]
      }
      for number in 0..<3 {
        let school = place(&generator)
        schools.append("s\(number),\(school.0),\(school.1)")
      }
      for number in 0..<12 {
        let home = place(&generator)
        homes.append("h\(number),\(home.0),\(home.1)")
      }
    }

    func settings(in folder: TestFolder, isPlanar: Bool) throws -> PlanSettings {
      func collection(_ features: [String]) -> String {
        #"{"type": "FeatureCollection", "features": [\#(features.joined(separator: ",\n"))]}"#
      }
      var scenario = Scenario()
      scenario.barriers = try folder.write("b.geojson", collection(barriers))
      scenario.crossings = try folder.write("c.geojson", collection(crossings))
      scenario.candidates = .init(
        file: try folder.write("schools.csv", schools.joined(separator: "\n") + "\n"))
      scenario.demand = .init(
        file: try folder.write("homes.csv", homes.joined(separator: "\n") + "\n"))
      scenario.crs = isPlanar ? "planar" : nil
      scenario.facilities = 2
      scenario.out = folder.path("plan")
      return PlanSettings(scenario)
    }
  }

  /// The first invalid geometry of a file.
  private func fault(_ path: String, isPlanar: Bool) throws -> PolygonFault? {
    let features = try GeoJSONReader.read(
      path: path, coordinates: isPlanar ? .planar : .geographic
    ).features
    for feature in features {
      guard case .multiPolygon(let parts) = feature.geometry else { continue }
      let polygons = parts.map { (rings: [[Position]]) -> PlanarPolygon in
        let corners = rings.map { (ring: [Position]) -> [PlanarPoint] in
          ring.dropLast().map { (position: Position) in PlanarPoint(position.x, position.y) }
        }
        return PlanarPolygon(exterior: corners[0], holes: Array(corners.dropFirst()))
      }
      if let fault = try PlanarPolygon.fault(of: polygons) { return fault }
    }
    return nil
  }

  @Test(
    "The areas of random towns are valid as a whole, in metres and in degrees",
    arguments: [true, false])
  func areas(isPlanar: Bool) throws {
    try forEverySeed(in: 0...39) { generator in
      let town = Town(isPlanar: isPlanar, &generator)
      let folder = try TestFolder()
      let settings = try town.settings(in: folder, isPlanar: isPlanar)
      let path = folder.path("areas.geojson")
      let tolerance: Double = [1, 50].randomElement(using: &generator) ?? 1
      try AreasQuery(settings, facilities: folder.path("schools.csv"), tolerance: tolerance)
        .run(writingTo: path)
      let fault = try fault(path, isPlanar: isPlanar)
      if let fault { print(fault) }
      return fault == nil
    }
  }

  @Test("So are those of plans, in GeoJSON and in the GeoPackage")
  func plans() throws {
    try forEverySeed(in: 0...5) { generator in
      let town = Town(isPlanar: false, &generator)
      let folder = try TestFolder()
      var settings = try town.settings(in: folder, isPlanar: false)
      settings.scenario.crossingTolerance = 500
      guard let plan = try? Planning(settings).plan() else { return true }
      try PlanFolder(settings).write(plan)
      var conversion = ConversionSettings(
        input: folder.path("plan/plan.gpkg"), output: folder.path("layer.geojson"))
      conversion.layer = "areas"
      try Conversion(conversion).run { _ in }
      return try fault(folder.path("plan/areas.geojson"), isPlanar: false) == nil
        && fault(folder.path("layer.geojson"), isPlanar: false) == nil
    }
  }

  @Test("A railway through the land of one school is no border; between two schools it is")
  func railway() throws {
    var town = TestTown()
    town.demand = ["nobody,0,0"]
    town.barriers = [("rail", TestTown.line((-90_000, 100), (90_000, 100)))]
    town.crossings = [("x", TestTown.point(0, 100), "")]
    func areas(_ sites: [String]) throws -> [[[Position]]] {
      let folder = try TestFolder()
      town.sites = sites
      let settings = try town.settings(in: folder)
      let path = folder.path("areas.geojson")
      try AreasQuery(settings, facilities: folder.path("lots.csv"), margin: 1000)
        .run(writingTo: path)
      return try GeoJSONReader.read(path: path, coordinates: .planar).features.map { feature in
        guard case .multiPolygon(let parts) = feature.geometry else { return [] }
        return parts.flatMap(\.self)
      }
    }
    // Both schools lie south; the land north of the railway is reached over its one gate.
    let one = try areas(["s,0,0", "t,900,0"])
    #expect(one.map(\.count) == [1, 1])
    #expect(one[1].allSatisfy { $0.allSatisfy { $0.y <= 100 } })
    // With a school on either side and the gate far off, it is a border away from the gate.
    town.crossings = [("x", TestTown.point(800, 100), "")]
    let border = try areas(["s,0,0", "t,0,1000"])
    #expect(border.map(\.count) == [1, 1])
    #expect(border.allSatisfy { $0.contains { $0.contains { abs($0.y - 100) < 1e-9 } } })
  }
}

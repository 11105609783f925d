import Exchange
import TestSupport

@testable import Planner

/// A town in metres, drawn by a test.
struct TestTown {
  /// `id,x,y[,weight]` and so on, without the header.
  var demandHeader = "id,x,y"
  var demand: [String] = []
  var sitesHeader = "id,x,y"
  var sites: [String] = []
  var barriers: [(id: String, geometry: String)] = []
  var crossings: [(id: String, geometry: String, properties: String)] = []
  var facilities = 1

  /// A river without ends in sight: a straight line far longer than the town.
  static func line(_ points: (Double, Double)...) -> String {
    let list = points.map { "[\($0.0), \($0.1)]" }.joined(separator: ", ")
    return #"{"type": "LineString", "coordinates": [\#(list)]}"#
  }

  static func area(_ points: (Double, Double)...) -> String {
    let list = (points + points.prefix(1)).map { "[\($0.0), \($0.1)]" }.joined(separator: ", ")
    return #"{"type": "Polygon", "coordinates": [[\#(list)]]}"#
  }

  static func point(_ x: Double, _ y: Double) -> String {
    #"{"type": "Point", "coordinates": [\#(x), \#(y)]}"#
  }

  /// Writes the files and says what to plan with them.
  func settings(in folder: TestFolder) throws -> PlanSettings {
    var scenario = Scenario()
    let homes = [demandHeader] + demand
    let lots = [sitesHeader] + sites
    scenario.demand = .init(
      file: try folder.write("homes.csv", homes.joined(separator: "\n") + "\n"))
    if !sites.isEmpty {
      scenario.candidates = .init(
        file: try folder.write("lots.csv", lots.joined(separator: "\n") + "\n"))
    }
    if !barriers.isEmpty {
      let features = barriers.map { barrier in
        #"{"type": "Feature", "id": "\#(barrier.id)", "geometry": \#(barrier.geometry), "#
          + #""properties": {"name": "River \#(barrier.id)", "kind": "river"}}"#
      }
      scenario.barriers = try folder.write("barriers.geojson", Self.collection(features))
      let bridges = crossings.map { crossing in
        #"{"type": "Feature", "id": "\#(crossing.id)", "geometry": \#(crossing.geometry), "#
          + #""properties": {\#(crossing.properties)}}"#
      }
      scenario.crossings = try folder.write("crossings.geojson", Self.collection(bridges))
    }
    scenario.crs = "planar"
    scenario.facilities = facilities
    return PlanSettings(scenario)
  }

  func plan(_ change: (inout PlanSettings) -> Void = { _ in }) throws -> Plan {
    let folder = try TestFolder()
    var settings = try settings(in: folder)
    change(&settings)
    return try Planning(settings).plan()
  }

  private static func collection(_ features: [String]) -> String {
    #"{"type": "FeatureCollection", "features": ["# + features.joined(separator: ",\n") + "]}"
  }
}

import Exchange
import Foundation
import Testing

@testable import Planner

/// Files of any format where the planner reads GeoJSON.
@Suite struct OtherInputTests {
  private let files: ConvertedFile

  init() throws { files = try ConvertedFile() }

  @Test(
    "A table is read from any format with ids and properties",
    arguments: [
      "a.gpkg", "a.gpx", "a.kml", "a.kmz", "points-cp1250.shp", "points.zip", "points.fgb",
    ])
  func tables(_ name: String) throws {
    for url in try FileManager.default.contentsOfDirectory(
      at: BinaryFormatTests.cases, includingPropertiesForKeys: nil)
    {
      try FileManager.default.copyItem(
        at: url, to: files.folder.appending(path: url.lastPathComponent))
    }
    try files.write("id,lon,lat,name,pupils\n007,19.0402,47.4979,Kőrös út,12\n", "a.csv")
    if name.hasPrefix("a.") { try files.convert("a.csv", name) }
    let table = try TableFile.read(path: files.path(name), coordinates: .geographic)
    let rows = (0..<table.rowCount).filter { table.ownID(ofRow: $0)?.text == "007" }
    let row = try #require(rows.first)
    let column = try #require(table.columns.firstIndex(of: "name"))
    #expect(table.text(row, column) == "Kőrös út")
  }

  /// Three places, the second of which has a weight below zero; each on a line of its own.
  private static let wrong = (1...3).map { number in
    #"{"type": "Feature", "id": "h\#(number)", "geometry": {"type": "Point", "coordinates": [19.0\#(number), 47.5]}, "#
      + #""properties": {"weight": \#(number == 2 ? -1 : number)}}"# + "\n"
  }.joined()

  @Test(
    "Faults of the planner name the line of the file, or the feature where there are no lines",
    arguments: ["a.gpkg", "a.fgb", "a.kml", "a.gpx", "a.geojsonl"])
  func places(_ name: String) throws {
    try files.write(Self.wrong, "a.geojsonl")
    switch name {
    case "a.geojsonl": break
    case "a.fgb":
      let url = BinaryFormatTests.cases.appendingPathComponent("points.fgb")
      try FileManager.default.copyItem(at: url, to: files.folder.appending(path: name))
    default: try files.convert("a.geojsonl", name)
    }
    var scenario = Scenario()
    scenario.demand = .init(file: files.path(name))
    let found = try DataCheck(PlanSettings(scenario)).findings.filter { $0.severity == .fault }
      .map { $0.description.replacing(files.folder.path + "/", with: "") }
    let fault = try #require(found.first { $0.contains("weight") || $0.contains("negative") })
    if ["a.gpkg", "a.fgb"].contains(name) {
      #expect(fault.contains("\(name): feature "), "\(fault)")
      return
    }
    let lines = try files.text(name).split(separator: "\n", omittingEmptySubsequences: false)
    let tag = name == "a.kml" ? "<Placemark" : name == "a.gpx" ? "<wpt" : "h2"
    let places = lines.indices.filter { lines[$0].contains(tag) }
    let line = name == "a.geojsonl" ? 2 : places[1] + 1
    #expect(fault.contains("\(name):\(line): feature 2 (id h2"), "\(fault)")
  }

  @Test("Ids that come twice in a file without lines are told without any")
  func twice() throws {
    try files.write(
      Self.wrong.replacing("\"h2\"", with: "\"h1\"").replacing("-1", with: "1"), "a.geojsonl")
    try files.convert("a.geojsonl", "a.gpkg")
    var scenario = Scenario()
    scenario.demand = .init(file: files.path("a.gpkg"))
    let found = try DataCheck(PlanSettings(scenario)).findings.filter { $0.severity == .fault }
      .map { $0.description.replacing(files.folder.path + "/", with: "") }
    #expect(
      found == [
        "fault: a.gpkg: feature 2 (id h1): \"h1\" is the id of an earlier feature already; give each feature its own id"
      ])
  }

  @Test("Swapped coordinates in a file without lines leave out their own row alone")
  func swapped() throws {
    let rows = (0..<12).map { number in
      "\(number),\(number == 5 ? "47.5,19.05" : "19.0\(number % 10),47.\(50 + number)")"
    }
    try files.write("id,lon,lat\n" + rows.joined(separator: "\n") + "\n", "a.csv")
    try files.convert("a.csv", "a.gpkg")
    var scenario = Scenario()
    scenario.demand = .init(file: files.path("a.gpkg"))
    scenario.facilities = 1
    var settings = PlanSettings(scenario)
    settings.skipBad = true
    let plan = try Planning(settings).plan()
    #expect(plan.demand.map(\.id) == (0..<12).filter { $0 != 5 }.map(String.init))
  }

  @Test("What is wrong in such a file is told as in any other")
  func faults() throws {
    try files.write("<gpx><wpt lat=\"95\" lon=\"19\"/></gpx>", "a.gpx")
    let fault = #expect(throws: DataFaults.self) {
      try TableFile.read(path: files.path("a.gpx"), coordinates: .geographic)
    }
    #expect(fault?.description.contains("a.gpx:1: feature 1: \"95\" is no latitude") == true)
  }
}

import Exchange
import Foundation
import Planner
import Testing

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

  @Test("What is wrong in such a file is told as in any other")
  func faults() throws {
    try files.write("<gpx><wpt lat=\"95\" lon=\"19\"/></gpx>", "a.gpx")
    let fault = #expect(throws: DataFaults.self) {
      try TableFile.read(path: files.path("a.gpx"), coordinates: .geographic)
    }
    #expect(fault?.description.contains("a.gpx:1: feature 1: \"95\" is no latitude") == true)
  }
}

import Exchange
import Foundation
import Geography
import Testing

@testable import Planner

@Suite struct DistrictFileTests {
  @Test("Rows of a district are joined; name and share may be missing")
  func rows() throws {
    let districts = try read(
      "district,population,lon,lat,radius_m\n01,500,19.1,47.5,900\n2,10,19.2,47.6,80\n"
        + "01,500,19.3,47.4,700\n")
    #expect(
      districts == [
        District(
          id: "01", population: 500,
          discs: [
            .init(center: GeoCoordinate(longitude: 19.1, latitude: 47.5), radius: 900),
            .init(center: GeoCoordinate(longitude: 19.3, latitude: 47.4), radius: 700),
          ]),
        District(
          id: "2", population: 10,
          discs: [.init(center: GeoCoordinate(longitude: 19.2, latitude: 47.6), radius: 80)]),
      ])
  }

  @Test(
    "A fault names its line and column",
    arguments: [
      ("1,x,19,47,900", "population", 2), ("1,5,190,47,900", "lon", 2),
      ("1,5,19,47,900\n1,6,19,47,900", "population", 3), ("1,5,19,47,0", "radius_m", 2),
    ])
  func faults(rows: String, column: String, line: Int) throws {
    let error = #expect(throws: DataFaults.self) {
      try read("district,population,lon,lat,radius_m\n" + rows + "\n")
    }
    #expect(error?.faults.first?.column == column)
    #expect(error?.faults.first?.line == line)
  }

  @Test("A missing column is told with the columns there are")
  func missingColumn() {
    let error = #expect(throws: DataFaults.self) { try read("district,lon,lat\n1,19,47\n") }
    #expect(error.map { "\($0)".contains("the columns are district, lon, lat") } == true)
  }

  private func read(_ text: String) throws -> [District] {
    try DistrictFile.districts(in: CSVTable.read(Array(text.utf8), file: "districts.csv"))
  }
}

/// The generated files of the demo, held to the generator.
@Suite struct BudapestDataTests {
  private var folder: String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path + "/data/budapest/"
  }

  @Test("The students of the demo are what the generator makes, byte for byte")
  func students() throws {
    let students = try StudentGenerator(barriers: barriers())
      .generate(20_000, in: districts(), seed: 1)
    let file = try String(contentsOfFile: folder + "students.csv", encoding: .utf8)
    // Not compared by #expect: it would print both files.
    let isSame = StudentTable.csv(students) == file
    #expect(isSame)
  }

  @Test("The lots of the demo stand where the generator puts them")
  func lots() throws {
    let places = try StudentGenerator(barriers: barriers(), clearance: 60, spacing: 600)
      .generate(80, in: districts(), seed: 2)
    let lots = try PointFile.read(path: folder + "candidate-lots.csv").records
    #expect(
      places.map(\.home)
        == lots.compactMap(\.position).map { GeoCoordinate(longitude: $0.x, latitude: $0.y) })
  }

  private func barriers() throws -> GenerationBarriers {
    GenerationBarriers(try BarrierFile.read(path: folder + "barriers.geojson").records)
  }

  private func districts() throws -> [District] {
    try DistrictFile.read(path: folder + "districts.csv")
  }
}

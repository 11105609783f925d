import Exchange
import Foundation
import TestSupport
import Testing

@testable import Planner

@Suite struct DistanceQueryTests {
  private static let header = "from_id,to_id,distance_m,straight_m,crossing_ids"

  private func rows(
    _ scenario: Scenario, from: String, to: String, pairs: String? = nil
  ) throws -> [String] {
    var text = ""
    try DistanceQuery(PlanSettings(scenario), from: from, to: to, pairs: pairs).run { text += $0 }
    return text.split(separator: "\n").map(String.init)
  }

  @Test("All pairs come in the order of the files; no way leaves the cells empty")
  func allPairs() throws {
    let folder = try TestFolder()
    var town = TestTown()
    town.demand = ["\"a,1\",-30,0", "in,50,50"]
    town.sites = ["s,-60,40", "t,150,50"]
    town.barriers = [("W", TestTown.line((0, 0), (100, 0), (100, 100), (0, 100), (0, 0)))]
    town.crossings = [("gate", TestTown.point(100, 50), "\"cost_m\": 7")]
    let settings = try town.settings(in: folder)
    let (from, to) = (folder.path("homes.csv"), folder.path("lots.csv"))
    var rows = try rows(settings.scenario, from: from, to: to)
    #expect(rows[0] == Self.header)
    #expect(rows.count == 5)
    #expect(rows[1] == "\"a,1\",s,50.000000,50.000000,")
    #expect(rows[4] == "in,t,107.000000,100.000000,gate")
    var closed = settings.scenario
    closed.close = ["gate"]
    rows = try self.rows(closed, from: from, to: to)
    #expect(rows[4] == "in,t,,100.000000,")
  }

  @Test("Chosen pairs may go both ways; unknown ids are named")
  func pairs() throws {
    let folder = try TestFolder()
    var scenario = Scenario()
    scenario.crs = "planar"
    let from = try folder.write("a.csv", "id,x,y\np,0,0\nq,3,4\n")
    let to = try folder.write("b.csv", "id,x,y\nf,0,10\n")
    let pairs = try folder.write("pairs.csv", "from_id,to_id\nf,q\np,f\nf,q\n")
    #expect(
      try rows(scenario, from: from, to: to, pairs: pairs) == [
        Self.header, "f,q,6.708204,6.708204,", "p,f,10.000000,10.000000,",
        "f,q,6.708204,6.708204,",
      ])
    try folder.write("pairs.csv", "from_id,to_id\nf,zed\n")
    let failure = PlanningFailure(
      try #require(throws: (any Error).self) {
        try rows(scenario, from: from, to: to, pairs: pairs)
      })
    #expect(failure.exitCode == 3)
    #expect(failure.message.contains("pairs.csv:2"))
    #expect(failure.message.contains("\"zed\""))
  }

  @Test(
    "Every row of the reference city is right to 1e-6 m",
    .enabled(if: ReferenceData.folder("linecity") != nil),
    arguments: [
      ("base", [], []), ("close", [], ["G03"]), ("open", ["G12"], []),
      ("allclosed", [], ["all"]),
    ] as [(String, [String], [String])])
  func lineCity(_ name: String, _ open: [String], _ close: [String]) throws {
    let city = try #require(ReferenceData.folder("linecity"))
    let folder = try TestFolder()
    let table = try CSVTable.read(path: city.appending(path: "distances.csv").path)
    let numbers = (0..<table.rowCount).filter { table[$0, 0] == name }
    #expect(numbers.count == 1200)
    let list = numbers.map { "\(table[$0, 1]),\(table[$0, 2])\n" }.joined()
    var scenario = Scenario()
    scenario.crs = "planar"
    scenario.barriers = city.appending(path: "barriers.geojson").path
    scenario.crossings = city.appending(path: "crossings.geojson").path
    scenario.open = open
    scenario.close = close
    let rows = try rows(
      scenario, from: city.appending(path: "points.csv").path,
      to: city.appending(path: "facilities.csv").path,
      pairs: try folder.write("pairs.csv", "from_id,to_id\n" + list)
    ).dropFirst()
    #expect(rows.count == numbers.count)
    for (row, number) in zip(rows, numbers) {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      let expected = table[number, 3]
      let isRight =
        expected.isEmpty
        ? cells[2].isEmpty
        : abs((Double(cells[2]) ?? .nan) - (Double(expected) ?? .nan)) <= 1e-6
      #expect(isRight, "\(row) should be \(expected)")
      if !isRight { break }
    }
  }
}

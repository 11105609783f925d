import Exchange
import Foundation
import TestSupport
import Testing

@testable import Planner

/// Whole scenarios: those that come with the product, and a real city as dirty as it is.
@Suite struct ScenarioTests {
  private func scenario(_ name: String) throws -> PlanSettings {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return try PlanSettings(
      scenarioFile: root.appending(path: "scenarios/\(name).yaml").path,
      options: ScenarioOptions())
  }

  @Test("Zone labels and crossings alone give the allocation that barriers give")
  func zonesOnly() throws {
    let barriers = try Planning(scenario("three-banks")).plan()
    let zones = try Planning(scenario("zones-only")).plan()
    #expect(barriers.demand.map(\.id) == zones.demand.map(\.id))
    #expect(barriers.facilities.map(\.id) == zones.facilities.map(\.id))
    #expect(barriers.assignments.map(\.facility) == zones.assignments.map(\.facility))
    #expect(barriers.distance == "barriers" && zones.distance == "zones")
  }

  @Test("The ways of the street town are those that its README works out")
  func streetTown() throws {
    let plan = try Planning(scenario("street-town")).plan()
    #expect(plan.distance == "network")
    #expect(plan.facilities.map(\.id) == ["A", "B"])
    let ways = Dictionary(
      uniqueKeysWithValues: zip(plan.demand.map(\.id), plan.assignments).map { ($0, $1) })
    let expected: [(id: String, school: Int, metres: Double)] = [
      ("002", 0, 0), ("006", 0, 700), ("010", 0, 70), ("011", 1, 520), ("019", 0, 410),
      ("027", 0, 790), ("028", 0, 760),
    ]
    for (id, school, metres) in expected {
      #expect(ways[id]?.facility == school)
      #expect(ways[id]?.distance == metres)
    }
    #expect(ways["029"]?.unserved == .cutFromStreets)
    #expect(ways["030"]?.unserved == .noStreet(within: 500, nearest: 600))
    #expect(plan.audit.mistakes.map { plan.demand[$0.person].id } == ["011", "012"])
    #expect(plan.audit.savedMetres == 2 * 820)
    #expect(plan.crossings.isEmpty)
    #expect(plan.findings.contains { $0.message.contains("site D (Far Field) is unreachable") })
  }

  @Test(
    "Seats, slack and moves are worth what the README of the seats works out",
    arguments: [
      ("as it is", nil, nil, 3500.0), ("without seats", true, nil, 1900),
      ("three moves", nil, 3, 3900), ("four moves", nil, 4, 3500),
    ] as [(String, Bool?, Double?, Double)])
  func seats(_ name: String, _ ignores: Bool?, _ moves: Double?, _ metres: Double) throws {
    var settings = try scenario("seats")
    settings.scenario.ignoresCapacities = ignores
    settings.scenario.maxMoves = moves
    let plan = try Planning(settings).plan()
    #expect(plan.search.objective == metres)
    #expect(plan.search.status == "optimal")
    if name == "as it is" {
      #expect(plan.moves?.weight == 4)
      #expect(plan.facilities.map(\.spare) == [1, 0, 0])
    }
    if name == "three moves" { #expect(plan.moves?.weight == 0) }
  }

  @Test("Two schools have three seats too few, and a slack of half puts everybody to the nearest")
  func missingSeats() throws {
    var settings = try scenario("seats")
    settings.scenario.capacitySlack = 0.5
    #expect(try Planning(settings).plan().search.objective == 1900)
    settings.scenario.capacitySlack = nil
    settings.scenario.facilities = 2
    let failure = PlanningFailure(
      try #require(throws: (any Error).self) { try Planning(settings).plan() })
    #expect(failure.exitCode == 4)
    #expect(
      failure.message.contains(
        "3 seats are missing even at the 2 largest sites; --facilities 3 would do"))
  }

  @Test("Every exam candidate goes to the centre on their own bank")
  func examCentres() throws {
    let plan = try Planning(scenario("exam-centres")).plan()
    #expect(plan.unserved.isEmpty)
    #expect(plan.audit.weightAcross > 0)
    #expect(plan.audit.savedMetres > 0)
  }

  @Test(
    "Porto is planned as its files are: nobody is lost, and what is wrong with them is said",
    .enabled(if: ReferenceData.folder("porto") != nil))
  func porto() throws {
    let city = try #require(ReferenceData.folder("porto"))
    var scenario = Scenario()
    scenario.demand = .init(file: city.appending(path: "addresses.csv").path)
    scenario.candidates = .init(file: city.appending(path: "schools.geojson").path)
    scenario.barriers = city.appending(path: "barriers.geojson").path
    scenario.crossings = city.appending(path: "crossings.geojson").path
    scenario.facilities = 8
    let plan = try Planning(PlanSettings(scenario)).plan()
    let table = try CSVTable.read(path: city.appending(path: "addresses.csv").path)
    #expect(plan.demand.map(\.id) == (0..<table.rowCount).map { table[$0, 0] })
    #expect(plan.facilities.count == 8)
    #expect(
      plan.assignments.allSatisfy { ($0.facility == nil) == ($0.unserved != nil) })
    #expect(
      plan.facilities.map(\.distances.count).reduce(0, +) + plan.unserved.count
        == table.rowCount)
    #expect(plan.findings.contains { $0.message.contains("crossings have no name") })
    for assignment in plan.assignments {
      guard let distance = assignment.distance, let straight = assignment.straight else { continue }
      #expect(distance >= straight - 1e-6)
    }
  }

  @Test("A time limit ends the search, and the bound stays below the objective")
  func timeLimit() throws {
    var random = RepeatableGenerator(seed: 7)
    var town = TestTown()
    town.demand = (0..<1500).map { index in
      "\(index),\(Int.random(in: 0...9999, using: &random)),"
        + "\(Int.random(in: 0...9999, using: &random))"
    }
    town.facilities = 25
    let plan = try town.plan { $0.scenario.timeLimit = 0.5 }
    #expect(plan.search.status == "time_limit")
    #expect(plan.facilities.count == 25)
    if let bound = plan.search.bound { #expect(bound <= plan.search.objective) }
    #expect(!plan.reaches(gap: 0))
  }
}

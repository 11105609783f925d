import Exchange
import TestSupport
import Testing

@testable import Planner

/// Plans over distances of other programs.
@Suite struct MatrixPlanTests {
  private func plan(
    _ folder: TestFolder, homes: String, sites: String, matrix: String,
    _ change: (inout Scenario) -> Void = { _ in }
  ) throws -> Plan {
    var scenario = Scenario()
    scenario.demand = .init(file: try folder.write("homes.csv", homes))
    scenario.candidates = .init(file: try folder.write("lots.csv", sites))
    scenario.matrix = try folder.write("travel.csv", matrix)
    scenario.facilities = 1
    change(&scenario)
    return try Planning(PlanSettings(scenario)).plan()
  }

  @Test("Ids of a census are those of the matrix, in whatever order the rows stand")
  func censusIDs() throws {
    let plan = try plan(
      try TestFolder(), homes: "GEOID20,POP20\n3,10\n1,20\n2,30\n", sites: "id\nA\n",
      matrix: "from_id,to_id,distance_m\n1,A,100\n2,A,200\n3,A,300\n")
    #expect(plan.demand.map(\.id) == ["3", "1", "2"])
    #expect(plan.assignments.map(\.distance) == [300, 100, 200])
    #expect(plan.demand.map(\.weight) == [10, 20, 30])
  }

  @Test("A demand without ids is refused with a matrix, and its column can be named")
  func noIDs() throws {
    let folder = try TestFolder()
    let matrix = "from_id,to_id,distance_m\n1,A,100\n2,A,200\n"
    let failure = PlanningFailure(
      try #require(throws: (any Error).self) {
        try plan(folder, homes: "people\n10\n20\n", sites: "id\nA\n", matrix: matrix)
      })
    #expect(failure.exitCode == 3)
    #expect(failure.message.contains("homes.csv:1"))
    #expect(failure.message.contains("--demand-id COLUMN"))
    var options = ScenarioOptions()
    options.demand = try folder.write("homes.csv", "block,people\n2,10\n1,20\n")
    options.demandColumns = ["id": "block"]
    options.candidates = folder.path("lots.csv")
    options.matrix = folder.path("travel.csv")
    options.facilities = 1...1
    let named = try Planning(PlanSettings(scenarioFile: nil, options: options)).plan()
    #expect(named.assignments.map(\.distance) == [200, 100])
  }

  @Test("Who has no pair in a list is unreachable, and that is told")
  func missing() throws {
    let plan = try plan(
      try TestFolder(), homes: "id\na\nb\nfar\n", sites: "id\ns\nt\n",
      matrix: "origin_id,destination_id,total_cost\na,s,5\nb,s,7\n")
    #expect(plan.assignments.map(\.distance) == [5, 7, nil])
    #expect(plan.assignments[2].unserved == .noWay)
    let texts = plan.findings.map(\.description)
    #expect(
      texts.contains {
        $0.contains("no pair for 1 demand point, which counts as unreachable: far")
      })
    #expect(texts.contains { $0.contains("no pair for 1 site, which counts as unreachable: t") })
  }

  @Test("A file that has no id in common with the matrix is refused")
  func strangers() throws {
    let failure = PlanningFailure(
      try #require(throws: (any Error).self) {
        try plan(
          try TestFolder(), homes: "id\nx\ny\n", sites: "id\ns\n",
          matrix: "from_id,to_id,distance_m\na,s,5\nb,s,7\n")
      })
    #expect(failure.exitCode == 3)
    for text in ["homes.csv", "x, y", "a, b", "--demand-id"] {
      #expect(failure.message.contains(text))
    }
  }

  @Test("The demand may stand above the columns of a table, and the columns of a list can be named")
  func turned() throws {
    let folder = try TestFolder()
    let turned = try plan(
      folder, homes: "id\na\nb\n", sites: "id\ns\nt\n", matrix: "site,a,b\ns,1,2\nt,9,9\n")
    #expect(turned.assignments.map(\.distance) == [1, 2])
    let named = try plan(
      folder, homes: "id\na\nb\n", sites: "id\ns\n", matrix: "p,q,r,w\na,s,4,1\nb,s,6,1\n"
    ) { $0.matrixColumns = ["p", "q", "r"] }
    #expect(named.assignments.map(\.distance) == [4, 6])
  }

  @Test(
    "Distances of all magnitudes are planned and written", arguments: [1e23, 1e25, 1e300, 1e-9])
  func magnitudes(_ distance: Double) throws {
    let folder = try TestFolder()
    let plan = try plan(
      folder, homes: "id\na\nb\n", sites: "id\ns\n", matrix: "from,to,m\na,s,\(distance)\nb,s,0\n"
    ) { $0.out = folder.path("plan") }
    #expect(plan.headline.wholeMatch(of: #/.*\d,\D.*/#) == nil)
    #expect(!plan.headline.contains("+"))
    var scenario = Scenario()
    scenario.out = folder.path("plan")
    #expect(plan.document(withTiming: false)["headline"]?.stringValue == plan.headline)
  }

  @Test("A cost that overflows is that of the distance, and named")
  func overflow() throws {
    let failure = PlanningFailure(
      try #require(throws: (any Error).self) {
        try plan(
          try TestFolder(), homes: "id,weight\na,1e14\nb,1\n", sites: "id\ns\nt\n",
          matrix: "from,to,m\na,s,1e299\na,t,1\nb,s,1\nb,t,2\n")
      })
    #expect(failure.message.contains("1e+299"))
    #expect(failure.message.contains("distances in a larger unit"))
  }
}

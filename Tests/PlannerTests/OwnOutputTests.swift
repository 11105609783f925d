import Exchange
import TestSupport
import Testing

@testable import Planner

/// What Footbridge writes is what it reads.
@Suite struct OwnOutputTests {
  /// A plan of two facilities in a folder, in degrees.
  private func earlier(_ folder: TestFolder) throws -> Plan {
    var scenario = Scenario()
    scenario.demand = .init(
      file: try folder.write(
        "homes.csv",
        "id,lon,lat,pupils,name\n007,19.01,47.50,2,A\n8,19.02,47.51,1,B\n9,19.09,47.52,4,C\n"))
    scenario.candidates = .init(
      file: try folder.write(
        "lots.csv", "id,lon,lat\na,19.01,47.505\nb,19.03,47.515\nc,19.09,47.525\n"))
    scenario.facilities = 2
    scenario.out = folder.path("p")
    let settings = PlanSettings(scenario)
    let plan = try Planning(settings).plan()
    try PlanFolder(settings).write(plan)
    return plan
  }

  private func plan(_ change: (inout Scenario) -> Void) throws -> Plan {
    var scenario = Scenario()
    scenario.facilities = 3
    change(&scenario)
    return try Planning(PlanSettings(scenario)).plan()
  }

  @Test("The sites of an earlier plan stand already", arguments: ["sites.geojson", "plan.gpkg"])
  func existing(file: String) throws {
    let folder = try TestFolder()
    let first = try earlier(folder)
    let second = try plan {
      $0.demand = .init(file: folder.path("homes.csv"))
      $0.candidates = .init(
        file: (try? folder.write("more.csv", "id,lon,lat\nx,19.05,47.5\n")) ?? "")
      $0.existing = [.init(file: folder.path("p/\(file)"))]
    }
    #expect(Set(second.facilities.map(\.id)) == Set(first.facilities.map(\.id)).union(["x"]))
    #expect(second.facilities.filter { $0.id != "x" }.allSatisfy { $0.status == "existing" })
  }

  @Test("Candidates that an earlier plan chose stand already; one elsewhere of that id is a fault")
  func amongCandidates() throws {
    let folder = try TestFolder()
    let first = try earlier(folder)
    let second = try plan {
      $0.demand = .init(file: folder.path("homes.csv"))
      $0.candidates = .init(file: folder.path("lots.csv"))
      $0.existing = [.init(file: folder.path("p/sites.geojson"))]
    }
    #expect(Set(second.facilities.map(\.id)) == ["a", "b", "c"])
    let standing = second.facilities.filter { $0.status == "existing" }.map(\.id)
    #expect(Set(standing) == Set(first.facilities.map(\.id)))
    #expect(
      second.findings.contains {
        $0.description.contains("2 candidates are among the existing sites already")
      })
    try folder.write("lots.csv", "id,lon,lat\na,19.5,47.5\nb,19.03,47.515\n")
    let failure = PlanningFailure(
      try #require(throws: (any Error).self) {
        try plan {
          $0.demand = .init(file: folder.path("homes.csv"))
          $0.candidates = .init(file: folder.path("lots.csv"))
          $0.existing = [.init(file: folder.path("p/sites.geojson"))]
        }
      })
    #expect(failure.message.contains("is also a site in"))
  }

  @Test(
    "The demand of an earlier plan is demand, with its ids and weights",
    arguments: ["demand.geojson", "plan.gpkg"])
  func demand(file: String) throws {
    let folder = try TestFolder()
    _ = try earlier(folder)
    let second = try plan {
      $0.demand = .init(file: folder.path("p/\(file)"))
      $0.candidates = .init(file: folder.path("p/\(file == "plan.gpkg" ? file : "sites.geojson")"))
      $0.facilities = 1
    }
    #expect(second.demand.map(\.id) == ["007", "8", "9"])
    #expect(second.demand.map(\.weight) == [2, 1, 4])
    #expect(second.facilities.allSatisfy { $0.status == "chosen" })
  }

  @Test(
    "An earlier plan is the baseline of the next one",
    arguments: ["assignments.csv", "demand.geojson", "column"])
  func baseline(file: String) throws {
    let folder = try TestFolder()
    let first = try earlier(folder)
    let second = try plan {
      $0.demand = .init(
        file: folder.path(file == "column" ? "p/demand.geojson" : "homes.csv"))
      $0.candidates = .init(file: folder.path("lots.csv"))
      $0.facilities = 2
      $0.baseline = file == "column" ? "facility_id" : folder.path("p/\(file)")
      $0.maxMoves = 0
    }
    #expect(second.moves?.knownPeople == 3)
    #expect(second.moves?.people == 0)
    #expect(second.assignments.map(\.facility) == first.assignments.map(\.facility))
  }

  @Test("A baseline that knows nobody, or that is no table of sites, is refused")
  func wrongBaseline() throws {
    let folder = try TestFolder()
    _ = try earlier(folder)
    for (text, says) in [
      ("demand_id,facility_id\nx,a\n", "none of the demand points"),
      ("demand_id,color\n8,red\n", "facility_id"), ("demand_id,facility_id\n8,zzz\n", "zzz"),
    ] {
      let path = try folder.write("today.csv", text)
      let failure = PlanningFailure(
        try #require(throws: (any Error).self) {
          try plan {
            $0.demand = .init(file: folder.path("homes.csv"))
            $0.candidates = .init(file: folder.path("lots.csv"))
            $0.baseline = path
          }
        })
      #expect(failure.exitCode == 3)
      #expect(failure.message.contains(says), "\(failure.message)")
    }
  }

  @Test("Distances between earlier outputs are measured, and are a matrix for the next plan")
  func distances() throws {
    let folder = try TestFolder()
    _ = try earlier(folder)
    var text = ""
    try DistanceQuery(
      PlanSettings(Scenario()), from: folder.path("p/demand.geojson"),
      to: folder.path("p/sites.geojson")
    ).run { text += $0 }
    let matrix = try folder.write("travel.csv", text)
    let second = try plan {
      $0.demand = .init(file: folder.path("p/assignments.csv"))
      $0.candidates = .init(file: folder.path("p/sites.geojson"))
      $0.matrix = matrix
      $0.facilities = 1
    }
    #expect(second.demand.map(\.id) == ["007", "8", "9"])
    #expect(second.demand.map(\.weight) == [2, 1, 4])
    try AreasQuery(PlanSettings(Scenario()), facilities: folder.path("p/plan.gpkg"))
      .run(writingTo: folder.path("areas.geojson"))
    #expect(try GeoJSONReader.read(path: folder.path("areas.geojson")).features.count == 2)
  }
}

import Exchange
import Foundation
import Siting
import TestSupport
import Testing

@testable import Planner

/// What contradicts itself is told before anything is read; what the files lack, after.
@Suite struct RuleSettingsTests {
  private func failure(_ change: (inout PlanSettings) -> Void) throws -> PlanningFailure {
    var town = TestTown()
    town.demandHeader = "id,x,y,school"
    town.demand = ["a,0,0,s", "b,10,0,t", "c,20,0,"]
    town.sites = ["s,5,0", "t,15,0", "u,25,0"]
    town.facilities = 2
    return PlanningFailure(
      try #require(throws: (any Error).self) { try town.plan(change) })
  }

  @Test("Options that mean something only with others, or contradict them")
  func together() throws {
    let cases: [((inout PlanSettings) -> Void, String)] = [
      ({ $0.scenario.worst = 0.1 }, "--worst means something only with --objective fair"),
      ({ $0.scenario.mix = 0.1 }, "--mix means something only with --objective fair"),
      ({ $0.scenario.maxMoves = 3 }, "--max-moves means something only with --baseline"),
      ({ $0.scenario.planFor = 2 }, "only one number of facilities is asked for"),
      (
        {
          $0.scenario.leastFacilities = 1
          $0.scenario.planFor = 3
        }, "--plan-for is 3, but the numbers compared are 1 to 2"
      ),
      (
        {
          $0.scenario.objective = .coverAll
          $0.scenario.maxDistance = 100
          $0.scenario.leastFacilities = 1
        }, "cannot be compared with --objective cover-all"
      ),
      ({ $0.scenario.objective = .coverage }, "--objective coverage asks who is within a distance"),
      (
        {
          $0.scenario.objective = .center
          $0.scenario.sites = .anywhere
        }, "--objective center needs sites to choose from"
      ),
      (
        {
          $0.scenario.minAssigned = 5
          $0.scenario.sites = .anywhere
        }, "--min-assigned needs sites to choose from"
      ),
    ]
    for (change, message) in cases { try expect(failure(change), 64, message) }
  }

  @Test("Shares and numbers that are out of range")
  func numbers() throws {
    let cases: [((inout PlanSettings) -> Void, String)] = [
      (
        {
          $0.scenario.objective = .fair
          $0.scenario.worst = 0
        }, "--worst is 0.0; give a share above 0 and up to 1"
      ),
      (
        {
          $0.scenario.objective = .fair
          $0.scenario.mix = 1.5
        }, "--mix is 1.5; give a share from 0 to 1"
      ),
      ({ $0.scenario.maxDistance = 0 }, "--max-distance is 0.0; give a number above 0"),
      ({ $0.scenario.minAssigned = -1 }, "--min-assigned is -1.0; give a number from 0 up"),
      ({ $0.scenario.alternatives = 0 }, "--alternatives is 0.0"),
    ]
    for (change, message) in cases { try expect(failure(change), 64, message) }
  }

  private func expect(
    _ failure: PlanningFailure, _ code: Int32, _ message: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(failure.exitCode == code, "\(failure.message)", sourceLocation: sourceLocation)
    #expect(
      failure.message.contains(message), "\(failure.message)", sourceLocation: sourceLocation)
  }

  @Test("A baseline names a column that is there, and sites that are there")
  func baseline() throws {
    let column = try failure { $0.scenario.baseline = "scool" }
    expect(column, 3, "there is no column \"scool\"")
    expect(column, 3, "did you mean school?")
    let site = try failure { $0.scenario.baseline = "id" }
    expect(site, 3, "homes.csv:2")
    expect(site, 3, "\"a\" is not the id of a site")
  }

  @Test("Who goes elsewhere than today is counted, by person and by weight")
  func moves() throws {
    var town = TestTown()
    town.demandHeader = "id,x,y,weight,school"
    town.demand = ["a,0,0,2,s", "b,10,0,3,t", "c,20,0,4,", "d,30,0,5,u"]
    town.sitesHeader = "id,x,y,status"
    town.sites = ["s,5,0,closed", "t,15,0,required", "u,35,0,candidate"]
    town.facilities = 1
    let plan = try town.plan { $0.scenario.baseline = "school" }
    let moves = try #require(plan.moves)
    #expect(moves.people == 2)
    #expect(moves.weight == 7)
    #expect(moves.knownPeople == 3)
    #expect(moves.isMoved == [true, false, nil, true])
    let layer = plan.demandLayer()
    #expect(layer.features.map { $0.properties["moved"] } == [true, false, .null, true])
    #expect(layer.features.map { $0.properties["baseline_id"] } == ["s", "t", .null, "u"])
  }

  @Test("Why nothing fits is told in the names of the files, rounded so that it helps")
  func infeasible() {
    let why = InfeasiblePlan(
      Infeasibility(
        blockers: [
          Infeasibility.Blocker(demand: 1, nearestSite: 0, distance: 2310.2),
          Infeasibility.Blocker(demand: 0, nearestSite: nil, distance: .infinity),
        ], smallestLimit: 2310.2, smallestFacilities: 5, missingCapacity: 39.5),
      facilities: 3, rules: ServiceRules(maximumDistance: 1500), people: ["007 (Ada)", "8"],
      sites: ["s3"])
    #expect(
      why.description
        == "there is no plan with 3 facilities that keeps all rules: 2 demand points have no site "
        + "within 1500 m: 8 (nearest s3, 2311 m), 007 (Ada) reaches none; and 40 seats are missing "
        + "even at the 3 largest sites; --max-distance 2311 would do, or --facilities 5 would do")
    #expect(PlanningFailure(PlanningError.infeasible(why)).exitCode == 4)
  }
}

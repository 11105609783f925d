import Exchange
import TestSupport
import Testing

@testable import Planner

/// Why there is no plan, and what would do, as people read it.
@Suite struct InfeasibleTextTests {
  private func failure(_ town: TestTown, _ change: (inout PlanSettings) -> Void = { _ in })
    -> PlanningFailure?
  {
    do {
      _ = try town.plan(change)
      return nil
    } catch {
      return PlanningFailure(error)
    }
  }

  private func findings(_ town: TestTown, _ change: (inout PlanSettings) -> Void = { _ in }) throws
    -> [Finding]
  {
    let folder = try TestFolder()
    var settings = try town.settings(in: folder)
    change(&settings)
    return try DataCheck(settings).findings.filter { $0.topic == "never_fits" }
  }

  /// Two homes with one small school near them, and a large school far away.
  private var crowded: TestTown {
    var town = TestTown()
    town.demandHeader = "id,x,y,weight"
    town.demand = ["north,0,0,7", "south,60,0,7", "east,2000,0,4"]
    town.sitesHeader = "id,x,y,capacity"
    town.sites = ["small,30,0,10", "large,2100,0,90"]
    town.facilities = 2
    return town
  }

  @Test(
    "Too few seats near by are told with who, where and how many, and no more sites are asked for")
  func crowd() throws {
    let why = try #require(failure(crowded) { $0.scenario.maxDistance = 300 })
    #expect(why.exitCode == 4)
    #expect(
      why.message
        == "there is no plan with 2 facilities that keeps all rules: north and south need 14 seats "
        + "together, and the only site that they can go to within 300 m, small, has 10: 4 seats are "
        + "missing there; --max-distance 2040 would do, or --capacity-slack 40% would do")
    let plan = try crowded.plan { $0.scenario.maxDistance = 2040 }
    #expect(plan.unserved.isEmpty)
    #expect(failure(crowded) { $0.scenario.maxDistance = 2039 } != nil)
    let slack = try crowded.plan {
      $0.scenario.maxDistance = 300
      $0.scenario.capacitySlack = 0.4
    }
    #expect(slack.unserved.isEmpty)
  }

  @Test("Weights that are shares need parts of a seat")
  func shares() throws {
    var town = crowded
    town.demand = ["north,0,0,0.3", "south,60,0,0.35", "east,2000,0,0.35"]
    town.sites = ["small,30,0,0.5", "large,2100,0,1"]
    let why = try #require(failure(town) { $0.scenario.maxDistance = 300 })
    #expect(
      why.message.contains(
        "north and south need 0.65 seats together, and the only site that they can go to within "
          + "300 m, small, has 0.5: 0.15 seats are missing there"))
    #expect(why.message.contains("--capacity-slack 30% would do"))
  }

  @Test("What can never fit is told by check, without a number of facilities too")
  func check() throws {
    #expect(try findings(crowded).isEmpty)
    let near = try findings(crowded) { $0.scenario.maxDistance = 300 }
    #expect(near.map(\.severity) == [.fault])
    #expect(near[0].message.hasPrefix("north and south need 14 seats together"))
    var large = crowded
    large.demand.append("tower,2100,50,95")
    let tower = try findings(large) { $0.scenario.facilities = nil }
    #expect(
      tower.map(\.message) == [
        "tower needs 95 seats at one site, and the largest that it can go to, large, has 90; "
          + "no plan can keep to that: loosen the rule, or correct the files",
        "13 seats are missing; no plan can keep to that: loosen the rule, or correct the files",
      ])
    #expect(tower[0].ids == ["tower"])
    #expect(try findings(large) { $0.scenario.ignoresCapacities = true }.isEmpty)
    // Limits of one's own.
    var own = crowded
    own.demandHeader += ",cutoff_m"
    own.demand = ["north,0,0,7,10", "south,60,0,7,", "east,2000,0,4,"]
    own.sitesHeader = "id,x,y"
    own.sites = ["small,30,0", "large,2100,0"]
    #expect(
      try findings(own).map(\.message) == [
        "1 demand point has no site within 10 m: north (nearest small, 30 m); no plan can keep to "
          + "that: loosen the rule, or correct the files"
      ])
  }

  @Test("A least load that a village cannot give is told with what would do")
  func leastLoad() throws {
    var town = TestTown()
    town.demandHeader = "id,x,y,weight"
    town.demand = ["hill,0,0,800", "dale,5000,0,350"]
    town.sites = ["up,10,0", "down,5010,0"]
    town.facilities = 2
    let why = try #require(failure(town) { $0.scenario.minAssigned = 400 })
    #expect(
      why.message
        == "there is no plan with 2 facilities that keeps all rules together; --facilities 1 would "
        + "do, or --min-assigned 350 would do")
    let all = try #require(failure(town) { $0.scenario.minAssigned = 700 })
    #expect(
      all.message.contains(
        "2 facilities with --min-assigned 700 need 1400 in all, and there is 1150"))
    let near = try #require(
      failure(town) {
        $0.scenario.minAssigned = 400
        $0.scenario.maxDistance = 900
      })
    #expect(near.message.contains("only 1 site can get --min-assigned 400"))
    #expect(near.message.contains("--min-assigned 350 would do"))
    #expect(
      near.message.hasSuffix("a longer --max-distance or fewer facilities alone would not do"))
  }

  @Test("Limits of single people are named by their column")
  func ownLimits() throws {
    var town = TestTown()
    town.demandHeader = "id,x,y,cutoff_m"
    town.demand = ["a,0,0,", "b,400,0,20", "c,900,0,"]
    town.sites = ["s,0,10", "t,450,0", "u,900,0"]
    town.facilities = 2
    let why = try #require(failure(town))
    #expect(
      why.message
        == "there is no plan with 2 facilities that keeps all rules: 1 demand point has no site "
        + "within 20 m: b (nearest t, 50 m); raising cutoff_m of b to 50 would do; more facilities "
        + "alone would not do")
  }

  @Test("With full schools as many moves as it takes are told")
  func moves() throws {
    var town = TestTown()
    town.demandHeader = "id,x,y,weight,school"
    town.demand = ["a,0,0,5,s", "b,10,0,4,s"]
    town.sitesHeader = "id,x,y,capacity"
    town.sites = ["s,0,10,6", "t,50,0,6"]
    town.facilities = 2
    let why = try #require(
      failure(town) {
        $0.scenario.baseline = "school"
        $0.scenario.maxMoves = 3
      })
    #expect(why.message.contains("--max-moves 4 would do"))
    let plan = try town.plan {
      $0.scenario.baseline = "school"
      $0.scenario.maxMoves = 4
    }
    #expect(plan.moves?.weight == 4)
  }

  @Test(
    "A gap that says nothing is told in words, in the headline, on the terminal and in the file")
  func uselessGap() throws {
    var town = TestTown()
    town.demand = ["a,0,0", "b,1000,0"]
    town.sites = ["s,0,10", "t,990,0"]
    var plan = try town.plan()
    plan.search.status = "time_limit"
    plan.search.bound = plan.search.objective * 0.031
    let words = "Nothing useful is proved yet about how much better a plan could be."
    #expect(plan.headline.hasSuffix(words))
    #expect(plan.proofLine.contains("gap 96.9000 % (nothing useful is proved yet)"))
    #expect(plan.document(withTiming: false)["headline"]?.stringValue?.hasSuffix(words) == true)
    #expect(plan.document(withTiming: false)["gap_pct"]?.doubleValue == 96.9)
    plan.search.bound = plan.search.objective * 0.75
    #expect(plan.headline.hasSuffix("Proved to be within 25.00 % of the best possible."))
    // Whoever asked for a wide gap is told that it is reached.
    plan.search.bound = plan.search.objective * 0.5
    plan.search.status = "gap"
    #expect(plan.headline.hasSuffix("Proved to be within 50.00 % of the best possible."))
  }
}

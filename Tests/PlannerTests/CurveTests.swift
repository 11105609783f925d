import Exchange
import Foundation
import TestSupport
import Testing

@testable import Planner

/// Several numbers of facilities side by side, and what each facility is worth.
@Suite struct CurveTests {
  private func town(_ random: inout RepeatableGenerator) -> TestTown {
    var town = TestTown()
    town.demandHeader = "id,x,y,weight"
    for index in 0..<25 {
      let x = Int.random(in: 0...2000, using: &random)
      let y = Int.random(in: 0...2000, using: &random)
      town.demand.append("h\(index),\(x),\(y),\(Int.random(in: 1...9, using: &random))")
    }
    for index in 0..<8 {
      let x = Int.random(in: 0...2000, using: &random)
      let y = Int.random(in: 0...2000, using: &random)
      town.sites.append("s\(index),\(x),\(y)")
    }
    town.facilities = 5
    return town
  }

  @Test("Every point of a curve is what a run of its own gives; the plan is for the largest number")
  func curve() throws {
    try forEverySeed(in: 0...4) { random in
      var town = town(&random)
      let plan = try town.plan { $0.scenario.leastFacilities = 2 }
      guard plan.curve.map(\.facilities) == [2, 3, 4, 5], plan.facilities.count == 5 else {
        return false
      }
      for point in plan.curve {
        town.facilities = point.facilities
        let own = try town.plan()
        guard point.objective == own.search.objective, point.sites == own.facilities.map(\.id),
          point.mean == own.measures.served.mean, point.maximum == own.measures.served.maximum,
          point.shares == own.measures.shares, point.status == own.search.status
        else { return false }
      }
      return zip(plan.curve, plan.curve.dropFirst()).allSatisfy { less, more in
        guard let a = less.objective, let b = more.objective, let gain = more.gain else {
          return false
        }
        return gain >= 0 && gain == a - b
      }
    }
  }

  @Test("--plan-for makes the plan for another of the numbers, and the curve stays")
  func planFor() throws {
    var random = RepeatableGenerator(seed: 5)
    let town = town(&random)
    let plan = try town.plan {
      $0.scenario.leastFacilities = 2
      $0.scenario.planFor = 3
    }
    #expect(plan.facilities.count == 3)
    #expect(plan.curve.map(\.facilities) == [2, 3, 4, 5])
    #expect(plan.curve[1].objective == plan.search.objective)
    #expect(plan.curveLines.count == 5)
    #expect(plan.curveLines[0].contains("facilities  objective"))
    #expect(Set(plan.curveLines.map(\.count)).count == 1)
  }

  @Test("curve.csv and curve.svg are written where numbers are compared, and only there")
  func files() throws {
    var random = RepeatableGenerator(seed: 6)
    let folder = try TestFolder()
    var settings = try town(&random).settings(in: folder)
    settings.scenario.leastFacilities = 4
    settings.scenario.thresholds = [500, 1000]
    let plan = try Planning(settings).plan()
    let names = try PlanFolder(path: folder.path("plan")).write(plan)
    #expect(names.contains("curve.csv") && names.contains("curve.svg"))
    let rows = try folder.read("plan/curve.csv").split(separator: "\n")
    #expect(
      rows[0]
        == "facilities,status,objective,bound,gap_pct,gain,mean_m,p95_m,max_m,unserved_weight,"
        + "pct_within_500_m,pct_within_1000_m,facility_ids")
    #expect(rows.count == 3)
    #expect(rows[1].hasPrefix("4,optimal,"))
    #expect(try folder.read("plan/curve.svg").hasPrefix("<svg "))
    settings.scenario.leastFacilities = nil
    let single = try PlanFolder(path: folder.path("plan")).write(Planning(settings).plan())
    #expect(!single.contains("curve.csv"))
    #expect(!(try folder.names(in: "plan").contains("curve.svg")))
  }

  @Test("21: what closing each of five schools costs equals five runs without it, and ranks them")
  func dropCosts() throws {
    try forEverySeed(in: 0...4) { random in
      let town = town(&random)
      let plan = try town.plan()
      let opened = plan.facilities.map(\.id)
      var costs: [Double] = []
      for facility in plan.facilities {
        var without = town
        without.sitesHeader = "id,x,y,status"
        without.sites = town.sites.map { row in
          let id = String(row.prefix(2))
          let isOpen = opened.contains(id) && id != facility.id
          return row + (isOpen ? ",required" : ",closed")
        }
        without.facilities = 4
        let own = try without.plan()
        guard let drop = facility.drop, let added = drop.addedObjective else { return false }
        guard abs(own.search.objective - plan.search.objective - added) < 1e-6,
          abs(drop.addedMetres - added) < 1e-6, drop.people == facility.distances.count,
          drop.weight == facility.distances.weight, drop.peopleCutOff == 0
        else { return false }
        costs.append(added)
      }
      let ranks = plan.facilities.compactMap(\.drop?.rank)
      let cheapestFirst = zip(ranks, costs).sorted { $0.0 < $1.0 }.map(\.1)
      return ranks.sorted() == [1, 2, 3, 4, 5] && cheapestFirst == cheapestFirst.sorted()
    }
  }

  @Test("Who would be left behind by a closing is counted, and makes it the costliest")
  func dropCutsOff() throws {
    var town = TestTown()
    town.demand = ["in,100,100", "out,-100,100", "far,-900,100"]
    town.sites = ["yard,110,100", "near,-300,100", "far,-800,100"]
    town.barriers = [("wall", TestTown.line((0, 0), (200, 0), (200, 200), (0, 200), (0, 0)))]
    town.facilities = 3
    let drops = try town.plan().facilities.map { try #require($0.drop) }
    #expect(drops.map(\.peopleCutOff) == [1, 0, 0])
    #expect(drops.map(\.addedObjective) == [nil, 500, 500])
    #expect(drops.map(\.rank) == [3, 1, 2])
  }
}

import Exchange
import Foundation
import Geography
import TestSupport
import Testing

@testable import Planner

/// Acceptance stories 13, 14, 19 and 20: what is opened is the best there is.
@Suite struct StorySitingTests {
  /// A random town of `people` homes and `lots` candidates without barriers.
  private func town(people: Int, lots: Int, _ random: inout RepeatableGenerator) -> TestTown {
    var town = TestTown()
    town.demandHeader = "id,x,y,weight"
    for index in 0..<people {
      let x = Int.random(in: 0...2000, using: &random)
      let y = Int.random(in: 0...2000, using: &random)
      town.demand.append("h\(index),\(x),\(y),\(Int.random(in: 1...9, using: &random))")
    }
    for index in 0..<lots {
      let x = Int.random(in: 0...2000, using: &random)
      let y = Int.random(in: 0...2000, using: &random)
      town.sites.append("s\(index),\(x),\(y)")
    }
    return town
  }

  /// The smallest objective of all ways to open `count` lots, `fixed` ones among them.
  private func best(_ town: TestTown, count: Int, fixed: [Int] = []) -> Double {
    let homes = town.demand.map { row in row.split(separator: ",").dropFirst().map(number) }
    let lots = town.sites.map { row in row.split(separator: ",").dropFirst().prefix(2).map(number) }
    var best = Double.infinity
    for mask in 0..<(1 << lots.count) where mask.nonzeroBitCount == count {
      guard fixed.allSatisfy({ mask & (1 << $0) != 0 }) else { continue }
      var sum = 0.0
      for home in homes {
        let nearest =
          lots.indices.filter { mask & (1 << $0) != 0 }
          .map { PlanarPoint(lots[$0][0], lots[$0][1]).distance(to: PlanarPoint(home[0], home[1])) }
          .min() ?? .infinity
        sum += home[2] * nearest
      }
      best = min(best, sum)
    }
    return best
  }

  private func number(_ text: Substring) -> Double { Double(text) ?? .nan }

  private func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(1, abs(b)) }

  @Test("13: one to four facilities on ten lots are as good as brute force", arguments: 1...4)
  func bruteForce(facilities: Int) throws {
    try forEverySeed(in: 0...9) { random in
      var town = town(people: 25, lots: 10, &random)
      town.facilities = facilities
      let plan = try town.plan()
      return isClose(plan.search.objective, best(town, count: facilities))
        && plan.search.status == "optimal" && plan.facilities.count == facilities
    }
  }

  @Test("14: three required and two new: the required are there, and the two are the best two")
  func requiredAndNew() throws {
    try forEverySeed(in: 0...9) { random in
      var town = town(people: 25, lots: 10, &random)
      town.sitesHeader = "id,x,y,status"
      town.sites = town.sites.enumerated().map { index, row in
        row + (index < 3 ? ",required" : index == 9 ? ",closed" : ",candidate")
      }
      town.facilities = 5
      let plan = try town.plan()
      var open = town
      open.sites.removeLast()
      return plan.facilities.prefix(3).map(\.id) == ["s0", "s1", "s2"]
        && plan.facilities.prefix(3).allSatisfy { $0.status == "required" }
        && !plan.facilities.contains { $0.id == "s9" }
        && isClose(plan.search.objective, best(open, count: 5, fixed: [0, 1, 2]))
    }
  }

  @Test("19: one row of weight 5 is five rows of weight 1")
  func weightedDuplicates() throws {
    try forEverySeed(in: 0...9) { random in
      var heavy = town(people: 12, lots: 8, &random)
      heavy.facilities = 2
      var copies = heavy
      copies.demand = heavy.demand.flatMap { row -> [String] in
        let cells = row.split(separator: ",")
        let count = Int(cells[3]) ?? 0
        return (0..<count).map { "\(cells[0])-\($0),\(cells[1]),\(cells[2]),1" }
      }
      let plans = try (heavy.plan(), copies.plan())
      let served = (plans.0.measures.served, plans.1.measures.served)
      return isClose(plans.0.search.objective, plans.1.search.objective)
        && plans.0.facilities.map(\.id) == plans.1.facilities.map(\.id)
        && [0.5, 0.9, 0.95].allSatisfy { served.0.quantile($0) == served.1.quantile($0) }
        && isClose(served.0.mean ?? -1, served.1.mean ?? -2)
    }
  }

  @Test("20: lots in one place, as many facilities as lots, one pupil, weights of zero")
  func edges() throws {
    var town = TestTown()
    town.demand = ["a,0,0"]
    town.sites = ["s,10,0", "t,10,0", "u,10,0"]
    town.facilities = 2
    #expect(try town.plan().assignments[0].distance == 10)
    town.facilities = 3
    #expect(try town.plan().facilities.map(\.id) == ["s", "t", "u"])

    town.demandHeader = "id,x,y,weight"
    town.demand = ["a,0,0,0", "b,5,0,0"]
    town.facilities = 1
    let weightless = try town.plan()
    #expect(weightless.measures.weight == 0)
    #expect(weightless.measures.served.mean == nil)
    #expect(weightless.assignments.allSatisfy { $0.facility != nil })
    #expect(weightless.search.gap == 0)
    #expect(weightless.summary().contains("\"mean_m\": null"))
  }

  @Test("Raising the number of facilities never makes the objective worse")
  func moreIsNeverWorse() throws {
    try forEverySeed(in: 0...4) { random in
      var town = town(people: 30, lots: 9, &random)
      var last = Double.infinity
      for facilities in 1...9 {
        town.facilities = facilities
        let objective = try town.plan().search.objective
        guard objective <= last * (1 + 1e-12) else { return false }
        last = objective
      }
      return true
    }
  }

  @Test("Facilities may stand at demand points, beside those that exist")
  func sitesAtDemand() throws {
    var town = TestTown()
    town.demand = ["a,0,0", "b,10,0", "c,500,0", "d,510,0", "e,520,0"]
    town.facilities = 1
    let alone = try town.plan()
    #expect(alone.facilities.map(\.id) == ["c"])
    let folder = try TestFolder()
    let existing = try folder.write("schools.csv", "id,x,y\nold,515,0\n")
    town.facilities = 2
    let beside = try town.plan {
      $0.scenario.existing = [.init(file: existing)]
      $0.scenario.sites = .demand
    }
    #expect(beside.facilities.map(\.id) == ["old", "a"])
    #expect(beside.facilities.map(\.status) == ["existing", "chosen"])
  }

  @Test("Facilities anywhere stay on land and get ids of their own")
  func sitesAnywhere() throws {
    var town = TestTown()
    // Four homes around a pond: their mean lies in the water.
    town.demand = ["a,-60,0", "b,60,0", "c,0,60", "d,0,-60", "e,-60,10"]
    town.barriers = [("pond", TestTown.area((-40, -40), (40, -40), (40, 40), (-40, 40)))]
    let plan = try town.plan {
      $0.scenario.sites = .anywhere
      $0.scenario.objective = .means
    }
    let facility = try #require(plan.facilities.first)
    #expect(facility.id == "site-1")
    #expect(facility.source == .free || facility.source != .site(0))
    let point = try #require(facility.point)
    #expect(max(abs(point.x), abs(point.y)) >= 40 - 0.001)
    #expect(plan.search.bound == nil)
    #expect(plan.unserved.isEmpty)
  }
}

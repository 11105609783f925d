import Exchange
import Foundation
import Geography
import TestSupport
import Testing

@testable import Planner

/// Acceptance stories 13 to 22 where rules decide: capacities, limits, moves, other objectives.
@Suite struct StoryRulesTests {
  /// A random town of `people` homes and `lots` candidates without barriers, all over one kilometre.
  private struct Town {
    var homes: [(point: PlanarPoint, weight: Int)] = []
    var lots: [(point: PlanarPoint, capacity: Int)] = []

    init(people: Int, lots count: Int, _ random: inout RepeatableGenerator) {
      func point(_ random: inout RepeatableGenerator) -> PlanarPoint {
        PlanarPoint(
          Double(Int.random(in: 0...1000, using: &random)),
          Double(Int.random(in: 0...1000, using: &random)))
      }
      for _ in 0..<people {
        homes.append((point(&random), Int.random(in: 1...4, using: &random)))
      }
      for _ in 0..<count { lots.append((point(&random), Int.random(in: 6...14, using: &random))) }
    }

    func distance(_ home: Int, _ lot: Int) -> Double {
      homes[home].point.distance(to: lots[lot].point)
    }

    /// The same as files have it.
    func files(capacities: Bool) -> TestTown {
      var town = TestTown()
      town.demandHeader = "id,x,y,weight"
      town.demand = homes.enumerated().map { index, home in
        "h\(index),\(Int(clamping: home.point.x)),\(Int(clamping: home.point.y)),\(home.weight)"
      }
      town.sitesHeader = capacities ? "id,x,y,capacity" : "id,x,y"
      town.sites = lots.enumerated().map { index, lot in
        "s\(index),\(Int(clamping: lot.point.x)),\(Int(clamping: lot.point.y))"
          + (capacities ? ",\(lot.capacity)" : "")
      }
      return town
    }

    /// The sets of so many lots.
    func sets(of count: Int) -> [[Int]] {
      (0..<(1 << lots.count)).filter { $0.nonzeroBitCount == count }.map { mask in
        lots.indices.filter { mask & (1 << $0) != 0 }
      }
    }

    /// The least sum of weight × distance with whole homes in lots that have room for them; nil
    /// where there is none.
    func cheapest(in open: [Int], slack: Double = 0) -> Double? {
      var room = open.map { Double(lots[$0].capacity) * (1 + slack) }
      var best = Double.infinity
      func place(_ home: Int, _ sum: Double) {
        if sum >= best { return }
        guard home < homes.count else {
          best = sum
          return
        }
        let weight = Double(homes[home].weight)
        for (index, lot) in open.enumerated() where room[index] >= weight - 1e-9 {
          room[index] -= weight
          place(home + 1, sum + weight * distance(home, lot))
          room[index] += weight
        }
      }
      place(0, 0)
      return best.isFinite ? best : nil
    }
  }

  private func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-6 * max(1, abs(b)) }

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

  @Test("13: with capacities a plan is as good as brute force, and no lot is overfull")
  func capacities() throws {
    try forEverySeed(in: 0...11) { random in
      let town = Town(people: 9, lots: 5, &random)
      let count = Int.random(in: 2...4, using: &random)
      let best = town.sets(of: count).compactMap { town.cheapest(in: $0) }.min()
      var files = town.files(capacities: true)
      files.facilities = count
      guard let best else { return failure(files)?.exitCode == 4 }
      let plan = try files.plan()
      return isClose(plan.search.objective, best) && plan.search.status == "optimal"
        && plan.facilities.allSatisfy { ($0.spare ?? -1) >= 0 }
        && plan.facilities.allSatisfy { facility in
          facility.document["capacity_used"]?.doubleValue == facility.distances.weight
            && (facility.document["utilisation_pct"]?.doubleValue ?? 101) <= 100
        }
    }
  }

  @Test("15: too few seats are counted; a slack that makes room makes a plan")
  func missingSeats() throws {
    var town = TestTown()
    town.demandHeader = "id,x,y,weight"
    town.demand = (0..<51).map { "h\($0),\($0),0,2" }
    town.sitesHeader = "id,x,y,capacity"
    town.sites = ["s,0,10,50", "t,50,10,50"]
    town.facilities = 2
    let why = try #require(failure(town))
    #expect(why.exitCode == 4)
    #expect(why.message.contains("2 seats are missing"))
    let plan = try town.plan { $0.scenario.capacitySlack = 0.04 }
    #expect(plan.unserved.isEmpty)
    #expect(plan.facilities.allSatisfy { $0.distances.weight <= 52 })
    #expect(try town.plan { $0.scenario.ignoresCapacities = true }.unserved.isEmpty)
  }

  @Test("16: a limit that cannot be kept names who is in the way and what would do, and it does")
  func cutoff() throws {
    try forEverySeed(in: 0...9) { random in
      let town = Town(people: 15, lots: 6, &random)
      var files = town.files(capacities: false)
      files.facilities = 2
      let limit = Double(Int.random(in: 150...450, using: &random))
      let blocked = town.homes.indices.filter { home in
        town.lots.indices.allSatisfy { town.distance(home, $0) > limit }
      }
      let smallest =
        town.sets(of: 2).map { open in
          town.homes.indices.map { home in
            open.map { town.distance(home, $0) }.min() ?? .infinity
          }.max() ?? .infinity
        }.min() ?? .infinity
      guard let why = failure(files, { $0.scenario.maxDistance = limit }) else {
        return limit >= smallest
      }
      guard limit < smallest, why.exitCode == 4 else { return false }
      for home in blocked.prefix(5) {
        let lots = town.lots.indices
        guard
          let nearest = lots.min(by: { town.distance(home, $0) < town.distance(home, $1) })
        else { return false }
        let metres = Int(clamping: town.distance(home, nearest).rounded(.up))
        guard why.message.contains("h\(home) (nearest s\(nearest), \(metres) m)") else {
          return false
        }
      }
      let enough = smallest.rounded(.up)
      guard why.message.contains("--max-distance \(Int(clamping: enough)) would do") else {
        return false
      }
      let plan = try files.plan { $0.scenario.maxDistance = enough }
      return plan.unserved.isEmpty && (plan.measures.served.maximum ?? .infinity) <= enough
    }
  }

  @Test("16: a column cutoff_m limits each one's own way")
  func ownCutoff() throws {
    var town = TestTown()
    town.demandHeader = "id,x,y,cutoff_m"
    town.demand = ["a,0,0,", "b,10,0,", "c,20,0,", "d,500,0,100"]
    town.sites = ["s,10,5", "t,550,0"]
    town.facilities = 1
    #expect(try town.plan().facilities.map(\.id) == ["t"])
  }

  @Test("18: center, median and fair each win by their own measure")
  func ownMeasures() throws {
    try forEverySeed(in: 0...5) { random in
      let town = Town(people: 20, lots: 7, &random)
      var files = town.files(capacities: false)
      files.facilities = 2
      let objectives: [Scenario.Objective] = [.median, .means, .center, .fair]
      let plans = try objectives.map { objective in
        try files.plan { $0.scenario.objective = objective }
      }
      let measures: [(Plan) -> Double] = [
        { $0.measures.served.total },
        { plan in
          zip(plan.assignments, plan.demand).reduce(0) {
            $0 + ($1.0.distance ?? 0) * ($1.0.distance ?? 0) * $1.1.weight
          }
        },
        { $0.measures.served.maximum ?? .infinity },
        { $0.measures.served.worstMean(share: 0.1) ?? .infinity },
      ]
      return zip(plans, measures).allSatisfy { winner, measure in
        isClose(winner.search.objective, measure(winner))
          && plans.allSatisfy { measure(winner) <= measure($0) + 1e-6 }
      }
    }
  }

  @Test("Coverage serves as many as brute force does; who is too far has that for a reason")
  func coverage() throws {
    try forEverySeed(in: 0...5) { random in
      let town = Town(people: 20, lots: 7, &random)
      var files = town.files(capacities: false)
      files.facilities = 2
      let limit = 250.0
      let best =
        town.sets(of: 2).map { open in
          town.homes.indices.filter { home in
            open.contains { town.distance(home, $0) <= limit }
          }.reduce(0) { $0 + town.homes[$1].weight }
        }.max() ?? 0
      let plan = try files.plan {
        $0.scenario.objective = .coverage
        $0.scenario.maxDistance = limit
      }
      return plan.measures.served.weight == Double(best)
        && plan.search.objective == plan.measures.weight - Double(best)
        && plan.unserved.allSatisfy { plan.assignments[$0].unserved?.code == "beyond_cutoff" }
    }
  }

  @Test("cover-all takes as few facilities as brute force does")
  func coverAll() throws {
    try forEverySeed(in: 0...5) { random in
      let town = Town(people: 15, lots: 7, &random)
      let files = town.files(capacities: false)
      let limit = 600.0
      let fewest = (1...7).first { count in
        town.sets(of: count).contains { open in
          town.homes.indices.allSatisfy { home in
            open.contains { town.distance(home, $0) <= limit }
          }
        }
      }
      guard let fewest else {
        return failure(files) {
          $0.scenario.objective = .coverAll
          $0.scenario.facilities = nil
          $0.scenario.maxDistance = limit
        }?.exitCode == 4
      }
      let plan = try files.plan {
        $0.scenario.objective = .coverAll
        $0.scenario.facilities = nil
        $0.scenario.maxDistance = limit
      }
      return plan.facilities.count == fewest && plan.unserved.isEmpty
    }
  }

  @Test("22: no more move than are allowed, and more moves never make a plan worse")
  func moves() throws {
    try forEverySeed(in: 0...5) { random in
      let town = Town(people: 12, lots: 5, &random)
      var files = town.files(capacities: false)
      files.demandHeader += ",school"
      files.demand = files.demand.map { $0 + ",s\(Int.random(in: 0...1, using: &random))" }
      files.facilities = 2
      var last = Double.infinity
      for limit in [0.0, 5, 10, 20, 60] {
        let plan: Plan
        do {
          plan = try files.plan {
            $0.scenario.baseline = "school"
            $0.scenario.maxMoves = limit
          }
        } catch PlanningError.infeasible {
          continue
        }
        guard let moves = plan.moves, moves.weight <= limit,
          plan.search.objective <= last * (1 + 1e-9)
        else { return false }
        last = plan.search.objective
      }
      return last.isFinite
    }
  }

  @Test("A least load is kept by every facility")
  func leastLoad() throws {
    try forEverySeed(in: 0...3) { random in
      let town = Town(people: 12, lots: 5, &random)
      var files = town.files(capacities: false)
      files.facilities = 3
      let plan = try files.plan { $0.scenario.minAssigned = 8 }
      return plan.facilities.allSatisfy { $0.distances.weight >= 8 }
    }
  }

  @Test("A curve goes on past numbers for which there is no plan")
  func curve() throws {
    var town = TestTown()
    town.demand = ["a,0,0", "b,1000,0", "c,2000,0"]
    town.sites = ["s,0,10", "t,1000,10", "u,2000,10"]
    town.facilities = 3
    let plan = try town.plan {
      $0.scenario.leastFacilities = 1
      $0.scenario.maxDistance = 1100
    }
    #expect(plan.curve.map(\.status) == ["optimal", "optimal", "optimal"])
    let strict = try town.plan {
      $0.scenario.leastFacilities = 1
      $0.scenario.maxDistance = 100
    }
    #expect(strict.curve.map(\.status) == ["infeasible", "infeasible", "optimal"])
    #expect(strict.curveLines[1].contains("infeasible"))
  }

  @Test("Alternatives are other sites, within the share, with figures that add up")
  func alternatives() throws {
    try forEverySeed(in: 0...4) { random in
      let town = Town(people: 20, lots: 8, &random)
      var files = town.files(capacities: false)
      files.facilities = 3
      let plan = try files.plan {
        $0.scenario.alternatives = 3
        $0.scenario.alternativesWithin = 0.2
      }
      let planned = Set(plan.facilities.map(\.id))
      var seen: Set<Set<String>> = [planned]
      return plan.alternatives.allSatisfy { alternative in
        let ids = Set(alternative.facilities.map(\.id))
        let own = alternative.facilities.filter { !$0.isInPlan }.map(\.id)
        return seen.insert(ids).inserted && ids.count == 3
          && Set(own) == ids.subtracting(planned)
          && Set(alternative.without) == planned.subtracting(ids)
          && alternative.objective <= plan.search.objective * 1.2 + 1e-6
          && isClose(alternative.served.total, alternative.objective)
      } && !plan.alternatives.isEmpty
    }
  }

  @Test("A gap that is asked for ends the search when it is proved, and holds")
  func gap() throws {
    try forEverySeed(in: 0...3) { random in
      let town = Town(people: 60, lots: 30, &random)
      var files = town.files(capacities: false)
      files.facilities = 8
      let best = try files.plan()
      let plan = try files.plan { $0.scenario.gap = 0.2 }
      return ["gap", "optimal"].contains(plan.search.status) && plan.reaches(gap: 0.2)
        && plan.search.objective <= best.search.objective / 0.8 + 1e-6
    }
  }

  @Test("Capacities and objectives that are no sum are not asked for together")
  func capacitiesWithCenter() throws {
    var town = TestTown()
    town.demand = ["a,0,0", "b,10,0"]
    town.sitesHeader = "id,x,y,capacity"
    town.sites = ["s,0,10,5", "t,50,10,5"]
    let why = try #require(failure(town) { $0.scenario.objective = .center })
    #expect(why.exitCode == 64)
    #expect(why.message.contains("--ignore-capacities"))
    let plan = try town.plan {
      $0.scenario.objective = .center
      $0.scenario.ignoresCapacities = true
    }
    #expect(plan.facilities.map(\.id) == ["s"])
  }

  @Test("A least load that the demand cannot give is infeasible")
  func leastLoadTooHigh() throws {
    var town = TestTown()
    town.demand = ["a,0,0", "b,10,0"]
    town.sites = ["s,0,10", "t,50,10"]
    town.facilities = 2
    #expect(failure(town) { $0.scenario.minAssigned = 1.5 }?.exitCode == 4)
  }

  @Test("Alternatives and rules that say who goes where are not asked for together")
  func alternativesWithCapacities() throws {
    var town = TestTown()
    town.demand = ["a,0,0", "b,10,0"]
    town.sitesHeader = "id,x,y,capacity"
    town.sites = ["s,0,10,5", "t,50,10,5"]
    let why = try #require(failure(town) { $0.scenario.alternatives = 2 })
    #expect(why.exitCode == 64)
    #expect(why.message.contains("--alternatives cannot be asked for together with capacities"))
  }
}

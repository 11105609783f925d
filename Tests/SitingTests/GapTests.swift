import Clustering
import TestSupport
import Testing
import Travel

@testable import Siting

@Suite struct GapTests {
  @Test("A search that ends at a gap has proven it, and is no farther from the best than that")
  func gapIsKept() throws {
    var ended = Set<Termination>()
    try forEverySeed(in: 0...24) { generator in
      let town = RandomTown(using: &generator)
      var problem = town.problem
      if Bool.random(using: &generator) {
        problem.rules.capacities = Array(repeating: 1e6, count: town.sites.count)
      }
      guard let best = try? solve(problem) else { return true }
      for gap in [0.3, 0.05] {
        let plan = try solve(problem, options: SitingOptions(gap: gap))
        ended.insert(plan.termination)
        let bound = plan.lowerBound ?? -.infinity
        guard bound <= best.objective, plan.objective >= best.objective * (1 - 1e-12) else {
          return false
        }
        if plan.termination == .gapReached {
          guard plan.objective - bound <= gap * plan.objective else { return false }
        }
      }
      return true
    }
    #expect(ended.contains(.provenOptimal))
  }

  @Test("Large demand is proven before it is searched, and the plan is as good as promised")
  func boundFirst() {
    forEverySeed(in: 0...4) { generator in
      let (people, sites, facilities) = (200, 30, 4)
      let places = (0..<people + sites).map { _ in
        SIMD2(
          Double.random(in: 0...100, using: &generator), .random(in: 0...100, using: &generator))
      }
      let table = CostTable(count: sites, demandCount: people) { site, person in
        let leg = places[people + site] - places[person]
        return (leg * leg).sum().squareRoot()
      }
      let caps = [Double](repeating: 1000, count: people)
      guard let rows = SparseCosts(table: table, caps: caps, memory: .max, cores: 1) else {
        return false
      }
      let measure = { (open: [Int]) -> PlanCost in
        PlanCost(
          unreached: 0,
          cost: (0..<people).reduce(0) { sum, person in
            sum + (open.map { table.row($0)[person] }.min() ?? 0)
          })
      }
      func plan(gap: Double?, mostCells: Int) -> MedianPlan {
        let limits = SearchLimits(timeLimit: nil, shouldStop: { false })
        var effort = MedianEffort(
          rows: rows, facilities: facilities, fixed: [], hasWholeCosts: false,
          options: SitingOptions(gap: gap), limits: limits,
          report: ProgressReport(limits: limits, tell: nil))
        effort.mostCells = mostCells
        let start = Array(0..<facilities)
        return effort.run(
          from: [TablePlan(sites: start, total: measure(start))],
          multipliers: Array(repeating: 10, count: people), measure: measure)
      }
      let best = plan(gap: nil, mostCells: 30_000_000)
      let quick = plan(gap: 0.05, mostCells: 0)
      guard best.isOptimal, let bound = quick.lowerBound else { return false }
      return bound <= best.plan.total.cost
        && quick.plan.total.cost - bound <= 0.05 * quick.plan.total.cost
    }
  }
}

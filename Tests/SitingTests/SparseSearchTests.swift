import Clustering
import TestSupport
import Testing
import Travel

@testable import Siting

/// Random costs of 3 to 9 sites for up to 30 demand points: small whole numbers, so that many are
/// equal and all sums are exact; some sites are out of reach.
private struct RandomCosts {
  let costs: [[Double]]
  let table: CostTable
  let open: [Int]

  init(using generator: inout RepeatableGenerator) {
    let people = Int.random(in: 1...30, using: &generator)
    let sites = Int.random(in: 3...9, using: &generator)
    let blocked = Int.random(in: 0...2, using: &generator)
    let costs = (0..<sites).map { _ in
      (0..<people).map { _ in
        Int.random(in: 0..<10, using: &generator) < blocked
          ? Double.infinity : Double(Int.random(in: 0...12, using: &generator))
      }
    }
    self.costs = costs
    table = CostTable(count: sites, demandCount: people) { costs[$0][$1] }
    open = Array(
      (0..<sites).shuffled(using: &generator).prefix(Int.random(in: 1..<sites, using: &generator)))
  }

  /// Caps that leave some cells out, or none.
  func caps(using generator: inout RepeatableGenerator) -> [Double] {
    let cap =
      Bool.random(using: &generator) ? 1000 : Double(Int.random(in: 3...14, using: &generator))
    return costs[0].map { _ in cap }
  }

  /// What a plan costs where those without a site below their cap pay half as much again.
  func cost(_ open: [Int], _ caps: [Double]) -> Double {
    caps.indices.reduce(0.0) { sum, person in
      let nearest = open.map { costs[$0][person] }.min() ?? .infinity
      return sum + (nearest < caps[person] ? nearest : 1.5 * caps[person])
    }
  }
}

@Suite struct SparseSearchTests {
  @Test("Rows hold what is below the caps, the cheapest first; columns hold the same")
  func layout() throws {
    try forEverySeed(in: 0...199) { generator in
      let random = RandomCosts(using: &generator)
      let caps = random.caps(using: &generator)
      let rows = try #require(
        SparseCosts(table: random.table, caps: caps, memory: .max, cores: 1))
      let columns = SparseColumns(of: rows)
      var cells: [[Double?]] = random.costs.map { $0.map { _ in nil } }
      for person in caps.indices {
        let row = rows.row(person)
        let wanted = random.costs.indices.map { (random.costs[$0][person], $0) }
          .filter { $0.0 < caps[person] }.sorted { $0 < $1 }
        guard row.count == wanted.count else { return false }
        for (cell, want) in wanted.enumerated() {
          guard row.costs[cell] == want.0, Int(row.sites[cell]) == want.1 else { return false }
          cells[want.1][person] = want.0
        }
      }
      for site in random.costs.indices {
        let column = columns.column(site)
        for cell in 0..<column.count {
          let person = Int(column.demand[cell])
          guard cells[site][person] == column.costs[cell] else { return false }
          cells[site][person] = nil
        }
      }
      return cells.allSatisfy { $0.allSatisfy { $0 == nil } }
    }
  }

  @Test("Long rows are sorted as short ones are")
  func longRows() {
    forEverySeed(in: 0...49) { generator in
      let count = Int.random(in: 2...700, using: &generator)
      // Close costs, which the upper half of their bits cannot tell apart, and equal ones; large
      // and small ones.
      let unit: Double = [1, 1e-60, 1e60].randomElement(using: &generator) ?? 1
      let costs = (0..<count).map { _ in
        (1000 + Double(Int.random(in: 0...500, using: &generator)) * 1e-7) * unit
      }
      let table = CostTable(count: count, demandCount: 1) { site, _ in costs[site] }
      guard let rows = SparseCosts(table: table, caps: [2000 * unit], memory: .max, cores: 1) else {
        return false
      }
      let row = rows.row(0)
      let sorted = costs.indices.sorted { (costs[$0], $0) < (costs[$1], $1) }
      return row.count == count && sorted.indices.allSatisfy { Int(row.sites[$0]) == sorted[$0] }
    }
  }

  @Test("A swap changes the total by what was foretold, no slot is better, and it can be undone")
  func swaps() throws {
    try forEverySeed(in: 0...399) { generator in
      let random = RandomCosts(using: &generator)
      let caps = random.caps(using: &generator)
      let rows = try #require(
        SparseCosts(table: random.table, caps: caps, memory: .max, cores: 1))
      let fixed = Int.random(in: 0..<random.open.count, using: &generator)
      let plan = SparsePlan(
        columns: SparseColumns(of: rows), sites: random.open, fixedCount: fixed)
      for _ in 0..<12 {
        let before = plan.total
        guard before == random.cost(plan.sites, caps) else { return false }
        let closed = random.costs.indices.filter { !plan.isOpen($0) }
        guard let site = closed.randomElement(using: &generator) else { return true }
        guard let best = plan.bestSwap(bringing: site) else { return fixed == plan.sites.count }
        let outcomes = (fixed..<plan.sites.count).map { slot in
          var sites = plan.sites
          sites[slot] = site
          return random.cost(sites, caps)
        }
        guard before + best.change == outcomes.min(),
          before + best.change == outcomes[best.slot - fixed]
        else { return false }
        // Any slot, so that good sites go as well; half of the time back again.
        let slot = Int.random(in: fixed..<plan.sites.count, using: &generator)
        let old = plan.sites[slot]
        plan.replace(slot, with: site)
        guard plan.total == outcomes[slot - fixed] else { return false }
        if Bool.random(using: &generator) {
          plan.replace(slot, with: old)
          guard plan.total == before else { return false }
        }
      }
      return true
    }
  }

  @Test("Columns that were left out are added whole when they are needed")
  func missingColumns() throws {
    try forEverySeed(in: 0...99) { generator in
      let random = RandomCosts(using: &generator)
      let rows = try #require(
        SparseCosts(
          table: random.table, caps: random.caps(using: &generator), memory: .max, cores: 1))
      let all = SparseColumns(of: rows)
      let isKept = random.costs.map { _ in Bool.random(using: &generator) }
      let some = SparseColumns(of: rows, keeping: isKept)
      guard isKept.indices.allSatisfy({ some.holds($0) == isKept[$0] }) else { return false }
      for site in random.costs.indices.shuffled(using: &generator) { some.hold([site, site]) }
      return random.costs.indices.allSatisfy { site in
        let (one, other) = (all.column(site), some.column(site))
        return one.count == other.count
          && (0..<one.count).allSatisfy {
            one.demand[$0] == other.demand[$0] && one.costs[$0] == other.costs[$0]
          }
      }
    }
  }

  @Test(
    "Plans from elsewhere open sites that the search had left alone, and all its sums stay right")
  func adoptedPlans() throws {
    try forEverySeed(in: 0...399) { generator in
      let random = RandomCosts(using: &generator)
      let caps = random.caps(using: &generator)
      let rows = try #require(
        SparseCosts(table: random.table, caps: caps, memory: .max, cores: 1))
      let count = random.open.count
      let fixed = Array(random.open.prefix(Int.random(in: 0..<count, using: &generator)))
      func plan() -> [Int] {
        let others = random.costs.indices.filter { !fixed.contains($0) }
        return fixed + others.shuffled(using: &generator).prefix(count - fixed.count)
      }
      let starts = (0..<Int.random(in: 1...3, using: &generator)).map { _ in plan() }
      func cost(_ sites: [Int]) -> PlanCost {
        PlanCost(unreached: 0, cost: random.cost(sites, caps))
      }
      let search = SparseSearch(
        rows: rows, starts: starts, fixed: fixed,
        best: TablePlan(sites: starts[0].sorted(), total: cost(starts[0])), leastUnreached: 0,
        begins: Bool.random(using: &generator), seed: 1, cores: 1, measure: cost)
      let limits = SearchLimits(timeLimit: nil) { false }
      let few = Array(
        random.costs.indices.shuffled(using: &generator).prefix(
          Int.random(in: 0...3, using: &generator)))
      search.concentrate(on: few, cells: Int.random(in: 0...60, using: &generator))
      for _ in 0..<10 {
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: search.settle(limits: limits)
        case 1: search.adopt(plan(), limits: limits)
        case 2: _ = search.offer(plan())
        case 3: search.moveWorst(limits: limits)
        default: search.run(work: 300, limits: limits)
        }
        let isRight = search.chains.allSatisfy { chain in
          // What was reduced is guessed for sites that are left out.
          chain.plan.fault == nil
            && (search.rows !== rows
              || abs(chain.plan.total - random.cost(chain.plan.sites, caps)) < 1e-9)
        }
        guard isRight, search.best.total == cost(search.best.sites) else { return false }
      }
      return true
    }
  }

  @Test("A sample weighs as much as what it is drawn from")
  func samples() {
    forEverySeed(in: 0...99) { generator in
      let weights = (0..<50).map { _ in Double(Int.random(in: 0...9, using: &generator)) }
      let demand = DemandWeights(weights, power: .distance)
      var draws = SeededGenerator(seed: UInt64.random(in: 0...99, using: &generator))
      let sample = DemandSample(of: demand, size: 20, using: &draws)
      let total = weights.reduce(0, +)
      return abs(sample.weights.reduce(0, +) - total) <= 1e-9 * total
        && sample.members.allSatisfy { weights[$0] > 0 }
        && sample.members == Set(sample.members).sorted()
    }
  }
}

import Clustering

/// Tries every set of sites, for problems small enough: the outcome is the best plan there is.
struct Enumeration {
  private let table: CostTable
  private let units: [Int64]
  private let facilities: Int
  private let candidates: [Int]
  private let fixed: [Int]
  private var chosen: [Int] = []
  /// Per level, what everyone pays with the sites chosen so far.
  private var costs: [[Double]] = []
  private var best: TablePlan?

  /// How many sets there are; nil for more than the limit.
  static func sets(of count: Int, from candidates: Int, limit: Int) -> Int? {
    var sets = 1
    for index in 0..<min(count, candidates - count) {
      sets = sets * (candidates - index) / (index + 1)
      if sets > limit { return nil }
    }
    return sets
  }

  init(table: CostTable, weights: DemandWeights, fixed: [Int], facilities: Int) {
    self.table = table
    self.facilities = facilities
    self.fixed = fixed
    units = weights.units
    candidates = (0..<table.count).filter { !fixed.contains($0) }
  }

  /// The best set; of equally good ones the first in the order of the candidates.
  mutating func run() -> TablePlan? {
    var start = [Double](repeating: .infinity, count: table.demandCount)
    for site in fixed { lower(&start, to: site) }
    costs = [start]
    chosen = fixed
    visit(from: 0)
    return best
  }

  private mutating func visit(from first: Int) {
    if chosen.count == facilities {
      var total = PlanCost.zero
      for (index, cost) in costs[costs.count - 1].enumerated() {
        if cost < .infinity { total.cost += cost } else { total.unreached += units[index] }
      }
      if let best, !(total < best.total) { return }
      best = TablePlan(sites: chosen.sorted(), total: total)
      return
    }
    let missing = facilities - chosen.count
    guard first + missing <= candidates.count else { return }
    for position in first...(candidates.count - missing) {
      var next = costs[costs.count - 1]
      lower(&next, to: candidates[position])
      costs.append(next)
      chosen.append(candidates[position])
      visit(from: position + 1)
      chosen.removeLast()
      costs.removeLast()
    }
  }

  private func lower(_ costs: inout [Double], to site: Int) {
    let row = table.row(site)
    for index in costs.indices where row[index] < costs[index] { costs[index] = row[index] }
  }
}

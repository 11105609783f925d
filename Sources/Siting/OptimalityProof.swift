import Clustering

/// Proves how good the best plan of a ``TableSearch`` is, and betters it on the way.
///
/// First the relaxation is raised as far as it goes; sites that no better plan can have open, or
/// closed, are then fixed by their worth; what stays undecided is split, depth first, until
/// nothing is left or the budget is spent. N. Christofides, J. E. Beasley, "A Tree Search
/// Algorithm for the p-Median Problem", European Journal of Operational Research 10 (1982),
/// <https://doi.org/10.1016/0377-2217(82)90160-6>.
struct OptimalityProof {
  /// A plan is proven optimal if none is better by more than this part of its cost.
  static let tolerance = 1e-9

  /// A gap this wide is seldom closed by splitting: a quarter of the budget is enough to see.
  private static let wideGap = 0.003

  struct Outcome {
    /// Nil where some demand that a site could reach is left behind: then nothing is proven.
    var lowerBound: Double?
    var isOptimal: Bool
  }

  private struct Node {
    var decisions: [SiteDecision]
    var multipliers: [Double]
    /// Of the node that it was split from.
    var bound: Double
  }

  private let table: CostTable
  private let facilities: Int
  private let search: TableSearch
  private let limits: SearchLimits
  private let report: ProgressReport
  private let budget: Int
  private let hasWholeCosts: Bool
  private var relaxation: Relaxation
  private var root: Relaxation.Bound?
  private let firstMultipliers: [Double]
  private let decisions: [SiteDecision]
  private var upper: Double { search.best.total.cost }

  /// Gets ready to prove, looking at about `budget` cells of the table at the root, and as many
  /// again in the tree; nil where `memory` bytes are too few.
  init?(
    table: CostTable, weights: DemandWeights, fixed: [Int], facilities: Int,
    search: TableSearch, budget: Int, memory: Int, limits: SearchLimits, report: ProgressReport,
    cores: Int?
  ) {
    self.table = table
    self.facilities = facilities
    self.search = search
    self.limits = limits
    self.report = report
    self.budget = budget
    let n = table.demandCount

    // The third nearest open site caps a multiplier, see SparseCosts.
    var caps = [Double](repeating: 0, count: n)
    var starts = caps
    var isWhole = true
    var lowest = [Double](repeating: .infinity, count: n)
    for site in 0..<table.count {
      let row = table.row(site)
      for index in 0..<n {
        lowest[index] = min(lowest[index], row[index])
        if row[index] < .infinity, row[index] != row[index].rounded() { isWhole = false }
      }
    }
    let rows = search.best.sites.map { table.row($0) }
    for index in 0..<n where lowest[index] < .infinity {
      var nearest = [Double.infinity, .infinity, .infinity]
      for row in rows {
        let cost = row[index]
        if cost < nearest[0] {
          nearest = [cost, nearest[0], nearest[1]]
        } else if cost < nearest[1] {
          nearest = [nearest[0], cost, nearest[1]]
        } else if cost < nearest[2] {
          nearest[2] = cost
        }
      }
      caps[index] = min(nearest[2], .greatestFiniteMagnitude)
      let base = min(nearest[0], caps[index])
      starts[index] = nearest[1] < .infinity ? (base + nearest[1]) / 2 : base
    }
    firstMultipliers = starts
    // Sums of whole numbers are whole only as long as they are exact.
    hasWholeCosts = isWhole && search.best.total.cost < 0x1p50
    guard let costs = SparseCosts(table: table, caps: caps, memory: memory, cores: cores) else {
      return nil
    }
    relaxation = Relaxation(costs: costs, facilities: facilities, cores: cores)
    var decisions = [SiteDecision](repeating: .undecided, count: table.count)
    for site in fixed { decisions[site] = .open }
    self.decisions = decisions

    var least: Int64 = 0
    for index in 0..<n where lowest[index] == .infinity { least += weights.units[index] }
    leastUnreached = least
  }

  private let leastUnreached: Int64

  /// A bound that leaves no room for a better plan.
  private var goal: Double {
    hasWholeCosts ? upper - 0.999 : upper * (1 - Self.tolerance)
  }

  /// Raises the bound at the root.
  ///
  /// - Returns: The candidates that a better plan could have open; nil where nothing is proven.
  mutating func start() -> [Int]? {
    guard search.best.total.unreached == leastUnreached else { return nil }
    root = raise()
    return promising()
  }

  /// The candidates that a plan better than the best so far could have open.
  func promising() -> [Int]? {
    guard let root else { return nil }
    guard root.value < goal else { return [] }
    var settled = decisions
    settle(&settled, by: root)
    return settled.indices.filter { settled[$0] != .closed }
  }

  /// Goes on from the root, with what the search has found since.
  mutating func finish() -> Outcome {
    guard var root else { return Outcome(lowerBound: nil, isOptimal: false) }
    var open: [Node] = []
    if root.value < goal {
      var settled = decisions
      settle(&settled, by: root)
      var length = 0.5
      if let more = raise(from: root.multipliers, settled, steps: 200, length: &length),
        more.value < goal
      {
        settle(&settled, by: more)
        root.value = max(root.value, min(more.value, goal))
        open = [Node(decisions: settled, multipliers: more.multipliers, bound: root.value)]
      }
    }
    split(&open, within: root.value > upper * (1 - Self.wideGap) ? budget : budget / 4)
    if open.isEmpty {
      return Outcome(
        lowerBound: hasWholeCosts ? upper : upper * (1 - Self.tolerance), isOptimal: true)
    }
    let pruned = hasWholeCosts ? upper : upper * (1 - Self.tolerance)
    var proven = open.reduce(pruned) { min($0, $1.bound) }
    if hasWholeCosts { proven = (proven - 1e-3).rounded(.up) }
    return Outcome(lowerBound: max(0, min(proven, upper)), isOptimal: false)
  }

  /// The bound at the root, in stretches, between which relaxed plans are tried as plans.
  private mutating func raise() -> Relaxation.Bound? {
    var best: Relaxation.Bound?
    var length = 2.0
    var multipliers = firstMultipliers
    for stretch in 0..<15 {
      guard let bound = raise(from: multipliers, decisions, steps: 100, length: &length)
      else { return best }
      let gained = best.map { bound.value - $0.value } ?? .infinity
      if gained > 0 { best = bound }
      multipliers = best?.multipliers ?? multipliers
      search.adopt(bound.sites, limits: limits)
      report(
        .proving, Double(stretch) / 15, objective: upper,
        lowerBound: min(upper, best?.value ?? 0))
      if bound.value >= goal || length < Relaxation.shortestLength { break }
      if limits.areReached || relaxation.work > budget { break }
    }
    return best
  }

  private mutating func raise(
    from multipliers: [Double], _ decisions: [SiteDecision], steps: Int, length: inout Double,
    patience: Int = 24
  ) -> Relaxation.Bound? {
    let (limits, budget, spent) = (limits, budget, relaxation.work)
    let cells = max(1, relaxation.costs.cellCount)
    let affordable = max(20, (budget - spent) / cells)
    return relaxation.ascend(
      from: multipliers, decisions, upper: upper, goal: goal, steps: min(steps, affordable),
      patience: patience, length: &length
    ) { _, step in step % 16 != 0 || !limits.areReached }
  }

  /// Fixes sites whose other choice is proven to be no better than the plan at hand.
  private func settle(_ decisions: inout [SiteDecision], by bound: Relaxation.Bound) {
    let inPlan = Set(bound.sites)
    let free = decisions.indices.filter { decisions[$0] == .undecided }
    let inside = free.filter { inPlan.contains($0) }
    let outside = free.filter { !inPlan.contains($0) }
    guard let worst = inside.map({ bound.worths[$0] }).max(),
      let next = outside.map({ bound.worths[$0] }).min()
    else { return }
    for site in outside where bound.value + bound.worths[site] - worst >= goal {
      decisions[site] = .closed
    }
    for site in inside where bound.value - bound.worths[site] + next >= goal {
      decisions[site] = .open
    }
  }

  /// Splits nodes until none is left or the budget is spent.
  private mutating func split(_ open: inout [Node], within budget: Int) {
    let end = relaxation.work + budget
    while let node = open.last {
      if limits.areReached || relaxation.work > end { return }
      open.removeLast()
      if node.bound >= goal { continue }
      var length = 0.5
      guard
        let bound = raise(
          from: node.multipliers, node.decisions, steps: 40, length: &length,
          patience: 12)
      else { continue }
      if search.cost(of: bound.sites) < search.best.total {
        search.adopt(bound.sites, limits: limits)
      }
      if bound.value >= goal { continue }
      var decisions = node.decisions
      settle(&decisions, by: bound)
      let value = max(node.bound, bound.value)
      let inPlan = bound.sites.filter { decisions[$0] == .undecided }
      let undecided = decisions.count { $0 == .undecided }
      let missing = facilities - decisions.count { $0 == .open }
      // One plan is left: it has been adopted, or a better one has.
      if missing == 0 || undecided <= missing {
        if undecided == missing || missing == 0 { adopt(decisions, filling: missing) }
        continue
      }
      guard
        let site = inPlan.min(by: { (bound.worths[$0], $0) < (bound.worths[$1], $1) })
          ?? decisions.firstIndex(of: .undecided)
      else { continue }
      for decision in [SiteDecision.open, .closed] {
        var child = Node(decisions: decisions, multipliers: bound.multipliers, bound: value)
        child.decisions[site] = decision
        open.append(child)
      }
    }
  }

  private func adopt(_ decisions: [SiteDecision], filling missing: Int) {
    let sites = decisions.indices.filter {
      decisions[$0] == .open || (missing > 0 && decisions[$0] == .undecided)
    }
    if sites.count == facilities { search.adopt(sites, limits: limits) }
  }
}

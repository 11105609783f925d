import Clustering

/// Proves how good the best plan of a ``SparseSearch`` is, and betters it on the way.
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
  private static let wideGap = 0.0005

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

  private let facilities: Int
  private let search: SparseSearch
  private let limits: SearchLimits
  private let report: ProgressReport
  /// Costs are whole numbers, and so are their sums.
  private let hasWholeCosts: Bool
  /// The search may end at this gap.
  private let gap: Double
  private let cores: Int?
  private var relaxation: Relaxation
  private(set) var root: Relaxation.Bound?
  private var decisions: [SiteDecision]
  private var spent = 0
  private var upper: Double { search.best.total.cost }

  /// Cells looked at so far.
  var work: Int { spent + relaxation.work }

  /// - Parameters:
  ///   - search: Whose best plan is to be proven, over rows that its caps suit.
  ///   - fixed: Sites that are always open.
  ///   - facilities: How many sites are open, fixed ones included.
  ///   - hasWholeCosts: Whether all costs are whole numbers.
  ///   - gap: Good enough.
  ///   - limits: When to end.
  ///   - report: Told about every stretch.
  ///   - cores: How many cores to use; nil for all.
  init(
    search: SparseSearch, fixed: [Int], facilities: Int, hasWholeCosts: Bool, gap: Double?,
    limits: SearchLimits, report: ProgressReport, cores: Int?
  ) {
    self.search = search
    self.facilities = facilities
    self.limits = limits
    self.report = report
    self.cores = cores
    self.gap = gap ?? 0
    // Sums of whole numbers are whole only as long as they are exact.
    self.hasWholeCosts = hasWholeCosts && search.best.total.cost < 0x1p50
    relaxation = Relaxation(costs: search.rows, facilities: facilities, cores: cores)
    decisions = Array(repeating: .undecided, count: search.rows.siteCount)
    for site in fixed { decisions[site] = .open }
  }

  /// Cells that are left.
  var cellCount: Int { relaxation.costs.cellCount }

  /// A bound that leaves no room for a better plan.
  private var goal: Double {
    hasWholeCosts ? upper - 0.999 : upper * (1 - Self.tolerance)
  }

  /// A bound that is good enough.
  private var wanted: Double { min(goal, upper * (1 - gap)) }

  var isGapReached: Bool { (root?.value ?? -.infinity) >= wanted }

  /// Raises the bound at the root, in stretches, between which relaxed plans are tried as plans.
  mutating func raise(from multipliers: [Double], length: Double = 2, within budget: Int) {
    var length = length
    var multipliers = multipliers
    let end = work + budget
    let limits = limits
    let isLarge = relaxation.costs.cellCount > 20_000_000
    let steps = isLarge ? 30 : 60
    while work < end, length >= Relaxation.shortestLength, !limits.areReached {
      let bound = relaxation.ascend(
        from: multipliers, decisions, upper: upper, goal: wanted, steps: steps, patience: 24,
        length: &length
      ) { _ in !limits.areReached }
      guard let bound else { return }
      if bound.value > root?.value ?? -.infinity {
        root = bound
      } else {
        length /= 2
      }
      multipliers = root?.multipliers ?? multipliers
      // Swapping on from a plan that is far off takes long where there are many cells.
      if !isLarge || search.offer(bound.sites).cost < 1.005 * upper {
        search.adopt(bound.sites, limits: limits)
      }
      report(.proving, 0.5, objective: upper, lowerBound: lowerBound)
      if isGapReached { return }
      if relaxation.costs.cellCount > Self.manyCells { thinOut() }
      multipliers = root?.multipliers ?? multipliers
    }
  }

  /// Leaves out the sites that no better plan has open, where that spares half of the cells.
  private mutating func thinOut() {
    guard let root, root.value < goal else { return }
    settle(&decisions, by: root)
    let rows = relaxation.costs
    var kept = 0
    for demand in rows.demandRange {
      let row = rows.row(demand)
      for cell in 0..<row.count where decisions[Int(row.sites[cell])] != .closed { kept += 1 }
    }
    if 2 * kept <= rows.cellCount { reduce() }
  }

  /// From so many cells on it is worth while to leave some out between two stretches.
  private static let manyCells = 4_000_000

  /// No plan costs less than this, as far as the root tells.
  var lowerBound: Double { min(upper, max(0, rounded(root?.value ?? 0))) }

  /// The candidates that a plan better than the best so far could have open, those of the most
  /// worth first; nil where nothing is proven yet.
  mutating func promising() -> [Int]? {
    guard let root else { return nil }
    guard root.value < goal else { return [] }
    settle(&decisions, by: root)
    let left = decisions.indices.filter { decisions[$0] != .closed }
    return left.sorted { (root.worths[$0], $0) < (root.worths[$1], $1) }
  }

  /// Leaves out what is settled: the same bounds from fewer cells.
  mutating func reduce() {
    guard let root else { return }
    let rows = relaxation.costs
    var caps = rows.caps
    for demand in caps.indices {
      let row = rows.row(demand)
      var cell = 0
      while cell < row.count, decisions[Int(row.sites[cell])] != .open { cell += 1 }
      if cell < row.count { caps[demand] = row.costs[cell] }
    }
    spent += relaxation.work
    relaxation = Relaxation(
      costs: rows.reduced(to: decisions.map { $0 != .closed }, caps: caps), facilities: facilities,
      cores: cores)
    let multipliers = zip(root.multipliers, caps).map { min($0, $1) }
    if let same = relaxation.bound(multipliers, decisions), same.value > root.value {
      self.root = same
    } else {
      self.root?.multipliers = multipliers
    }
  }

  /// Splits what is undecided, looking at about `budget` cells.
  mutating func finish(within budget: Int) -> Outcome {
    guard let root else { return Outcome(lowerBound: nil, isOptimal: false) }
    var open: [Node] = []
    if root.value < goal {
      settle(&decisions, by: root)
      open = [Node(decisions: decisions, multipliers: root.multipliers, bound: root.value)]
      if root.value < wanted, !limits.areReached {
        let isNarrow = root.value > upper * (1 - Self.wideGap)
        split(&open, within: isNarrow ? budget : budget / 4)
      }
    }
    if open.isEmpty {
      return Outcome(
        lowerBound: hasWholeCosts ? upper : upper * (1 - Self.tolerance), isOptimal: true)
    }
    let pruned = hasWholeCosts ? upper : upper * (1 - Self.tolerance)
    let proven = open.reduce(pruned) { min($0, $1.bound) }
    return Outcome(lowerBound: max(0, min(rounded(proven), upper)), isOptimal: false)
  }

  /// Costs that are whole numbers cannot add up to less than the next whole number.
  private func rounded(_ bound: Double) -> Double {
    hasWholeCosts ? (bound - 1e-3).rounded(.up) : bound
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
    let limits = limits
    var visited = 0
    while let node = open.last {
      if limits.areReached || relaxation.work > end { return }
      visited += 1
      if visited % 64 == 0 { report(.proving, 0.9, objective: upper, lowerBound: lowerBound) }
      open.removeLast()
      if node.bound >= goal { continue }
      var length = 0.5
      guard
        let bound = relaxation.ascend(
          from: node.multipliers, node.decisions, upper: upper, goal: goal, steps: 40,
          patience: 12, length: &length, goOn: { _ in !limits.areReached })
      else { continue }
      _ = search.offer(bound.sites)
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
    if sites.count == facilities { _ = search.offer(sites) }
  }
}

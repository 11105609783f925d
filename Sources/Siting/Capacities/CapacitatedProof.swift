import Clustering

/// Proves how cheap a plan that keeps to capacities can be at best, or that there is none, and
/// betters the best plan on the way.
///
/// The relaxation is raised; what no better plan has is ruled out by it; what is left is split,
/// depth first, until nothing is left or the budget is spent.
struct CapacitatedProof {
  struct Outcome {
    var lowerBound: Double?
    /// Nothing is better than the best plan; without a plan: there is none.
    var isComplete: Bool
  }

  private let problem: CapacitatedCase
  private let search: CapacitatedSearch
  private let limits: SearchLimits
  private let report: ProgressReport
  private let cores: Int?
  /// The proof may end with a bound this part of the cost below it.
  private let gap: Double
  private var relaxation: KnapsackRelaxation
  private var root: KnapsackRelaxation.Bound?
  private let firstMultipliers: [Double]
  private let decisions: [SiteDecision]
  private var triedSites = Set<[Int]>()
  private var length = 2.0

  /// Gets ready to prove.
  ///
  /// - Parameters:
  ///   - problem: What is to be served.
  ///   - search: Has the best plan, and is told of better ones.
  ///   - sites: Open sites of some plan, by which the multipliers are capped.
  ///   - limits: When to end.
  ///   - report: Is told how the proof stands.
  ///   - gap: Good enough; nil to prove as much as there is.
  ///   - cores: How many to use; nil for all.
  init(
    _ problem: CapacitatedCase, search: CapacitatedSearch, sites: [Int], limits: SearchLimits,
    report: ProgressReport, gap: Double?, cores: Int?
  ) {
    self.problem = problem
    self.search = search
    self.limits = limits
    self.report = report
    self.cores = cores
    self.gap = gap ?? 0
    let n = problem.demandCount
    var caps = [Double](repeating: .infinity, count: n)
    var starts = [Double](repeating: 0, count: n + 1)
    // Those far from an open site never pay: fewer cells make it fast.
    let reach = 12
    let isCapped = sites.count > reach && n * problem.siteCount > 200_000
    var nearest: [Double] = []
    for index in 0..<n {
      nearest = sites.map { problem.cost(index, $0) }.sorted()
      let second = min(1, nearest.count - 1)
      starts[index] =
        nearest[second] < problem.outOfReach
        ? (nearest[0] + nearest[second]) / 2
        : (nearest[0] < problem.outOfReach ? nearest[0] : 0)
      if isCapped, nearest[reach] < problem.outOfReach { caps[index] = nearest[reach] }
    }
    firstMultipliers = starts
    relaxation = KnapsackRelaxation(
      problem, cells: AssignmentCells(problem, caps: caps), caps: caps, cores: cores)
    decisions = problem.isFixed.map { $0 ? .open : .undecided }
  }

  /// What no plan at all, or none better than the best, costs.
  private var upper: Double { search.best?.cost ?? problem.costliest }

  private var goal: Double {
    guard let best = search.best else { return problem.costliest * (1 + 1e-9) + 1e-9 }
    return problem.hasWholeCosts
      ? best.cost - 0.999 : best.cost * (1 - OptimalityProof.tolerance)
  }

  /// A bound that is good enough.
  private var wanted: Double {
    guard let best = search.best else { return goal }
    return min(goal, best.cost * (1 - gap))
  }

  /// The bound that is proven when nothing is left below the goal.
  private var complete: Double? {
    guard let best = search.best else { return nil }
    return problem.hasWholeCosts ? best.cost : best.cost * (1 - OptimalityProof.tolerance)
  }

  var lowerBound: Double? {
    guard let best = search.best, let root else { return nil }
    if root.value >= goal { return complete }
    return max(0, min(best.cost, whole(root.value)))
  }

  private func whole(_ bound: Double) -> Double {
    problem.hasWholeCosts ? (bound - 1e-3).rounded(.up) : bound
  }

  /// Proven as far as asked for.
  var isGoodEnough: Bool { root.map { $0.value >= wanted } ?? false }

  /// Raises the bound, trying the sites of relaxed plans as plans.
  ///
  /// - Parameters:
  ///   - steps: Evaluations at most.
  ///   - tries: How many site sets are tried.
  mutating func raise(steps: Int, tries: Int) {
    var tried = 0
    // The first relaxed plans are far from any plan.
    let every = max(1, steps / max(1, 2 * tries))
    let (search, limits, report) = (search, limits, report)
    let start = root?.multipliers ?? firstMultipliers
    let goal = wanted
    let found = relaxation.ascend(
      from: start, decisions, upper: upper, goal: goal, steps: steps,
      patience: 20, length: &length
    ) { bound, step in
      if step >= steps / 2, step % every == every - 1, tried < tries {
        tried += 1
        _ = search.attempt(bound.sites)
        report(
          .proving, Double(step) / Double(steps), objective: search.best?.cost, lowerBound: nil)
      }
      return !limits.areReached
    }
    if let found, found.value > root?.value ?? -.infinity { root = found }
    if let root, tries > 0 { _ = search.attempt(root.sites) }
    search.promising = promising()
  }

  /// Shorter steps from now on, from the best multipliers.
  mutating func refine() { length = max(length, 0.3) }

  /// The sites that a better plan can have open.
  private func promising() -> [Bool] {
    guard search.best != nil, let root, root.value < goal else {
      return Array(repeating: true, count: problem.siteCount)
    }
    let standing = SiteStanding(root, decisions)
    return decisions.indices.map {
      decisions[$0] == .open || standing.bound(with: $0, root, decisions) < goal
    }
  }

  /// Splits until nothing is left or the budget is spent.
  mutating func finish(budget: Int) -> Outcome {
    guard let root else { return Outcome(lowerBound: nil, isComplete: false) }
    if root.value >= goal { return Outcome(lowerBound: complete, isComplete: true) }
    let cells = problem.demandCount * problem.siteCount
    guard cells <= 250_000, budget > 0, root.value < wanted else {
      return Outcome(lowerBound: lowerBound, isComplete: false)
    }
    var first = AllocationNode(
      decisions: decisions, isRuledOut: Array(repeating: false, count: cells),
      multipliers: root.multipliers, bound: root.value)
    for index in 0..<problem.demandCount {
      for site in 0..<problem.siteCount where problem.cost(index, site) >= problem.outOfReach {
        first.isRuledOut[index * problem.siteCount + site] = true
      }
    }
    first.settle(by: root, goal: goal, problem)
    var open = [first]
    var work = 0
    while let node = open.last {
      if limits.areReached || work > budget || (gap > 0 && proven(open) >= wanted) {
        let proven = proven(open)
        let bound = search.best.map { max(0, min($0.cost, whole(proven))) }
        return Outcome(lowerBound: bound, isComplete: false)
      }
      open.removeLast()
      if node.bound >= goal { continue }
      work += cells
      open += children(of: node, isRoot: open.isEmpty && work == cells, &work)
    }
    return Outcome(lowerBound: complete, isComplete: true)
  }

  private func proven(_ open: [AllocationNode]) -> Double {
    open.reduce(complete ?? .infinity) { min($0, $1.bound) }
  }

  private mutating func children(
    of node: AllocationNode, isRoot: Bool, _ work: inout Int
  ) -> [AllocationNode] {
    var node = node
    guard node.propagate(problem) else { return [] }
    let unlimited = [Double](repeating: .infinity, count: problem.demandCount)
    var relaxation = KnapsackRelaxation(
      problem, cells: AssignmentCells(problem, caps: unlimited, isRuledOut: node.isRuledOut),
      caps: unlimited, cores: cores)
    var length = isRoot ? 1.0 : 0.4
    let limits = limits
    let raised = relaxation.ascend(
      from: node.multipliers, node.decisions, upper: upper, goal: goal, steps: isRoot ? 300 : 60,
      patience: isRoot ? 16 : 8, length: &length
    ) { _, step in step % 16 != 0 || !limits.areReached }
    work += relaxation.work
    guard let bound = raised else { return [] }
    if bound.value >= goal { return [] }
    node.bound = max(node.bound, bound.value)
    node.multipliers = bound.multipliers
    if triedSites.count < 2000, triedSites.insert(bound.sites).inserted {
      _ = search.attempt(bound.sites)
      if node.bound >= goal { return [] }
    }
    node.settle(by: bound, goal: goal, problem)
    guard node.propagate(problem) else { return [] }
    return split(node, bound)
  }

  private func split(
    _ node: AllocationNode, _ bound: KnapsackRelaxation.Bound
  ) -> [AllocationNode] {
    let (n, m) = (problem.demandCount, problem.siteCount)
    let inPlan = bound.sites.filter { node.decisions[$0] == .undecided }
    if let site = inPlan.max(by: { (bound.worths[$0], -$0) < (bound.worths[$1], -$1) })
      ?? node.decisions.firstIndex(of: .undecided)
    {
      return [SiteDecision.open, .closed].map { decision in
        var child = node
        child.decisions[site] = decision
        return child
      }
    }
    // All sites are settled: someone whom the relaxed plan serves twice, or not at all.
    var chosen: Int?
    var most = -1.0
    for index in 0..<n {
      let options = (0..<m).count { !node.isRuledOut[index * m + $0] }
      guard options > 1 else { continue }
      let split = abs(bound.served[index] - 1) * (problem.loads[index] + 1e-3)
      if split > most {
        most = split
        chosen = index
      }
    }
    guard let chosen else {
      adopt(node)
      return []
    }
    let options = (0..<m).filter { !node.isRuledOut[chosen * m + $0] }
      .sorted { (-problem.cost(chosen, $0), $0) < (-problem.cost(chosen, $1), $1) }
    return options.map { site in
      var child = node
      for other in options where other != site { child.isRuledOut[chosen * m + other] = true }
      return child
    }
  }

  /// Only one plan is left.
  private func adopt(_ node: AllocationNode) {
    let m = problem.siteCount
    let sites = node.decisions.indices.filter { node.decisions[$0] == .open }
    var plan = CapacitatedPlan(sites: sites.map { Int32($0) }, slots: [], cost: 0)
    for index in 0..<problem.demandCount {
      guard let slot = sites.indices.first(where: { !node.isRuledOut[index * m + sites[$0]] })
      else { return }
      plan.slots.append(Int32(slot))
      plan.cost += problem.cost(index, sites[slot])
    }
    search.adoptIfLegal(plan)
  }
}

/// A part of all plans: what is settled about sites, and who may not go where.
struct AllocationNode {
  var decisions: [SiteDecision]
  /// Per pair, in the order of the costs.
  var isRuledOut: [Bool]
  var multipliers: [Double]
  /// No plan of this part costs less.
  var bound: Double

  /// Draws what follows from what is settled; false where no plan is left.
  mutating func propagate(_ problem: CapacitatedCase) -> Bool {
    let (n, m) = (problem.demandCount, problem.siteCount)
    for site in 0..<m where decisions[site] == .closed {
      for index in 0..<n { isRuledOut[index * m + site] = true }
    }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      var forced = [Double](repeating: 0, count: m)
      var possible = forced
      var only = [Int](repeating: -1, count: n)
      var leastMoves = 0.0
      for index in 0..<n {
        var options = 0
        var fewest = Double.infinity
        for site in 0..<m where !isRuledOut[index * m + site] {
          options += 1
          only[index] = site
          possible[site] += problem.loads[index]
          fewest = min(fewest, problem.move(index, to: site))
        }
        guard options > 0 else { return false }
        leastMoves += fewest
        if options > 1 {
          only[index] = -1
        } else {
          forced[only[index]] += problem.loads[index]
          if decisions[only[index]] == .undecided {
            decisions[only[index]] = .open
            hasChanged = true
          }
        }
      }
      guard leastMoves <= problem.maximumMoves else { return false }
      for site in 0..<m where decisions[site] != .closed {
        let isTooMuch = forced[site] > problem.capacities[site]
        let isTooLittle = possible[site] < problem.minimumLoad
        if !isTooMuch, !isTooLittle { continue }
        if decisions[site] == .open { return false }
        decisions[site] = .closed
        hasChanged = true
        for index in 0..<n { isRuledOut[index * m + site] = true }
      }
      for index in 0..<n where only[index] < 0 && problem.loads[index] > 0 {
        for site in 0..<m where !isRuledOut[index * m + site] {
          if forced[site] + problem.loads[index] > problem.capacities[site] {
            isRuledOut[index * m + site] = true
            hasChanged = true
          }
        }
      }
      guard hasRoom(problem, &hasChanged) else { return false }
    }
    return true
  }

  /// Whether enough sites of enough capacity are left; closes the others once all are open.
  private mutating func hasRoom(_ problem: CapacitatedCase, _ hasChanged: inout Bool) -> Bool {
    let m = problem.siteCount
    let open = decisions.indices.filter { decisions[$0] == .open }
    let undecided = decisions.indices.filter { decisions[$0] == .undecided }
    let missing = problem.facilities - open.count
    guard missing >= 0, undecided.count >= missing else { return false }
    if missing == 0, !undecided.isEmpty {
      hasChanged = true
      for site in undecided {
        decisions[site] = .closed
        for index in 0..<problem.demandCount { isRuledOut[index * m + site] = true }
      }
    } else if missing == undecided.count, missing > 0 {
      hasChanged = true
      for site in undecided { decisions[site] = .open }
    }
    let largest = undecided.map { problem.capacities[$0] }.sorted(by: >).prefix(missing)
    let room = open.reduce(0.0) { $0 + problem.capacities[$1] } + largest.reduce(0, +)
    return room >= problem.loads.reduce(0, +)
  }

  /// Rules out what, by the bound, no plan below the goal has.
  mutating func settle(
    by bound: KnapsackRelaxation.Bound, goal: Double, _ problem: CapacitatedCase
  ) {
    let (n, m) = (problem.demandCount, problem.siteCount)
    let standing = SiteStanding(bound, decisions)
    for site in 0..<m where decisions[site] == .undecided {
      if standing.bound(without: site, bound, decisions) >= goal {
        decisions[site] = .open
      } else if standing.bound(with: site, bound, decisions) >= goal {
        decisions[site] = .closed
      }
    }
    let slack = 1e-11 * (abs(bound.value) + goal.magnitude)
    for site in 0..<m where decisions[site] != .closed {
      let base =
        standing.bound(with: site, bound, decisions) + bound.worths[site]
        - bound.relaxedWorths[site] - slack
      let price = bound.prices[site]
      let perMove = problem.hasMoves ? bound.multipliers[n] : 0
      for index in 0..<n where !isRuledOut[index * m + site] {
        var profit =
          bound.multipliers[index] - problem.cost(index, site) - price * problem.loads[index]
        if perMove > 0 { profit -= perMove * problem.move(index, to: site) }
        if base - min(0, profit) >= goal { isRuledOut[index * m + site] = true }
      }
    }
  }
}

/// What it would do to a bound to open a site that is closed in it, or the other way round.
struct SiteStanding {
  private let inPlan: Set<Int>
  private let worst: Double?
  private let next: Double?

  init(_ bound: KnapsackRelaxation.Bound, _ decisions: [SiteDecision]) {
    let inPlan = Set(bound.sites)
    self.inPlan = inPlan
    let free = decisions.indices.filter { decisions[$0] == .undecided }
    worst = free.filter { inPlan.contains($0) }.map { bound.worths[$0] }.min()
    next = free.filter { !inPlan.contains($0) }.map { bound.worths[$0] }.max()
  }

  func bound(
    with site: Int, _ bound: KnapsackRelaxation.Bound, _ decisions: [SiteDecision]
  ) -> Double {
    if inPlan.contains(site) { return bound.value }
    guard let worst else { return .infinity }
    return bound.value + max(0, worst - bound.worths[site]) - 1e-11 * abs(bound.value)
  }

  func bound(
    without site: Int, _ bound: KnapsackRelaxation.Bound, _ decisions: [SiteDecision]
  ) -> Double {
    if !inPlan.contains(site) { return bound.value }
    guard let next else { return .infinity }
    return bound.value + bound.worths[site] - next - 1e-11 * abs(bound.value)
  }
}

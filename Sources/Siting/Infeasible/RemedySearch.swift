import Clustering
import Travel

/// Looks for rules which, loosened alone, make a plan possible, and by how much.
///
/// A remedy is one because a plan was found with it. That a rule cannot help is said only where the
/// proof that there is no plan, ``Obstacles`` or the search, holds for it loosened altogether.
struct RemedySearch<Provider: DistanceProvider> {
  private enum Verdict { case plan, none, unknown }

  private let problem: SitingProblem<Provider>
  private let measured: MeasuredCosts<Provider>
  private let options: SitingOptions
  private let limits: SearchLimits
  private let report: ProgressReport
  /// How many problems may still be searched: few where one takes long.
  private var searches = 0
  private let searchesPerRule: Int
  /// Effort for each of them, in pairs looked at: a remedy that takes longer to find or to rule out is not named.
  private let workPerSearch = 2_000_000

  init(
    _ problem: SitingProblem<Provider>, _ measured: MeasuredCosts<Provider>,
    options: SitingOptions, limits: SearchLimits, report: ProgressReport
  ) {
    self.problem = problem
    self.measured = measured
    self.limits = limits
    self.report = report
    var quick = options
    quick.restarts = 0
    quick.gap = nil
    quick.provesBound = true
    self.options = quick
    let cells = measured.served.count * measured.usable.count
    searchesPerRule = max(3, min(40, 3_000_000 / max(1, cells)))
  }

  /// The facts with all remedies that were found.
  mutating func remedies(for facts: Infeasibility) throws -> Infeasibility {
    var why = facts
    let rules = problem.rules
    let hasCapacities = rules.capacities.contains { $0 < .infinity }
    if hasCapacities || rules.limitsDistance || rules.maximumMoves != nil {
      tryMoreFacilities(&why)
    }
    if rules.minimumLoad > 0 {
      tryFewerFacilities(&why)
      tryMinimumLoad(&why)
    }
    if hasCapacities { tryCapacities(&why) }
    if rules.maximumMoves != nil { tryMoves(&why) }
    if rules.maximumDistance != nil { try tryLimit(&why) }
    if !why.blockers.isEmpty { try tryRaisedLimits(&why) }
    return why
  }

  private mutating func verdict(
    _ problem: SitingProblem<Provider>, _ measured: MeasuredCosts<Provider>? = nil
  ) -> Verdict {
    let measured = measured ?? self.measured
    if Obstacles(problem, measured, facilities: problem.facilities).areThere { return .none }
    return search(problem, measured)
  }

  private mutating func search(
    _ problem: SitingProblem<Provider>, _ measured: MeasuredCosts<Provider>
  ) -> Verdict {
    guard searches > 0, !limits.areReached else { return .unknown }
    searches -= 1
    let outcome = CapacitatedSolver(
      problem: measured.makeCase(problem, facilities: problem.facilities), options: options,
      limits: limits, report: report, mostWork: workPerSearch
    ).run()
    return outcome.plan != nil ? .plan : outcome.isComplete ? .none : .unknown
  }

  private func with(_ change: (inout SitingProblem<Provider>) -> Void) -> SitingProblem<Provider> {
    var changed = problem
    change(&changed)
    return changed
  }

  /// The first number of an ascending list with which there is a plan, given that with the last one
  /// there is.
  private mutating func first(
    of count: Int, _ verdict: (inout Self, Int) throws -> Verdict
  ) rethrows -> Int {
    var (low, high) = (0, count - 1)
    while low < high {
      let middle = (low + high) / 2
      if try verdict(&self, middle) == .plan { high = middle } else { low = middle + 1 }
    }
    return high
  }

  // MARK: Facilities

  private mutating func tryMoreFacilities(_ why: inout Infeasibility) {
    let most = problem.usableSites
    guard problem.facilities < most else { return }
    if Obstacles(problem, measured, facilities: problem.facilities).standForAnyNumber {
      why.cannotHelp.insert(.moreFacilities)
      return
    }
    let (found, isProven) = firstNumber(Array(problem.facilities + 1...most))
    why.smallestFacilities = found
    if isProven { why.cannotHelp.insert(.moreFacilities) }
  }

  private mutating func tryFewerFacilities(_ why: inout Infeasibility) {
    let fewest = max(1, problem.requiredSites)
    guard problem.facilities > fewest else { return }
    let (found, isProven) = firstNumber((fewest..<problem.facilities).reversed())
    why.largestFacilities = found
    if isProven { why.cannotHelp.insert(.fewerFacilities) }
  }

  /// The first of several numbers of facilities for which there is a plan; nil where none was
  /// found, and then whether it is proven that there is none.
  private mutating func firstNumber(_ numbers: [Int]) -> (found: Int?, isProven: Bool) {
    var obstacles = Obstacles(problem, measured, facilities: problem.facilities)
    guard !obstacles.standForAnyNumber else { return (nil, true) }
    searches = searchesPerRule
    var isProven = true
    for facilities in numbers {
      obstacles.facilities = facilities
      if obstacles.dependOnNumber { continue }
      switch search(with { $0.facilities = facilities }, measured) {
      case .plan: return (facilities, false)
      case .none: continue
      case .unknown:
        isProven = false
        if searches == 0 { return (nil, false) }
      }
    }
    return (nil, isProven)
  }

  // MARK: Amounts

  private mutating func tryCapacities(_ why: inout Infeasibility) {
    searches = searchesPerRule
    switch verdict(with { $0.rules.capacities = [] }) {
    case .none: why.cannotHelp.insert(.capacities)
    case .unknown: break
    case .plan:
      why.moreCapacityDoes = true
      let now = Int(clamping: (problem.rules.capacitySlack * 100).rounded(.down))
      guard now < 100 else { return }
      let slacks = (now + 1...100).map { Double($0) / 100 }
      let attempt = { (search: inout Self, position: Int) -> Verdict in
        search.verdict(search.with { $0.rules.capacitySlack = slacks[position] })
      }
      guard attempt(&self, slacks.count - 1) == .plan else { return }
      why.smallestSlack = slacks[first(of: slacks.count, attempt)]
    }
  }

  private mutating func tryMinimumLoad(_ why: inout Infeasibility) {
    let now = problem.rules.minimumLoad
    // Whole numbers where loads are, else thousandths of what was asked for.
    let isWhole = measured.served.allSatisfy {
      problem.load(of: $0) == problem.load(of: $0).rounded()
    }
    let unit = isWhole && now <= 1e6 ? 1 : now / 1000
    let steps = Int(clamping: (now / unit).rounded(.up) - 1)
    searches = searchesPerRule
    let attempt = { (search: inout Self, position: Int) -> Verdict in
      search.verdict(search.with { $0.rules.minimumLoad = Double(steps - position) * unit })
    }
    switch attempt(&self, max(0, steps)) {
    case .plan:
      let position = first(of: max(0, steps) + 1, attempt)
      why.largestMinimumLoad = Double(steps - position) * unit
    case .none: why.cannotHelp.insert(.minimumLoad)
    case .unknown: break
    }
  }

  /// The fewest moves, by making them small instead of the distances.
  private mutating func tryMoves(_ why: inout Infeasibility) {
    let free = with { $0.rules.maximumMoves = nil }
    searches = searchesPerRule
    if Obstacles(free, measured, facilities: free.facilities).areThere {
      why.cannotHelp.insert(.moves)
      return
    }
    guard !limits.areReached else { return }
    let outcome = CapacitatedSolver(
      problem: measured.makeCase(free, facilities: free.facilities, costs: moveCost),
      options: options, limits: limits, report: report, mostWork: workPerSearch
    ).run()
    if let plan = outcome.plan {
      why.smallestMoves = plan.cost
    } else if outcome.isComplete {
      why.cannotHelp.insert(.moves)
    }
  }

  private func moveCost(_ index: Int, _ site: Int) -> Double {
    let today = problem.rules.baseline[index]
    return today == nil || today == site ? 0 : problem.weights[index]
  }

  // MARK: Limits

  private mutating func tryLimit(_ why: inout Infeasibility) throws {
    guard let now = problem.rules.maximumDistance else { return }
    let free = with { $0.rules.maximumDistance = nil }
    let all = try MeasuredCosts(free, options: options)
    searches = searchesPerRule
    switch verdict(free, measured.sameServed(all)) {
    case .none: why.cannotHelp.insert(.limit)
    case .unknown: break
    case .plan:
      let distances = try all.distances(problem, of: measured.served, above: now)
      guard !distances.isEmpty else { return }
      let position = try first(of: distances.count) { search, position in
        let limited = search.with { $0.rules.maximumDistance = distances[position] }
        let measured = try MeasuredCosts(limited, options: search.options)
        return search.verdict(limited, search.measured.sameServed(measured))
      }
      why.smallestLimit = distances[position]
    }
  }

  /// With the own limits of those who are in the way raised as far as they have to be.
  private mutating func tryRaisedLimits(_ why: inout Infeasibility) throws {
    let most = problem.rules.maximumDistance ?? .infinity
    guard !problem.rules.demandLimits.isEmpty,
      why.blockers.allSatisfy({ $0.distance <= most })
    else { return }
    let raised = with { problem in
      for blocker in why.blockers {
        problem.rules.demandLimits[blocker.demand] = blocker.distance
      }
    }
    searches = searchesPerRule
    let measured = try MeasuredCosts(raised, options: options)
    why.raisedLimitsDo = verdict(raised, self.measured.sameServed(measured)) == .plan
  }
}

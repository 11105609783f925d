import Clustering
import Travel

/// One problem whose rules bind who is served where, on its way to a plan.
struct CapacitatedRun<Provider: DistanceProvider> {
  typealias Place = Provider.Place

  let problem: SitingProblem<Provider>
  let options: SitingOptions
  let limits: SearchLimits
  let report: ProgressReport

  init(
    problem: SitingProblem<Provider>, options: SitingOptions, limits: SearchLimits,
    report: ProgressReport
  ) {
    self.problem = problem
    self.options = options
    self.limits = limits
    self.report = report
  }

  func run() throws -> SitingSolution<Place> {
    try problem.validateAllocation()
    report(.measuring, 0)
    let measured = try MeasuredCosts(problem, options: options)
    guard !measured.served.isEmpty else { return try nobody(measured) }
    let found = attempt(measured)
    if let plan = found.plan { return try solution(of: plan, found, measured) }
    // Where sites on both sides of a barrier are too few, some are left behind.
    let stranded = try strandedAnyway(measured)
    guard !stranded.isEmpty else { throw try reason(found, measured) }
    let rest = measured.without(stranded)
    guard !rest.served.isEmpty else { return try nobody(rest) }
    var second = attempt(rest)
    guard let plan = second.plan else { throw try reason(second, rest) }
    second.lowerBound = nil
    second.isComplete = false
    return try solution(of: plan, second, rest)
  }

  /// A plan, or the proof that there is none, or neither.
  private func attempt(_ measured: MeasuredCosts<Provider>) -> CapacitatedSolver.Outcome {
    let obstacles = Obstacles(problem, measured, facilities: problem.facilities)
    let isSmall = measured.served.count * measured.usable.count <= 250_000
    if isSmall ? obstacles.areThere : obstacles.arePlain {
      return CapacitatedSolver.Outcome(plan: nil, lowerBound: nil, isComplete: true)
    }
    var outcome = CapacitatedSolver(
      problem: measured.makeCase(problem, facilities: problem.facilities), options: options,
      limits: limits, report: report
    ).run()
    if outcome.plan == nil, !outcome.isComplete { outcome.isComplete = obstacles.areThere }
    return outcome
  }

  /// Why there is no plan, and what would do.
  private func reason(
    _ outcome: CapacitatedSolver.Outcome, _ measured: MeasuredCosts<Provider>
  ) throws -> SitingError {
    guard outcome.isComplete else {
      return .allocation(.noPlanFound(facilities: problem.facilities))
    }
    let facts = Obstacles(problem, measured, facilities: problem.facilities).facts
    guard options.looksForRemedies else { return .infeasible(facts) }
    var search = RemedySearch(
      problem, measured, options: options, limits: limits, report: report)
    var why = try search.remedies(for: facts)
    if measured.hasNoWay { confirm(&why) }
    return .infeasible(why)
  }

  /// Keeps the remedies with which there is a plan.
  ///
  /// With other rules nobody might have to be left behind, or others.
  private func confirm(_ why: inout Infeasibility) {
    why.cannotHelp = []
    func makesPlan(_ change: (inout SitingProblem<Provider>) -> Void) -> Bool {
      var (changed, quick) = (problem, options)
      change(&changed)
      (quick.restarts, quick.looksForRemedies) = (0, false)
      let run = CapacitatedRun(problem: changed, options: quick, limits: limits, report: report)
      return (try? run.run()) != nil
    }
    if let number = why.smallestFacilities, !makesPlan({ $0.facilities = number }) {
      why.smallestFacilities = nil
    }
    if let number = why.largestFacilities, !makesPlan({ $0.facilities = number }) {
      why.largestFacilities = nil
    }
    if let slack = why.smallestSlack, !makesPlan({ $0.rules.capacitySlack = slack }) {
      why.smallestSlack = nil
    }
    if let load = why.largestMinimumLoad, !makesPlan({ $0.rules.minimumLoad = load }) {
      why.largestMinimumLoad = nil
    }
    if let moves = why.smallestMoves, !makesPlan({ $0.rules.maximumMoves = moves }) {
      why.smallestMoves = nil
    }
    if let limit = why.smallestLimit, !makesPlan({ $0.rules.maximumDistance = limit }) {
      why.smallestLimit = nil
    }
    why.raisedLimitsDo =
      why.raisedLimitsDo
      && makesPlan { problem in
        for blocker in why.blockers {
          problem.rules.demandLimits[blocker.demand] = blocker.distance
        }
      }
    why.moreCapacityDoes = why.moreCapacityDoes && makesPlan { $0.rules.capacities = [] }
  }

  /// Demand that a plan without these rules leaves behind though sites could be reached.
  private func strandedAnyway(_ measured: MeasuredCosts<Provider>) throws -> Set<Int> {
    guard measured.hasNoWay else { return [] }
    var free = problem
    free.rules = ServiceRules()
    let run = SitingRun(problem: free, options: options, limits: limits, report: report)
    let plan = try run.overKnownSites()
    let left = plan.allocation.indices.filter { plan.allocation[$0] == nil }
    return Set(left).intersection(measured.served)
  }

  /// Nobody takes part: then any sites do.
  private func nobody(_ measured: MeasuredCosts<Provider>) throws -> SitingSolution<Place> {
    var free = problem
    free.rules = ServiceRules()
    return try SitingRun(problem: free, options: options, limits: limits, report: report)
      .overKnownSites()
  }

  private func solution(
    of plan: CapacitatedPlan, _ outcome: CapacitatedSolver.Outcome,
    _ measured: MeasuredCosts<Provider>
  ) throws -> SitingSolution<Place> {
    let order = plan.sites.indices.sorted { plan.sites[$0] < plan.sites[$1] }
    var position = [Int](repeating: 0, count: order.count)
    for (place, slot) in order.enumerated() { position[slot] = place }
    let chosen = order.map { measured.usable[Int(plan.sites[$0])] }
    var allocation = [Int?](repeating: nil, count: problem.demand.count)
    for (row, index) in measured.served.enumerated() {
      allocation[index] = position[Int(plan.slots[row])]
    }
    let table = problem.provider.distances(
      from: measured.demand, to: measured.places, chosen: chosen)
    var distances = [Double](repeating: .infinity, count: problem.demand.count)
    var objective = 0.0
    var unreached = 0.0
    var unserved: [Int: UnservedReason] = [:]
    for index in problem.demand.indices {
      if allocation[index] == nil {
        let nearest = chosen.indices.min { (table[$0, index], $0) < (table[$1, index], $1) }
        if let nearest, table[nearest, index] < .infinity {
          if measured.takesPart(index, problem) {
            unserved[index] = .overCapacity
          } else if table[nearest, index] > problem.rules.limit(of: index) {
            unserved[index] = .beyondLimit
          } else {
            allocation[index] = nearest
          }
        }
      }
      if let site = allocation[index] {
        distances[index] = table[site, index]
        if problem.weights[index] > 0 {
          objective += problem.weights[index] * problem.objective.power.cost(distances[index])
        }
      } else {
        unreached += problem.weights[index]
      }
    }
    var solution = SitingSolution(
      sites: chosen.map { measured.openSite($0, problem) }, allocation: allocation,
      distances: distances, objective: objective, unreachedWeight: unreached,
      lowerBound: outcome.lowerBound.map { max(0, min($0, objective)) },
      termination: outcome.isComplete ? .provenOptimal : limits.reached ?? .converged)
    solution.unserved = unserved
    solution.noteGap(options.gap)
    return solution
  }
}

extension SitingRun {
  /// Over sites that are listed or at demand points.
  func overKnownSites() throws -> SitingSolution<Place> {
    if case .listed(let sites) = problem.sites { return try overList(sites) }
    return try overDemand()
  }
}

extension ServiceRules {
  /// How far the demand point may be from its site, in metres.
  func limit(of demand: Int) -> Double {
    min(maximumDistance ?? .infinity, demandLimits.isEmpty ? .infinity : demandLimits[demand])
  }
}

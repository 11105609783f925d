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
    try measured.refuseBlockers(problem)
    let room = RoomCheck(measured, problem)
    try room.check(facilities: problem.facilities) { facilities in
      var quick = options
      quick.restarts = 1
      return solve(measured, facilities: facilities, options: quick, limits: limits).plan != nil
    }
    guard !measured.served.isEmpty else { return try nobody(measured) }

    let outcome = solve(measured, facilities: problem.facilities, options: options, limits: limits)
    if let plan = outcome.plan { return try solution(of: plan, outcome, measured) }
    // Where sites on both sides of a barrier are too few, some are left behind.
    let stranded = try strandedAnyway(measured)
    if !stranded.isEmpty {
      let rest = measured.without(stranded)
      var second = solve(rest, facilities: problem.facilities, options: options, limits: limits)
      second.lowerBound = nil
      second.isComplete = false
      if let plan = second.plan { return try solution(of: plan, second, rest) }
    }
    guard outcome.isComplete else {
      throw SitingError.allocation(.noPlanFound(facilities: problem.facilities))
    }
    throw SitingError.infeasible(
      Infeasibility(smallestFacilities: smallestFacilities(measured, from: problem.facilities + 1)))
  }

  private func solve(
    _ measured: MeasuredCosts<Provider>, facilities: Int, options: SitingOptions,
    limits: SearchLimits
  ) -> CapacitatedSolver.Outcome {
    CapacitatedSolver(
      problem: measured.makeCase(problem, facilities: facilities), options: options,
      limits: limits, report: report
    ).run()
  }

  /// The smallest number of facilities for which a plan is found, given that fewer than `first`
  /// are proven not to do; nil where that is not settled.
  private func smallestFacilities(_ measured: MeasuredCosts<Provider>, from first: Int) -> Int? {
    var quick = options
    quick.restarts = 1
    for facilities in first..<max(first, min(problem.usableSites, first + 20) + 1) {
      if limits.areReached { return nil }
      let outcome = solve(measured, facilities: facilities, options: quick, limits: limits)
      if outcome.plan != nil { return facilities }
      if !outcome.isComplete { return nil }
    }
    return nil
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

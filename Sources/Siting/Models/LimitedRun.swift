import Travel

/// Sites anywhere, nobody being served from farther away than the rules allow.
///
/// Whoever is beyond the limit of the places that were found has none; that nothing better can be
/// done is not proven.
struct LimitedRun<Provider: DistanceProvider> {
  let problem: SitingProblem<Provider>
  let options: SitingOptions
  let limits: SearchLimits
  let report: ProgressReport

  func anywhere(fixed: [Provider.Place]) throws -> SitingSolution<Provider.Place> {
    let limit = problem.rules.maximumDistance ?? .infinity
    let limited = SitingProblem(
      provider: CostDistance(base: problem.provider) { $0 <= limit ? $0 : .infinity },
      demand: problem.demand, weights: problem.weights, sites: problem.sites,
      facilities: problem.facilities, objective: problem.objective)
    let run = SitingRun(problem: limited, options: options, limits: limits, report: report)
    var plan = try run.anywhere(fixed: fixed)
    let places = plan.sites.map(\.place)
    for index in plan.allocation.indices where plan.allocation[index] == nil {
      let person = problem.demand[index]
      guard places.contains(where: { problem.provider.distance(from: person, to: $0) < .infinity })
      else { continue }
      plan.unserved[index] = .beyondLimit
      plan.unreachedWeight -= problem.weights[index]
    }
    // What is left of a sum of which nothing is left.
    if plan.allocation.indices.allSatisfy({
      plan.allocation[$0] != nil || plan.unserved[$0] != nil
    }) {
      plan.unreachedWeight = 0
    }
    return plan
  }
}

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
    let limited = SitingProblem(
      provider: LimitedDistance(
        base: problem.provider, limit: problem.rules.maximumDistance ?? .infinity),
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

/// As the distance that it builds on; beyond a limit there is no way.
struct LimitedDistance<Base: DistanceProvider>: DistanceProvider {
  typealias Place = Base.Place
  typealias Prepared = Base.Prepared

  let base: Base
  /// Metres.
  let limit: Double

  var isSymmetric: Bool { base.isSymmetric }

  func distance(from origin: Place, to destination: Place) -> Double {
    limited(base.distance(from: origin, to: destination))
  }

  func lowerBound(from origin: Place, to destination: Place) -> Double {
    base.lowerBound(from: origin, to: destination)
  }

  func prepare(_ places: [Place]) -> Prepared { base.prepare(places) }

  func distances(
    from origins: Prepared, to destinations: Prepared, chosen: [Int]
  ) -> DistanceTable {
    var table = base.distances(from: origins, to: destinations, chosen: chosen)
    table.values = table.values.map { limited($0) }
    return table
  }

  func relocation(
    of site: Place, serving members: [Int], of origins: Prepared, weights: [Double],
    objective: CostPower
  ) -> Place? {
    base.relocation(
      of: site, serving: members, of: origins, weights: weights, objective: objective)
  }

  /// A fault of the base, such as NaN, stays one.
  private func limited(_ distance: Double) -> Double { distance > limit ? .infinity : distance }
}

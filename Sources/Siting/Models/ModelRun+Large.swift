import Travel

extension ModelRun {
  /// Makes the weighted sum of costs small where the table of all pairs is too large.
  ///
  /// Nil where it cannot be done: single demand points have limits.
  private func leastSum(
    _ cost: @escaping @Sendable (Double) -> Double
  ) -> Found? {
    guard !problem.rules.demandLimits.contains(where: { $0 < .infinity }) else { return nil }
    let other = SitingProblem(
      provider: CostDistance(base: problem.provider, cost: cost), demand: problem.demand,
      weights: problem.weights, sites: problem.sites, facilities: problem.facilities)
    let run = SitingRun(problem: other, options: options, limits: limits, report: report)
    let plan: SitingSolution<Place>?
    switch problem.sites {
    case .listed(let sites): plan = try? run.overList(sites)
    case .demand, .anywhere: plan = try? run.overDemand()
    }
    guard let plan else { return nil }
    return Found(
      sites: candidates(of: plan), lowerBound: plan.lowerBound,
      isOptimal: plan.termination == .provenOptimal)
  }

  /// The least sum of distances, or of their squares, within limits; no worse than the start.
  func largeSum(from start: [Int]) -> Found {
    let power = problem.objective.power
    let limit = problem.rules.maximumDistance ?? .infinity
    guard let found = leastSum({ $0 <= limit ? power.cost($0) : .infinity }) else {
      return Found(sites: start)
    }
    guard score(found.sites) <= score(start) else {
      return Found(sites: start, lowerBound: found.lowerBound)
    }
    return found
  }

  /// The least weight beyond the limit.
  func largeCoverage() -> Found {
    let limit = problem.rules.maximumDistance ?? .infinity
    return leastSum { $0 <= limit && $0 < .infinity ? 0 : 1 } ?? Found(sites: farthestFirst())
  }

  /// A small mix of the mean and the mean of the worst-off share; the least mean bounds both.
  func largeFair(from start: [Int], worst: Double, mix: Double) -> Found {
    let limit = problem.rules.maximumDistance ?? .infinity
    guard let mean = leastSum({ $0 <= limit ? $0 : .infinity }) else { return Found(sites: start) }
    let total = problem.demand.indices.reduce(0.0) {
      scoring.isReachable[$1] ? $0 + problem.weights[$1] : $0
    }
    var best = [start, mean.sites].min { score($0) < score($1) } ?? start
    for _ in 0..<3 where !limits.areReached && total > 0 {
      let threshold = scoring.threshold(distances.nearest(among: best).distances, worst: worst)
      let found = leastSum { distance in
        distance <= limit
          ? mix * distance + (1 - mix) * max(0, distance - threshold) / worst : .infinity
      }
      guard let found, score(found.sites) < score(best) else { break }
      best = found.sites
    }
    let nearest = distances.nearest(among: best).distances
    let servesAll = reachable.allSatisfy { scoring.isServed($0, at: nearest[$0]) }
    return Found(
      sites: best,
      lowerBound: servesAll && total > 0 ? mean.lowerBound.map { $0 / total * (1 - 1e-12) } : nil)
  }
}

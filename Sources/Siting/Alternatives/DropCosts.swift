import Clustering
public import Travel

/// What it costs to close one open site, if its people go to the next nearest.
public struct DropCost: Hashable, Sendable {
  /// An index into ``SitingSolution/sites``.
  public var site: Int
  /// By how much the objective grows over those who are still served; see
  /// ``SitingSolution/objective`` for its unit.
  ///
  /// Negative where the people who lose their service would have travelled far; for `coverAll`,
  /// which counts sites, always −1.
  public var objectiveIncrease: Double
  /// Weight that has to go to another site, or has none any more.
  public var movedWeight: Double
  /// Weight that has no site within its limit, or within reach, any more.
  public var lostWeight: Double

  public init(
    site: Int, objectiveIncrease: Double, movedWeight: Double, lostWeight: Double
  ) {
    self.site = site
    self.objectiveIncrease = objectiveIncrease
    self.movedWeight = movedWeight
    self.lostWeight = lostWeight
  }
}

/// For each open site of a plan, what closing it costs.
///
/// People go to the nearest site that stays open; the other sites stay where they are, and none is
/// opened instead. Sites that must be open are reckoned like all others.
///
/// - Parameters:
///   - solution: A plan for the problem.
///   - problem: What was sited, for whom; its rules may not bind the allocation.
/// - Returns: One entry per open site, in the order of ``SitingSolution/sites``.
/// - Throws: ``SitingError`` where the problem makes no sense, or its rules bind the allocation.
/// - Complexity: *n* · *k* distances, O(*n* · *k*) on top, *k* open sites.
public func dropCosts<Provider: DistanceProvider>(
  of solution: SitingSolution<Provider.Place>, to problem: SitingProblem<Provider>
) throws(SitingError) -> [DropCost] {
  try problem.validate()
  if problem.rules.bindAllocation { throw .unsupportedRules }
  let places = problem.provider.prepare(solution.sites.map(\.place))
  let count = problem.demand.count
  var nearest = [Int](repeating: -1, count: count)
  var first = [Double](repeating: .infinity, count: count)
  var second = first
  let demand = problem.provider.prepare(problem.demand)
  for site in solution.sites.indices {
    let table = problem.provider.distances(from: demand, to: places, chosen: [site])
    for index in 0..<count {
      let distance = table[0, index]
      guard distance >= 0 else { throw .badDistance(demand: index, distance: distance) }
      if distance < first[index] {
        (second[index], first[index], nearest[index]) = (first[index], distance, site)
      } else if distance < second[index] {
        second[index] = distance
      }
    }
  }
  let scoring = PlanScoring(problem, least: first)
  let objective = scoring.score(first, sites: solution.sites.count).objective
  return solution.sites.indices.map { site in
    var moved = 0.0
    var lost = 0.0
    var distances = first
    for index in 0..<count where nearest[index] == site {
      distances[index] = second[index]
      guard scoring.isServed(index, at: first[index]) else { continue }
      moved += problem.weights[index]
      if !scoring.isServed(index, at: second[index]) { lost += problem.weights[index] }
    }
    let score = scoring.score(distances, sites: solution.sites.count - 1)
    return DropCost(
      site: site, objectiveIncrease: score.objective - objective, movedWeight: moved,
      lostWeight: lost)
  }
}

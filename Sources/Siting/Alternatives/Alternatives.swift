import Clustering
public import Travel

/// Plans that are nearly as good as one that is known, and as different as can be found.
///
/// Sites are swapped away from the plan, and from the alternatives that were found before, the
/// cheapest swap first, as long as the objective stays within the share. Nothing is proven about how
/// different plans could be.
///
/// - Parameters:
///   - best: A plan for the problem.
///   - problem: What was sited, for whom; not with sites anywhere, and without rules that bind the
///     allocation.
///   - count: How many alternatives to look for.
///   - share: By what part the objective may be larger than that of `best`: 0.01 for a per cent.
///   - options: Memory and time.
///   - shouldStop: Asked between steps; true hands back what was found so far.
/// - Returns: Up to `count` plans, each with other sites than all before it, that leave no more
///   weight without a site than `best`; each carries the bound of `best`. Fewer where no more
///   differ from all others.
/// - Throws: ``SitingError`` where the problem makes no sense or is of a kind that has no
///   alternatives.
public func alternatives<Provider: DistanceProvider>(
  to best: SitingSolution<Provider.Place>, of problem: SitingProblem<Provider>, count: Int,
  within share: Double, options: SitingOptions = SitingOptions(),
  shouldStop: @escaping @Sendable () -> Bool = { false }
) throws(SitingError) -> [SitingSolution<Provider.Place>] {
  try problem.validate()
  try options.validate()
  guard share >= 0, share < .infinity else { throw .badShare(name: "alternatives", share: share) }
  if case .anywhere = problem.sites { throw .needsListOfSites }
  if problem.rules.bindAllocation { throw .unsupportedRules }
  let limits = SearchLimits(timeLimit: options.timeLimit, shouldStop: shouldStop)
  let run: ModelRun<Provider>
  do throws(DistanceFault) {
    run = try ModelRun(
      problem: problem, options: options, limits: limits,
      report: ProgressReport(limits: limits, tell: nil))
  } catch {
    throw SitingError(error, weights: problem.weights)
  }
  let given = run.candidates(of: best)
  var search = AlternativeSearch(
    distances: run.distances, scoring: run.scoring, limits: limits, given: given, share: share)
  return (0..<max(0, count)).compactMap { _ in
    guard let sites = search.next() else { return nil }
    var plan = run.solution(ModelRun.Found(sites: sites))
    plan.lowerBound = best.lowerBound.map { min($0, plan.objective) }
    return plan
  }
}

extension ModelRun {
  /// The open sites of a plan as positions of candidates, ascending.
  func candidates(of plan: SitingSolution<Place>) -> [Int] {
    var positions: [Int: Int] = [:]
    for (position, number) in distances.candidates.enumerated() { positions[number] = position }
    return plan.sites.compactMap { site in
      switch site.source {
      case .listed(let number), .demand(let number): positions[number]
      case .free: nil
      }
    }.sorted()
  }
}

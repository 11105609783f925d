import Clustering
public import Travel

/// Finds a good plan and, where it can, proves how good it is.
///
/// Sites from a list, or at demand points while all distances between them fit into a part of
/// ``SitingOptions/memory``, are searched with a lower bound. Larger problems, and sites anywhere,
/// are searched without one.
///
/// - Parameters:
///   - problem: What to site, for whom.
///   - options: Seed and budget.
///   - shouldStop: Asked between steps, from any thread; true hands back the best plan so far.
///   - progress: Told now and then how the search stands, on the calling thread.
/// - Returns: The best plan found.
/// - Throws: ``SitingError`` where there can be no plan, with the numbers and a remedy.
public func solve<Provider: DistanceProvider>(
  _ problem: SitingProblem<Provider>, options: SitingOptions = SitingOptions(),
  shouldStop: @escaping @Sendable () -> Bool = { false },
  progress: ((SitingProgress) -> Void)? = nil
) throws(SitingError) -> SitingSolution<Provider.Place> {
  try problem.validate()
  try options.validate()
  let limits = SearchLimits(timeLimit: options.timeLimit, shouldStop: shouldStop)
  let report = ProgressReport(limits: limits, tell: progress)
  do {
    if problem.rules.bindAllocation {
      return try CapacitatedRun(problem: problem, options: options, limits: limits, report: report)
        .run()
    }
    guard problem.objective.isSum, !problem.rules.limitsDistance else {
      if case .anywhere(let fixed) = problem.sites {
        return try LimitedRun(
          problem: problem, options: options, limits: limits, report: report
        ).anywhere(fixed: fixed)
      }
      return try ModelRun(problem: problem, options: options, limits: limits, report: report).run()
    }
    let run = SitingRun(problem: problem, options: options, limits: limits, report: report)
    switch problem.sites {
    case .listed(let sites): return try run.overList(sites)
    case .demand: return try run.overDemand()
    case .anywhere(let fixed): return try run.anywhere(fixed: fixed)
    }
  } catch let fault as DistanceFault {
    throw SitingError(fault, weights: problem.weights)
  } catch let error as SitingError {
    throw error
  } catch {
    preconditionFailure("an error of no known kind: \(error)")
  }
}

public import Travel

/// The best plan that was found for one number of facilities, or why there is none.
public struct CurvePoint<Place: Hashable & Sendable>: Sendable {
  public var facilities: Int
  public var outcome: Result<SitingSolution<Place>, SitingError>

  public init(facilities: Int, outcome: Result<SitingSolution<Place>, SitingError>) {
    self.facilities = facilities
    self.outcome = outcome
  }

  /// Nil where there is no plan.
  public var solution: SitingSolution<Place>? { try? outcome.get() }
}

/// Plans for one number of facilities after the other, which show what one more brings.
///
/// Each plan is searched for, and also made from the one before by opening the site that helps
/// most; the better of both counts, so that one more facility never costs more. With sites anywhere
/// that is not promised.
///
/// - Parameters:
///   - problem: What to site, for whom; its own number of facilities does not matter.
///   - facilities: From how many to how many.
///   - options: As for ``solve(_:options:shouldStop:progress:)``, for each number anew.
///   - shouldStop: Asked between steps; true ends each search with the best so far.
///   - progress: Told how the search for each number stands.
/// - Returns: One entry per number, ascending, with the error where there is no plan.
public func curve<Provider: DistanceProvider>(
  _ problem: SitingProblem<Provider>, over facilities: ClosedRange<Int>,
  options: SitingOptions = SitingOptions(),
  shouldStop: @escaping @Sendable () -> Bool = { false },
  progress: ((_ facilities: Int, SitingProgress) -> Void)? = nil
) -> [CurvePoint<Provider.Place>] {
  var points: [CurvePoint<Provider.Place>] = []
  var last: SitingSolution<Provider.Place>?
  for count in facilities {
    var (asked, options) = (problem, options)
    if let number = options.remediesFor { options.looksForRemedies = number == count }
    asked.facilities = count
    let problem = asked
    var outcome: Result<SitingSolution<Provider.Place>, SitingError>
    do throws(SitingError) {
      outcome = .success(
        try solve(problem, options: options, shouldStop: shouldStop) { progress?(count, $0) })
    } catch {
      outcome = .failure(error)
    }
    if let last, last.sites.count < count, case .success(let plan) = outcome,
      let grown = grown(last, to: problem, options: options, shouldStop: shouldStop),
      grown.isBetter(than: plan)
    {
      outcome = .success(grown.with(plan))
    }
    points.append(CurvePoint(facilities: count, outcome: outcome))
    last = (try? outcome.get()) ?? last
  }
  return points
}

/// The plan with one more site, the one that helps most; nil where that cannot be said.
private func grown<Provider: DistanceProvider>(
  _ plan: SitingSolution<Provider.Place>, to problem: SitingProblem<Provider>,
  options: SitingOptions, shouldStop: @escaping @Sendable () -> Bool
) -> SitingSolution<Provider.Place>? {
  if case .anywhere = problem.sites { return nil }
  if problem.rules.bindAllocation || problem.objective == .coverAll { return nil }
  let limits = SearchLimits(timeLimit: nil, shouldStop: shouldStop)
  guard
    let run = try? ModelRun(
      problem: problem, options: options, limits: limits,
      report: ProgressReport(limits: limits, tell: nil))
  else { return nil }
  let open = run.candidates(of: plan)
  let nearest = run.distances.nearest(among: open).distances
  let isOpen = Set(open)
  var best: Int?
  var bestScore = PlanScore()
  run.distances.forEachRow { candidate, row in
    guard !isOpen.contains(candidate) else { return }
    let score = run.scoring.score(
      nearest.indices.map { min(nearest[$0], row[$0]) }, sites: open.count + 1)
    if best == nil || score < bestScore { (best, bestScore) = (candidate, score) }
  }
  guard let best, bestScore.beyond == 0 else { return nil }
  return run.solution(ModelRun.Found(sites: open + [best]))
}

extension SitingSolution {
  fileprivate func isBetter(than other: SitingSolution) -> Bool {
    unreachedWeight < other.unreachedWeight
      || unreachedWeight == other.unreachedWeight && objective < other.objective
  }

  /// This plan, with what is proven about another for the same problem.
  fileprivate func with(_ other: SitingSolution) -> SitingSolution {
    var plan = self
    plan.termination = other.termination
    plan.lowerBound = other.lowerBound.map { min($0, objective) }
    return plan
  }
}

import Clustering

/// Finds a plan for a ``CapacitatedCase`` and proves how good it is.
struct CapacitatedSolver {
  struct Outcome {
    /// Nil where none was found.
    var plan: CapacitatedPlan?
    var lowerBound: Double?
    /// The plan is proven to be the best; without a plan, that there is none.
    var isComplete: Bool
  }

  let problem: CapacitatedCase
  let options: SitingOptions
  let limits: SearchLimits
  let report: ProgressReport
  /// No more effort than this goes into splitting, in pairs looked at.
  var mostWork = Int.max

  /// How much effort goes into splitting, in pairs looked at.
  private var budget: Int {
    min(
      mostWork,
      options.restarts.map { min(6_000_000_000, ($0 + 1) * 200_000_000) } ?? 6_000_000_000)
  }

  /// The more facilities, the more there is to move about.
  private var suitedCycles: Int { max(8, min(16, problem.facilities / 60)) }

  /// How many open sites each demand point should find among the nearest that are kept.
  private var depth: Int {
    let (m, p) = (problem.siteCount, problem.facilities)
    return p <= 48 ? min(m, max(200, 4 * m / p)) : min(m, max(60, 10 * m / p))
  }

  func run() -> Outcome {
    let near = NearSites(problem, depth: depth, cores: options.cores)
    let search = CapacitatedSearch(problem, near: near, seed: options.seed, cores: options.cores)
    search.start()
    if let outcome = atOnce(search) { return outcome }
    let isSmall = problem.demandCount * problem.siteCount <= 250_000
    let steps = min(2000, max(80, 4 * problem.facilities))
    // A first look, so that there is something to compare bounds with.
    cycle(search, rounds: 4, steps: steps, heat: 0.01, lowerBound: nil)

    var proof: CapacitatedProof?
    if options.provesBound, !limits.areReached {
      var made = CapacitatedProof(
        problem, search: search, sites: search.openSites, limits: limits, report: report,
        gap: options.gap, cores: options.cores)
      made.raise(steps: isSmall ? 500 : 300, tries: isSmall ? 25 : 3)
      proof = made
    }

    var idle = 0
    for number in 0..<(options.restarts ?? (isSmall ? 16 : suitedCycles)) {
      if limits.areReached || proof?.isGoodEnough == true { break }
      let before = search.best?.cost
      let heat = [0.15, 0.3, 0.2][number % 3]
      cycle(
        search, rounds: 12, steps: steps, heat: heat,
        lowerBound: proof?.lowerBound)
      idle = search.best?.cost == before && before != nil ? idle + 1 : 0
      if options.restarts == nil, idle >= (isSmall ? 6 : 3) { break }
      if isSmall, idle == 2, let outcome = proof?.finish(budget: budget / 4), outcome.isComplete {
        return Outcome(plan: search.best, lowerBound: outcome.lowerBound, isComplete: true)
      }
      if number == 0 || idle == 0 {
        proof?.refine()
        proof?.raise(steps: isSmall ? 150 : 80, tries: 1)
      }
    }

    guard var proof else { return Outcome(plan: search.best, lowerBound: nil, isComplete: false) }
    proof.refine()
    if !proof.isGoodEnough, !limits.areReached {
      proof.raise(steps: isSmall ? 200 : 150, tries: 1)
    }
    let outcome = proof.finish(budget: limits.areReached ? 0 : budget)
    return Outcome(
      plan: search.best, lowerBound: outcome.lowerBound, isComplete: outcome.isComplete)
  }

  /// The smallest problems are proven in less time than it takes to search them.
  private func atOnce(_ search: CapacitatedSearch) -> Outcome? {
    guard options.provesBound, problem.demandCount * problem.siteCount <= 1500 else { return nil }
    var proof = CapacitatedProof(
      problem, search: search, sites: search.openSites, limits: limits, report: report,
      gap: options.gap, cores: options.cores)
    proof.raise(steps: 60, tries: 2)
    let outcome = proof.finish(budget: min(mostWork, 20_000_000))
    guard outcome.isComplete else { return nil }
    return Outcome(plan: search.best, lowerBound: outcome.lowerBound, isComplete: true)
  }

  private func cycle(
    _ search: CapacitatedSearch, rounds: Int, steps: Int, heat: Double, lowerBound: Double?
  ) {
    search.cycle(rounds: rounds, steps: steps, heat: heat, limits: limits) { round in
      report(
        .searching, Double(round + 1) / Double(rounds), objective: search.best?.cost,
        lowerBound: lowerBound)
      return lowerBound.map { $0 < search.best?.cost ?? .infinity } ?? true
    }
  }
}

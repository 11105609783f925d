import Clustering
import Travel

/// One problem with any objective, and with limits on distance, on its way to a plan.
struct ModelRun<Provider: DistanceProvider> {
  typealias Place = Provider.Place

  /// Which candidates to open, and what is proven.
  struct Found {
    /// Positions of candidates, ascending.
    var sites: [Int]
    var lowerBound: Double?
    var isOptimal = false
  }

  let problem: SitingProblem<Provider>
  let options: SitingOptions
  let limits: SearchLimits
  let report: ProgressReport
  let distances: SiteDistances
  let scoring: PlanScoring

  init(
    problem: SitingProblem<Provider>, options: SitingOptions, limits: SearchLimits,
    report: ProgressReport
  ) throws(DistanceFault) {
    self.problem = problem
    self.options = options
    self.limits = limits
    self.report = report
    report(.measuring, 0)
    distances = try SiteDistances(
      problem, demand: problem.provider.prepare(problem.demand), memory: options.memory)
    scoring = PlanScoring(problem, least: distances.least)
  }

  /// The same sites and people, asked something else.
  init(_ other: ModelRun, for problem: SitingProblem<Provider>) {
    self.problem = problem
    options = other.options
    limits = other.limits
    report = other.report
    distances = other.distances
    scoring = PlanScoring(problem, least: distances.least)
  }

  func run() throws(SitingError) -> SitingSolution<Place> {
    if !scoring.isReachable.contains(true), problem.weights.contains(where: { $0 > 0 }) {
      throw .nobodyReachesASite(demand: problem.demand.count, sites: problem.usableSites)
    }
    return solution(try found())
  }

  private func found() throws(SitingError) -> Found {
    if problem.objective == .coverAll { return try coverAll() }
    let small = SmallSets(
      distances, scoring: scoring, facilities: problem.facilities,
      limit: options.enumerationLimit)
    if let best = small?.best() {
      if best.score.beyond > 0 { throw .infeasible(infeasibility()) }
      return Found(sites: best.sites, lowerBound: nil, isOptimal: true)
    }
    switch problem.objective {
    case .center: return try center()
    case .coverage: return coverage()
    case .median, .means, .coverAll: return try leastSum()
    case .fair(let worst, let mix): return try fair(worst: worst, mix: mix)
    }
  }

  /// The least sum of distances, or of their squares, within limits.
  private func leastSum() throws(SitingError) -> Found {
    let start = try standing()
    let cost = { (index: Int, distance: Double) in
      problem.weights[index] * problem.objective.power.cost(distance)
    }
    let search = sumSearch(scoring)
    guard search.fits else { return largeSum(from: start.sites ?? farthestFirst()) }
    guard start.servesEveryone, let sites = start.sites else {
      return Found(sites: search.serveMost(from: start.sites, cost: cost).sites)
    }
    let outcome = search.serveAll(from: sites, proves: options.provesBound, cost: cost)
    return Found(
      sites: outcome.sites, lowerBound: outcome.lowerBound, isOptimal: outcome.isOptimal)
  }

  func sumSearch(_ scoring: PlanScoring) -> SumSearch {
    SumSearch(
      distances: distances, scoring: scoring, facilities: problem.facilities, options: options,
      limits: limits, report: report)
  }

  /// Demand points that count and can reach some site.
  var reachable: [Int] { problem.demand.indices.filter { scoring.isReachable[$0] } }

  func score(_ sites: [Int]) -> PlanScore {
    scoring.score(distances.nearest(among: sites).distances, sites: sites.count)
  }

  /// Opens, again and again, the site nearest to whoever is farthest from all open ones.
  ///
  /// T. F. Gonzalez, "Clustering to minimize the maximum intercluster distance", Theoretical
  /// Computer Science 38 (1985), <https://doi.org/10.1016/0304-3975(85)90224-5>.
  ///
  /// - Parameter start: Sites that are open to begin with; fixed ones are in any case.
  /// - Returns: Positions of candidates, ascending, as many as there are facilities.
  /// - Complexity: O(*p* · (*n* + *m*)), and as many rows and columns of distances.
  func farthestFirst(from start: [Int] = []) -> [Int] {
    var chosen = distances.fixed + start.filter { !distances.fixed.contains($0) }
    var isChosen = [Bool](repeating: false, count: distances.count)
    for site in chosen { isChosen[site] = true }
    var nearest = distances.nearest(among: chosen).distances
    while chosen.count < problem.facilities {
      var farthest: Int?
      for index in nearest.indices where scoring.isReachable[index] {
        if nearest[index] > (farthest.map { nearest[$0] } ?? 0) { farthest = index }
      }
      // Everybody is at an open site: any other site will do.
      let column = farthest.map { distances.column($0) }
      var site: Int?
      for candidate in isChosen.indices where !isChosen[candidate] {
        guard let column, let best = site else {
          site = site ?? candidate
          continue
        }
        if column[candidate] < column[best] { site = candidate }
      }
      guard let site else { break }
      isChosen[site] = true
      chosen.append(site)
      for (index, distance) in distances.row(site).enumerated() where distance < nearest[index] {
        nearest[index] = distance
      }
    }
    return chosen.sorted()
  }
}

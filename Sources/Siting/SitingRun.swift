import Clustering
import Travel

/// One problem on its way to a plan.
struct SitingRun<Provider: DistanceProvider> {
  typealias Place = Provider.Place

  let problem: SitingProblem<Provider>
  let options: SitingOptions
  let limits: SearchLimits
  let report: ProgressReport
  let weights: DemandWeights
  let demand: Provider.Prepared

  init(
    problem: SitingProblem<Provider>, options: SitingOptions, limits: SearchLimits,
    report: ProgressReport
  ) {
    self.problem = problem
    self.options = options
    self.limits = limits
    self.report = report
    weights = DemandWeights(problem.weights, power: problem.objective.power)
    report(.measuring, 0)
    demand = problem.provider.prepare(problem.demand)
  }

  func overList(_ sites: [Site<Place>]) throws -> SitingSolution<Place> {
    let usable = sites.indices.filter { sites[$0].status != .closed }
    let fixed = usable.indices.filter { sites[usable[$0]].status.isAlwaysOpen }
    let places = problem.provider.prepare(sites.map(\.place))
    let found = try search(
      places: places, candidates: usable, fixed: fixed, demandIsCandidates: false)
    let chosen = found.plan.sites.map { usable[$0] }
    return try allocate(
      to: places, chosen: chosen,
      sites: chosen.map { OpenSite(source: .listed($0), place: sites[$0].place) }, found)
  }

  func overDemand() throws -> SitingSolution<Place> {
    let found = try search(
      places: demand, candidates: Array(problem.demand.indices), fixed: [],
      demandIsCandidates: true)
    let chosen = found.plan.sites
    return try allocate(
      to: demand, chosen: chosen,
      sites: chosen.map { OpenSite(source: .demand($0), place: problem.demand[$0]) }, found)
  }

  func anywhere(fixed: [Place]) throws -> SitingSolution<Place> {
    let search = FreeSearch(
      provider: problem.provider, demand: demand, fixed: fixed, weights: weights,
      facilities: problem.facilities, options: options)
    var places = try search.run(limits: limits, report: report)
    let free = try inOrderOfPeople(Array(places[fixed.count...]))
    places = fixed + free
    let sites = places.enumerated().map { index, place in
      OpenSite(source: index < fixed.count ? .listed(index) : .free, place: place)
    }
    return try allocate(
      to: problem.provider.prepare(places), chosen: Array(places.indices), sites: sites,
      MedianPlan(plan: TablePlan(sites: [], total: .zero), lowerBound: nil, isOptimal: false))
  }

  private func search(
    places: Provider.Prepared, candidates: [Int], fixed: [Int], demandIsCandidates: Bool
  ) throws -> MedianPlan {
    let cells = candidates.count * problem.demand.count
    guard cells <= min(options.memory / 16, Self.mostTableCells) else {
      let sampled = SampledSearch(
        provider: problem.provider, demand: demand, places: places, candidates: candidates,
        weights: weights, fixed: fixed, facilities: problem.facilities,
        demandIsCandidates: demandIsCandidates, options: options)
      if let found = try sampled.run(limits: limits, report: report) { return found }
      let search = CacheSearch(
        provider: problem.provider, demand: demand, places: places, candidates: candidates,
        weights: weights, fixed: fixed, facilities: problem.facilities,
        demandIsCandidates: demandIsCandidates, options: options)
      let plan = try search.run(limits: limits, report: report)
      return MedianPlan(plan: plan, lowerBound: nil, isOptimal: false)
    }
    let table = try CostTable(
      provider: problem.provider, demand: demand, places: places, candidates: candidates,
      weights: weights, cores: options.cores)
    let search = MedianSearch(
      table: table, weights: weights, fixed: fixed, facilities: problem.facilities,
      demandIsCandidates: demandIsCandidates, options: options, limits: limits, report: report)
    return search.run()
  }

  /// More than this are not measured at once, whatever memory there is: 6,000 × 6,000.
  private static var mostTableCells: Int { 36_000_000 }

  /// The places in the order of the first demand point that goes to each; idle ones last.
  private func inOrderOfPeople(_ places: [Place]) throws -> [Place] {
    let nearest = try nearest(of: problem.provider.prepare(places), Array(places.indices))
    var first = [Int](repeating: .max, count: places.count)
    for (index, site) in nearest.sites.enumerated() {
      if let site { first[site] = min(first[site], index) }
    }
    return places.indices.sorted { (first[$0], $0) < (first[$1], $1) }.map { places[$0] }
  }

  private struct Nearest {
    var sites: [Int?]
    var distances: [Double]
  }

  private func nearest(of places: Provider.Prepared, _ chosen: [Int]) throws -> Nearest {
    let count = problem.demand.count
    var nearest = Nearest(
      sites: Array(repeating: nil, count: count),
      distances: Array(repeating: .infinity, count: count))
    let step = max(1, (64 << 20) / (8 * count))
    for start in stride(from: 0, to: chosen.count, by: step) {
      let some = Array(chosen[start..<min(start + step, chosen.count)])
      let table = problem.provider.distances(from: demand, to: places, chosen: some)
      for row in some.indices {
        for index in 0..<count {
          let distance = table[row, index]
          guard distance >= 0 else { throw DistanceFault(origin: index, distance: distance) }
          if distance < nearest.distances[index] {
            nearest.distances[index] = distance
            nearest.sites[index] = start + row
          }
        }
      }
    }
    return nearest
  }

  private func allocate(
    to places: Provider.Prepared, chosen: [Int], sites: [OpenSite<Place>], _ found: MedianPlan
  ) throws -> SitingSolution<Place> {
    let nearest = try nearest(of: places, chosen)
    var objective = 0.0
    var unreached = 0.0
    for index in problem.demand.indices where problem.weights[index] > 0 {
      if nearest.sites[index] == nil {
        unreached += problem.weights[index]
      } else {
        objective += problem.weights[index] * problem.objective.power.cost(nearest.distances[index])
      }
    }
    // With no site left to choose, others might have been reached: then the plan says so.
    let hadChoice =
      problem.facilities > problem.requiredSites || problem.facilities == problem.usableSites
    if unreached > 0, hadChoice, nearest.sites.allSatisfy({ $0 == nil }) {
      throw SitingError.nobodyReachesASite(
        demand: problem.demand.count, sites: problem.usableSites)
    }
    let bound = found.isOptimal && found.lowerBound == nil ? objective : found.lowerBound
    return SitingSolution(
      sites: sites, allocation: nearest.sites, distances: nearest.distances,
      objective: objective, unreachedWeight: unreached,
      lowerBound: bound.map { min($0, objective) },
      termination: termination(found, objective))
  }

  private func termination(_ found: MedianPlan, _ objective: Double) -> Termination {
    if found.isOptimal { return .provenOptimal }
    if let gap = options.gap, let bound = found.lowerBound, objective - bound <= gap * objective {
      return .gapReached
    }
    return limits.reached ?? .converged
  }
}

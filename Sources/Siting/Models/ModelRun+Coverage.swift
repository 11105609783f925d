import Clustering
import Travel

extension ModelRun {
  /// The least weight beyond the limit; of such plans one with a small sum of distances.
  func coverage() -> Found {
    let search = sumSearch(scoring)
    guard search.fits else { return largeCoverage() }
    let weights = problem.weights
    let table = CostTable(distances) { index, distance in
      scoring.isReachable[index] && !scoring.isServed(index, at: distance) ? weights[index] : 0
    }
    let found = search.run(table, from: nil, proves: options.provesBound)
    let near = search.serveMost(from: found.sites) { weights[$0] * $1 }
    let best = [near.sites, found.sites].min { score($0) < score($1) } ?? found.sites
    // Those who can reach no site are not covered by any plan.
    let hopeless = problem.demand.indices.reduce(0.0) {
      scoring.isReachable[$1] ? $0 : $0 + weights[$1]
    }
    return Found(
      sites: best, lowerBound: found.lowerBound.map { $0 + hopeless }, isOptimal: found.isOptimal)
  }

  /// The fewest sites from which everybody is served within the limits; of such plans one with a
  /// small sum of distances.
  func coverAll() throws(SitingError) -> Found {
    // Whether a given number does has to be known for certain.
    var search = CoverCount(
      coverRows(of: reachable), fixed: distances.fixed, seed: options.seed,
      gap: problem.facilities > 0 ? nil : options.gap, limits: limits)
    search.run()
    guard var sites = search.columns else { throw .infeasible(infeasibility()) }
    if problem.facilities > 0, sites.count > problem.facilities {
      throw .infeasible(infeasibility(fewest: search))
    }
    // A plan has a site even where nobody needs one.
    if sites.isEmpty { sites = [0] }
    var same = problem
    same.facilities = sites.count
    let run = ModelRun(self, for: same)
    return Found(
      sites: run.withSmallSum(sites.sorted(), within: .infinity),
      lowerBound: Double(max(1, search.lowerBound)), isOptimal: search.isOptimal || sites == [0])
  }
}

import Clustering
import Travel

extension ModelRun {
  /// The least largest distance; of such plans one with a small sum of distances.
  func center() throws(SitingError) -> Found {
    let start = try standing()
    guard start.servesEveryone, let sites = start.sites else {
      return centerOfMost(from: start.sites)
    }
    let everyone = reachable
    let reached = distances.nearest(among: sites).distances
    let cap = everyone.map { reached[$0] }.max() ?? 0
    let cells = NearCells(distances, demand: everyone) { min(cap, scoring.limits[$0]) }
    var search = CenterSearch(
      cells: cells, fixed: distances.fixed, facilities: problem.facilities, start: sites,
      seed: options.seed, gap: options.gap, limits: limits, report: report)
    search.run()
    let best = farthestFirst(from: search.sites ?? sites)
    return Found(
      sites: withSmallSum(best, within: search.radius), lowerBound: search.lowerBound,
      isOptimal: search.isOptimal)
  }

  /// Goes on to a plan with a smaller sum of distances in which nobody goes farther than the radius.
  func withSmallSum(_ sites: [Int], within radius: Double) -> [Int] {
    let search = sumSearch(scoring.limited(to: radius))
    guard search.fits, !limits.areReached else { return sites }
    return search.serveAll(from: sites, proves: false) { index, distance in
      problem.weights[index] * distance
    }.sites
  }

  /// Leaves as little weight behind as is found, then bisects the radius by search.
  ///
  /// For problems where not everybody can be served at once; nothing is proven.
  private func centerOfMost(from start: [Int]?) -> Found {
    let search = sumSearch(scoring)
    guard search.fits else { return Found(sites: start ?? farthestFirst()) }
    let weights = problem.weights
    var best = search.serveMost(from: start) { weights[$0] * $1 }.sites
    var bestScore = score(best)
    var values = Set<Double>()
    distances.forEachRow { _, row in
      for index in row.indices
      where scoring.isReachable[index] && row[index] < bestScore.objective {
        values.insert(row[index])
      }
    }
    let ascending = values.sorted()
    var (low, high) = (0, ascending.count)
    while low < high, !limits.areReached {
      let middle = (low + high) / 2
      let radius = ascending[middle]
      let sites = search.serveMost(from: best) { $1 <= radius ? 0 : weights[$0] }.sites
      let score = score(sites)
      if score < bestScore { (best, bestScore) = (sites, score) }
      if score.beyond == bestScore.beyond, score.unreached == bestScore.unreached,
        score.objective <= radius
      {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return Found(sites: best)
  }
}

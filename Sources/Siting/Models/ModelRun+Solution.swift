import Travel

extension ModelRun {
  /// The plan that opens the candidates, with everybody at the nearest.
  func solution(_ found: Found) -> SitingSolution<Place> {
    let chosen = found.sites.sorted()
    var nearest = distances.nearest(among: chosen)
    let score = scoring.score(nearest.distances, sites: chosen.count)
    var unreached = 0.0
    var unserved: [Int: UnservedReason] = [:]
    for (index, distance) in nearest.distances.enumerated() {
      if distance == .infinity {
        unreached += problem.weights[index]
      } else if !scoring.isServed(index, at: distance) {
        unserved[index] = .beyondLimit
        nearest.sites[index] = nil
        nearest.distances[index] = .infinity
      }
    }
    let sites = chosen.map { candidate in
      let number = distances.candidates[candidate]
      switch problem.sites {
      case .listed(let sites):
        return OpenSite(source: .listed(number), place: sites[number].place)
      case .demand, .anywhere:
        return OpenSite(source: .demand(number), place: problem.demand[number])
      }
    }
    let bound = found.isOptimal ? found.lowerBound ?? score.objective : found.lowerBound
    var solution = SitingSolution(
      sites: sites, allocation: nearest.sites, distances: nearest.distances,
      objective: score.objective, unreachedWeight: unreached,
      lowerBound: score.beyond > 0 ? nil : bound.map { max(0, min($0, score.objective)) },
      termination: found.isOptimal ? .provenOptimal : limits.reached ?? .converged)
    solution.unserved = unserved
    solution.noteGap(options.gap)
    return solution
  }
}

import Siting

/// What an objective is worth for given distances, worked out anew.
struct ObjectiveValue {
  /// As the search counts it: see `SitingSolution.objective`.
  let value: Double

  /// Works out the objective.
  ///
  /// - Parameters:
  ///   - objective: Which.
  ///   - distances: Metres of each of *n* demand points; nil for those who are not served.
  ///   - weights: *n* weights.
  ///   - facilities: How many are open.
  /// - Complexity: O(*n*), and O(*n* log *n*) for `fair`.
  init(
    _ objective: SitingObjective, distances: [Double?], weights: [Double], facilities: Int
  ) {
    var served: [Double] = []
    var servedWeights: [Double] = []
    var unservedWeight = 0.0
    for (distance, weight) in zip(distances, weights) where weight > 0 {
      if let distance {
        served.append(distance)
        servedWeights.append(weight)
      } else {
        unservedWeight += weight
      }
    }
    switch objective {
    case .median:
      value = zip(served, servedWeights).reduce(0) { $0 + $1.0 * $1.1 }
    case .means:
      value = zip(served, servedWeights).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
    case .center:
      value = served.max() ?? 0
    case .coverage:
      value = unservedWeight
    case .coverAll:
      value = Double(facilities)
    case .fair(let worst, let mix):
      let all = WeightedDistances(served, weights: servedWeights)
      let mean = all.mean ?? 0
      value = mix * mean + (1 - mix) * (all.worstMean(share: worst) ?? 0)
    }
  }
}

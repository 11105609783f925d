import Clustering

/// How good a plan is; the smaller the better, compared from the first entry to the last.
struct PlanScore: Comparable, Hashable, Sendable {
  /// Weight that could reach a site, and has none within its limit, in whole units.
  var beyond: Int64 = 0
  /// Weight that reaches no open site, in whole units.
  var unreached: Int64 = 0
  var objective = 0.0
  /// The weighted sum of distances: of plans that are as good, the one that people travel less in.
  var sum = 0.0

  static func < (left: PlanScore, right: PlanScore) -> Bool {
    if left.beyond != right.beyond { return left.beyond < right.beyond }
    if left.unreached != right.unreached { return left.unreached < right.unreached }
    return (left.objective, left.sum) < (right.objective, right.sum)
  }
}

/// Works out how good a plan is from how far everyone is from the nearest open site.
struct PlanScoring: Sendable {
  let objective: SitingObjective
  let weights: DemandWeights
  /// Per demand point, up to how many metres it can be served.
  private(set) var limits: [Double]
  /// Per demand point, whether it counts and can reach some site that may be open.
  let isReachable: [Bool]

  init<Provider>(_ problem: SitingProblem<Provider>, least: [Double]) {
    objective = problem.objective
    weights = DemandWeights(problem.weights, power: problem.objective.power)
    limits = problem.demand.indices.map { problem.rules.limit(ofDemand: $0) }
    isReachable = problem.demand.indices.map { problem.weights[$0] > 0 && least[$0] < .infinity }
  }

  /// The same with a limit for everybody, where it is smaller than their own.
  func limited(to radius: Double) -> PlanScoring {
    var scoring = self
    scoring.limits = limits.map { min($0, radius) }
    return scoring
  }

  /// Who is served first where not all can be: those who have a limit, then by weight.
  var priorities: DemandWeights {
    guard limits.contains(where: { $0 < .infinity }), limits.contains(.infinity) else {
      return weights
    }
    let smallest = weights.weights.filter { $0 > 0 }.min() ?? 1
    let total = weights.weights.reduce(0, +)
    // Where weights differ by more than any number, those without a limit count for little.
    let factor = max(1, min(1 + total / smallest, 0x1p900 / total))
    return DemandWeights(
      weights.weights.indices.map {
        limits[$0] < .infinity ? factor * weights.weights[$0] : weights.weights[$0]
      }, power: weights.power)
  }

  func isServed(_ index: Int, at distance: Double) -> Bool {
    distance < .infinity && distance <= limits[index]
  }

  /// - Parameters:
  ///   - distances: Per demand point, to the nearest open site; `.infinity` where there is no way.
  ///   - sites: How many sites are open.
  /// - Returns: The score, compared with others of the same problem.
  /// - Complexity: O(*n*), and O(*n* log *n*) for `fair`.
  func score(_ distances: [Double], sites: Int) -> PlanScore {
    var score = PlanScore()
    var value = 0.0
    for (index, distance) in distances.enumerated() {
      let weight = weights.weights[index]
      guard weight > 0 else { continue }
      if isServed(index, at: distance) {
        score.sum += weight * distance
        switch objective {
        case .median: value += weight * distance
        case .means: value += weight * (distance * distance)
        case .center: value = max(value, distance)
        case .coverage, .coverAll, .fair: break
        }
      } else if objective == .coverage {
        value += weight
      } else {
        if isReachable[index], limits[index] < .infinity { score.beyond += weights.units[index] }
        if distance == .infinity { score.unreached += weights.units[index] }
      }
    }
    switch objective {
    case .coverAll: value = Double(sites)
    case .fair(let worst, let mix): value = fairMean(distances, worst: worst, mix: mix)
    case .median, .means, .center, .coverage: break
    }
    score.objective = value
    return score
  }

  /// `mix` × the mean + (1 − `mix`) × the mean of the worst-off share, over those who are served.
  private func fairMean(_ distances: [Double], worst: Double, mix: Double) -> Double {
    let served = distances.indices.filter {
      weights.weights[$0] > 0 && isServed($0, at: distances[$0])
    }
    let total = served.reduce(0) { $0 + weights.weights[$1] }
    guard total > 0 else { return 0 }
    let travelled = served.reduce(0) { $0 + weights.weights[$1] * distances[$1] }
    let share = worst * total
    var left = share
    var far = 0.0
    for index in served.sorted(by: { (distances[$0], $0) > (distances[$1], $1) }) where left > 0 {
      let part = min(left, weights.weights[index])
      far += part * distances[index]
      left -= part
    }
    return mix * (travelled / total) + (1 - mix) * (far / share)
  }
}

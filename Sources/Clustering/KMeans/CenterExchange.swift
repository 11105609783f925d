/// Takes a center that is missed little away and puts it where it helps most.
///
/// Lloyd's iterations cannot move a center from one group of points to another far away; exchanges
/// can. They are P. Fränti's random swaps ("Efficiency of Random Swap Clustering", Journal of Big
/// Data 5, 2018, <https://doi.org/10.1186/s40537-018-0122-y>) with both ends chosen by what they
/// cost: what the points of the first center would pay at the others, and what a cut through a
/// cluster would save, both reckoned before any center has moved.
struct CenterExchange {
  let run: LloydRun
  let engine: any LloydEngine
  let points: PointMatrix
  let weights: RowWeights
  let count: Int
  /// How many exchanges in a row may fail.
  let patience: Int
  let cores: Int?
  /// Iterations after which no more is tried.
  var budget = 500

  /// Fewer failures where each costs much.
  static func patience(_ count: Int) -> Int { count <= 200 ? 12 : count <= 2000 ? 4 : 0 }

  /// - Returns: How many exchanges helped.
  func improve(
    _ best: inout LloydRun.Outcome, stop: (Int) -> Bool
  ) -> Int {
    guard patience > 0, count > 1 else { return 0 }
    var helped = 0
    var spent = 0
    while spent < budget {
      // To look for exchanges takes about as long as so many iterations.
      spent += 10
      _ = engine.assign(to: best.centers, count: count)
      let labels = engine.members(of: best.centers, count: count).labels
      let values = ClusterValues(
        points: points, weights: weights, centers: best.centers, labels: labels, cores: cores)
      let before = best.iterations
      if !values.restless.isEmpty, moveSingly(&best, values, stop: stop) {
        spent += best.iterations - before
        if best.termination == .stopped { return helped }
        continue
      }
      var isBetter = false
      for pair in pairs(values) {
        var centers = best.centers
        let columns = points.columnCount
        let halves = values.halves[pair.split]
        for column in 0..<columns {
          centers[pair.split * columns + column] = halves[column]
          centers[pair.removed * columns + column] = halves[columns + column]
        }
        let outcome = run.run(from: centers, on: engine, first: .exchange, stop: stop)
        spent += outcome.iterations
        if outcome.inertia < best.inertia * (1 - 1e-9) {
          var steps = best.steps
          steps.record(outcome.steps)
          let iterations = best.iterations + outcome.iterations
          best = outcome
          best.steps = steps
          best.iterations = iterations
          helped += 1
          isBetter = true
        }
        if outcome.termination == .stopped {
          best.termination = .stopped
          return helped
        }
        if isBetter || spent >= budget { break }
      }
      if !isBetter { break }
    }
    if helped > 0 { settle(&best, limit: run.maximumIterations, stop: stop) }
    return helped
  }

  /// Lets a run go on until no label changes: ends that differ by a few points between clusters
  /// can then be told apart.
  func settle(_ best: inout LloydRun.Outcome, limit: Int, stop: (Int) -> Bool) {
    var strict = run
    strict.tolerance = 0
    let outcome = strict.run(
      from: best.centers, on: engine, limit: limit, first: .move, stop: stop)
    guard outcome.inertia < best.inertia || outcome.termination == .stopped else { return }
    var steps = best.steps
    steps.record(outcome.steps.dropFirst())
    let iterations = best.iterations + outcome.iterations
    best = outcome
    best.steps = steps
    best.iterations = iterations
  }

  /// Moves single points where both means, having followed, make that worth while, then settles.
  ///
  /// J. A. Hartigan, M. A. Wong, "A K-Means Clustering Algorithm", Applied Statistics 28 (1979),
  /// <https://doi.org/10.2307/2346830>.
  ///
  /// - Returns: Whether that helped.
  private func moveSingly(
    _ best: inout LloydRun.Outcome, _ values: ClusterValues, stop: (Int) -> Bool
  ) -> Bool {
    let columns = points.columnCount
    var moved = best
    var totals = values.totals
    let labels = engine.members(of: best.centers, count: count).labels
    for (row, to) in values.restless {
      let from = labels[row]
      let weight = weights[row]
      guard totals[from] > weight else { continue }
      var here = 0.0
      var there = 0.0
      for column in 0..<columns {
        let value = points[row, column]
        let near = value - moved.centers[from * columns + column]
        let far = value - moved.centers[to * columns + column]
        here += near * near
        there += far * far
      }
      let gain =
        here * totals[from] / (totals[from] - weight) - there * totals[to] / (totals[to] + weight)
      guard gain > 1e-9 * here else { continue }
      for column in 0..<columns {
        let value = points[row, column]
        let near = from * columns + column
        let far = to * columns + column
        moved.centers[near] -= weight * (value - moved.centers[near]) / (totals[from] - weight)
        moved.centers[far] += weight * (value - moved.centers[far]) / (totals[to] + weight)
      }
      totals[from] -= weight
      totals[to] += weight
    }
    moved.inertia = .infinity
    settle(&moved, limit: run.maximumIterations, stop: stop)
    guard moved.inertia < best.inertia * (1 - 1e-12) else { return false }
    best = moved
    return true
  }

  private struct Pair {
    var removed: Int
    var split: Int
    var net: Double
  }

  /// The most promising exchanges, the best first.
  private func pairs(_ values: ClusterValues) -> [Pair] {
    let cheap = (0..<count).sorted { (values.losses[$0], $0) < (values.losses[$1], $1) }
      .prefix(patience + 1)
    let rich = (0..<count).sorted { (values.savings[$1], $0) < (values.savings[$0], $1) }
      .prefix(patience + 1)
    var pairs: [Pair] = []
    for removed in cheap {
      for split in rich where split != removed && values.savings[split] > 0 {
        // The others will move closer, so that less than the loss is lost: but not less than half.
        let net = values.savings[split] - values.losses[removed] / 2
        if net > 0 {
          pairs.append(
            Pair(
              removed: removed, split: split,
              net: values.savings[split] - values.losses[removed]))
        }
      }
    }
    pairs.sort { ($0.net, $1.removed, $1.split) > ($1.net, $0.removed, $0.split) }
    return Array(pairs.prefix(patience))
  }
}

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

  /// Fewer failures where each costs much.
  static func patience(_ count: Int) -> Int { count <= 200 ? 12 : count <= 2000 ? 4 : 0 }

  /// - Returns: How many exchanges helped.
  func improve(
    _ best: inout LloydRun.Outcome, stop: (Int) -> Bool
  ) -> Int {
    guard patience > 0, count > 1 else { return 0 }
    var helped = 0
    var tries = 0
    // Enough for every center to be wrong once.
    while tries < 4 * patience + count {
      _ = engine.assign(to: best.centers, count: count)
      let labels = engine.members(of: best.centers, count: count).labels
      let values = ClusterValues(
        points: points, weights: weights, centers: best.centers, labels: labels, cores: cores)
      var isBetter = false
      for pair in pairs(values) {
        tries += 1
        var centers = best.centers
        let columns = points.columnCount
        let halves = values.halves[pair.split]
        for column in 0..<columns {
          centers[pair.split * columns + column] = halves[column]
          centers[pair.removed * columns + column] = halves[columns + column]
        }
        let outcome = run.run(from: centers, on: engine, first: .exchange, stop: stop)
        if outcome.inertia < best.inertia * (1 - 1e-9) {
          let steps = best.steps + outcome.steps
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
        if isBetter { break }
      }
      if !isBetter { break }
    }
    return helped
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

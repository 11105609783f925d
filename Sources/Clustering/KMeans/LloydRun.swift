/// Lloyd's iterations from one start.
///
/// S. P. Lloyd, "Least Squares Quantization in PCM", IEEE Transactions on Information Theory 28
/// (1982), <https://doi.org/10.1109/TIT.1982.1056489>. Iterations are counted, and ended, as
/// scikit-learn does.
struct LloydRun {
  let points: PointMatrix
  let weights: RowWeights
  let count: Int
  let maximumIterations: Int
  /// The squared moves of all centers, summed, at which a start has converged.
  var tolerance: Double
  let recordsSteps: Bool
  var middle = ClusterMiddle.mean
  var cores: Int?

  struct Outcome {
    var centers: [Double]
    var inertia: Double
    var iterations: Int
    var termination: KMeansResult.Termination
    var steps: [KMeansStep] = []
  }

  /// Moves the centers until nothing changes, the tolerance is met or the limit is reached.
  ///
  /// The engine then holds the labels of the outcome's centers. No cluster is empty unless the
  /// caller stopped.
  ///
  /// - Parameters:
  ///   - start: *k* × *d*.
  ///   - engine: Of the same points and weights.
  ///   - limit: Fewer iterations than the run allows; nil for as many.
  ///   - first: What the first step is called.
  ///   - stop: Asked before each iteration, told how many there were.
  /// - Returns: Where the centers ended.
  func run(
    from start: [Double], on engine: any LloydEngine, limit: Int? = nil,
    first: KMeansStep.Kind = .start, stop: (Int) -> Bool
  ) -> Outcome {
    let limit = limit ?? maximumIterations
    // Later runs start near the last: what the engine remembers is still of use.
    if first == .start { engine.forget() }
    var outcome = Outcome(
      centers: start, inertia: .infinity, iterations: 0, termination: .iterationLimit)
    var isSettled = false
    var mayBeStrict = false
    while true {
      var pass = engine.assign(to: outcome.centers, count: count)
      let hasEmpty = pass.weights.contains { $0 <= 0 }
      if recordsSteps, !(hasEmpty && outcome.iterations >= limit) {
        record(outcome.iterations == 0 ? first : .move, of: engine, into: &outcome)
      }
      if outcome.iterations >= limit {
        outcome.inertia = engine.inertia(of: outcome.centers, count: count)
        if hasEmpty { fill(&pass, of: engine, into: &outcome) }
        if isSettled || (mayBeStrict && !pass.hasChanges && !hasEmpty) {
          outcome.termination = .converged
        }
        return outcome
      }
      if isSettled && !hasEmpty {
        return ended(.converged, outcome, on: engine)
      }
      if stop(outcome.iterations) {
        return ended(.stopped, outcome, on: engine)
      }
      outcome.iterations += 1
      if mayBeStrict && !pass.hasChanges && !hasEmpty {
        return ended(.converged, outcome, on: engine)
      }
      let refills = hasEmpty ? refill(&pass, of: engine, centers: outcome.centers) : []
      mayBeStrict = !hasEmpty
      let middles = middles(of: pass, refills, on: engine, centers: outcome.centers)
      let moved = move(&outcome.centers, to: middles, weights: pass.weights)
      isSettled = moved <= tolerance
    }
  }

  private func ended(
    _ termination: KMeansResult.Termination, _ outcome: Outcome, on engine: any LloydEngine
  ) -> Outcome {
    var outcome = outcome
    outcome.termination = termination
    outcome.inertia = engine.inertia(of: outcome.centers, count: count)
    return outcome
  }

  /// Where the centers suit their members best; unused for clusters without weight.
  private func middles(
    of pass: LloydPass, _ refills: [Refill], on engine: any LloydEngine, centers: [Double]
  ) -> [Double] {
    let columns = points.columnCount
    switch middle {
    case .mean:
      return pass.sums.indices.map { pass.sums[$0] / pass.weights[$0 / columns] }
    case .median:
      var labels = engine.members(of: centers, count: count).labels
      for refill in refills { labels[refill.row] = refill.center }
      var rows = [[Int]](repeating: [], count: count)
      for (row, label) in labels.enumerated() { rows[label].append(row) }
      var medians = [[Double]](repeating: [], count: count)
      medians.withUnsafeMutableBufferPointer { medians in
        nonisolated(unsafe) let medians = medians
        concurrently(count, cores: cores) { [rows, points, weights] center in
          medians[center] = points.medians(of: rows[center], weights: weights)
        }
      }
      return Array(medians.joined())
    }
  }

  /// Moves the centers of clusters with weight.
  ///
  /// - Returns: The squared moves, summed.
  private func move(
    _ centers: inout [Double], to middles: [Double], weights: [Double]
  ) -> Double {
    let columns = points.columnCount
    var moved = 0.0
    for center in 0..<count where weights[center] > 0 {
      for place in center * columns..<(center + 1) * columns {
        let step = middles[place] - centers[place]
        centers[place] = middles[place]
        moved += step * step
      }
    }
    return moved
  }

  private func record(
    _ kind: KMeansStep.Kind, of engine: any LloydEngine, into outcome: inout Outcome
  ) {
    outcome.steps.record(step(kind, assigned: outcome.centers, on: engine))
  }

  /// The step at which all points go to the nearest of these centers.
  func step(_ kind: KMeansStep.Kind, at centers: [Double], on engine: any LloydEngine) -> KMeansStep
  {
    _ = engine.assign(to: centers, count: count)
    return step(kind, assigned: centers, on: engine)
  }

  private func step(
    _ kind: KMeansStep.Kind, assigned centers: [Double], on engine: any LloydEngine
  ) -> KMeansStep {
    KMeansStep(
      kind: kind, centers: PointMatrix(sound: centers, columnCount: points.columnCount),
      labels: engine.members(of: centers, count: count).labels,
      inertia: engine.inertia(of: centers, count: count))
  }

  /// Ends a run at its limit with a point for every center that has none.
  private func fill(
    _ pass: inout LloydPass, of engine: any LloydEngine, into outcome: inout Outcome
  ) {
    let columns = points.columnCount
    // Each round leaves fewer empty, or at least the inertia smaller.
    for _ in 0..<count {
      let empty = (0..<count).filter { pass.weights[$0] <= 0 }
      if empty.isEmpty { break }
      let members = engine.members(of: outcome.centers, count: count)
      for (center, row) in zip(empty, farthestRows(empty.count, members: members)) {
        for column in 0..<columns {
          outcome.centers[center * columns + column] = points[row, column]
        }
      }
      pass = engine.assign(to: outcome.centers, count: count)
    }
    outcome.inertia = engine.inertia(of: outcome.centers, count: count)
    if recordsSteps { record(.move, of: engine, into: &outcome) }
  }

  /// Gives clusters without weight the points farthest from their centers.
  private func refill(
    _ pass: inout LloydPass, of engine: any LloydEngine, centers: [Double]
  ) -> [Refill] {
    var refills: [Refill] = []
    let columns = points.columnCount
    let empty = (0..<count).filter { pass.weights[$0] <= 0 }
    let members = engine.members(of: centers, count: count)
    for (center, row) in zip(empty, farthestRows(empty.count, members: members)) {
      let old = members.labels[row]
      let weight = weights[row]
      for column in 0..<columns {
        let share = weight * points[row, column]
        pass.sums[old * columns + column] -= share
        pass.sums[center * columns + column] = share
      }
      pass.weights[old] -= weight
      pass.weights[center] = weight
      refills.append(Refill(center: center, row: row))
    }
    return refills
  }

  private struct Refill {
    var center: Int
    var row: Int
  }

  /// Rows with weight, far from their centers, all different, that leave no cluster empty.
  ///
  /// - Complexity: O(*n* log *n*)
  private func farthestRows(_ wanted: Int, members: Members) -> [Int] {
    var sizes = [Int](repeating: 0, count: count)
    for row in 0..<points.rowCount where weights[row] > 0 { sizes[members.labels[row]] += 1 }
    let distances = members.squaredDistances
    let order = (0..<points.rowCount).filter { weights[$0] > 0 && distances[$0] > 0 }
      .sorted { (distances[$0], $1) > (distances[$1], $0) }
    var chosen: [Int] = []
    for row in order {
      if chosen.count == wanted { break }
      let label = members.labels[row]
      guard sizes[label] > 1 else { continue }
      // Equal rows are equally far, and so neighbours in the order.
      let isTaken = chosen.contains { points.row($0).elementsEqual(points.row(row)) }
      guard !isTaken else { continue }
      sizes[label] -= 1
      chosen.append(row)
    }
    return chosen
  }
}

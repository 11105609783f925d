/// How large clusters may be.
public enum ClusterSizes: Hashable, Sendable {
  /// At least and at most so many rows, or so much weight.
  case between(minimum: Double, maximum: Double)
  /// All as large as each other, up to one row; by weight, up to the largest weight.
  case balanced
}

/// Finds *k* clusters of bounded sizes.
///
/// As in k-means, rows are dealt out and centers move to their means, in turn; but the dealing keeps
/// to the bounds. By rows it is the cheapest there is, found by shortest augmenting paths between
/// clusters (a transport problem; R. K. Ahuja, T. L. Magnanti, J. B. Orlin, "Network Flows", 1993,
/// section 9.7). By weight, rows staying whole, the cheapest is too hard to find in general, and a
/// good one is found by single moves and swaps.
///
///     let classes = try kMeans(homes, count: 12, sizes: .between(minimum: 18, maximum: 25))
///
/// A row's label need not be its nearest center.
///
/// - Parameters:
///   - points: *n* rows, as they are.
///   - count: *k*, from 1 to the number of distinct points.
///   - sizes: The bounds.
///   - byWeight: Whether the bounds count the weights of the options instead of rows.
///   - options: As for k-means; there are no exchanges.
///   - shouldStop: Asked once an iteration; the best so far is returned.
///   - progress: Told once an iteration.
/// - Returns: The best clusters found; every one within the bounds.
/// - Throws: ``ClusteringError``, as k-means does, and where no sizes within the bounds make up the
///   total, or no way was found to keep to them.
/// - Complexity: O(*n* · *k*) memory; per iteration O(*m* · *k*² + *n* · *k* · log *n*) at least,
///   *m* being the rows that cannot go where they are nearest.
public func kMeans(
  _ points: PointMatrix, count: Int, sizes: ClusterSizes, byWeight: Bool = false,
  options: KMeansOptions = KMeansOptions(), shouldStop: () -> Bool = { false },
  progress: (KMeansProgress) -> Void = { _ in }
) throws(ClusteringError) -> KMeansResult {
  try options.check()
  if let unit = PointUnit(points) {
    return try SafeSize(unit: unit, isDealt: true).run(points, count: count, options: options) {
      (points, count, options) throws(ClusteringError) in
      try dealtKMeans(
        points, count: count, sizes: sizes, byWeight: byWeight, options: options,
        shouldStop: shouldStop, progress: progress)
    }
  }
  let weights = try RowWeights(options.weights, rows: points.rowCount)
  try points.require(count, weights: weights)
  return try dealtKMeans(
    points, count: count, sizes: sizes, byWeight: byWeight, options: options,
    shouldStop: shouldStop, progress: progress)
}

/// The same for points of a usual size, which may be fewer distinct ones than clusters.
private func dealtKMeans(
  _ points: PointMatrix, count: Int, sizes: ClusterSizes, byWeight: Bool, options: KMeansOptions,
  shouldStop: () -> Bool, progress: (KMeansProgress) -> Void
) throws(ClusteringError) -> KMeansResult {
  let weights = try RowWeights(options.weights, rows: points.rowCount)
  let bounds = try SizeBounds(
    sizes, count: count, weights: weights, byWeight: byWeight, rows: points.rowCount)
  let start = try KMeansStart(points: points, weights: weights, count: count, options: options)
  let engine = lloydEngine(points, weights: weights, cores: options.cores)

  var best: SizedRun.Outcome?
  var startInertias: [Double] = []
  for number in 0..<start.runs {
    let run = SizedRun(
      points: points, weights: weights, count: count, bounds: bounds,
      recordsSteps: options.recordsSteps)
    let bestInertia = best?.inertia ?? .infinity
    let outcome = try run.run(
      from: start.centers(number, on: engine), limit: options.maximumIterations
    ) { iteration in
      progress(
        KMeansProgress(
          start: number, starts: start.runs, iteration: iteration, bestInertia: bestInertia))
      return shouldStop()
    }
    startInertias.append(outcome.inertia)
    if outcome.inertia < best?.inertia ?? .infinity { best = outcome }
    if outcome.termination == .stopped { break }
  }
  guard let best else { preconditionFailure("there is at least one start") }
  return KMeansResult(
    centers: PointMatrix(sound: best.centers, columnCount: points.columnCount),
    labels: best.labels,
    squaredDistances: best.labels.indices.map {
      points.squaredDistance($0, best.centers, best.labels[$0])
    },
    inertia: best.inertia, iterations: best.iterations, termination: best.termination,
    startInertias: startInertias, exchanges: 0, steps: best.steps)
}

/// Bounds in rows or in weight.
struct SizeBounds {
  var minimum: Double
  var maximum: Double
  /// What each row takes up.
  var amounts: [Double]
  /// Whether each row takes up 1.
  var countsRows: Bool

  init(
    _ sizes: ClusterSizes, count: Int, weights: RowWeights, byWeight: Bool, rows: Int
  ) throws(ClusteringError) {
    countsRows = !byWeight || weights.values == nil
    amounts = (0..<rows).map { byWeight ? weights[$0] : 1 }
    let total = amounts.reduce(0, +)
    switch sizes {
    case .between(let low, let high):
      minimum = max(0, low)
      maximum = high
    case .balanced:
      let share = total / Double(count)
      let slack = countsRows ? 0 : amounts.max() ?? 0
      minimum = max(0, countsRows ? share.rounded(.down) : share - slack)
      maximum = countsRows ? share.rounded(.up) : share + slack
    }
    if countsRows {
      minimum.round(.up)
      maximum.round(.down)
    }
    guard minimum <= maximum, minimum * Double(count) <= total * (1 + 1e-12),
      maximum * Double(count) >= total * (1 - 1e-12)
    else {
      throw .sizesImpossible(minimum: minimum, maximum: maximum, count: count, total: total)
    }
  }

  /// Deals rows out within the bounds.
  ///
  /// - Parameters:
  ///   - costs: *n* × *k*, finite.
  ///   - count: *k*.
  /// - Returns: For each row its cluster.
  /// - Throws: ``ClusteringError/sizesNotMet(cluster:size:minimum:maximum:)``.
  func deal(_ costs: [Double], count: Int) throws(ClusteringError) -> [Int] {
    if countsRows {
      var dealing = SizedDealing(costs: costs, count: count, minimum: minimum, maximum: maximum)
      dealing.solve()
      return dealing.labels
    }
    var dealing = WeightedDealing(costs: costs, count: count, bounds: self)
    try dealing.solve()
    return dealing.labels
  }

  /// How much a size is out of bounds.
  func excess(_ size: Double) -> Double {
    let slack = 1e-9 * max(1, size)
    let over = size - maximum
    let under = minimum - size
    return over > slack ? over : under > slack ? under : 0
  }
}

extension PointMatrix {
  /// The squared distance from a row to one of some centers.
  func squaredDistance(_ row: Int, _ centers: [Double], _ center: Int) -> Double {
    var sum = 0.0
    for column in 0..<columnCount {
      let step = values[row * columnCount + column] - centers[center * columnCount + column]
      sum += step * step
    }
    return sum
  }
}

/// Dealing out and moving, in turn, from one start.
private struct SizedRun {
  let points: PointMatrix
  let weights: RowWeights
  let count: Int
  let bounds: SizeBounds
  let recordsSteps: Bool

  struct Outcome {
    var centers: [Double]
    var labels: [Int]
    var inertia: Double
    var iterations: Int
    var termination: KMeansResult.Termination
    var steps: [KMeansStep] = []
  }

  func run(
    from start: [Double], limit: Int, shouldStop: (_ iteration: Int) -> Bool
  ) throws(ClusteringError) -> Outcome {
    var outcome = Outcome(
      centers: start, labels: [], inertia: .infinity, iterations: 0, termination: .iterationLimit)
    while true {
      let labels = try deal(outcome.centers)
      let inertia = self.inertia(labels, outcome.centers)
      let isBetter = inertia < outcome.inertia * (1 - 1e-12)
      if isBetter {
        outcome.labels = labels
        outcome.inertia = inertia
      }
      record(&outcome)
      if !isBetter {
        outcome.termination = .converged
        return outcome
      }
      if outcome.iterations >= limit { return outcome }
      if shouldStop(outcome.iterations) {
        outcome.termination = .stopped
        return outcome
      }
      outcome.iterations += 1
      let before = outcome.centers
      outcome.centers = means(of: labels, before: before)
      outcome.inertia = self.inertia(labels, outcome.centers)
    }
  }

  private func record(_ outcome: inout Outcome) {
    guard recordsSteps else { return }
    outcome.steps.record(
      KMeansStep(
        kind: outcome.iterations == 0 ? .start : .move,
        centers: PointMatrix(sound: outcome.centers, columnCount: points.columnCount),
        labels: outcome.labels, inertia: outcome.inertia))
  }

  private func deal(_ centers: [Double]) throws(ClusteringError) -> [Int] {
    var costs: [Double] = []
    costs.reserveCapacity(points.rowCount * count)
    for row in 0..<points.rowCount {
      for center in 0..<count {
        costs.append(weights[row] * points.squaredDistance(row, centers, center))
      }
    }
    return try bounds.deal(costs, count: count)
  }

  private func inertia(_ labels: [Int], _ centers: [Double]) -> Double {
    labels.indices.reduce(0) {
      $0 + weights[$1] * points.squaredDistance($1, centers, labels[$1])
    }
  }

  private func means(of labels: [Int], before: [Double]) -> [Double] {
    let columns = points.columnCount
    var sums = [Double](repeating: 0, count: before.count)
    var totals = [Double](repeating: 0, count: count)
    for (row, label) in labels.enumerated() {
      totals[label] += weights[row]
      for column in 0..<columns {
        sums[label * columns + column] += weights[row] * points.values[row * columns + column]
      }
    }
    return sums.indices.map { place in
      totals[place / columns] > 0 ? sums[place] / totals[place / columns] : before[place]
    }
  }
}

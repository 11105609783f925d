/// How a mini-batch k-means is to run.
public struct MiniBatchOptions: Sendable {
  public var seed: UInt64 = 0
  /// Rows drawn for each step.
  public var batchSize = 2048
  /// How many batches at most.
  public var maximumSteps = 500
  /// Batches in a row that may pass without a better smoothed inertia.
  public var patience = 20
  /// How much each row counts: finite, none negative; nil for 1 each.
  public var weights: [Double]?
  /// Whether to keep the centers after each batch, and the labels of all rows, which takes as long as
  /// many batches.
  public var recordsSteps = false
  /// How many cores to use, nil for all; the result is the same.
  public var cores: Int?

  public init() {}
}

/// Finds *k* centers from small samples of the points, for sets too large to be looked at often.
///
/// A batch of rows is drawn, each goes to its nearest center, and each center moves to the mean of
/// all that it has been given so far. At the end every row is given to its nearest center, once.
/// D. Sculley, "Web-Scale k-Means Clustering", WWW 2010,
/// <https://doi.org/10.1145/1772690.1772862>. In few columns
/// ``kMeans(_:count:options:shouldStop:progress:)`` is fast enough for millions of points, and
/// better.
///
/// - Parameters:
///   - points: *n* rows, as they are.
///   - count: *k*, from 1 to the number of distinct points.
///   - options: The size of batches and when to end.
///   - shouldStop: Asked before each batch; the centers so far are returned.
///   - progress: Told before each batch.
/// - Returns: The clusters; iterations counts the batches.
/// - Throws: ``ClusteringError``, as k-means does.
/// - Complexity: O(*b* · *k* · *d*) for each batch of *b* rows, and once O(*n* · *k* · *d*).
public func miniBatchKMeans(
  _ points: PointMatrix, count: Int, options: MiniBatchOptions = MiniBatchOptions(),
  shouldStop: () -> Bool = { false }, progress: (KMeansProgress) -> Void = { _ in }
) throws(ClusteringError) -> KMeansResult {
  for (name, value) in [
    ("batchSize", options.batchSize), ("maximumSteps", options.maximumSteps),
    ("patience", options.patience),
  ] {
    guard value >= 1 else {
      throw .badOption(name: name, value: Double(value), allowed: "at least 1")
    }
  }
  if let unit = PointUnit(points) {
    var plain = KMeansOptions()
    plain.weights = options.weights
    return try SafeSize(unit: unit).run(points, count: count, options: plain) {
      (points, count, plain) throws(ClusteringError) in
      var own = options
      own.weights = plain.weights
      return try miniBatchKMeans(
        points, count: count, options: own, shouldStop: shouldStop, progress: progress)
    }
  }
  let weights = try RowWeights(options.weights, rows: points.rowCount)
  try points.require(count, weights: weights)
  var generator = SeededGenerator(seed: options.seed)
  var batches = BatchSteps(
    centers: try firstCenters(points, count, weights, options, &generator), count: count)
  var smoothed: Double?
  var best = Double.infinity
  var fruitless = 0
  var termination = KMeansResult.Termination.iterationLimit
  var steps = 0
  // A step counts as much as it shows of the set.
  let share = min(1, 2 * Double(options.batchSize) / Double(points.rowCount + 1))
  var last = KMeansOptions()
  last.cores = options.cores
  let run = LloydRun(points: points, weights: weights, count: count, options: last)
  let engine = lloydEngine(points, weights: weights, cores: options.cores)
  var record: [KMeansStep] = []
  func note(_ kind: KMeansStep.Kind) {
    guard options.recordsSteps else { return }
    record.record(run.step(kind, at: batches.centers, on: engine))
  }
  note(.start)
  while steps < options.maximumSteps {
    progress(KMeansProgress(start: 0, starts: 1, iteration: steps, bestInertia: .infinity))
    if shouldStop() {
      termination = .stopped
      break
    }
    steps += 1
    let rows = (0..<options.batchSize).map { _ in generator.index(below: points.rowCount) }
    let inertia = try batches.step(points.rows(rows), rows.map { weights[$0] }, options.cores)
    note(.move)
    let mean = smoothed.map { $0 + (inertia - $0) * share } ?? inertia
    smoothed = mean
    fruitless = mean < best ? 0 : fruitless + 1
    best = min(best, mean)
    if fruitless >= options.patience {
      termination = .converged
      break
    }
  }
  var outcome = run.run(from: batches.centers, on: engine, limit: 0) { _ in false }
  outcome.termination = termination
  outcome.iterations = steps
  outcome.steps = record
  if options.recordsSteps {
    // Where the end gave a point to a center that had lost all of its own.
    outcome.steps.record(run.step(.move, at: outcome.centers, on: engine))
  }
  return run.result(
    LloydRun.Search(best: outcome, startInertias: [outcome.inertia]), on: engine)
}

/// A k-means of a sample, large enough to have as many distinct rows as there are clusters.
private func firstCenters(
  _ points: PointMatrix, _ count: Int, _ weights: RowWeights, _ options: MiniBatchOptions,
  _ generator: inout SeededGenerator
) throws(ClusteringError) -> [Double] {
  var size = max(3 * options.batchSize, 20 * count)
  while true {
    let rows =
      size >= points.rowCount
      ? Array(0..<points.rowCount)
      : (0..<size).map { _ in generator.index(below: points.rowCount) }
    var first = KMeansOptions()
    first.starts = 3
    first.exchanges = 0
    first.maximumIterations = 20
    first.seed = generator.next()
    first.cores = options.cores
    first.weights = weights.values == nil ? nil : rows.map { weights[$0] }
    do {
      return try kMeans(points.rows(rows), count: count, options: first).centers.values
    } catch {
      guard size < points.rowCount else { throw error }
      size *= 4
    }
  }
}

/// Centers that follow batch after batch.
private struct BatchSteps {
  var centers: [Double]
  let count: Int
  private var seen: [Double]

  init(centers: [Double], count: Int) {
    self.centers = centers
    self.count = count
    seen = Array(repeating: 0, count: count)
  }

  /// Moves the centers by one batch.
  ///
  /// - Returns: The batch's mean squared distance to the centers before the move.
  mutating func step(
    _ batch: PointMatrix, _ batchWeights: [Double], _ cores: Int?
  ) throws(ClusteringError) -> Double {
    let weights = try RowWeights(batchWeights, rows: batch.rowCount)
    guard weights.total > 0 else { return 0 }
    let engine = lloydEngine(batch, weights: weights, cores: cores)
    let pass = engine.assign(to: centers, count: count)
    let inertia = engine.inertia(of: centers, count: count)
    for center in 0..<count where pass.weights[center] > 0 {
      seen[center] += pass.weights[center]
      let part = pass.weights[center] / seen[center]
      for place in center * batch.columnCount..<(center + 1) * batch.columnCount {
        centers[place] += (pass.sums[place] / pass.weights[center] - centers[place]) * part
      }
    }
    return inertia / weights.total
  }
}

/// Finds *k* centers near to all points by the sum of absolute differences.
///
/// Each center is the median of its cluster, column by column, so that single points far out pull
/// it less than they pull a mean. P. S. Bradley, O. L. Mangasarian, W. N. Street, "Clustering via
/// Concave Minimization", NIPS 1996, <https://dl.acm.org/doi/10.5555/2998981.2999033>.
///
///     let result = try kMedians(points, count: 3)
///     result.cost  // the sum of all absolute differences
///
/// - Parameters:
///   - points: *n* rows, as they are.
///   - count: *k*, from 1 to the number of distinct points.
///   - options: As for k-means; k-means++ draws by distance instead of its square, and there are
///     no exchanges.
///   - shouldStop: Asked once an iteration; the best so far is returned.
///   - progress: Told once an iteration.
/// - Returns: The best clusters found.
/// - Throws: ``ClusteringError``, as ``kMeans(_:count:options:shouldStop:progress:)`` does.
/// - Complexity: O(*n* · *k* · *d*) per iteration at worst, and O(*n* · *d* · log *n*).
public func kMedians(
  _ points: PointMatrix, count: Int, options: KMeansOptions = KMeansOptions(),
  shouldStop: () -> Bool = { false }, progress: (KMeansProgress) -> Void = { _ in }
) throws(ClusteringError) -> KMediansResult {
  try options.check()
  let result: KMeansResult
  if let unit = PointUnit(points) {
    result = try SafeSize(unit: unit, isSquared: false).run(
      points, count: count, options: options
    ) { (points, count, options) throws(ClusteringError) in
      try usualKMedians(
        points, count: count, options: options, shouldStop: shouldStop, progress: progress)
    }
  } else {
    result = try usualKMedians(
      points, count: count, options: options, shouldStop: shouldStop, progress: progress)
  }
  return KMediansResult(
    centers: result.centers, labels: result.labels, distances: result.squaredDistances,
    cost: result.inertia, iterations: result.iterations, termination: result.termination,
    startCosts: result.startInertias, steps: result.steps)
}

/// Medians of points of a usual size; what the result calls squared distances are distances.
private func usualKMedians(
  _ points: PointMatrix, count: Int, options: KMeansOptions, shouldStop: () -> Bool,
  progress: (KMeansProgress) -> Void
) throws(ClusteringError) -> KMeansResult {
  let weights = try RowWeights(options.weights, rows: points.rowCount)
  try points.require(count, weights: weights)
  let start = try KMeansStart(points: points, weights: weights, count: count, options: options)
  let engine = ManhattanEngine(points, weights: weights, cores: options.cores)
  var run = LloydRun(points: points, weights: weights, count: count, options: options)
  run.middle = .median
  let found = run.best(
    of: start, on: engine, options: options, shouldStop: shouldStop, progress: progress)
  return run.result(found, on: engine)
}

/// Clusters around medians: what ``kMedians(_:count:options:shouldStop:progress:)`` gives.
public struct KMediansResult: Sendable {
  /// *k* rows: the median of each cluster, column by column.
  public var centers: PointMatrix
  /// For each row the number of its nearest center; the lowest where several are as near.
  public var labels: [Int]
  /// For each row the sum of the absolute differences to its center, unweighted.
  public var distances: [Double]
  /// The weighted sum of the distances.
  public var cost: Double
  public var iterations: Int
  public var termination: KMeansResult.Termination
  /// Where each start ended.
  public var startCosts: [Double]
  /// Each iteration of the best start, where asked for; what it calls inertia is the cost.
  public var steps: [KMeansStep]
}

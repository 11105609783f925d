/// Finds *k* centers near to all points: the sum of the squared distances is to be small.
///
///     let points = try PointMatrix(rows: [[1, 1], [2, 1], [9, 8], [8, 8]])
///     let result = try kMeans(points, count: 2)
///     result.labels   // [0, 0, 1, 1], or the other way round
///     result.centers  // (1.5, 1) and (8.5, 8)
///
/// Several starts run and the best is kept; then single centers are exchanged as long as that
/// helps (``KMeansOptions/exchanges``). No cluster is ever empty: one that loses its last point
/// gets the point that is farthest from its center. Same points, options and seed: the same
/// result, on any number of cores.
///
/// Points of up to four columns stand in a tree whose boxes find their center at once; with more
/// columns, bounds from the triangle inequality spare most of the distances. Either way labels
/// are exactly those of comparing every point with every center.
///
/// - Parameters:
///   - points: *n* rows, as they are: scale columns of different units beforehand.
///   - count: *k*, from 1 to the number of distinct points.
///   - options: How to start, when to end, how much rows weigh.
///   - shouldStop: Asked once an iteration; the best so far is returned.
///   - progress: Told once an iteration.
/// - Returns: The best clusters found.
/// - Throws: ``ClusteringError`` for options, weights or a start that make no sense, and for fewer
///   distinct points than clusters.
/// - Complexity: O(*n* · *k* · *d*) per iteration at worst; in the plane nearer to
///   O(√(*n* · *k*) + *k*), after sorting in O(*n* log *n*).
public func kMeans(
  _ points: PointMatrix, count: Int, options: KMeansOptions = KMeansOptions(),
  shouldStop: () -> Bool = { false }, progress: (KMeansProgress) -> Void = { _ in }
) throws(ClusteringError) -> KMeansResult {
  try options.check()
  let weights = try RowWeights(options.weights, rows: points.rowCount)
  try points.require(count, weights: weights)
  let start = try KMeansStart(points: points, weights: weights, count: count, options: options)
  let engine = lloydEngine(points, weights: weights, cores: options.cores)
  let run = LloydRun(
    points: points, weights: weights, count: count,
    maximumIterations: options.maximumIterations,
    tolerance: options.tolerance == 0
      ? 0 : options.tolerance * points.meanVariance(weights: weights),
    recordsSteps: options.recordsSteps)

  var best: LloydRun.Outcome?
  var startInertias: [Double] = []
  for number in 0..<start.runs {
    let outcome = run.run(from: start.centers(number, on: engine), on: engine) { iteration in
      progress(
        KMeansProgress(
          start: number, starts: start.runs, iteration: iteration,
          bestInertia: startInertias.min() ?? .infinity))
      return shouldStop()
    }
    let isBest = outcome.inertia < best?.inertia ?? .infinity
    startInertias.append(outcome.inertia)
    if isBest || best == nil { best = outcome }
    if outcome.termination == .stopped { break }
  }
  guard var best else { preconditionFailure("there is at least one start") }
  var exchanges = 0
  if best.termination != .stopped {
    let exchange = CenterExchange(
      run: run, engine: engine, points: points, weights: weights, count: count,
      patience: options.exchanges ?? (start.isPlusPlus ? CenterExchange.patience(count) : 0),
      cores: options.cores)
    let bestInertia = best.inertia
    exchanges = exchange.improve(&best) { iteration in
      progress(
        KMeansProgress(
          start: start.runs, starts: start.runs, iteration: iteration,
          bestInertia: bestInertia))
      return shouldStop()
    }
  }
  // The engine may remember the labels of another start.
  _ = engine.assign(to: best.centers, count: count)
  let members = engine.members(of: best.centers, count: count)
  return KMeansResult(
    centers: PointMatrix(sound: best.centers, columnCount: points.columnCount),
    labels: members.labels, squaredDistances: members.squaredDistances, inertia: best.inertia,
    iterations: best.iterations, termination: best.termination, startInertias: startInertias,
    exchanges: exchanges, steps: best.steps)
}

/// The engine that suits the number of columns.
func lloydEngine(
  _ points: PointMatrix, weights: RowWeights, cores: Int?
) -> any LloydEngine {
  points.columnCount <= TreeEngine.mostColumns
    ? TreeEngine(points, weights: weights, cores: cores)
    : RowEngine(points, weights: weights, cores: cores)
}

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
  if let unit = PointUnit(points) {
    return try SafeSize(unit: unit).run(points, count: count, options: options) {
      (points, count, options) throws(ClusteringError) in
      try kMeans(
        points, count: count, options: options, shouldStop: shouldStop, progress: progress)
    }
  }
  let weights = try RowWeights(options.weights, rows: points.rowCount)
  try points.require(count, weights: weights)
  let start = try KMeansStart(points: points, weights: weights, count: count, options: options)
  let engine = lloydEngine(points, weights: weights, cores: options.cores)
  let run = LloydRun(points: points, weights: weights, count: count, options: options)
  let found = run.best(
    of: start, on: engine, options: options, shouldStop: shouldStop, progress: progress)
  return run.result(found, on: engine)
}

extension LloydRun {
  /// A run as the options want it.
  init(points: PointMatrix, weights: RowWeights, count: Int, options: KMeansOptions) {
    self.init(
      points: points, weights: weights, count: count,
      maximumIterations: options.maximumIterations,
      tolerance: options.tolerance == 0
        ? 0 : options.tolerance * points.meanVariance(weights: weights),
      recordsSteps: options.recordsSteps, cores: options.cores)
  }

  /// What several starts and exchanges came to.
  struct Search {
    var best: Outcome
    var startInertias: [Double]
    var exchanges = 0
  }

  /// The best of all starts, made better by exchanges.
  func best(
    of start: KMeansStart, on engine: any LloydEngine, options: KMeansOptions,
    shouldStop: () -> Bool, progress: (KMeansProgress) -> Void
  ) -> Search {
    let automatic = start.isPlusPlus && middle == .mean ? CenterExchange.patience(count) : 0
    var exchange = CenterExchange(
      run: self, engine: engine, points: points, weights: weights, count: count,
      patience: middle == .mean ? options.exchanges ?? automatic : 0, cores: options.cores)
    var search: Search?
    var iterations = 0
    for number in 0..<start.runs {
      let bestInertia = search?.best.inertia ?? .infinity
      let stop = { (iteration: Int) in
        progress(
          KMeansProgress(
            start: number, starts: start.runs, iteration: iteration, bestInertia: bestInertia))
        return shouldStop()
      }
      var outcome = run(from: start.centers(number, on: engine), on: engine, stop: stop)
      let isClose = outcome.inertia < 1.001 * bestInertia
      if exchange.patience > 0, isClose, outcome.termination == .converged {
        exchange.settle(&outcome, limit: max(20, outcome.iterations), stop: stop)
      }
      iterations += outcome.iterations
      if var found = search {
        found.startInertias.append(outcome.inertia)
        if outcome.inertia < found.best.inertia { found.best = outcome }
        search = found
      } else {
        search = Search(best: outcome, startInertias: [outcome.inertia])
      }
      if outcome.termination == .stopped {
        search?.best.termination = .stopped
        break
      }
    }
    guard var search else { preconditionFailure("there is at least one start") }
    if search.best.termination != .stopped {
      let bestInertia = search.best.inertia
      // At most about as much again as the starts took, unless that is little.
      exchange.budget = max(500, iterations)
      search.exchanges = exchange.improve(&search.best) { iteration in
        progress(
          KMeansProgress(
            start: start.runs, starts: start.runs, iteration: iteration, bestInertia: bestInertia))
        return shouldStop()
      }
    }
    return search
  }

  func result(_ search: Search, on engine: any LloydEngine) -> KMeansResult {
    let best = search.best
    // The engine may remember the labels of another start.
    _ = engine.assign(to: best.centers, count: count)
    let members = engine.finish(at: best.centers, count: count)
    return KMeansResult(
      centers: PointMatrix(sound: best.centers, columnCount: points.columnCount),
      labels: members.labels, squaredDistances: members.squaredDistances, inertia: best.inertia,
      iterations: best.iterations, termination: best.termination,
      startInertias: search.startInertias, exchanges: search.exchanges, steps: best.steps)
  }
}

/// The engine that suits the number of columns.
func lloydEngine(
  _ points: PointMatrix, weights: RowWeights, cores: Int?
) -> any LloydEngine {
  points.columnCount <= TreeEngine.mostColumns
    ? TreeEngine(points, weights: weights, cores: cores)
    : EuclideanEngine(points, weights: weights, cores: cores)
}

import Clustering
import Exchange

/// Clusters around means or medians of columns.
struct MeansFit {
  let settings: ClusterSettings
  let prepared: PreparedRows
  let weights: [Double]?
  let file: String
  let shouldStop: () -> Bool
  var progress: (ClusterProgress) -> Void = { _ in }

  func options(start: PointMatrix? = nil) -> KMeansOptions {
    var options = KMeansOptions()
    options.seeding =
      switch settings.seeding {
      case .plusPlus: .plusPlus
      case .random: .random
      case .randomBox: .randomBox
      case .first: .first
      case .given: start.map(KMeansSeeding.given) ?? .plusPlus
      }
    options.starts = settings.starts
    options.seed = settings.seed
    options.maximumIterations = settings.maxIterations
    options.tolerance = settings.tolerance
    options.weights = weights
    options.recordsSteps = settings.recordsSteps
    return options
  }

  func fit(_ points: PointMatrix, count: Int, start: PointMatrix?) throws -> ClusterFit {
    let options = options(start: start)
    switch settings.method {
    case .kmedians:
      let result = try kMedians(
        points, count: count, options: options, shouldStop: shouldStop,
        progress: { progress(.init($0, costName: "sum of distances")) })
      var fit = ClusterFit(labels: result.labels, clusterCount: count)
      fit.distances = result.distances
      fit.middles = .coded(result.centers)
      fit.cost = result.cost
      fit.costName = "sum of distances"
      fit.iterations = result.iterations
      fit.end = Self.words(result.termination)
      fit.startCosts = result.startCosts
      fit.steps = result.steps.map(ClusterMoment.init)
      return fit
    case .minibatch:
      var batches = MiniBatchOptions()
      batches.seed = settings.seed
      batches.weights = weights
      batches.recordsSteps = settings.recordsSteps
      return Self.fit(
        points,
        try miniBatchKMeans(
          points, count: count, options: batches, shouldStop: shouldStop,
          progress: { progress(.clustering("batch \($0.iteration)")) }))
    case .bisecting:
      return Self.fit(
        points,
        try bisectingKMeans(
          points, count: count, options: options, shouldStop: shouldStop,
          progress: { progress(.clustering("cut \($0.iteration) of \(count - 1)")) }))
    default:
      guard settings.hasSizes else {
        return Self.fit(
          points,
          try kMeans(
            points, count: count, options: options, shouldStop: shouldStop,
            progress: { progress(.init($0)) }))
      }
      return Self.fit(
        points,
        try kMeans(
          points, count: count, sizes: settings.sizes, byWeight: weights != nil, options: options,
          shouldStop: shouldStop, progress: { progress(.init($0)) }))
    }
  }

  static func fit(_ points: PointMatrix, _ result: KMeansResult) -> ClusterFit {
    var fit = ClusterFit(labels: result.labels, clusterCount: result.centers.rowCount)
    fit.distances = result.squaredDistances.enumerated().map { row, square in
      // A square that has vanished says nothing of the distance.
      square > 1e-250
        ? square.squareRoot() : points.distance(row, to: result.centers, result.labels[row])
    }
    fit.middles = .coded(result.centers)
    fit.cost = result.inertia
    fit.iterations = result.iterations
    fit.end = words(result.termination)
    fit.startCosts = result.startInertias
    fit.exchanges = result.exchanges
    fit.steps = result.steps.map(ClusterMoment.init)
    return fit
  }

  private static func words(_ termination: KMeansResult.Termination) -> String {
    switch termination {
    case .converged: "converged"
    case .iterationLimit: "iteration limit"
    case .stopped: "interrupted"
    }
  }
}

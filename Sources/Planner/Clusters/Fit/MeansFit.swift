import Clustering
import Exchange

/// Clusters around means or medians of columns.
struct MeansFit {
  let settings: ClusterSettings
  let prepared: PreparedRows
  let weights: [Double]?
  let file: String
  let shouldStop: () -> Bool

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
      let result = try kMedians(points, count: count, options: options, shouldStop: shouldStop)
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
      return Self.fit(
        try miniBatchKMeans(points, count: count, options: batches, shouldStop: shouldStop))
    case .bisecting:
      return Self.fit(
        try bisectingKMeans(points, count: count, options: options, shouldStop: shouldStop))
    default:
      guard settings.hasSizes else {
        return Self.fit(
          try kMeans(points, count: count, options: options, shouldStop: shouldStop))
      }
      let sizes =
        settings.isBalanced
        ? ClusterSizes.balanced
        : .between(minimum: settings.minSize ?? 0, maximum: settings.maxSize ?? .infinity)
      return Self.fit(
        try kMeans(
          points, count: count, sizes: sizes, byWeight: weights != nil, options: options,
          shouldStop: shouldStop))
    }
  }

  static func fit(_ result: KMeansResult) -> ClusterFit {
    var fit = ClusterFit(labels: result.labels, clusterCount: result.centers.rowCount)
    fit.distances = result.squaredDistances.map { $0.squareRoot() }
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

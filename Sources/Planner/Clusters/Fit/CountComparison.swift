import Clustering
import Travel

/// Numbers of clusters beside each other, and the clusters of the number that was chosen.
struct CountComparison: Sendable {
  var choice: CountChoice
  /// What the costs of its rows are.
  var costName: String
  /// The number of clusters to make: the chosen one, or the nearest that was asked for.
  var count: Int
  /// Clusters of that number; nil where they are still to be made.
  var fit: ClusterFit?

  init(_ choice: CountChoice, costName: String, asked: ClosedRange<Int>) {
    self.choice = choice
    self.costName = costName
    let last = choice.rows.last?.count ?? asked.lowerBound
    count = min(max(choice.count, asked.lowerBound), asked.upperBound, last)
  }
}

/// Compares numbers of clusters, each made by the method that is asked for.
///
/// From one on, wherever the range begins: whether there are groups at all can only be seen beside a
/// single one.
struct CountSearch {
  let settings: ClusterSettings
  let prepared: PreparedRows
  let weights: [Double]?
  let file: String
  let asked: ClosedRange<Int>
  /// From 1 to as many as there can be.
  let range: ClosedRange<Int>
  let shouldStop: @Sendable () -> Bool
  let progress: (ClusterProgress) -> Void

  /// How many rows the gap statistic looks at, by what a method costs.
  private var mostForGap: Int {
    switch settings.method {
    case .kmedoids, .agglomerative: 1_000
    case .kmedians: 5_000
    default: 20_000
    }
  }

  // MARK: k-means and its kin

  func kMeans(_ matrix: PointMatrix) throws -> CountComparison {
    let choice = try chooseCount(
      matrix, from: range, options: means.options(), references: settings.gapReferences,
      shouldStop: shouldStop,
      progress: { progress(.choosing($0, of: $1)) })
    var comparison = CountComparison(choice, costName: "inertia", asked: asked)
    if let place = choice.rows.firstIndex(where: { $0.count == comparison.count }) {
      comparison.fit = MeansFit.fit(choice.results[place])
    }
    return comparison
  }

  func otherMeans(_ matrix: PointMatrix) throws -> CountComparison {
    let metric: VectorMetric = settings.method == .kmedians ? .manhattan : .euclidean
    let provider = try VectorDistance(matrix, metric: metric)
    var rows: [CountRow] = []
    var fits: [ClusterFit] = []
    for count in range {
      if !rows.isEmpty, shouldStop() { break }
      progress(.choosing(rows.count, of: range.count + 1))
      let fit = try means.fit(matrix, count: count, start: nil)
      var row = CountRow(count: count, inertia: fit.cost ?? 0)
      row.measure(
        fit.optionalLabels, provider: provider, places: provider.places, seed: settings.seed)
      if metric == .euclidean { row.measure(fit.optionalLabels, of: matrix) }
      rows.append(row)
      fits.append(fit)
    }
    let choice = CountChoice(
      rows: rows, gap: try gap(matrix, metric, counts: rows.count),
      columns: metric == .euclidean ? matrix.columnCount : nil)
    var comparison = CountComparison(
      choice, costName: fits.first?.costName ?? "inertia", asked: asked)
    comparison.fit = fits[comparison.count - range.lowerBound]
    return comparison
  }

  private var means: MeansFit {
    var plain = settings
    plain.trace = false
    plain.frames = nil
    plain.animations = []
    return MeansFit(
      settings: plain, prepared: prepared, weights: weights, file: file, shouldStop: shouldStop)
  }

  // MARK: Gap

  /// The gap statistic of rows of numbers; nil where there is not enough for it.
  func gap(_ matrix: PointMatrix?, _ metric: VectorMetric, counts: Int) throws -> GapStatistic? {
    guard let matrix, metric != .cosine, !shouldStop() else { return nil }
    var generator = SeededGenerator(seed: settings.seed)
    var order = Array(0..<matrix.rowCount)
    let sample = min(mostForGap, matrix.rowCount)
    generator.draw(sample, toFrontOf: &order)
    let some = try PointMatrix(rows: order[..<sample].sorted().map { Array(matrix.row($0)) })
    let range = range.lowerBound...range.lowerBound + counts - 1
    // The drawn rows may not be as different as all are.
    guard some.distinctRows(upTo: range.upperBound) == range.upperBound else { return nil }
    let quick = QuickCosts(settings: settings, metric: metric, range: range)
    let costs = try quick.costs(some, seed: settings.seed)
    let references = GapReferences(
      points: some, range: range, seed: settings.seed, references: settings.gapReferences)
    return try references.statistic(
      costs: costs, sampled: sample < matrix.rowCount ? sample : nil, clustering: quick.costs)
  }
}

/// What quick clusters of rows cost, for each number of clusters.
private struct QuickCosts: Sendable {
  let settings: ClusterSettings
  let metric: VectorMetric
  let range: ClosedRange<Int>

  @Sendable func costs(_ points: PointMatrix, seed: UInt64) throws(ClusteringError) -> [Double] {
    switch settings.method {
    case .agglomerative:
      let provider = try VectorDistance(points, metric: metric)
      let tree = try agglomerate(
        provider.places, provider: provider, linkage: settings.linkage.linkage)
      let labels = range.map { tree.labels(count: $0) }
      guard metric == .euclidean else {
        return Dispersions(of: provider.places, labels: labels, provider: provider).values
      }
      return labels.map { ClusterScores(points, labels: $0).inertia }
    default:
      var costs: [Double] = []
      for count in range { costs.append(try cost(points, count, seed)) }
      return costs
    }
  }

  private func cost(
    _ points: PointMatrix, _ count: Int, _ seed: UInt64
  ) throws(ClusteringError) -> Double {
    var options = KMeansOptions(seeding: .plusPlus, starts: 3, seed: seed)
    options.exchanges = 0
    options.cores = 1
    switch settings.method {
    case .kmedians: return try kMedians(points, count: count, options: options).cost
    case .bisecting: return try bisectingKMeans(points, count: count, options: options).inertia
    case .minibatch:
      var batches = MiniBatchOptions()
      batches.seed = seed
      batches.cores = 1
      return try miniBatchKMeans(points, count: count, options: batches).inertia
    default:
      let provider = try VectorDistance(points, metric: metric)
      let search = SearchSteps(
        of: provider.places, weights: Array(repeating: 1, count: points.rowCount), count: count,
        provider: provider, objective: .distance, seed: seed)
      do {
        return try search.steps(anywhere: false, shouldStop: { false }).last?.cost ?? 0
      } catch {
        preconditionFailure("rows of finite numbers have distances: \(error)")
      }
    }
  }
}

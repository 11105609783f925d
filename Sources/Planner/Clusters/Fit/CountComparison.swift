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
  /// How many rows differ, at most one more than the end of the range; nil where that is not known.
  let distinct: Int?
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
      comparison.fit = MeansFit.fit(matrix, choice.results[place])
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
      columns: metric == .euclidean ? matrix.columnCount : nil, distinct: distinct)
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
    let quick = QuickFits(settings: settings, metric: metric, range: range)
    let costs = try quick.fits(some, seed: settings.seed).map(\.cost)
    let references = GapReferences(
      points: some, range: range, seed: settings.seed, references: settings.gapReferences,
      metric: metric)
    return try references.statistic(
      costs: costs, sampled: sample < matrix.rowCount ? sample : nil,
      measured: (distinct ?? .max) - range.lowerBound, clustering: quick.fits)
  }
}

/// Quick clusters of rows, for each number of clusters.
private struct QuickFits: Sendable {
  let settings: ClusterSettings
  let metric: VectorMetric
  let range: ClosedRange<Int>

  @Sendable func fits(
    _ points: PointMatrix, seed: UInt64
  ) throws(ClusteringError) -> [ReferenceFit] {
    switch settings.method {
    case .agglomerative:
      let provider = try VectorDistance(points, metric: metric)
      let tree = try agglomerate(
        provider.places, provider: provider, linkage: settings.linkage.linkage)
      let labels = range.map { tree.labels(count: $0) }
      let costs =
        metric == .euclidean
        ? labels.map { ClusterScores(points, labels: $0).inertia }
        : Dispersions(of: provider.places, labels: labels, provider: provider).values
      return zip(costs, labels).map { ReferenceFit(cost: $0, labels: $1) }
    default:
      var fits: [ReferenceFit] = []
      for count in range { fits.append(try fit(points, count, seed)) }
      return fits
    }
  }

  private func fit(
    _ points: PointMatrix, _ count: Int, _ seed: UInt64
  ) throws(ClusteringError) -> ReferenceFit {
    var options = KMeansOptions(seeding: .plusPlus, starts: 3, seed: seed)
    options.exchanges = 0
    options.cores = 1
    switch settings.method {
    case .kmedians:
      let result = try kMedians(points, count: count, options: options)
      return ReferenceFit(cost: result.cost, labels: result.labels)
    case .bisecting:
      let result = try bisectingKMeans(points, count: count, options: options)
      return ReferenceFit(cost: result.inertia, labels: result.labels)
    case .minibatch:
      var batches = MiniBatchOptions()
      batches.seed = seed
      batches.cores = 1
      let result = try miniBatchKMeans(points, count: count, options: batches)
      return ReferenceFit(cost: result.inertia, labels: result.labels)
    default:
      let provider = try VectorDistance(points, metric: metric)
      let search = SearchSteps(
        of: provider.places, weights: Array(repeating: 1, count: points.rowCount), count: count,
        provider: provider, objective: .distance, seed: seed)
      do {
        let last = try search.steps(anywhere: false, shouldStop: { false }).last
        return ReferenceFit(
          cost: last?.cost ?? 0,
          labels: last?.labels ?? Array(repeating: 0, count: points.rowCount))
      } catch {
        preconditionFailure("rows of finite numbers have distances: \(error)")
      }
    }
  }
}

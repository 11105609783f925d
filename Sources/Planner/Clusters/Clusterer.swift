import Clustering
import Exchange
import Geography

/// From a file to clusters: read, prepare, cluster, measure.
package struct Clusterer {
  package let settings: ClusterSettings

  package init(_ settings: ClusterSettings) { self.settings = settings }

  /// Makes the clusters.
  ///
  /// - Parameters:
  ///   - shouldStop: Asked now and then; true ends with the best so far.
  ///   - told: What was read and what is doubtful, as soon as it is known.
  ///   - progress: Told what is being done, now and then.
  /// - Returns: The clusters, not written anywhere yet.
  /// - Throws: ``ClusterError``, `ClusteringError`, `DataFaults`, and what goes wrong with maps,
  ///   barriers and tables of distances.
  package func run(
    shouldStop: @escaping @Sendable () -> Bool = { false }, told: ([Finding]) -> Void = { _ in },
    progress: @escaping (ClusterProgress) -> Void = { _ in }
  ) throws -> ClusterReport {
    try settings.validate()
    progress(.reading)
    let input = try ClusterInput(settings)
    told(input.findings)
    let truth = try settings.truth.map { name in
      let column = try input.column(name)
      return (0..<input.rowCount).map { input.table.text($0, column) ?? "" }
    }
    progress(.preparing)
    let heldRows = heldRows(of: input.rowCount)
    let prepared = try PreparedRows(input, settings, without: Set(heldRows))
    told(prepared.findings)
    if let hint = SpreadHint(input, prepared, settings)?.finding { told([hint]) }
    let weights = input.weights.map { all in prepared.rows.map { all[$0] } }

    let held =
      try heldRows.isEmpty
      ? nil : PreparedRows(input, settings, heldBack: heldRows, like: prepared)
    if let held { told(held.findings) }
    let job = ClusterJob(
      settings: settings, input: input, prepared: prepared, held: held, weights: weights,
      shouldStop: shouldStop, progress: progress)
    var comparison: CountComparison?
    var fit: ClusterFit
    switch settings.count {
    case .automatic, .range:
      var made =
        if case .range(let range) = settings.count {
          try job.compare(range, goesOn: false)
        } else { try job.compare(1...10, goesOn: true) }
      let keepsSteps = settings.recordsSteps && settings.method.usesMatrix
      fit = try keepsSteps && !shouldStop() ? job.fit(made.count) : made.fit ?? job.fit(made.count)
      made.fit = nil
      comparison = made
    case .fixed(let count):
      try job.require(count)
      fit = try job.fit(count)
    case nil: fit = try job.fit(0)
    }
    progress(.measuring)
    told(fit.findings)
    if let wide = wideSpread(fit) { told([wide]) }
    let model = ClusterModel(settings, input, prepared, fit)
    let heldBack = try held.flatMap { try assign($0, model, fit) }
    if settings.allDistances, fit.allDistances == nil, let centers = model.centers,
      let matrix = prepared.matrix
    {
      fit.allDistances = try CenterSearch(centers: centers, metric: settings.usedMetric).all(matrix)
    }
    if fit.silhouettes == nil, let matrix = prepared.matrix, fit.clusterCount > 1,
      fit.clusterCount < matrix.rowCount
    {
      fit.silhouettes = try silhouettes(matrix, fit)
    }
    return ClusterReport(
      settings: settings, input: input, prepared: prepared, fit: fit, model: model,
      comparison: comparison, truth: truth, heldBack: heldBack)
  }

  private func silhouettes(_ matrix: PointMatrix, _ fit: ClusterFit) throws -> Silhouettes {
    let metric = VectorMetric(rawValue: settings.usedMetric.rawValue) ?? .euclidean
    let provider = try VectorDistance(matrix, metric: metric)
    return Silhouettes(
      of: provider.places, labels: fit.optionalLabels, provider: provider,
      sample: matrix.rowCount > 20_000 ? 5_000 : 20_000, seed: settings.seed)
  }

  private func wideSpread(_ fit: ClusterFit) -> Finding? {
    guard let spread = fit.spread, spread > 0.05 else { return nil }
    return Finding(
      .warning,
      "the \(fit.startCosts.count) starts end up to \(Decimals.text(100 * spread, 0)) % apart, so "
        + "the start matters; raise --starts, or try another -k")
  }

  // MARK: Rows held back

  private func heldRows(of count: Int) -> [Int] {
    guard let split = settings.split else { return [] }
    var generator = SeededGenerator(seed: settings.seed, stream: 77)
    var order = Array(0..<count)
    let held = min(count - 1, Int(clamping: (Double(count) * split).rounded()))
    for place in 0..<held {
      order.swapAt(place, place + generator.index(below: count - place))
    }
    return order[..<held].sorted()
  }

  private func assign(
    _ held: PreparedRows, _ model: ClusterModel, _ fit: ClusterFit
  ) throws -> ClusterReport.HeldBack? {
    if let beside = fit.beside {
      return ClusterReport.HeldBack(
        rows: held.rows, labels: beside.labels, distances: beside.distances)
    }
    guard let centers = model.centers, let matrix = held.matrix else { return nil }
    let near = try CenterSearch(centers: centers, metric: settings.usedMetric).nearest(matrix)
    return ClusterReport.HeldBack(
      rows: held.rows, labels: near.labels, distances: near.distances)
  }
}

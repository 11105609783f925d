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
  /// - Returns: The clusters, not written anywhere yet.
  /// - Throws: ``ClusterError``, `ClusteringError`, `DataFaults`, and what goes wrong with maps,
  ///   barriers and tables of distances.
  package func run(
    shouldStop: @escaping @Sendable () -> Bool = { false }, told: ([Finding]) -> Void = { _ in }
  ) throws -> ClusterReport {
    try settings.validate()
    let input = try ClusterInput(settings)
    told(input.findings)
    let truth = try settings.truth.map { name in
      let column = try input.column(name)
      return (0..<input.rowCount).map { input.table.text($0, column) ?? "" }
    }
    let held = heldRows(of: input.rowCount)
    let prepared = try PreparedRows(input, settings, without: Set(held))
    told(prepared.findings)
    let weights = input.weights.map { all in prepared.rows.map { all[$0] } }

    var choice: CountChoice?
    var count = 0
    switch settings.count {
    case .fixed(let fixed): count = fixed
    case .range(let range):
      let made = try choose(range, prepared, weights, file: input.table.file, shouldStop)
      choice = made
      count = min(max(made.count, range.lowerBound), range.upperBound)
      count = min(count, made.rows.last?.count ?? count)
    case nil: break
    }
    if settings.method.takesCount {
      try require(count, prepared, file: input.table.file)
    }
    var fit = try fit(count, input, prepared, weights, shouldStop)
    told(fit.findings)
    if let wide = wideSpread(fit) { told([wide]) }
    let model = model(input, prepared, fit)
    let heldBack = try held.isEmpty ? nil : assign(held, input, prepared, model)
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
      choice: choice, truth: truth, heldBack: heldBack)
  }

  private func silhouettes(_ matrix: PointMatrix, _ fit: ClusterFit) throws -> Silhouettes {
    let metric = VectorMetric(rawValue: settings.usedMetric.rawValue) ?? .euclidean
    let provider = try VectorDistance(matrix, metric: metric)
    return Silhouettes(
      of: provider.places, labels: fit.optionalLabels, provider: provider,
      sample: matrix.rowCount > 20_000 ? 5_000 : 20_000, seed: settings.seed)
  }

  // MARK: Numbers of clusters

  private func choose(
    _ range: ClosedRange<Int>, _ prepared: PreparedRows, _ weights: [Double]?, file: String,
    _ shouldStop: @escaping @Sendable () -> Bool
  ) throws -> CountChoice {
    guard let matrix = prepared.matrix else { throw ClusterError.noColumns(file: file) }
    let most = distinctRows(matrix, upTo: range.upperBound)
    try require(range.lowerBound, prepared, file: file)
    let means = MeansFit(
      settings: settings, prepared: prepared, weights: weights, file: file, shouldStop: shouldStop)
    var options = means.options()
    options.recordsSteps = false
    // From one on: whether there are groups at all can only be seen beside a single one.
    return try chooseCount(
      matrix, from: 1...max(1, min(range.upperBound, most)), options: options,
      shouldStop: shouldStop)
  }

  private func require(_ count: Int, _ prepared: PreparedRows, file: String) throws {
    let rows = prepared.rows.count
    if rows == 1 { throw ClusterError.onePoint(file: file) }
    guard count <= rows else {
      throw ClusterError.moreClustersThanRows(count: count, rows: rows, file: file)
    }
    guard let matrix = prepared.matrix else { return }
    let distinct = distinctRows(matrix, upTo: max(2, count))
    if distinct == 1 { throw ClusterError.allEqual(rows: rows, file: file) }
    guard count <= distinct else {
      throw ClusterError.fewDistinctRows(distinct: distinct, count: count, file: file)
    }
  }

  private func distinctRows(_ matrix: PointMatrix, upTo limit: Int) -> Int {
    var seen = Set<ArraySlice<Double>>()
    for row in 0..<matrix.rowCount {
      seen.insert(matrix.row(row))
      if seen.count >= limit { break }
    }
    return seen.count
  }

  // MARK: Clusters

  private func fit(
    _ count: Int, _ input: ClusterInput, _ prepared: PreparedRows, _ weights: [Double]?,
    _ shouldStop: @escaping @Sendable () -> Bool
  ) throws -> ClusterFit {
    if settings.method.usesMeans || settings.method == .kmedians {
      guard let matrix = prepared.matrix else {
        throw ClusterError.noColumns(file: input.table.file)
      }
      let start = try startCenters(count, input, prepared)
      return try MeansFit(
        settings: settings, prepared: prepared, weights: weights, file: input.table.file,
        shouldStop: shouldStop
      ).fit(matrix, count: count, start: start)
    }
    let user = MetricFit(
      settings: settings, weights: weights, count: count, file: input.table.file,
      shouldStop: shouldStop)
    return try ClusterSpaceBuilder(settings: settings, input: input, prepared: prepared)
      .build(for: user)
  }

  private func startCenters(
    _ count: Int, _ input: ClusterInput, _ prepared: PreparedRows
  ) throws -> PointMatrix? {
    guard case .given(let file) = settings.seeding else { return nil }
    var start = settings
    start.file = file
    let model = model(input, prepared, nil)
    let given = try ClusterInput(start, known: model.columns)
    let rows = try PreparedRows(
      given, codings: prepared.codings, frame: input.places?.frame)
    guard rows.rows.count == count else {
      throw ClusterError.badStart(file: file, rows: rows.rows.count, wanted: count)
    }
    return try rows.matrix ?? rows.points.map { try PointMatrix($0) }
  }

  private func wideSpread(_ fit: ClusterFit) -> Finding? {
    guard let spread = fit.spread, spread > 0.05 else { return nil }
    return Finding(
      .warning,
      "the \(fit.startCosts.count) starts end up to \(Decimals.text(100 * spread, 0)) % apart, so "
        + "the start matters; raise --starts, or try another -k")
  }

  // MARK: Models and rows held back

  private func model(
    _ input: ClusterInput, _ prepared: PreparedRows, _ fit: ClusterFit?
  ) -> ClusterModel {
    let columns: ClusterModel.Columns
    if input.comparesPlaces, let places = input.places {
      columns = .places(names: places.names, crs: places.frame.description)
    } else {
      columns = .features(prepared.codings, model: "model.json")
    }
    var model = ClusterModel(
      method: settings.method, metric: settings.usedMetric, columns: columns, centers: nil)
    let isComparable = ![.gower, .matrix].contains(settings.usedMetric)
    guard let fit, settings.method.hasCenters, isComparable else { return model }
    switch fit.middles {
    case .none: break
    case .coded(let centers): model.centers = centers
    case .rows(let rows):
      model.centers = prepared.matrix.flatMap { matrix in
        try? PointMatrix(rows: rows.map { Array(matrix.row($0)) })
      }
    case .places(let places): model.centers = try? PointMatrix(places)
    }
    return model
  }

  private func heldRows(of count: Int) -> [Int] {
    guard let split = settings.split else { return [] }
    var generator = SeededGenerator(seed: settings.seed, stream: 77)
    var order = Array(0..<count)
    let held = min(count - 1, Int((Double(count) * split).rounded()))
    for place in 0..<held {
      order.swapAt(place, place + generator.index(below: count - place))
    }
    return order[..<held].sorted()
  }

  private func assign(
    _ held: [Int], _ input: ClusterInput, _ prepared: PreparedRows, _ model: ClusterModel
  ) throws -> ClusterReport.HeldBack? {
    guard let centers = model.centers else { return nil }
    let rows = try PreparedRows(
      input, codings: prepared.codings, frame: input.places?.frame, among: held)
    guard let matrix = rows.matrix else { return nil }
    let near = try CenterSearch(centers: centers, metric: settings.usedMetric).nearest(matrix)
    return ClusterReport.HeldBack(
      rows: rows.rows, labels: near.labels, distances: near.distances)
  }
}

import Clustering
import Exchange
import Geography

/// Prepared rows on their way to clusters.
struct ClusterJob {
  let settings: ClusterSettings
  let input: ClusterInput
  let prepared: PreparedRows
  /// Rows that are held back.
  let held: PreparedRows?
  let weights: [Double]?
  let shouldStop: @Sendable () -> Bool
  let progress: (ClusterProgress) -> Void

  private var file: String { input.table.file }

  // MARK: Numbers of clusters

  /// The largest number that `auto` goes on to by itself.
  static let mostTried = 40

  /// Compares numbers of clusters, and with `goesOn` twice as many while measures still get better at
  /// the end.
  func compare(_ asked: ClosedRange<Int>, goesOn: Bool) throws -> CountComparison {
    let limit = goesOn ? Self.mostTried : asked.upperBound
    let known = prepared.matrix.map { $0.distinctRows(upTo: limit + 1) }
    let most = min(limit, known ?? prepared.rows.count)
    try require(asked.lowerBound)
    var upper = max(1, min(asked.upperBound, most))
    while true {
      let range = asked.lowerBound...max(asked.lowerBound, upper)
      let search = CountSearch(
        settings: settings, prepared: prepared, weights: weights, file: file, asked: range,
        range: 1...upper, distinct: known, shouldStop: shouldStop, progress: progress)
      let made = try compare(search)
      guard goesOn, made.choice.mayBeMore, upper < most, !shouldStop() else { return made }
      upper = min(2 * upper, most)
    }
  }

  private func compare(_ search: CountSearch) throws -> CountComparison {
    guard settings.method.usesMatrix else {
      return try space.build(for: MetricCounts(search: search, fit: metricFit(1)))
    }
    guard let matrix = prepared.matrix else { throw ClusterError.noColumns(file: file) }
    return try settings.method == .kmeans ? search.kMeans(matrix) : search.otherMeans(matrix)
  }

  /// Makes sure that so many clusters can be made.
  func require(_ count: Int) throws(ClusterError) {
    let rows = prepared.rows.count
    if rows == 1 { throw .onePoint(file: file) }
    guard count <= rows else {
      throw .moreClustersThanRows(count: count, rows: rows, file: file)
    }
    guard let matrix = prepared.matrix else { return }
    let distinct = matrix.distinctRows(upTo: max(2, count))
    if distinct == 1 { throw .allEqual(rows: rows, file: file) }
    guard count <= distinct else {
      throw .fewDistinctRows(distinct: distinct, count: count, file: file)
    }
  }

  // MARK: Clusters

  /// Makes clusters.
  ///
  /// - Parameter count: How many; 0 where the method finds that.
  /// - Returns: The clusters of the prepared rows.
  /// - Throws: ``ClusterError``, `ClusteringError`, and what goes wrong with barriers and tables.
  func fit(_ count: Int) throws -> ClusterFit {
    guard settings.method.usesMatrix else { return try space.build(for: metricFit(count)) }
    guard let matrix = prepared.matrix else { throw ClusterError.noColumns(file: file) }
    return try MeansFit(
      settings: settings, prepared: prepared, weights: weights, file: file,
      shouldStop: shouldStop, progress: progress
    ).fit(matrix, count: count, start: try startCenters(count))
  }

  private func metricFit(_ count: Int) -> MetricFit {
    MetricFit(
      settings: settings, weights: weights, count: count, file: file,
      exponent: prepared.exponent, shouldStop: shouldStop, progress: progress)
  }

  private var space: ClusterSpaceBuilder {
    let metric = settings.usedMetric
    var builder = ClusterSpaceBuilder(
      settings: settings, frame: input.places?.frame, codings: prepared.codings,
      rows: MeasuredRows(input, prepared, for: metric))
    builder.beside = held.map { MeasuredRows(input, $0, for: metric) }
    return builder
  }

  private func startCenters(_ count: Int) throws -> PointMatrix? {
    guard case .given(let file) = settings.seeding else { return nil }
    var start = settings
    start.file = file
    let columns = ClusterModel(settings, input, prepared, nil).columns
    let given = try ClusterInput(start, known: columns)
    let rows = try PreparedRows(
      given, codings: prepared.codings, frame: input.places?.frame, for: settings.usedMetric)
    guard rows.rows.count == count else {
      throw ClusterError.badStart(file: file, rows: rows.rows.count, wanted: count)
    }
    return try rows.matrix ?? rows.points.map { try PointMatrix($0) }
  }
}

extension ClusterMethod {
  /// Whether clusters are made of columns of numbers, whatever the metric.
  var usesMatrix: Bool { usesMeans || self == .kmedians }
}

extension PointMatrix {
  /// How many rows differ, at most so many.
  func distinctRows(upTo limit: Int) -> Int {
    var seen = Set<ArraySlice<Double>>()
    for row in 0..<rowCount {
      seen.insert(self.row(row))
      if seen.count >= limit { break }
    }
    return seen.count
  }
}

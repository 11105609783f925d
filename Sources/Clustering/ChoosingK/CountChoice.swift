/// How many clusters there are, by several measures.
public struct CountChoice: Sendable {
  /// One per number of clusters, ascending.
  public var rows: [CountRow]
  /// The clusters of each row, where they were made by k-means.
  public var results: [KMeansResult] = []
  /// Nil where it was not measured: of distances without columns, or because the caller stopped.
  public var gap: GapStatistic?

  /// The number of clusters that the measures together speak for; 1 for no evidence of more.
  public var count: Int
  /// Where the curve of the inertia bends most; nil for less than three rows.
  public var knee: Int?
  /// Where the mean silhouette is largest.
  public var silhouetteCount: Int?
  public var calinskiHarabaszCount: Int?
  public var daviesBouldinCount: Int?
  /// Where ``CountRow/distortion`` is smallest, or 1 where it is nowhere below
  /// ``CountRow/distortionLimit``.
  public var distortionCount: Int?
  /// Whether the measures still get better at the largest number that was tried.
  public var mayBeMore: Bool

  /// Weighs what is known about each number of clusters.
  ///
  /// - Parameters:
  ///   - rows: One per number of clusters, ascending, at least one.
  ///   - gap: Of the same numbers; nil where it was not measured, and then silhouettes decide.
  ///   - columns: How many, where the costs of the rows are inertias; nil leaves out f(K).
  ///   - distinct: How many rows differ; nil where that is not known. As many clusters, and clusters
  ///     of inertia 0, are measured by nothing but that.
  package init(rows: [CountRow], gap: GapStatistic?, columns: Int?, distinct: Int? = nil) {
    var rows = rows
    if let columns { addDistortions(to: &rows, columns: columns) }
    if let gap {
      for index in rows.indices {
        rows[index].gap = gap.gaps[index]
        rows[index].gapError = gap.errors[index]
      }
    }
    for index in rows.indices
    where rows[index].count > 1
      && (rows[index].inertia <= 0 || rows[index].count >= distinct ?? .max)
    {
      rows[index].forgetMeasures()
    }
    self.rows = rows
    self.gap = gap
    knee = Clustering.knee(of: rows)
    silhouetteCount = rows.best { $0.silhouette }
    calinskiHarabaszCount = rows.best { $0.calinskiHarabasz }
    daviesBouldinCount = rows.best { $0.daviesBouldin.map { -$0 } }
    distortionCount = columns == nil ? nil : Clustering.distortionCount(of: rows)
    let evidence = Evidence(rows: rows, gap: gap)
    count = evidence.count
    mayBeMore = evidence.mayBeMore
  }

  /// A plain sentence: `three groups`, or `no evidence of more than one group`.
  public var verdict: String {
    guard count > 1 else { return "no evidence of more than one group" }
    let words = [
      "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ]
    return (count - 2 < words.count ? words[count - 2] : String(count)) + " groups"
  }

  /// How many of the other measures speak for ``count`` as well, and how many there are.
  public var agreement: (agreeing: Int, of: Int) {
    let others = [
      knee, silhouetteCount, calinskiHarabaszCount, daviesBouldinCount, distortionCount,
    ].compactMap { $0 }
    return (others.count { $0 == count }, others.count)
  }
}

/// Clusters points into each number of clusters and weighs which suits them.
///
/// The gap statistic decides how many, where silhouettes are by 0.1 larger than those of its references,
/// which have no groups; where it decides for none, silhouettes that are above 0.5 and by 0.2 larger do.
/// The other measures are reported beside it.
///
///     let choice = try chooseCount(points, from: 1...10)
///     print(choice.verdict)  // "three groups"
///
/// - Parameters:
///   - points: *n* rows.
///   - range: The numbers of clusters to try, up to the number of distinct points.
///   - options: Of each k-means. Weights count for the clusters, not for the gap statistic.
///   - references: How many sets of evenly spread points to compare with.
///   - shouldStop: Asked between numbers of clusters; what is not done is left out.
///   - progress: Told how many numbers of clusters are done, and of how many.
/// - Returns: A row per number of clusters.
/// - Throws: ``ClusteringError``, as ``kMeans(_:count:options:shouldStop:progress:)``.
/// - Complexity: `references` + 1 runs of k-means per number of clusters. Above 50,000 rows the
///   gap statistic is of as many drawn ones, silhouettes above 5,000.
public func chooseCount(
  _ points: PointMatrix, from range: ClosedRange<Int>, options: KMeansOptions = KMeansOptions(),
  references: Int = 20, shouldStop: () -> Bool = { false },
  progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
) throws(ClusteringError) -> CountChoice {
  guard references >= 2 else {
    throw .badOption(name: "references", value: Double(references), allowed: "at least 2")
  }
  if let unit = PointUnit(points) {
    let weights = try RowWeights(options.weights, rows: points.rowCount)
    try points.require(range.upperBound, weights: weights)
    let divided = unit.divided(points)
    // Rows that cannot be told apart beside the others make no clusters of their own here.
    let most = divided.distinctRows(upTo: range.upperBound, weights: weights)
    let choice = try chooseCount(
      divided, from: min(range.lowerBound, most)...most, options: options, references: references,
      shouldStop: shouldStop, progress: progress)
    return try restored(choice, points, unit, options)
  }
  let provider = try VectorDistance(points)
  let weights = try RowWeights(options.weights, rows: points.rowCount)
  let distinct = points.distinctRows(upTo: range.upperBound + 1, weights: weights)
  var rows: [CountRow] = []
  var results: [KMeansResult] = []
  for count in range {
    if !rows.isEmpty, shouldStop() { break }
    progress(count - range.lowerBound, range.count + 1)
    let result = try kMeans(points, count: count, options: options)
    var row = CountRow(count: count, inertia: result.inertia)
    row.measure(result.labels, provider: provider, places: provider.places, seed: options.seed)
    row.measure(result.labels, of: points)
    rows.append(row)
    results.append(result)
  }
  progress(range.count, range.count + 1)
  let done = range.lowerBound...range.lowerBound + rows.count - 1
  let gap =
    shouldStop()
    ? nil
    : try gapStatistic(
      points, rows: rows, range: done, options: options, references: references,
      measured: distinct - range.lowerBound)
  var choice = CountChoice(
    rows: rows, gap: gap, columns: points.columnCount, distinct: distinct)
  choice.results = results
  return choice
}

/// A choice as it is in the points' own unit.
private func restored(
  _ choice: CountChoice, _ points: PointMatrix, _ unit: PointUnit, _ options: KMeansOptions
) throws(ClusteringError) -> CountChoice {
  var choice = choice
  for index in choice.rows.indices {
    choice.rows[index].inertia = unit.restored(choice.rows[index].inertia, power: 2)
  }
  var results: [KMeansResult] = []
  for row in choice.rows {
    results.append(try kMeans(points, count: row.count, options: options))
  }
  choice.results = results
  return choice
}

private func gapStatistic(
  _ points: PointMatrix, rows: [CountRow], range: ClosedRange<Int>, options: KMeansOptions,
  references: Int, measured: Int
) throws(ClusteringError) -> GapStatistic {
  let most = 50_000
  guard points.rowCount > most || options.weights != nil else {
    return try GapReferences(
      points: points, range: range, seed: options.seed, cores: options.cores, references: references
    ).statistic(
      costs: rows.map(\.inertia), sampled: nil, measured: measured, clustering: meansCosts(range))
  }
  var generator = SeededGenerator(seed: options.seed)
  var order = Array(0..<points.rowCount)
  let sample = min(most, points.rowCount)
  generator.draw(sample, toFrontOf: &order)
  let some = points.rows(order[..<sample].sorted())
  var unweighted = options
  unweighted.weights = nil
  var inertias: [Double] = []
  for count in range {
    inertias.append(try kMeans(some, count: count, options: unweighted).inertia)
  }
  return try GapReferences(
    points: some, range: range, seed: options.seed, cores: options.cores, references: references
  ).statistic(
    costs: inertias, sampled: sample < points.rowCount ? sample : nil, measured: measured,
    clustering: meansCosts(range))
}

/// Quick runs of k-means on a reference.
private func meansCosts(_ range: ClosedRange<Int>) -> GapReferences.Clustering {
  { reference, seed throws(ClusteringError) in
    var fits: [ReferenceFit] = []
    for count in range {
      var options = KMeansOptions(seeding: .plusPlus, starts: 3, seed: seed)
      options.exchanges = 0
      options.cores = 1
      let result = try kMeans(reference, count: count, options: options)
      fits.append(ReferenceFit(cost: result.inertia, labels: result.labels))
    }
    return fits
  }
}

private func addDistortions(to rows: inout [CountRow], columns: Int) {
  var weight = 1 - 3 / (4 * Double(columns))
  for index in rows.indices {
    let count = rows[index].count
    if count == 1 {
      rows[index].distortion = 1
      continue
    }
    // The weight depends on the number of clusters alone, wherever the range begins.
    if index == 0 {
      for _ in 2..<max(2, count) { weight += (1 - weight) / 6 }
      if count > 2 { continue }
    } else if count > 2 {
      weight += (1 - weight) / 6
    }
    guard index > 0 else { continue }
    let before = rows[index - 1].inertia
    rows[index].distortion = before > 0 ? rows[index].inertia / (weight * before) : 1
  }
}

private func distortionCount(of rows: [CountRow]) -> Int? {
  let known = rows.filter { $0.distortion != nil }
  guard let best = known.min(by: { ($0.distortion ?? 1) < ($1.distortion ?? 1) }) else {
    return nil
  }
  return (best.distortion ?? 1) < CountRow.distortionLimit ? best.count : 1
}

/// The row farthest below the straight line from the first to the last.
private func knee(of rows: [CountRow]) -> Int? {
  guard rows.count > 2, let first = rows.first, let last = rows.last,
    first.inertia > last.inertia
  else { return nil }
  let width = Double(last.count - first.count)
  let height = first.inertia - last.inertia
  func depth(_ row: CountRow) -> Double {
    1 - Double(row.count - first.count) / width - (row.inertia - last.inertia) / height
  }
  return rows.max { depth($0) < depth($1) }?.count
}

extension [CountRow] {
  /// The first row with the largest value.
  fileprivate func best(_ value: (CountRow) -> Double?) -> Int? {
    var best: (count: Int, value: Double)?
    for row in self {
      if let value = value(row), value > best?.value ?? -.infinity { best = (row.count, value) }
    }
    return best?.count
  }
}

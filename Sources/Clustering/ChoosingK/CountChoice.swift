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
  /// Where ``CountRow/distortion`` is smallest, or 1 where it is nowhere below 0.85.
  public var distortionCount: Int?

  /// Weighs what is known about each number of clusters.
  ///
  /// - Parameters:
  ///   - rows: One per number of clusters, ascending, at least one.
  ///   - gap: Of the same numbers; nil where it was not measured, and then silhouettes decide.
  ///   - columns: How many, where the costs of the rows are inertias; nil leaves out f(K).
  package init(rows: [CountRow], gap: GapStatistic?, columns: Int?) {
    var rows = rows
    if let gap {
      for index in rows.indices where rows[index].inertia > 0 {
        rows[index].gap = gap.gaps[index]
        rows[index].gapError = gap.errors[index]
      }
    }
    if let columns { addDistortions(to: &rows, columns: columns) }
    self.rows = rows
    self.gap = gap
    knee = Clustering.knee(of: rows)
    silhouetteCount = rows.best { $0.silhouette }
    calinskiHarabaszCount = rows.best { $0.calinskiHarabasz }
    daviesBouldinCount = rows.best { $0.daviesBouldin.map { -$0 } }
    distortionCount = columns == nil ? nil : Clustering.distortionCount(of: rows)
    let least = rows.first?.count ?? 1
    count = hasGroups(rows) ? gap?.count ?? silhouetteCount ?? least : least
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
/// The gap statistic decides how many; that there are groups at all must also show in silhouettes
/// above 0.5 or in a ``CountRow/distortion`` below 0.8. The other measures are reported beside it.
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
  let provider = try VectorDistance(points)
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
      points, rows: rows, range: done, options: options, references: references)
  var choice = CountChoice(rows: rows, gap: gap, columns: points.columnCount)
  choice.results = results
  return choice
}

private func gapStatistic(
  _ points: PointMatrix, rows: [CountRow], range: ClosedRange<Int>, options: KMeansOptions,
  references: Int
) throws(ClusteringError) -> GapStatistic {
  let most = 50_000
  guard points.rowCount > most || options.weights != nil else {
    return try GapReferences(
      points: points, range: range, seed: options.seed, cores: options.cores, references: references
    ).statistic(costs: rows.map(\.inertia), sampled: nil, clustering: meansCosts(range))
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
    costs: inertias, sampled: sample < points.rowCount ? sample : nil,
    clustering: meansCosts(range))
}

/// The inertias of quick runs of k-means on a reference.
private func meansCosts(_ range: ClosedRange<Int>) -> GapReferences.Clustering {
  { reference, seed throws(ClusteringError) in
    var inertias: [Double] = []
    for count in range {
      var options = KMeansOptions(seeding: .plusPlus, starts: 3, seed: seed)
      options.exchanges = 0
      options.cores = 1
      inertias.append(try kMeans(reference, count: count, options: options).inertia)
    }
    return inertias
  }
}

/// Whether some number of clusters looks like more than an even spread cut into pieces.
///
/// An evenly filled square cut into four has a mean silhouette of 0.4, a bell curve cut into two
/// 0.35.
private func hasGroups(_ rows: [CountRow]) -> Bool {
  rows.contains { ($0.silhouette ?? 0) > 0.5 || ($0.distortion ?? 1) < 0.8 }
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
  return (best.distortion ?? 1) < 0.85 ? best.count : 1
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

/// How many clusters there are, by several measures.
public struct CountChoice: Sendable {
  /// One per number of clusters, ascending.
  public var rows: [CountRow]
  /// The clusters of each row.
  public var results: [KMeansResult]
  public var gap: GapStatistic

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
    let scores = ClusterScores(points, labels: result.labels)
    let silhouette =
      count > 1 && count < points.rowCount
      ? Silhouettes(
        of: provider.places, labels: result.labels, provider: provider, sample: 5_000,
        seed: options.seed
      ).mean : nil
    rows.append(
      CountRow(
        count: count, inertia: result.inertia, silhouette: silhouette,
        calinskiHarabasz: scores.calinskiHarabasz, daviesBouldin: scores.daviesBouldin))
    results.append(result)
  }
  progress(range.count, range.count + 1)
  let done = range.lowerBound...range.lowerBound + rows.count - 1
  let gap = try gapStatistic(
    points, rows: rows, range: done, options: options, references: references)
  for index in rows.indices where rows[index].inertia > 0 {
    rows[index].gap = gap.gaps[index]
    rows[index].gapError = gap.errors[index]
  }
  addDistortions(to: &rows, columns: points.columnCount)
  return CountChoice(
    rows: rows, results: results, gap: gap, count: hasGroups(rows) ? gap.count : done.lowerBound,
    knee: knee(of: rows),
    silhouetteCount: rows.best { $0.silhouette },
    calinskiHarabaszCount: rows.best { $0.calinskiHarabasz },
    daviesBouldinCount: rows.best { $0.daviesBouldin.map { -$0 } },
    distortionCount: distortionCount(of: rows))
}

private func gapStatistic(
  _ points: PointMatrix, rows: [CountRow], range: ClosedRange<Int>, options: KMeansOptions,
  references: Int
) throws(ClusteringError) -> GapStatistic {
  let most = 50_000
  guard points.rowCount > most || options.weights != nil else {
    return try GapReferences(
      points: points, range: range, options: options, references: references
    ).statistic(inertias: rows.map(\.inertia), sampled: nil)
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
    points: some, range: range, options: unweighted, references: references
  ).statistic(inertias: inertias, sampled: sample < points.rowCount ? sample : nil)
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

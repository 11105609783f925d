/// Makes *k* clusters by cutting the worst one in two, again and again.
///
/// Faster than ``kMeans(_:count:options:shouldStop:progress:)`` where *k* is large, at some cost
/// in inertia. The cluster with the largest inertia is cut by a k-means with two centers; in the
/// end every point goes to its nearest center, as new ones will. M. Steinbach, G. Karypis,
/// V. Kumar, "A Comparison of Document Clustering Techniques", KDD Workshop on Text Mining 2000,
/// <https://hdl.handle.net/11299/215421>.
///
/// - Parameters:
///   - points: *n* rows, as they are.
///   - count: *k*, from 1 to the number of distinct points.
///   - options: For each cut; a given seeding has no use here and is refused.
///   - shouldStop: Asked before each cut; stopping leaves fewer clusters.
///   - progress: Told before each cut.
/// - Returns: The clusters; iterations counts the cuts.
/// - Throws: ``ClusteringError``, as k-means does.
/// - Complexity: O(*n* · *d* · log *k*) per iteration where the cuts are even.
public func bisectingKMeans(
  _ points: PointMatrix, count: Int, options: KMeansOptions = KMeansOptions(),
  shouldStop: () -> Bool = { false }, progress: (KMeansProgress) -> Void = { _ in }
) throws(ClusteringError) -> KMeansResult {
  try options.check()
  if case .given(let centers) = options.seeding {
    throw .startShape(
      rows: centers.rowCount, columns: centers.columnCount, expectedRows: 0,
      expectedColumns: points.columnCount)
  }
  if let unit = PointUnit(points) {
    return try SafeSize(unit: unit).run(points, count: count, options: options) {
      (points, count, options) throws(ClusteringError) in
      try bisectingKMeans(
        points, count: count, options: options, shouldStop: shouldStop, progress: progress)
    }
  }
  let weights = try RowWeights(options.weights, rows: points.rowCount)
  try points.require(count, weights: weights)

  var half = options
  half.exchanges = 0
  half.recordsSteps = false
  half.weights = nil
  var parts = [try ClusterPart(Array(0..<points.rowCount), of: points, weights: weights, half)]
  var isStopped = false
  var steps: [KMeansStep] = []
  if options.recordsSteps { steps.record(parts.step(.start, of: points, weights: weights)) }
  while parts.count < count {
    progress(
      KMeansProgress(
        start: 0, starts: 1, iteration: parts.count - 1,
        bestInertia: parts.reduce(0) { $0 + max(0, $1.inertia) }))
    if shouldStop() {
      isStopped = true
      break
    }
    guard let worst = parts.indices.max(by: { parts[$0].inertia < parts[$1].inertia }),
      parts[worst].inertia > 0
    else { break }
    half.seed = options.seed &+ UInt64(parts.count)
    let cut = try parts[worst].cut(points, weights: weights, half)
    parts[worst] = cut.0
    parts.append(cut.1)
    if options.recordsSteps { steps.record(parts.step(.cut, of: points, weights: weights)) }
  }

  let run = LloydRun(points: points, weights: weights, count: parts.count, options: options)
  let engine = lloydEngine(points, weights: weights, cores: options.cores)
  var outcome = run.run(from: parts.flatMap(\.center), on: engine, limit: 0) { _ in false }
  outcome.termination = isStopped ? .stopped : .converged
  outcome.iterations = parts.count - 1
  steps.record(
    outcome.steps.map { last in
      var last = last
      last.kind = .move
      return last
    })
  outcome.steps = steps
  return run.result(
    LloydRun.Search(best: outcome, startInertias: [outcome.inertia]), on: engine)
}

extension [ClusterPart] {
  /// Rows as the cuts have dealt them out.
  fileprivate func step(
    _ kind: KMeansStep.Kind, of points: PointMatrix, weights: RowWeights
  ) -> KMeansStep {
    var labels = [Int](repeating: 0, count: points.rowCount)
    for (number, part) in enumerated() {
      for row in part.rows { labels[row] = number }
    }
    let centers = flatMap(\.center)
    return KMeansStep(
      kind: kind, centers: PointMatrix(sound: centers, columnCount: points.columnCount),
      labels: labels,
      inertia: labels.indices.reduce(0) {
        $0 + weights[$1] * points.squaredDistance($1, centers, labels[$1])
      })
  }
}

/// Some rows, and their mean.
private struct ClusterPart {
  var rows: [Int]
  var center: [Double]
  /// Negative where the rows cannot be cut because all are the same.
  var inertia: Double

  init(
    _ rows: [Int], of points: PointMatrix, weights: RowWeights, _ options: KMeansOptions
  ) throws(ClusteringError) {
    var one = options
    one.starts = 1
    one.seeding = .first
    let result = try Self.run(rows, 1, points, weights, one)
    self.init(rows: rows, center: result.centers.values, inertia: result.inertia)
  }

  private init(rows: [Int], center: [Double], inertia: Double) {
    self.rows = rows
    self.center = center
    self.inertia = inertia
  }

  private static func run(
    _ rows: [Int], _ count: Int, _ points: PointMatrix, _ weights: RowWeights,
    _ options: KMeansOptions
  ) throws(ClusteringError) -> KMeansResult {
    var options = options
    if weights.values != nil { options.weights = rows.map { weights[$0] } }
    return try kMeans(points.rows(rows), count: count, options: options)
  }

  func cut(
    _ points: PointMatrix, weights: RowWeights, _ options: KMeansOptions
  ) throws(ClusteringError) -> (ClusterPart, ClusterPart) {
    let result = try Self.run(rows, 2, points, weights, options)
    var halves = (0..<2).map { half in
      ClusterPart(rows: [], center: Array(result.centers.row(half)), inertia: 0)
    }
    for (place, label) in result.labels.enumerated() {
      let row = rows[place]
      halves[label].rows.append(row)
      halves[label].inertia += weights[row] * result.squaredDistances[place]
    }
    for half in halves.indices {
      let rows = halves[half].rows.filter { weights[$0] > 0 }
      let isOne = rows.allSatisfy {
        points.row($0).elementsEqual(points.row(rows[0]))
      }
      if isOne { halves[half].inertia = -1 }
    }
    return (halves[0], halves[1])
  }
}

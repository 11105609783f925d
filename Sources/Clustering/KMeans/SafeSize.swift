/// Runs a k-means, or one of its relatives, on points whose squared differences would vanish or overflow.
struct SafeSize {
  /// A run on points of a usual size.
  typealias Run =
    (_ points: PointMatrix, _ count: Int, _ options: KMeansOptions) throws(ClusteringError)
    -> KMeansResult

  let unit: PointUnit
  /// Whether what is made small are squares of distances.
  var isSquared = true
  /// Whether clusters have bounds, so that rows that cannot be told apart may be dealt out anyhow.
  var isDealt = false

  /// Divides, runs and multiplies.
  ///
  /// Where rows differ so little beside the others that fewer than `count` can be told apart, each of
  /// those is a cluster first; what is left of `count` then divides the widest of them, in their own
  /// unit.
  ///
  /// - Throws: ``ClusteringError`` as the run does, and for fewer distinct points than clusters.
  func run(
    _ points: PointMatrix, count: Int, options: KMeansOptions, _ body: Run
  ) throws(ClusteringError) -> KMeansResult {
    let weights = try RowWeights(options.weights, rows: points.rowCount)
    try points.require(count, weights: weights)
    let divided = unit.divided(points)
    var options = options
    if case .given(let centers) = options.seeding, centers.columnCount == points.columnCount {
      options.seeding = .given(unit.divided(centers))
    }
    let distinct = divided.distinctRows(upTo: count, weights: weights)
    if distinct == count || isDealt {
      return exact(restored(try body(divided, count, options)), points, divided, weights)
    }
    return try cut(points, coarse: divided, distinct, into: count, options, body)
  }

  /// Adds to centers and distances what was too small beside the spread to be looked at.
  ///
  /// - Complexity: O(*n* · *d*) where there is something of the kind.
  private func exact(
    _ result: KMeansResult, _ points: PointMatrix, _ divided: PointMatrix, _ weights: RowWeights
  ) -> KMeansResult {
    let columns = points.columnCount
    let isLost = points.values.indices.contains {
      divided.values[$0] == 0 && points.values[$0] != 0 && !unit.isConstant($0 % columns)
    }
    guard isLost else { return result }
    var members = [[Int]](repeating: [], count: result.centers.rowCount)
    for (row, label) in result.labels.enumerated() { members[label].append(row) }
    var centers = result.centers.values
    for (cluster, rows) in members.enumerated() {
      for column in 0..<columns
      where !rows.isEmpty && rows.allSatisfy({ divided[$0, column] == 0 }) {
        let values = rows.map { points[$0, column] }
        let own = rows.map { weights[$0] }
        let total = own.reduce(0, +)
        guard !unit.isConstant(column), total > 0 else { continue }
        centers[cluster * columns + column] =
          isSquared
          ? zip(values, own).reduce(0) { $0 + $1.0 * ($1.1 / total) }
          : points.medians(of: rows, weights: weights)[column]
      }
    }
    var result = result
    result.centers = PointMatrix(sound: centers, columnCount: columns)
    var cost = 0.0
    for (row, label) in result.labels.enumerated() {
      if isSquared {
        let distance = points.distance(row, to: result.centers, label)
        result.squaredDistances[row] = distance * distance
      } else {
        result.squaredDistances[row] = (0..<columns).reduce(0) {
          $0 + (points[row, $1] - result.centers[label, $1]).magnitude
        }
      }
      cost += weights[row] * result.squaredDistances[row]
    }
    if !isSquared { result.inertia = cost }
    return result
  }

  private func cut(
    _ points: PointMatrix, coarse: PointMatrix, _ distinct: Int, into count: Int,
    _ options: KMeansOptions, _ body: Run
  ) throws(ClusteringError) -> KMeansResult {
    var first = options
    first.seeding = .first
    let labels = try body(coarse, distinct, first).labels
    var groups = [Group](repeating: Group(), count: distinct)
    for (row, label) in labels.enumerated() { groups[label].rows.append(row) }
    for group in groups.indices {
      let some = points.rows(groups[group].rows)
      let own = groups[group].rows.map { options.weights?[$0] ?? 1 }
      groups[group].points = some
      groups[group].distinct = some.distinctRows(
        upTo: count, weights: try RowWeights(own, rows: own.count))
      groups[group].exponent = PointUnit(some)?.exponent ?? .min
    }
    var left = count - distinct
    let order = groups.indices.sorted {
      (-Double(groups[$0].exponent), $0) < (-Double(groups[$1].exponent), $1)
    }
    for group in order {
      let more = min(left, max(0, groups[group].distinct - 1))
      groups[group].count += more
      left -= more
    }
    return try joined(groups, columns: points.columnCount, rows: points.rowCount, options, body)
  }

  private func joined(
    _ groups: [Group], columns: Int, rows: Int, _ options: KMeansOptions, _ body: Run
  ) throws(ClusteringError) -> KMeansResult {
    var centers: [Double] = []
    var result = KMeansResult(
      centers: PointMatrix(sound: [], columnCount: columns),
      labels: Array(repeating: 0, count: rows), squaredDistances: Array(repeating: 0, count: rows),
      inertia: 0, iterations: 0, termination: .converged, startInertias: [], exchanges: 0,
      steps: [])
    for group in groups {
      guard let points = group.points else { continue }
      var own = options
      own.recordsSteps = false
      if case .given = own.seeding { own.seeding = .plusPlus }
      own.weights = options.weights.map { all in group.rows.map { all[$0] } }
      let found: KMeansResult
      if let unit = PointUnit(points) {
        found = try SafeSize(unit: unit, isSquared: isSquared).run(
          points, count: group.count, options: own, body)
      } else {
        found = try body(points, group.count, own)
      }
      for (place, row) in group.rows.enumerated() {
        result.labels[row] = found.labels[place] + centers.count / columns
        result.squaredDistances[row] = found.squaredDistances[place]
      }
      centers += found.centers.values
      result.inertia += found.inertia
      result.iterations = max(result.iterations, found.iterations)
      if found.termination != .converged { result.termination = found.termination }
    }
    result.centers = PointMatrix(sound: centers, columnCount: columns)
    result.startInertias = [result.inertia]
    return result
  }

  /// Rows that cannot be told apart beside the others.
  private struct Group {
    var rows: [Int] = []
    var points: PointMatrix?
    var distinct = 1
    /// Of their own unit.
    var exponent = Int.min
    var count = 1
  }

  private func restored(_ result: KMeansResult) -> KMeansResult {
    let power = isSquared ? 2 : 1
    var result = result
    result.centers = unit.restored(result.centers)
    result.squaredDistances = result.squaredDistances.map { unit.restored($0, power: power) }
    result.inertia = unit.restored(result.inertia, power: power)
    result.startInertias = result.startInertias.map { unit.restored($0, power: power) }
    result.steps = result.steps.map { step in
      var step = step
      step.centers = unit.restored(step.centers)
      step.inertia = unit.restored(step.inertia, power: power)
      return step
    }
    return result
  }
}

extension PointMatrix {
  /// How many rows with weight differ, at most so many.
  func distinctRows(upTo limit: Int, weights: RowWeights) -> Int {
    var seen = Set<ArraySlice<Double>>()
    for row in 0..<rowCount where weights[row] > 0 {
      seen.insert(self.row(row))
      if seen.count >= limit { break }
    }
    return seen.count
  }
}

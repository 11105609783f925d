/// Where each start of a k-means puts its centers.
struct KMeansStart {
  private let points: PointMatrix
  private let weights: RowWeights
  private let count: Int
  private let seeding: KMeansSeeding
  private let seed: UInt64
  /// How many starts differ.
  let runs: Int

  init(
    points: PointMatrix, weights: RowWeights, count: Int, options: KMeansOptions
  ) throws(ClusteringError) {
    self.points = points
    self.weights = weights
    self.count = count
    seeding = options.seeding
    seed = options.seed
    switch options.seeding {
    case .given(let centers):
      guard centers.rowCount == count, centers.columnCount == points.columnCount else {
        throw .startShape(
          rows: centers.rowCount, columns: centers.columnCount, expectedRows: count,
          expectedColumns: points.columnCount)
      }
      runs = 1
    case .first: runs = 1
    case .random, .randomBox, .plusPlus: runs = options.starts
    }
  }

  var isPlusPlus: Bool { seeding == .plusPlus }

  /// The centers of one start; *k* × *d*.
  func centers(_ number: Int, on engine: any LloydEngine) -> [Double] {
    var generator = SeededGenerator(seed: seed, stream: UInt64(number))
    switch seeding {
    case .given(let centers): return centers.values
    case .first: return points.rows(distinctRows(0..<points.rowCount)).values
    case .random: return points.rows(randomRows(using: &generator)).values
    case .randomBox: return randomPlaces(using: &generator)
    case .plusPlus:
      let first = drawRow(using: &generator)
      return points.rows(
        engine.plusPlusSeeds(count: count, first: first, using: &generator)
      ).values
    }
  }

  /// The first rows with weight that differ, as many as there are to be centers.
  private func distinctRows(_ order: some Sequence<Int>) -> [Int] {
    var seen = Set<ArraySlice<Double>>()
    var rows: [Int] = []
    for row in order where weights[row] > 0 && seen.insert(points.row(row)).inserted {
      rows.append(row)
      if rows.count == count { break }
    }
    return rows
  }

  private func drawRow(using generator: inout SeededGenerator) -> Int {
    guard let values = weights.values else { return generator.index(below: points.rowCount) }
    guard let row = generator.index(weightedBy: values) else {
      preconditionFailure("some row has weight")
    }
    return row
  }

  private func randomRows(using generator: inout SeededGenerator) -> [Int] {
    guard let values = weights.values else {
      // Shuffled as far as needed, and remembered only where it was.
      var moved: [Int: Int] = [:]
      var seen = Set<ArraySlice<Double>>()
      var rows: [Int] = []
      for place in 0..<points.rowCount where rows.count < count {
        let other = place + generator.index(below: points.rowCount - place)
        let row = moved[other] ?? other
        moved[other] = moved[place] ?? place
        if seen.insert(points.row(row)).inserted { rows.append(row) }
      }
      return rows
    }
    // Rows in the order of exponential waiting times: drawing by weight without putting back.
    // P. S. Efraimidis, P. G. Spirakis, Information Processing Letters 97 (2006),
    // https://doi.org/10.1016/j.ipl.2005.11.003.
    let times = values.map { $0 > 0 ? waitingTime(generator.unit()) / $0 : .infinity }
    return distinctRows(times.indices.sorted { (times[$0], $0) < (times[$1], $1) })
  }

  private func randomPlaces(using generator: inout SeededGenerator) -> [Double] {
    let columns = points.columnCount
    var low = [Double](repeating: .infinity, count: columns)
    var high = [Double](repeating: -.infinity, count: columns)
    for row in 0..<points.rowCount where weights[row] > 0 {
      for column in 0..<columns {
        low[column] = min(low[column], points[row, column])
        high[column] = max(high[column], points[row, column])
      }
    }
    return (0..<count * columns).map { place in
      let column = place % columns
      return low[column] + generator.unit() * (high[column] - low[column])
    }
  }
}

/// How much each row counts, checked once.
struct RowWeights: Sendable {
  /// *n* finite numbers, none negative; nil where each counts 1.
  let values: [Double]?
  let total: Double

  init(_ weights: [Double]?, rows: Int) throws(ClusteringError) {
    guard let weights else {
      values = nil
      total = Double(rows)
      return
    }
    guard weights.count == rows else { throw .weightCount(count: weights.count, rows: rows) }
    if let row = weights.firstIndex(where: { !($0 >= 0 && $0 <= 1e60) }) {
      throw .badWeight(row: row, weight: weights[row])
    }
    values = weights.contains { $0 != 1 } ? weights : nil
    total = weights.reduce(0, +)
  }

  subscript(row: Int) -> Double { values?[row] ?? 1 }
}

extension PointMatrix {
  /// Checks that there are enough different rows with weight.
  ///
  /// - Complexity: O(*n* · *d*) where there are few, else about O(*count* · *d*)
  func require(_ count: Int, weights: RowWeights) throws(ClusteringError) {
    guard count >= 1 else { throw .noClusters(count: count) }
    guard count <= rowCount else {
      throw .moreClustersThanPoints(count: count, points: rowCount)
    }
    var distinct = Set<ArraySlice<Double>>()
    for row in 0..<rowCount where weights[row] > 0 {
      distinct.insert(self.row(row))
      if distinct.count == count { return }
    }
    throw .fewDistinctPoints(distinct: distinct.count, count: count)
  }

  /// The mean over the columns of their weighted variances.
  func meanVariance(weights: RowWeights) -> Double {
    guard weights.total > 0 else { return 0 }
    var means = [Double](repeating: 0, count: columnCount)
    var squares = means
    values.withUnsafeBufferPointer { values in
      for row in 0..<rowCount {
        let weight = weights[row]
        for column in 0..<columnCount {
          means[column] += weight * values[row * columnCount + column]
        }
      }
      for column in 0..<columnCount { means[column] /= weights.total }
      for row in 0..<rowCount {
        let weight = weights[row]
        for column in 0..<columnCount {
          let step = values[row * columnCount + column] - means[column]
          squares[column] += weight * step * step
        }
      }
    }
    return squares.reduce(0, +) / weights.total / Double(columnCount)
  }
}

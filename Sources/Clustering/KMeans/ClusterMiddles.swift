/// Where a center goes to suit its members.
enum ClusterMiddle {
  /// The mean of each column: best for squared distances.
  case mean
  /// The median of each column: best for sums of absolute differences.
  case median
}

extension PointMatrix {
  /// The weighted median of each column over the rows; the middle of both where two are as good.
  ///
  /// - Parameters:
  ///   - rows: At least one with weight.
  ///   - weights: How much each row counts.
  /// - Returns: A number for each column.
  /// - Complexity: O(*d* · *m* · log *m*), *m* rows.
  func medians(of rows: [Int], weights: RowWeights) -> [Double] {
    (0..<columnCount).map { column in
      let order = rows.filter { weights[$0] > 0 }
        .sorted { (self[$0, column], $0) < (self[$1, column], $1) }
      let half = order.reduce(0) { $0 + weights[$1] } / 2
      var sum = 0.0
      for (place, row) in order.enumerated() {
        sum += weights[row]
        if sum > half { return self[row, column] }
        if sum == half, place + 1 < order.count {
          let next = self[order[place + 1], column]
          return self[row, column] + (next - self[row, column]) / 2
        }
      }
      return order.last.map { self[$0, column] } ?? 0
    }
  }
}

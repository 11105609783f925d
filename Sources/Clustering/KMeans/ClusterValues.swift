/// What each cluster would lose without its center, and save with a second one.
struct ClusterValues {
  /// What its points would pay more at the centers nearest to them but for their own.
  private(set) var losses: [Double]
  /// What two centers instead of one would save its points.
  private(set) var savings: [Double]
  /// Those two centers; 2 × *d* numbers for each cluster.
  private(set) var halves: [[Double]]

  /// - Complexity: O(*n* · *d*) and O(*k*² · (*d* + log *k*)), and as often a distance as a point
  ///   has other centers about as near as its own.
  init(
    points: PointMatrix, weights: RowWeights, centers: [Double], labels: [Int], cores: Int?
  ) {
    let columns = points.columnCount
    let count = centers.count / columns
    var starts = [Int](repeating: 0, count: count + 1)
    for label in labels { starts[label + 1] += 1 }
    for label in 0..<count { starts[label + 1] += starts[label] }
    var next = starts
    var order = [Int32](repeating: 0, count: labels.count)
    for (row, label) in labels.enumerated() {
      order[next[label]] = Int32(row)
      next[label] += 1
    }
    var found = [OneCluster?](repeating: nil, count: count)
    found.withUnsafeMutableBufferPointer { found in
      nonisolated(unsafe) let found = found
      concurrently(count, cores: cores) { [order, starts] label in
        var cluster = OneCluster(
          rows: order[starts[label]..<starts[label + 1]], points: points, weights: weights,
          center: Array(centers[label * columns..<(label + 1) * columns]))
        cluster.split()
        cluster.measureLoss(centers, own: label)
        cluster.rows = []
        cluster.values = []
        found[label] = cluster
      }
    }
    losses = found.map { $0?.loss ?? 0 }
    savings = found.map { $0?.saving ?? 0 }
    halves = found.map { $0?.halves ?? [] }
  }
}

/// The points of one cluster, side by side.
private struct OneCluster {
  var rows: ArraySlice<Int32>
  var values: [Double] = []
  private var weights: [Double] = []
  private let columns: Int
  private let center: [Double]
  private(set) var loss = 0.0
  private(set) var saving = 0.0
  private(set) var halves: [Double]

  init(rows: ArraySlice<Int32>, points: PointMatrix, weights: RowWeights, center: [Double]) {
    self.rows = rows
    self.center = center
    columns = points.columnCount
    halves = center + center
    values.reserveCapacity(rows.count * columns)
    for row in rows {
      for column in 0..<columns { values.append(points.values[Int(row) * columns + column]) }
      if weights.values != nil { self.weights.append(weights[Int(row)]) }
    }
  }

  private func square(_ point: Int, _ others: [Double], _ other: Int) -> Double {
    var sum = 0.0
    for column in 0..<columns {
      let step = values[point * columns + column] - others[other * columns + column]
      sum += step * step
    }
    return sum
  }

  private func weight(_ point: Int) -> Double { weights.isEmpty ? 1 : weights[point] }

  /// Centers farther from the own one than the second nearest found plus the point's own distance
  /// need not be looked at.
  mutating func measureLoss(_ centers: [Double], own: Int) {
    let count = centers.count / columns
    var others: [(square: Double, center: Int)] = []
    for other in 0..<count where other != own {
      var sum = 0.0
      for column in 0..<columns {
        let step = center[column] - centers[other * columns + column]
        sum += step * step
      }
      others.append((sum, other))
    }
    others.sort { $0.square < $1.square }
    let distances = others.map { $0.square.squareRoot() }
    for point in rows.indices.indices {
      let index = point - rows.startIndex
      let ownSquare = square(index, center, 0)
      let ownDistance = ownSquare.squareRoot()
      var second = Double.infinity
      var limit = Double.infinity
      for (place, other) in others.enumerated() {
        if distances[place] > limit { break }
        let square = square(index, centers, other.center)
        if square < second {
          second = square
          limit = square.squareRoot() + ownDistance
        }
      }
      loss += weight(index) * (second - ownSquare)
    }
  }

  /// Cuts the cluster across its longest axis, then lets two centers settle.
  mutating func split() {
    let count = rows.count
    guard count > 1 else { return }
    let axis = longestAxis()
    var sides = (0..<count).map { point in
      var sum = 0.0
      for column in 0..<columns {
        sum += (values[point * columns + column] - center[column]) * axis[column]
      }
      return sum > 0
    }
    for _ in 0..<6 {
      guard let means = means(of: sides) else { return }
      halves = means
      var hasChanges = false
      var cost = 0.0
      var before = 0.0
      for point in 0..<count {
        let first = square(point, halves, 0)
        let second = square(point, halves, 1)
        let side = second < first
        hasChanges = hasChanges || side != sides[point]
        sides[point] = side
        cost += weight(point) * min(first, second)
        before += weight(point) * square(point, center, 0)
      }
      saving = before - cost
      if !hasChanges { break }
    }
  }

  private func means(of sides: [Bool]) -> [Double]? {
    var sums = [Double](repeating: 0, count: 2 * columns)
    var totals = [0.0, 0.0]
    for (point, side) in sides.enumerated() {
      let half = side ? 1 : 0
      totals[half] += weight(point)
      for column in 0..<columns {
        sums[half * columns + column] += weight(point) * values[point * columns + column]
      }
    }
    guard totals[0] > 0, totals[1] > 0 else { return nil }
    for place in sums.indices { sums[place] /= totals[place / columns] }
    return sums
  }

  /// The direction in which the points spread most, by a few rounds of the power method.
  private func longestAxis() -> [Double] {
    var axis = [Double](repeating: 0, count: columns)
    for point in 0..<rows.count {
      for column in 0..<columns {
        let step = values[point * columns + column] - center[column]
        axis[column] += weight(point) * step * step
      }
    }
    // Start along the columns, each by its spread; signs come with the rounds.
    for column in 0..<columns { axis[column] = axis[column].squareRoot() }
    for _ in 0..<4 {
      var next = [Double](repeating: 0, count: columns)
      for point in 0..<rows.count {
        var along = 0.0
        for column in 0..<columns {
          along += (values[point * columns + column] - center[column]) * axis[column]
        }
        along *= weight(point)
        for column in 0..<columns {
          next[column] += along * (values[point * columns + column] - center[column])
        }
      }
      var length = 0.0
      for value in next { length = max(length, abs(value)) }
      guard length > 0, length < .infinity else { break }
      axis = next.map { $0 / length }
    }
    return axis
  }
}

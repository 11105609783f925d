/// How tight and how far apart clusters of rows are.
///
/// Rows without a cluster are left out.
public struct ClusterScores: Hashable, Sendable {
  /// The sum of squared distances to the means of the clusters.
  public let inertia: Double
  /// Spread between the clusters over spread within, each by its degrees of freedom: the larger, the
  /// better; nil for a single cluster, or where every row is a cluster.
  ///
  /// T. Caliński, J. Harabasz, "A dendrite method for cluster analysis", Communications in
  /// Statistics 3 (1974), <https://doi.org/10.1080/03610927408827101>. 1 where the rows of each
  /// cluster are all equal.
  public let calinskiHarabasz: Double?
  /// The mean over the clusters of how much they overlap with the worst other one: the smaller, the
  /// better; nil for a single cluster.
  ///
  /// D. L. Davies, D. W. Bouldin, "A Cluster Separation Measure", IEEE Transactions on Pattern
  /// Analysis and Machine Intelligence 1 (1979), <https://doi.org/10.1109/TPAMI.1979.4766909>. Clusters
  /// with the same mean count as wholly apart where all their rows are equal, otherwise as infinite.
  public let daviesBouldin: Double?

  /// Scores clusters by their means.
  ///
  /// - Parameters:
  ///   - points: *n* rows.
  ///   - labels: Per row its cluster, from 0 up; nil for noise.
  /// - Complexity: O(*n* · *d* + *k*² · *d*)
  public init(_ points: PointMatrix, labels: [Int?]) {
    precondition(labels.count == points.rowCount, "a label per row")
    let unit = PointUnit(points)
    let points = unit?.divided(points) ?? points
    let columns = points.columnCount
    let clusters = (labels.compactMap { $0 }.max() ?? -1) + 1
    var counts = [Int](repeating: 0, count: clusters)
    var means = [Double](repeating: 0, count: clusters * columns)
    var center = [Double](repeating: 0, count: columns)
    for (row, label) in labels.enumerated() {
      guard let label else { continue }
      counts[label] += 1
      for column in 0..<columns {
        means[label * columns + column] += points.values[row * columns + column]
      }
    }
    let used = counts.indices.filter { counts[$0] > 0 }
    let total = counts.reduce(0, +)
    for cluster in used {
      for column in 0..<columns {
        center[column] += means[cluster * columns + column]
        means[cluster * columns + column] /= Double(counts[cluster])
      }
    }
    for column in 0..<columns { center[column] /= Double(max(1, total)) }

    var within = 0.0
    var spreads = [Double](repeating: 0, count: clusters)
    for (row, label) in labels.enumerated() {
      guard let label else { continue }
      let squared = Self.squared(points.values, row, means, label, columns)
      within += squared
      spreads[label] += squared.squareRoot()
    }
    inertia = unit?.restored(within, power: 2) ?? within
    guard used.count > 1 else {
      calinskiHarabasz = nil
      daviesBouldin = nil
      return
    }
    var between = 0.0
    for cluster in used {
      between += Double(counts[cluster]) * Self.squared(means, cluster, center, 0, columns)
      spreads[cluster] /= Double(counts[cluster])
    }
    if used.count == total {
      calinskiHarabasz = nil
    } else {
      calinskiHarabasz =
        within == 0
        ? 1 : between * Double(total - used.count) / (within * Double(used.count - 1))
    }
    var sum = 0.0
    for cluster in used {
      var worst = 0.0
      for other in used where other != cluster {
        let spread = spreads[cluster] + spreads[other]
        let apart = Self.squared(means, cluster, means, other, columns).squareRoot()
        if spread > 0 { worst = max(worst, spread / apart) }
      }
      sum += worst
    }
    daviesBouldin = sum / Double(used.count)
  }

  private static func squared(
    _ one: [Double], _ row: Int, _ other: [Double], _ otherRow: Int, _ columns: Int
  ) -> Double {
    var sum = 0.0
    for column in 0..<columns {
      let difference = one[row * columns + column] - other[otherRow * columns + column]
      sum += difference * difference
    }
    return sum
  }
}

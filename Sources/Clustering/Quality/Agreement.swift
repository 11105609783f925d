import Foundation

extension LabelTable {
  /// How far two groupings agree beyond chance: 1 for the same groups, about 0 for unrelated ones,
  /// below 0 for less than chance.
  ///
  /// L. Hubert, P. Arabie, "Comparing partitions", Journal of Classification 2 (1985),
  /// <https://doi.org/10.1007/BF01908075>. Groupings that are both one group, or both all single
  /// points, agree: 1. Counts of pairs are exact up to some 3 · 10⁹ points.
  ///
  /// - Complexity: O(rows × columns)
  public var adjustedRandIndex: Double {
    // Ordered pairs, in whole numbers: the differences below would cancel in floating point.
    let n = Int128(total)
    let together = counts.joined().reduce(Int128(0)) { $0 + Int128($1) * Int128($1) }
    let ofFound = foundCounts.reduce(Int128(0)) { $0 + Int128($1) * Int128($1) }
    let ofTruth = truthCounts.reduce(Int128(0)) { $0 + Int128($1) * Int128($1) }
    let bothTogether = together - n
    let onlyTruth = ofTruth - together
    let onlyFound = ofFound - together
    let neither = n * n - ofFound - ofTruth + together
    if onlyTruth == 0, onlyFound == 0 { return 1 }
    let (a, b, c, d) = (
      Double(bothTogether), Double(onlyTruth), Double(onlyFound), Double(neither)
    )
    return 2 * (a * d - b * c) / ((a + b) * (b + d) + (a + c) * (c + d))
  }

  /// The information that two groupings share, by the mean of what each holds: from 0 to 1.
  ///
  /// A. Strehl, J. Ghosh, "Cluster Ensembles", Journal of Machine Learning Research 3 (2002),
  /// <https://www.jmlr.org/papers/v3/strehl02a.html>, with the arithmetic mean. Groupings that are both one
  /// group agree: 1.
  ///
  /// - Complexity: O(rows × columns)
  public var normalizedMutualInformation: Double {
    if found.count <= 1, truth.count <= 1 { return 1 }
    let n = Double(total)
    var shared = 0.0
    for (row, counts) in counts.enumerated() {
      for (column, count) in counts.enumerated() where count > 0 {
        let part = Double(count) / n
        let ratio =
          log(Double(count)) + log(n) - log(Double(foundCounts[row]))
          - log(Double(truthCounts[column]))
        shared += part * ratio
      }
    }
    let mean = (Self.entropy(foundCounts, n) + Self.entropy(truthCounts, n)) / 2
    guard mean > 0 else { return 0 }
    return min(1, max(0, shared / mean))
  }

  private static func entropy(_ counts: [Int], _ total: Double) -> Double {
    counts.reduce(0) { sum, count in
      guard count > 0 else { return sum }
      let part = Double(count) / total
      return sum - part * log(part)
    }
  }
}

import Clustering

/// What siting a sample tells about the whole.
struct SampleGuide {
  /// Candidates that good plans have open, the best first.
  var plans: [[Int]]
  /// Candidates that a better plan may have open, the best first; empty where nothing is known.
  var promising: [Int] = []
  /// Per candidate, the multipliers of those whose nearest candidate it is, per unit of weight,
  /// added up.
  private var sums: [Double] = []
  private var counts: [Double] = []

  init(plans: [[Int]]) { self.plans = plans }

  /// Learns the multipliers of a sample.
  ///
  /// - Parameters:
  ///   - multipliers: Of the best bound.
  ///   - rows: Of the sample.
  ///   - weights: Of the sample.
  mutating func learn(_ multipliers: [Double], _ rows: SparseCosts, _ weights: [Double]) {
    sums = Array(repeating: 0, count: rows.siteCount)
    counts = sums
    for index in 0..<rows.demandCount where rows.caps[index] > 0 && weights[index] > 0 {
      let row = rows.row(index)
      guard row.count > 0 else { continue }
      sums[Int(row.sites[0])] += multipliers[index] / weights[index]
      counts[Int(row.sites[0])] += 1
    }
  }

  /// As learned from some of the candidates, told of all.
  func spread(to candidates: [Int], of count: Int) -> SampleGuide {
    var guide = SampleGuide(plans: plans.map { $0.map { candidates[$0] } })
    guide.promising = promising.map { candidates[$0] }
    guard !sums.isEmpty else { return guide }
    guide.sums = Array(repeating: 0, count: count)
    guide.counts = guide.sums
    for (index, candidate) in candidates.enumerated() {
      guide.sums[candidate] = sums[index]
      guide.counts[candidate] = counts[index]
    }
    return guide
  }

  /// Sets multipliers as they are, on average, for those of the sample who have the same nearest
  /// candidates.
  func raise(_ multipliers: inout [Double], _ rows: SparseCosts, _ weights: [Double]) {
    guard !sums.isEmpty else { return }
    for index in 0..<rows.demandCount where rows.caps[index] > 0 {
      let row = rows.row(index)
      var (sum, count) = (0.0, 0.0)
      var cell = 0
      while cell < row.count, count < Self.neighbours {
        sum += sums[Int(row.sites[cell])]
        count += counts[Int(row.sites[cell])]
        cell += 1
      }
      if count > 0 { multipliers[index] = min(rows.caps[index], weights[index] * sum / count) }
    }
  }

  private static var neighbours: Double { 6 }
}

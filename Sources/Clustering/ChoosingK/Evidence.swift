/// What the gap statistic and silhouettes together say about the number of clusters.
struct Evidence {
  private let rows: [CountRow]
  private let gap: GapStatistic?
  /// The smallest number whose silhouettes are largest, or all but that.
  private let best: Int?

  init(rows: [CountRow], gap: GapStatistic?) {
    self.rows = rows
    self.gap = gap
    // A few rows that are the same make silhouettes a little larger than the groups they stand in.
    let largest = rows.compactMap(\.silhouette).max()
    best = largest.flatMap { largest in
      rows.first { ($0.silhouette ?? -1) >= largest - 0.02 }?.count
    }
  }

  private var least: Int { rows.first?.count ?? 1 }

  private func silhouette(_ count: Int) -> Double {
    rows.first { $0.count == count }?.silhouette ?? 0
  }

  /// By how much silhouettes are larger than those of points without groups.
  ///
  /// An evenly filled strip cut in two has a mean silhouette of 0.6, a square cut in four 0.4: only
  /// the difference tells. Pieces of even spreads and bell curves stay below 0.05.
  private func excess(_ count: Int) -> Double {
    guard let gap, gap.range.contains(count), let own = rows.first(where: { $0.count == count }),
      let value = own.silhouette, let expected = gap.silhouettes[count - gap.range.lowerBound]
    else { return 0 }
    return value - expected
  }

  /// The number of clusters; the smallest for no evidence of more.
  var count: Int {
    guard let gap else {
      // Nothing to compare with: pieces of an even spread stay below 0.5 in most metrics.
      guard let best, silhouette(best) > 0.5 else { return least }
      return best
    }
    if gap.count > least, excess(gap.count) > 0.1 { return gap.count }
    if let bend = gap.sharpestBend, excess(bend) > 0.2 { return bend }
    // Pieces of a ring or of another curve stay at 0.2.
    if let best, gap.isRising, excess(best) > 0.22 { return best }
    return least
  }

  /// Whether the measures still get better at the largest number that was tried.
  ///
  /// Not where every distinct row is a cluster then.
  var mayBeMore: Bool {
    guard let gap, let last = rows.last, let own = last.silhouette else { return false }
    let isLargest = rows.allSatisfy { ($0.silhouette ?? -1) <= own }
    let chosen = count < last.count ? excess(count) : 0
    return excess(last.count) > max(chosen, gap.isRising ? 0.1 : isLargest ? 0.2 : .infinity)
  }
}

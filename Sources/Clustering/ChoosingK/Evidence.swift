/// What the gap statistic and silhouettes together say about the number of clusters.
struct Evidence {
  private let rows: [CountRow]
  private let gap: GapStatistic?
  /// Where silhouettes are largest.
  private let best: Int?

  init(rows: [CountRow], gap: GapStatistic?, best: Int?) {
    self.rows = rows
    self.gap = gap
    self.best = best
  }

  private var least: Int { rows.first?.count ?? 1 }
  private var last: CountRow? { rows.last { $0.count == 1 || $0.silhouette != nil } }

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
    // A curve that rises to its end says that there are more, not how many.
    let isOpen = gap.isRising && gap.count == last?.count
    if !isOpen, gap.count > least, excess(gap.count) > 0.1 { return gap.count }
    if let best, best > least, silhouette(best) > 0.5, excess(best) > 0.2 { return best }
    return gap.count == least && least > 1 ? least : isOpen && isGrowing ? gap.count : least
  }

  /// Whether the measures still get better at the largest number that was tried.
  ///
  /// Not where every distinct row is a cluster then.
  var mayBeMore: Bool {
    gap?.isRising == true && isGrowing && rows.last?.silhouette != nil
  }

  private var isGrowing: Bool {
    guard let last, last.count > 1, let own = last.silhouette else { return false }
    return excess(last.count) > 0.1 && own > silhouette(best ?? 1) - 0.05
  }
}

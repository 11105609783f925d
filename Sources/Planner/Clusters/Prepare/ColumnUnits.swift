/// The power of two that columns are divided by, so that squares of their differences neither vanish nor
/// overflow.
enum ColumnUnits {
  /// Spreads from 2⁻¹⁰⁰ to 2¹⁰⁰ are left as they are.
  private static let usual = 0x1p-100...0x1p100

  /// One power for all columns of numbers and ranks, by the widest; columns with one value become 0.
  ///
  /// - Parameters:
  ///   - codings: Of the features, without scales; changed.
  ///   - features: The columns.
  ///   - rows: The rows that count.
  ///   - metric: Distances; for angles the size of values counts, not their spread.
  /// - Returns: The power that distances have then, 0 for usual columns.
  static func set(
    _ codings: inout [ColumnCoding], _ features: [FeatureColumn], rows: [Int],
    metric: ClusterMetric
  ) -> Int {
    let spans = features.map { Span($0, rows: rows) }
    let isAngle = metric == .cosine
    let spread = spans.reduce(0) { max($0, isAngle ? $1.size : $1.halfSpread * 2) }
    let widest = spread.isFinite ? spread.exponent : 1023
    let isUsual = spread == 0 || usual.contains(spread)
    for (index, span) in spans.enumerated() where codings[index].kind != .words {
      if !isUsual, isAngle || span.halfSpread > 0 {
        codings[index].exponent = widest
      } else if !isAngle, span.halfSpread == 0, !isUsual || !usual.contains(max(span.size, 1)) {
        codings[index].shift = span.low
      }
    }
    return isUsual || isAngle ? 0 : widest
  }

  /// The power of one column that is brought to a scale of its own.
  static func own(_ feature: FeatureColumn, rows: [Int]) -> Int {
    let spread = Span(feature, rows: rows).halfSpread * 2
    guard spread > 0, !usual.contains(spread) else { return 0 }
    return spread.isFinite ? spread.exponent : 1023
  }

  /// From the smallest value to the largest.
  private struct Span {
    var low = Double.infinity
    var high = -Double.infinity

    /// Halved, for the whole may be beyond all numbers.
    var halfSpread: Double { high > low ? max(high / 2 - low / 2, .leastNonzeroMagnitude) : 0 }
    var size: Double { low <= high ? max(low.magnitude, high.magnitude) : 0 }

    init(_ feature: FeatureColumn, rows: [Int]) {
      switch feature {
      case .numbers(_, let values), .ranks(_, let values, _):
        for row in rows where !values[row].isNaN {
          low = min(low, values[row])
          high = max(high, values[row])
        }
      case .words: (low, high) = (0, 1)
      }
    }
  }
}

/// The middle and the spread of a column, of the values that there are.
struct ColumnMeasures {
  /// Ascending.
  let sorted: [Double]
  let mean: Double

  init(_ values: some Sequence<Double>) {
    sorted = values.filter { !$0.isNaN }.sorted()
    // From the middle outwards, so that huge values do not overflow.
    let count = Double(max(1, sorted.count))
    mean = sorted.reduce(0) { $0 + $1 / count }
  }

  var median: Double { quantile(0.5) }

  /// Between neighbours in proportion, as most programs do.
  func quantile(_ share: Double) -> Double {
    guard let last = sorted.indices.last else { return .nan }
    let place = share * Double(last)
    let below = Int(clamping: place)
    guard below < last else { return sorted[last] }
    return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
  }

  /// The root of the mean squared difference to the mean.
  var deviation: Double {
    let count = Double(max(1, sorted.count))
    return sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / count }.squareRoot()
  }

  /// The range outside of which a value is far from all others.
  ///
  /// Modified z-scores beyond 3.5: B. Iglewicz, D. C. Hoaglin, "How to Detect and Handle Outliers",
  /// ASQC 1993; where more than half of the values are equal, with the mean absolute difference in
  /// place of the median one.
  var usualRange: ClosedRange<Double> {
    let median = median
    let differences = sorted.map { abs($0 - median) }
    var unit = ColumnMeasures(differences).median / 0.6745
    if unit == 0 {
      unit = 1.253314 * differences.reduce(0) { $0 + $1 / Double(max(1, differences.count)) }
    }
    guard unit > 0, unit.isFinite else { return -Double.infinity...Double.infinity }
    return median - 3.5 * unit...median + 3.5 * unit
  }
}

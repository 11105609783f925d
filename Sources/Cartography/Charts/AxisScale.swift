/// The values along an axis, and the round ones among them that are written at it.
package struct AxisScale: Hashable, Sendable {
  package let lower: Double
  package let upper: Double
  package let ticks: [Double]
  package let labels: [String]

  package var span: Double { upper - lower }

  /// An axis that shows all values, with room to both sides or rounded up to the next ticks.
  ///
  /// - Parameters:
  ///   - values: What is not finite, or 1e300 and more, is left out; none make an axis from 0 to 1.
  ///   - count: About how many ticks, 2 or more.
  ///   - margin: Share of the span that is added to both sides; nil to round up to ticks.
  ///   - includesZero: Whether 0 is on the axis in any case.
  package init(
    showing values: some Sequence<Double>, ticks count: Int, margin: Double? = nil,
    includesZero: Bool = false
  ) {
    var low = Double.infinity
    var high = -Double.infinity
    // Beyond that the span of two values may be no number any more.
    for value in values where value.magnitude < 1e300 {
      low = min(low, value)
      high = max(high, value)
    }
    if low > high { (low, high) = (0, 1) }
    if includesZero { (low, high) = (min(low, 0), max(high, 0)) }
    if includesZero, low == 0, high == 0 { high = 1 }
    // Equal values get an axis around them that tells numbers apart at their size.
    let least = max(max(low.magnitude, high.magnitude) * 1e-9, 1e-300)
    if high - low < least {
      let room = low.magnitude < 1e-290 ? 1 : low.magnitude / 10
      (low, high) = (low - room, high + room)
    }
    if let margin {
      let room = (high - low) * margin
      (low, high) = (low - room, high + room)
    }
    var step = Self.step(for: (high - low) / Double(max(count, 2)))
    // One value alone says nothing about the scale.
    if margin != nil, (high / step).rounded(.down) - (low / step).rounded(.up) < 1 {
      step = RoundNumbers.floor(step * 0.99)
    }
    if margin == nil {
      low = (low / step + 1e-9).rounded(.down) * step
      high = (high / step - 1e-9).rounded(.up) * step
    }
    let first = Int(clamping: (low / step - 1e-9).rounded(.up))
    let last = Int(clamping: (high / step + 1e-9).rounded(.down))
    lower = low
    upper = high
    ticks = first <= last ? (first...last).map { Double($0) * step } : []
    labels = Self.labels(ticks, step: step)
  }

  /// An axis with a tick at whole numbers only.
  package init(whole range: ClosedRange<Int>, ticks count: Int) {
    let span = Double(range.upperBound - range.lowerBound)
    let step = Self.step(for: max(span / Double(max(count, 2)), 1))
    let room = max(span * 0.04, 0.5)
    lower = Double(range.lowerBound) - room
    upper = Double(range.upperBound) + room
    let whole = Int(clamping: step)
    var ticks = range.filter { $0.isMultiple(of: whole) }
    // Few values are all written.
    if range.count <= count { ticks = Array(range) }
    self.ticks = ticks.map(Double.init)
    labels = ticks.map { NumberText.fixed(Double($0), decimals: 0) }
  }

  /// An axis on which no value is written.
  package init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
    ticks = []
    labels = []
  }

  /// Where a value stands between two places on the page.
  package func position(_ value: Double, from start: Double, to end: Double) -> Double {
    start + (value - lower) / span * (end - start)
  }

  /// The least of 1, 2 or 5 times a power of ten that is at least `value`.
  private static func step(for value: Double) -> Double {
    let floor = RoundNumbers.floor(value)
    if floor >= value * (1 - 1e-9) { return floor }
    // After 1 and 5 comes the double, after 2 two and a half times as much.
    let double = floor * 2
    return RoundNumbers.floor(double * (1 + 1e-9)) >= double * (1 - 1e-9) ? double : floor * 2.5
  }

  private static func labels(_ ticks: [Double], step: Double) -> [String] {
    let most = ticks.map(\.magnitude).max() ?? 0
    if most >= 1e12 || (most > 0 && step < 1e-5) {
      // As many digits as neighbours need to differ.
      var digits = 2
      var distance = step
      while distance < most, digits < 15 {
        distance *= 10
        digits += 1
      }
      return ticks.map { NumberText.scientific($0, digits: digits) }
    }
    let (unit, suffix) =
      step >= 1e5 && most >= 1e9 ? (1e9, "bn") : step >= 1e4 && most >= 1e6 ? (1e6, "M") : (1, "")
    var decimals = 0
    var scaled = step / unit
    while decimals < 8, (scaled - scaled.rounded()).magnitude > 1e-6 * scaled {
      scaled *= 10
      decimals += 1
    }
    return ticks.map {
      let text = NumberText.fixed($0 / unit, decimals: decimals)
      return $0 == 0 ? text : text + suffix
    }
  }
}

import Cartography
import TestSupport
import Testing

@Suite struct AxisScaleTests {
  @Test("An axis shows all values, with few ticks at equal steps, each with its own label")
  func ticks() {
    forEverySeed { random in
      let sizes: [Double] = [1e-9, 1e-3, 1, 1e4, 1e8, 1e13]
      let size = sizes[Int.random(in: sizes.indices, using: &random)]
      let shift = Bool.random(using: &random) ? 0 : size * .random(in: -1000...1000, using: &random)
      let values = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        shift + size * .random(in: -1...1, using: &random)
      }
      let count = Int.random(in: 3...9, using: &random)
      let margin = Bool.random(using: &random) ? nil : 0.05
      let axis = AxisScale(showing: values, ticks: count, margin: margin)
      let slack = axis.span * 1e-6
      guard values.allSatisfy({ axis.lower - slack <= $0 && $0 <= axis.upper + slack }) else {
        return false
      }
      let steps = zip(axis.ticks, axis.ticks.dropFirst()).map { $1 - $0 }
      return axis.ticks.count <= count + 2 && axis.ticks.count >= 2
        && steps.allSatisfy { abs($0 - steps[0]) < slack }
        && Set(axis.labels).count == axis.labels.count
        && axis.ticks.allSatisfy { $0 >= axis.lower - slack && $0 <= axis.upper + slack }
    }
  }

  @Test(
    "Axes of small examples",
    arguments: [
      ([0.0, 10], 5, ["0", "2", "4", "6", "8", "10"]),
      ([0, 0.7], 4, ["0.0", "0.2", "0.4", "0.6", "0.8"]),
      ([-1.2, 1.2], 3, ["-2", "-1", "0", "1", "2"]),
      ([0, 5_512_345], 3, ["0", "2M", "4M", "6M"]),
      ([0, 30_000], 3, ["0", "10,000", "20,000", "30,000"]),
      ([0, 3e13], 3, ["0", "1e13", "2e13", "3e13"]),
    ] as [([Double], Int, [String])])
  func examples(values: [Double], count: Int, labels: [String]) {
    #expect(AxisScale(showing: values, ticks: count).labels == labels)
  }

  @Test("No values, equal values and values that are none make an axis all the same")
  func degenerate() {
    #expect(AxisScale(showing: [], ticks: 5).labels.first == "0.0")
    for values in [
      [7.0], [0], [-1e9, -1e9], [.nan, .infinity, 3], [1e299, -1e299], [.leastNonzeroMagnitude],
    ] {
      let axis = AxisScale(showing: values, ticks: 5)
      #expect(axis.span > 0 && axis.span.isFinite && !axis.ticks.isEmpty, "\(values)")
    }
    #expect(AxisScale(showing: [0.0], ticks: 5, includesZero: true).lower == 0)
  }

  @Test("An axis of whole numbers has ticks at whole numbers alone")
  func whole() {
    #expect(AxisScale(whole: 1...10, ticks: 12).labels == (1...10).map { "\($0)" })
    #expect(AxisScale(whole: 1...60, ticks: 12).labels.first == "5")
    #expect(AxisScale(whole: 7...7, ticks: 5).labels == ["7"])
  }
}

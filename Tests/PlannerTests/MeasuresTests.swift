import TestSupport
import Testing

@testable import Planner

@Suite struct WeightedDistancesTests {
  @Test("Mean, quantiles and maximum of a hand-made town")
  func byHand() {
    let distances = WeightedDistances([400, 100, 300, 200], weights: [1, 4, 2, 3])
    #expect(distances.total == 400 + 400 + 600 + 600)
    #expect(distances.mean == 200)
    #expect(distances.quantile(0.4) == 100)
    #expect(distances.quantile(0.5) == 200)
    #expect(distances.quantile(0.9) == 300)
    #expect(distances.quantile(0.95) == 400)
    #expect(distances.maximum == 400)
    #expect(distances.weight(within: 99) == 0)
    #expect(distances.weight(within: 200) == 7)
    #expect(distances.weight(within: 1e9) == 10)
  }

  @Test("Nobody has no mean")
  func nobody() {
    let distances = WeightedDistances([], weights: [])
    #expect(distances.mean == nil)
    #expect(distances.quantile(0.5) == nil)
    #expect(distances.maximum == nil)
    #expect(distances.weight(within: 1) == 0)
  }

  @Test("Weights act as copies do")
  func copies() {
    forEverySeed { random in
      let distances = (0..<10).map { _ in Double(Int.random(in: 0...50, using: &random)) }
      let weights = (0..<10).map { _ in Int.random(in: 0...4, using: &random) }
      let heavy = WeightedDistances(distances, weights: weights.map(Double.init))
      let all = zip(distances, weights).flatMap { Array(repeating: $0, count: $1) }
      let copies = WeightedDistances(all, weights: all.map { _ in 1 })
      return [0.1, 0.5, 0.9, 0.95, 1].allSatisfy { heavy.quantile($0) == copies.quantile($0) }
        && stride(from: 0.0, through: 50, by: 5).allSatisfy {
          heavy.weight(within: $0) == copies.weight(within: $0)
        } && heavy.total == copies.total
    }
  }
}

@Suite struct DecimalsTests {
  @Test(
    "Numbers have the decimals that are asked for",
    arguments: [
      (0.0, 6, "0.000000"), (18510.256968, 6, "18510.256968"), (0.0000004, 6, "0.000000"),
      (-0.0000004, 6, "0.000000"), (-1.5, 1, "-1.5"), (2.5, 0, "3"), (1234.0009995, 3, "1234.001"),
    ])
  func text(_ value: Double, _ decimals: Int, _ expected: String) {
    #expect(Decimals.text(value, decimals) == expected)
  }

  @Test(
    "Thousands are grouped",
    arguments: [(0.0, "0"), (999, "999"), (1000, "1,000"), (1_234_567.4, "1,234,567")])
  func grouped(_ value: Double, _ expected: String) {
    #expect(Decimals.grouped(value) == expected)
  }

  @Test(
    "Metres are whole where they are long, and keep two digits where they are short",
    arguments: [
      (1234.4, "1,234 m"), (12.4, "12 m"), (4, "4 m"), (3.42, "3.4 m"), (0.001234, "0.0012 m"),
      (0, "0 m"), (6.666e24, "6.67e24 m"), (1e300, "1e300 m"), (.infinity, "? m"),
    ] as [(Double, String)])
  func metres(_ value: Double, _ expected: String) {
    #expect(Decimals.metres(value) == expected)
  }

  @Test(
    "Kilometres begin where metres are many",
    arguments: [
      (40, "40 m"), (949.4, "949 m"), (950, "1.0 km"), (9_940, "9.9 km"), (2_205_000, "2,205 km"),
      (6.666e24, "6.67e21 km"),
    ] as [(Double, String)])
  func kilometres(_ metres: Double, _ expected: String) {
    #expect(Decimals.kilometres(metres) == expected)
  }

  @Test("No amount ends the program, and none has a broken text")
  func allDoubles() {
    let form = #/(-?([0-9]{1,3}(,[0-9]{3})*(\.[0-9]+)?|[0-9](\.[0-9]+)?e-?[0-9]+)|\?) .*/#
    forEverySeed(in: 0...1999) { random in
      let value = Double(bitPattern: random.next())
      let texts = [
        Decimals.people(value), Decimals.seats(value), Decimals.metres(value),
        Decimals.kilometres(value), Decimals.land(value.magnitude),
      ]
      let plain = Decimals.text(value, 3)
      let progress = PlanProgress.searching(step: "searching", mean: value).description
      return texts.allSatisfy { $0.wholeMatch(of: form) != nil } && !plain.contains(",")
        && progress.hasSuffix(" m")
    }
  }

  @Test(
    "A weight that is not whole is said as it is",
    arguments: [(1, "1 person"), (0.6, "0.6 people"), (2, "2 people"), (1.5, "1.5 people")])
  func people(_ weight: Double, _ expected: String) {
    #expect(Decimals.people(weight) == expected)
  }
}

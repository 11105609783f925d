import Clustering
import TestSupport
import Testing

@Suite struct DistanceSummaryTests {
  @Test("The example of the documentation holds")
  func example() {
    let summary = DistanceSummary(
      distances: [200, 800, .infinity], weights: [1, 3, 2], thresholds: [500, 1000, 100])
    #expect(summary.mean == 650)
    #expect(summary.median == 800)
    #expect(summary.maximum == 800)
    #expect(summary.sharesWithin == [1.0 / 6, 4.0 / 6, 0])
    #expect(summary.reachedWeight == 4)
    #expect(summary.unreachedWeight == 2)
    #expect(summary.unreachedCount == 1)
  }

  @Test("Percentiles are those of the people counted one by one")
  func percentilesOfPeople() {
    forEverySeed { generator in
      let count = Int.random(in: 1...30, using: &generator)
      let distances = (0..<count).map { _ in Double(Int.random(in: 0...9, using: &generator)) }
      let weights = (0..<count).map { _ in Int.random(in: 0...4, using: &generator) }
      let people = zip(distances, weights)
        .flatMap { Array(repeating: $0, count: $1) }.sorted()
      let summary = DistanceSummary(
        distances: distances, weights: weights.map(Double.init), thresholds: [3])
      guard !people.isEmpty else { return summary.mean == nil && summary.p95 == nil }
      func person(_ tenths: Int, of whole: Int) -> Double {
        people[(people.count * tenths + whole - 1) / whole - 1]
      }
      let near = Double(people.count { $0 <= 3 }) / Double(people.count)
      return summary.median == person(1, of: 2) && summary.p90 == person(9, of: 10)
        && summary.p95 == person(19, of: 20) && summary.maximum == people.last
        && abs(summary.sharesWithin[0] - near) < 1e-12
    }
  }

  @Test("Nobody at all gives no figures and no NaN")
  func nobody() {
    let summary = DistanceSummary(distances: [], weights: [], thresholds: [1])
    #expect(summary.mean == nil)
    #expect(summary.maximum == nil)
    #expect(summary.sharesWithin == [0])
  }

  @Test("Demand of weight 0 that reaches nothing is counted, but has no weight")
  func weightless() {
    let summary = DistanceSummary(distances: [.infinity, 5], weights: [0, 0])
    #expect(summary.unreachedCount == 1)
    #expect(summary.unreachedWeight == 0)
    #expect(summary.mean == nil)
  }
}

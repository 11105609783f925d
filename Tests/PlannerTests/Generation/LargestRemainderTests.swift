import TestSupport
import Testing

@testable import Planner

@Suite struct LargestRemainderTests {
  @Test(
    "Examples by hand",
    arguments: [
      (10, [1.0, 1, 1], [4, 3, 3]),
      (7, [0, 2, 5], [0, 2, 5]),
      (5, [0.0, 1, 0], [0, 5, 0]),
      (0, [0.0, 0], [0, 0]),
      (1, [1.0, 2, 2], [0, 1, 0]),
      (100, [41.7, 38.1, 20.2], [42, 38, 20]),
    ])
  func examples(total: Int, weights: [Double], parts: [Int]) {
    #expect(LargestRemainder.split(total, by: weights) == parts)
  }

  @Test("Parts add up and none is off its quota by 1 or more")
  func quota() {
    forEverySeed { random in
      let weights = (0..<Int.random(in: 1...25, using: &random)).map { _ in
        Double.random(in: 0.001...1000, using: &random)
      }
      let total = Int.random(in: 0...100_000, using: &random)
      let parts = LargestRemainder.split(total, by: weights)
      let sum = weights.reduce(0, +)
      return parts.reduce(0, +) == total
        && zip(parts, weights).allSatisfy { abs(Double($0) - Double(total) * $1 / sum) < 1 + 1e-9 }
    }
  }
}

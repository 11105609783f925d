import Foundation
import TestSupport
import Testing

@testable import Planner

@Suite struct FairnessTests {
  @Test("The farthest tenth, the Gini coefficient and the equivalent of a town by hand")
  func byHand() throws {
    let distances = WeightedDistances([100, 300], weights: [1, 1])
    #expect(distances.worstMean(share: 0.1) == 300)
    #expect(distances.worstMean(share: 0.75) == (300 + 0.5 * 100) / 1.5)
    #expect(distances.worstMean(share: 1) == 200)
    // Half the mean difference among all four pairs, 50 of a mean of 200.
    #expect(distances.gini == 0.25)
    let fairness = try #require(distances.kolmPollak())
    let kappa = 400.0 / 100_000
    #expect(abs(fairness.kappa - kappa) < 1e-15)
    let expected = log((exp(kappa * 100) + exp(kappa * 300)) / 2) / kappa
    #expect(abs(fairness.equivalent - expected) < 1e-9)
  }

  @Test("Nobody and nowhere to go have no inequality")
  func edges() {
    #expect(WeightedDistances([], weights: []).gini == nil)
    #expect(WeightedDistances([], weights: []).kolmPollak() == nil)
    #expect(WeightedDistances([], weights: []).worstMean(share: 0.1) == nil)
    #expect(WeightedDistances([0, 0], weights: [1, 2]).gini == 0)
    #expect(WeightedDistances([0, 0], weights: [1, 2]).kolmPollak() == nil)
    #expect(WeightedDistances([70, 70], weights: [1, 2]).gini == 0)
  }

  @Test("Against the sums over all pairs; the equivalent lies between mean and maximum")
  func properties() {
    forEverySeed { random in
      let count = Int.random(in: 1...12, using: &random)
      let distances = (0..<count).map { _ in Double(Int.random(in: 1...5000, using: &random)) }
      let weights = (0..<count).map { _ in Double(Int.random(in: 1...9, using: &random)) }
      let all = WeightedDistances(distances, weights: weights)
      guard let gini = all.gini, let mean = all.mean, let maximum = all.maximum,
        let fairness = all.kolmPollak(), let worst = all.worstMean(share: 0.1)
      else { return false }
      var pairs = 0.0
      for (a, u) in zip(distances, weights) {
        for (b, v) in zip(distances, weights) { pairs += u * v * abs(a - b) }
      }
      let expected = pairs / (2 * all.weight * all.weight * mean)
      return abs(gini - expected) < 1e-12 && fairness.equivalent >= mean - 1e-9
        && fairness.equivalent <= maximum + 1e-9 && worst >= mean - 1e-9 && worst <= maximum + 1e-9
    }
  }
}

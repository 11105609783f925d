import Clustering
import TestSupport
import Testing

struct LabelTableTests {
  @Test func `Counts how labels come together, in ascending order`() {
    let table = LabelTable(found: [1, 0, 1, 1, 0], truth: ["b", "a", "b", "a", "a"])
    #expect(table.found == [0, 1])
    #expect(table.truth == ["a", "b"])
    #expect(table.counts == [[2, 0], [1, 2]])
    #expect(table.foundCounts == [2, 3])
    #expect(table.truthCounts == [3, 2])
    #expect(table.total == 5)
  }

  @Test func `The adjusted Rand index is that of the pairs, counted one by one`() {
    forEverySeed { random in
      let n = Int.random(in: 2...30, using: &random)
      let found = (0..<n).map { _ in Int.random(in: 0...3, using: &random) }
      let truth = (0..<n).map { _ in Int.random(in: 0...4, using: &random) }
      var (both, onlyFound, onlyTruth, pairs) = (0.0, 0.0, 0.0, 0.0)
      for one in 0..<n {
        for other in 0..<one {
          pairs += 1
          let (together, inTruth) = (found[one] == found[other], truth[one] == truth[other])
          if together, inTruth { both += 1 }
          if together { onlyFound += 1 }
          if inTruth { onlyTruth += 1 }
        }
      }
      let chance = onlyFound * onlyTruth / pairs
      let most = (onlyFound + onlyTruth) / 2
      let expected = most == chance ? 1 : (both - chance) / (most - chance)
      let index = LabelTable(found: found, truth: truth).adjustedRandIndex
      return abs(index - expected) < 1e-12
    }
  }

  @Test func `Groupings that agree up to the names share everything`() {
    let table = LabelTable(found: [2, 2, 0, 0, 1], truth: ["x", "x", "y", "y", "z"])
    #expect(table.adjustedRandIndex == 1)
    #expect(abs(table.normalizedMutualInformation - 1) < 1e-12)
    #expect(LabelMatching(table).accuracy == 1)
  }

  @Test func `Groupings that know nothing of each other share nothing`() {
    let found = [0, 0, 1, 1]
    let table = LabelTable(found: found, truth: [0, 1, 0, 1])
    #expect(abs(table.normalizedMutualInformation) < 1e-12)
    #expect(abs(table.adjustedRandIndex - -0.5) < 1e-12)
  }

  /// The figures are those of scikit-learn 1.9 for the same labels.
  @Test func `Agrees with published measures`() {
    let found = [0, 0, 1, 1, 2, 2, 2, 1, 0, 2]
    let truth = [0, 0, 0, 1, 1, 2, 2, 2, 1, 2]
    let table = LabelTable(found: found, truth: truth)
    #expect(abs(table.adjustedRandIndex - 0.09090909090909091) < 1e-12)
    #expect(abs(table.normalizedMutualInformation - 0.31538983211010146) < 1e-12)
  }

  @Test func `One group against one group, and single points against single points, agree`() {
    #expect(LabelTable(found: [0, 0, 0], truth: [5, 5, 5]).adjustedRandIndex == 1)
    #expect(LabelTable(found: [0, 0, 0], truth: [5, 5, 5]).normalizedMutualInformation == 1)
    #expect(LabelTable(found: [0, 1, 2], truth: [2, 1, 0]).adjustedRandIndex == 1)
    #expect(LabelTable(found: [0, 0, 0], truth: [0, 1, 2]).normalizedMutualInformation == 0)
  }
}

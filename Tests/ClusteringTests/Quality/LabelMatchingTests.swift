import Clustering
import TestSupport
import Testing

struct LabelMatchingTests {
  /// The largest sum over all ways to pair rows with columns.
  private static func largestSum(_ values: [[Int]], from row: Int = 0, used: Set<Int> = []) -> Int {
    guard row < values.count else { return 0 }
    var best = 0
    // A row may stay alone only where rows outnumber columns; with values from 0 up it never helps.
    best = largestSum(values, from: row + 1, used: used)
    for column in values[row].indices where !used.contains(column) {
      best = max(
        best, values[row][column] + largestSum(values, from: row + 1, used: used.union([column])))
    }
    return best
  }

  @Test func `The matching is the best of all`() {
    forEverySeed { random in
      let rows = Int.random(in: 1...5, using: &random)
      let columns = Int.random(in: 1...5, using: &random)
      let values = (0..<rows).map { _ in
        (0..<columns).map { _ in Int.random(in: 0...9, using: &random) }
      }
      let matching = bestMatching(values)
      let used = matching.compactMap { $0 }
      let sum = matching.enumerated().reduce(0) { sum, pair in
        sum + (pair.element.map { values[pair.offset][$0] } ?? 0)
      }
      return Set(used).count == used.count && used.count == min(rows, columns)
        && sum == Self.largestSum(values)
    }
  }

  @Test func `Scores each true label by what stands for it`() throws {
    let found = [7, 7, 7, 4, 4, 4, 4, 9]
    let truth = ["a", "a", "b", "b", "b", "b", "a", "b"]
    let matching = LabelMatching(LabelTable(found: found, truth: truth))
    #expect(matching.meaning == [7: "a", 4: "b"])
    #expect(matching.accuracy == 5.0 / 8)
    #expect(matching.misplaced(found: found, truth: truth) == [2, 6, 7])
    let b = try #require(matching.classes.last)
    #expect(b.label == "b")
    #expect(b.found == 4)
    #expect(b.support == 5)
    #expect(b.precision == 3.0 / 4)
    #expect(b.recall == 3.0 / 5)
    #expect(abs(b.f1 - 2 * 0.75 * 0.6 / 1.35) < 1e-12)
  }

  @Test func `A true label that nothing stands for is not found`() throws {
    let matching = LabelMatching(LabelTable(found: [0, 0, 0], truth: ["a", "a", "b"]))
    let b = try #require(matching.classes.last)
    #expect(b.found == nil)
    #expect((b.precision, b.recall, b.f1) == (0, 0, 0))
    #expect(matching.misplaced(found: [0, 0, 0], truth: ["a", "a", "b"]) == [2])
  }
}

import Clustering
import TestSupport
import Testing

struct CountChoiceTests {
  private static func blobs(_ centers: [(Double, Double)], each: Int, seed: UInt64) throws
    -> PointMatrix
  {
    var random = RepeatableGenerator(seed: seed)
    var values: [Double] = []
    for (x, y) in centers {
      for _ in 0..<each {
        // The sum of twelve is close enough to a bell curve.
        values.append(
          x + (0..<12).reduce(-6.0) { sum, _ in sum + .random(in: 0...1, using: &random) })
        values.append(
          y + (0..<12).reduce(-6.0) { sum, _ in sum + .random(in: 0...1, using: &random) })
      }
    }
    return try PointMatrix(values, columnCount: 2)
  }

  @Test func `Three groups are three groups`() throws {
    let points = try Self.blobs([(0, 0), (12, 2), (5, 14)], each: 40, seed: 1)
    let choice = try chooseCount(points, from: 1...6, references: 8)
    #expect(choice.count == 3)
    #expect(choice.verdict == "three groups")
    #expect(choice.knee == 3)
    #expect(choice.silhouetteCount == 3)
    #expect(choice.distortionCount == 3)
    #expect(choice.agreement == (5, 5))
    #expect(choice.rows.map(\.count) == [1, 2, 3, 4, 5, 6])
    #expect(choice.results[2].labels[0] != choice.results[2].labels[50])
  }

  @Test func `One blob is no evidence of more than one group`() throws {
    for seed in 0..<4 as Range<UInt64> {
      let points = try Self.blobs([(3, 4)], each: 150, seed: seed)
      let choice = try chooseCount(points, from: 1...5, references: 8)
      #expect(choice.count == 1)
      #expect(choice.verdict == "no evidence of more than one group")
    }
  }

  @Test func `Evenly spread points are no evidence of more than one group`() throws {
    for seed in 0..<4 as Range<UInt64> {
      var random = RepeatableGenerator(seed: seed)
      let points = try PointMatrix(
        (0..<400).map { _ in .random(in: 0...1, using: &random) }, columnCount: 2)
      let choice = try chooseCount(points, from: 1...5, references: 8)
      #expect(choice.count == 1, "\(choice.rows)")
    }
  }

  @Test func `The gap statistic's rules are the paper's and a wider one`() throws {
    let points = try Self.blobs([(0, 0), (3, 0), (40, 0), (43, 0)], each: 30, seed: 3)
    let choice = try chooseCount(points, from: 1...6, references: 8)
    let gap = try #require(choice.gap)
    for (index, count) in gap.range.enumerated() where count < gap.firstCount {
      #expect(gap.gaps[index] < gap.gaps[index + 1] - gap.errors[index + 1])
    }
    #expect(choice.rows[0].distortion == 1)
    // f(2) = S₂ ÷ (5 ÷ 8 · S₁) in the plane.
    let ratio = choice.rows[1].inertia / (0.625 * choice.rows[0].inertia)
    #expect(abs((choice.rows[1].distortion ?? 0) - ratio) < 1e-12)
  }

  @Test func `A range that begins above one says nothing about one`() throws {
    let points = try Self.blobs([(0, 0), (30, 0)], each: 20, seed: 2)
    let choice = try chooseCount(points, from: 2...4, references: 5)
    #expect(choice.count == 2)
    #expect(choice.rows[0].distortion == nil)
    #expect(choice.rows[1].distortion != nil)
  }

  @Test func `More clusters than distinct points are refused`() throws {
    let points = try PointMatrix(rows: [[1], [1], [2]])
    #expect(throws: ClusteringError.fewDistinctPoints(distinct: 2, count: 3)) {
      try chooseCount(points, from: 1...3, references: 2)
    }
  }
}

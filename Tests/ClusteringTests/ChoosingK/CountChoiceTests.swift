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

  @Test func `The gap statistic's rules are the paper's and R's`() throws {
    let points = try Self.blobs([(0, 0), (3, 0), (40, 0), (43, 0)], each: 30, seed: 3)
    let choice = try chooseCount(points, from: 1...6, references: 8)
    let gap = try #require(choice.gap)
    for (index, count) in gap.range.enumerated() where count < gap.tibs2001SEmax {
      #expect(gap.gaps[index] < gap.gaps[index + 1] - gap.errors[index + 1])
    }
    let best = try #require(gap.gaps.indices.max { gap.gaps[$0] < gap.gaps[$1] })
    let near = gap.gaps.firstIndex { $0 >= gap.gaps[best] - gap.errors[best] }
    #expect(gap.globalSEmax == near.map { $0 + 1 })
    #expect(gap.firstSEmax <= gap.globalSEmax || gap.firstSEmax <= 2)
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

  @Test func `Tight clusters that fill a square evenly are all found`() throws {
    let centers = (0..<3).flatMap { x in (0..<3).map { (Double(12 * x), Double(12 * $0)) } }
    let choice = try chooseCount(
      try Self.blobs(centers, each: 20, seed: 4), from: 1...12, references: 8)
    #expect(choice.count == 9, "\(choice.rows)")
    #expect(!choice.mayBeMore)
    let short = try chooseCount(
      try Self.blobs(centers, each: 20, seed: 4), from: 1...6, references: 8)
    #expect(short.mayBeMore)
  }

  @Test func `Strips, lines, squares and rings are no evidence of more than one group`() throws {
    for seed in 0..<3 as Range<UInt64> {
      var random = RepeatableGenerator(seed: seed)
      func unit() -> Double { .random(in: 0...1, using: &random) }
      var shapes: [(String, [[Double]])] = []
      shapes.append(
        (
          "strip",
          (0..<200).map { _ in
            let t = 20 * unit(); return [t + unit(), t - unit()]
          }
        ))
      shapes.append(
        (
          "line",
          (0..<200).map { _ in
            let t = unit(); return [t, 3 * t]
          }
        ))
      shapes.append(("column", (0..<200).map { _ in [unit()] }))
      shapes.append(("square", (0..<300).map { _ in [unit(), unit()] }))
      shapes.append(
        (
          "ring",
          (0..<300).map { _ in
            // A point in a ring, drawn from a square.
            while true {
              let (x, y) = (2 * unit() - 1, 2 * unit() - 1)
              let radius = x * x + y * y
              if radius > 0.81, radius < 1 { return [x, y] }
            }
          }
        ))
      for (name, rows) in shapes {
        let choice = try chooseCount(try PointMatrix(rows: rows), from: 1...8, references: 8)
        #expect(choice.count == 1, "\(name) \(seed): \(choice.rows)")
      }
    }
  }

  @Test func `Where every distinct point is a cluster nothing is measured, and that never wins`()
    throws
  {
    let few: [[Double]] = [[0, 0], [0, 1], [50, 50], [51, 50], [99, 3], [98, 3]]
    let points = try PointMatrix(rows: few + few + few)
    let choice = try chooseCount(points, from: 1...6, references: 8)
    let last = choice.rows[5]
    #expect(last.silhouette == nil && last.gap == nil && last.distortion == nil)
    #expect(last.calinskiHarabasz == nil && last.daviesBouldin == nil)
    #expect(choice.count == 3)
    for vote in [
      choice.silhouetteCount, choice.calinskiHarabaszCount, choice.daviesBouldinCount,
      choice.distortionCount, choice.gap?.count, choice.gap?.globalSEmax, choice.gap?.firstSEmax,
    ] {
      #expect(vote ?? 0 < 6)
    }
    #expect(!choice.mayBeMore)
  }

  @Test func `Numbers of clusters do not depend on the unit`() throws {
    let points = try Self.blobs([(0, 0), (12, 2), (5, 14)], each: 20, seed: 1)
    let usual = try chooseCount(points, from: 1...5, references: 4)
    for exponent in [-600, 500] {
      let scaled = try PointMatrix(
        points.values.map { Double(sign: .plus, exponent: exponent, significand: $0) },
        columnCount: 2)
      let choice = try chooseCount(scaled, from: 1...5, references: 4)
      #expect(choice.count == usual.count)
      #expect(choice.rows.map(\.silhouette) == usual.rows.map(\.silhouette))
      #expect(choice.results.map(\.labels) == usual.results.map(\.labels))
    }
  }
}

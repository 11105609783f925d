import Clustering
import TestSupport
import Testing
import Travel

struct VectorDistanceTests {
  @Test func `Each metric measures what it says`() throws {
    let points = try PointMatrix(rows: [[0, 3], [4, 0], [0, 6]])
    #expect(try VectorDistance(points, metric: .euclidean).distance(from: 0, to: 1) == 5)
    #expect(try VectorDistance(points, metric: .manhattan).distance(from: 0, to: 1) == 7)
    #expect(try VectorDistance(points, metric: .chebyshev).distance(from: 0, to: 1) == 4)
    let cosine = try VectorDistance(points, metric: .cosine)
    #expect(abs(cosine.distance(from: 0, to: 1) - 1) < 1e-15)
    #expect(abs(cosine.distance(from: 0, to: 2)) < 1e-15)
  }

  @Test(arguments: VectorMetric.allCases)
  func `Rows of a table are single distances`(metric: VectorMetric) throws {
    try forEverySeed(in: 0...19) { random in
      let columns = Int.random(in: 1...5, using: &random)
      let values = (0..<columns * 9).map { _ in Double.random(in: 1...9, using: &random) }
      let provider = try VectorDistance(
        PointMatrix(values, columnCount: columns), metric: metric)
      let places = provider.prepare([8, 3, 3, 0, 5])
      let table = provider.distances(from: places, to: places, chosen: [4, 0])
      return (0..<5).allSatisfy { column in
        table[0, column] == provider.distance(from: places[column], to: 5)
          && table[1, column] == provider.distance(from: places[column], to: 8)
      }
    }
  }

  @Test func `The cosine needs a direction`() throws {
    let points = try PointMatrix(rows: [[1, 0], [0, 0]])
    #expect(throws: ClusteringError.zeroRow(row: 1)) { try VectorDistance(points, metric: .cosine) }
  }

  @Test func `Gower's distance is the mean over what both rows have`() throws {
    let provider = try GowerDistance([
      .numeric([0, 10, 5, nil]), .ordinal([1, 3, 2, nil]),
      .categorical(["red", "red", "blue", nil]),
    ])
    #expect(provider.distance(from: 0, to: 1) == 2.0 / 3)
    #expect(provider.distance(from: 0, to: 2) == (0.5 + 0.5 + 1) / 3)
    #expect(provider.distance(from: 0, to: 3) == 1)
    #expect(provider.distance(from: 3, to: 3) == 0)
    let weighted = try GowerDistance(
      [.numeric([0, 10]), .categorical(["a", "a"])], weights: [3, 1])
    #expect(weighted.distance(from: 0, to: 1) == 0.75)
    let partial = try GowerDistance([.numeric([0, 4, nil]), .categorical(["a", "b", "a"])])
    #expect(partial.distance(from: 0, to: 2) == 0)
  }

  @Test func `Principal axes are at right angles and carry the variance`() throws {
    try forEverySeed(in: 0...49) { random in
      let columns = Int.random(in: 1...5, using: &random)
      let rows = Int.random(in: 2...30, using: &random)
      let values = (0..<rows * columns).map { _ in Double.random(in: -5...5, using: &random) }
      let points = try PointMatrix(values, columnCount: columns)
      let axes = PrincipalAxes(points)
      let turned = axes.coordinates(of: points, along: columns)
      for one in 0..<columns {
        for other in 0..<columns {
          let product = zip(axes.directions[one], axes.directions[other]).reduce(0) {
            $0 + $1.0 * $1.1
          }
          if abs(product - (one == other ? 1 : 0)) > 1e-10 { return false }
          var covariance = 0.0
          for row in 0..<rows { covariance += turned[row, one] * turned[row, other] }
          covariance /= Double(rows - 1)
          if abs(covariance - (one == other ? axes.variances[one] : 0)) > 1e-9 { return false }
        }
      }
      return axes.variances == axes.variances.sorted(by: >)
    }
  }
}

import Clustering
import TestSupport
import Testing

struct ClusterScoresTests {
  static let points: [Double] = (0..<30).flatMap { (index: Int) -> [Double] in
    let (one, other) = (index * 7919 % 1009, index * 104_729 % 1013)
    return [Double(one) / 100, Double(other) / 100]
  }

  /// The figures are those of scikit-learn 1.9 for the same rows and labels.
  @Test func `Agrees with published measures`() throws {
    let points = try PointMatrix(Self.points, columnCount: 2)
    let labels = (0..<30).map { $0 * 7919 % 1009 < 400 ? 0 : $0 % 2 + 1 }
    let scores = ClusterScores(points, labels: labels)
    #expect(abs((scores.calinskiHarabasz ?? 0) / 8.666928099396463 - 1) < 1e-12)
    #expect(abs((scores.daviesBouldin ?? 0) / 5.271263731937917 - 1) < 1e-12)
    let provider = try VectorDistance(points)
    let silhouettes = Silhouettes(of: provider.places, labels: labels, provider: provider)
    #expect(abs(silhouettes.mean / 0.06802339540757892 - 1) < 1e-12)
  }

  @Test func `Rows without a cluster do not count`() throws {
    let all = try PointMatrix(rows: [[0, 0], [0, 2], [9, 9], [10, 0], [10, 4]])
    let some = try PointMatrix(rows: [[0, 0], [0, 2], [10, 0], [10, 4]])
    #expect(
      ClusterScores(all, labels: [0, 0, nil, 1, 1]) == ClusterScores(some, labels: [0, 0, 1, 1]))
    #expect(ClusterScores(some, labels: [0, 0, 1, 1]).inertia == 2 + 8)
  }

  @Test func `One cluster has nothing to be compared with`() throws {
    let scores = ClusterScores(try PointMatrix(rows: [[0], [2]]), labels: [0, 0])
    #expect(scores.inertia == 2)
    #expect(scores.calinskiHarabasz == nil)
    #expect(scores.daviesBouldin == nil)
  }

  @Test func `Clusters of equal rows are wholly apart`() throws {
    let scores = ClusterScores(
      try PointMatrix(rows: [[1, 1], [1, 1], [5, 5]]), labels: [0, 0, 1])
    #expect(scores.calinskiHarabasz == 1)
    #expect(scores.daviesBouldin == 0)
  }
}

import Clustering
import TestSupport
import Testing
import Travel

struct SilhouettesTests {
  /// The definition, place by place.
  private static func silhouette(
    of place: Int, labels: [Int?], distance: (Int, Int) -> Double
  ) -> Double? {
    guard let own = labels[place] else { return nil }
    var sums: [Int: (sum: Double, count: Int)] = [:]
    for (other, label) in labels.enumerated() where other != place {
      guard let label else { continue }
      let (sum, count) = sums[label] ?? (0, 0)
      sums[label] = (sum + distance(other, place), count + 1)
    }
    guard let inside = sums[own] else { return 0 }
    let outside = sums.filter { $0.key != own }.map { $0.value.sum / Double($0.value.count) }.min()
    guard let outside else { return 0 }
    let mean = inside.sum / Double(inside.count)
    return mean == outside ? 0 : (outside - mean) / max(mean, outside)
  }

  @Test func `Silhouettes are those of the definition`() {
    forEverySeed(in: 0...99) { random in
      let count = Int.random(in: 1...40, using: &random)
      let labels = (0..<count).map { _ -> Int? in
        let label = Int.random(in: -1...4, using: &random)
        return label < 0 ? nil : label
      }
      let values = (0..<count * 3).map { _ in Double(Int.random(in: 0...9, using: &random)) }
      guard let points = try? PointMatrix(values, columnCount: 3),
        let provider = try? VectorDistance(points, metric: .manhattan)
      else { return false }
      let found = Silhouettes(of: provider.places, labels: labels, provider: provider)
      let expected = labels.indices.map {
        Self.silhouette(of: $0, labels: labels) { provider.distance(from: $0, to: $1) }
      }
      let isEqual = zip(found.values, expected).allSatisfy { one, other in
        guard let one, let other else { return one == nil && other == nil }
        return abs(one - other) < 1e-12
      }
      let known = expected.compactMap { $0 }
      let mean = known.isEmpty ? 0 : known.reduce(0, +) / Double(known.count)
      return isEqual && abs(found.mean - mean) < 1e-12
    }
  }

  @Test func `A place that cannot reach its own cluster does not belong there`() throws {
    let walls = try MatrixDistance(
      labels: ["a", "b", "c", "d"],
      values: [
        0, .infinity, 1, 1,
        .infinity, 0, .infinity, .infinity,
        1, .infinity, 0, 1,
        1, .infinity, 1, 0,
      ])
    let found = Silhouettes(of: [0, 1, 2, 3], labels: [0, 0, 1, 1], provider: walls)
    #expect(found.values == [-1, 0, 1, 1])
    #expect(found.clusterMeans == [-0.5, 1])
  }

  @Test func `Many places are sampled, and that is said`() throws {
    let points = try PointMatrix((0..<200).map { Double($0 % 2 * 100 + $0 % 7) }, columnCount: 1)
    let provider = try VectorDistance(points)
    let labels = (0..<200).map { $0 % 2 }
    let found = Silhouettes(of: provider.places, labels: labels, provider: provider, sample: 50)
    #expect(found.sampled == 50)
    #expect(found.values.count { $0 != nil } == 50)
    #expect(found.mean > 0.9)
    #expect(
      found == Silhouettes(of: provider.places, labels: labels, provider: provider, sample: 50))
  }
}

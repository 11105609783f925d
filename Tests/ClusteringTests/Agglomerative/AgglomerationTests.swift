import Clustering
import Geography
import TestSupport
import Testing
import Travel

struct AgglomerationTests {
  /// How far apart two clusters are, from their members.
  private static func height(
    _ one: [Int], _ other: [Int], _ points: [PlanarPoint], _ linkage: Linkage
  ) -> Double {
    let distances = one.flatMap { left in
      other.map { StraightDistance().distance(from: points[left], to: points[$0]) }
    }
    switch linkage {
    case .single: return distances.min() ?? 0
    case .complete: return distances.max() ?? 0
    case .average: return distances.reduce(0, +) / Double(distances.count)
    case .ward:
      func mean(_ members: [Int]) -> PlanarPoint {
        let count = Double(members.count)
        return PlanarPoint(
          x: members.reduce(0) { $0 + points[$1].x } / count,
          y: members.reduce(0) { $0 + points[$1].y } / count)
      }
      let apart = StraightDistance().distance(from: mean(one), to: mean(other))
      let sizes = Double(one.count) * Double(other.count) / Double(one.count + other.count)
      return (2 * sizes).squareRoot() * apart
    }
  }

  /// Heights of joining the nearest two clusters, found by comparing all.
  private static func heights(_ points: [PlanarPoint], _ linkage: Linkage) -> [Double] {
    var clusters = points.indices.map { [$0] }
    var heights: [Double] = []
    while clusters.count > 1 {
      var best = (height: Double.infinity, one: 0, other: 1)
      for one in clusters.indices {
        for other in clusters.indices where other > one {
          let height = height(clusters[one], clusters[other], points, linkage)
          if height < best.height { best = (height, one, other) }
        }
      }
      heights.append(best.height)
      clusters[best.one] += clusters.remove(at: best.other)
    }
    return heights
  }

  @Test(arguments: Linkage.allCases)
  func `Heights are those of joining the nearest two`(linkage: Linkage) throws {
    try forEverySeed(in: 0...39) { random in
      // Points in general position, so that no two pairs are as near.
      let points = (0..<Int.random(in: 1...20, using: &random)).map { _ in
        PlanarPoint(
          x: .random(in: 0...100, using: &random), y: .random(in: 0...100, using: &random))
      }
      let found = try agglomerate(points, provider: StraightDistance(), linkage: linkage)
      let expected = Self.heights(points, linkage)
      return found.merges.count == expected.count
        && zip(found.merges, expected).allSatisfy { abs($0.height - $1) < 1e-9 * max(1, $1) }
    }
  }

  @Test func `Every merge names what it joins, and cuts follow`() throws {
    let points = [0.0, 1, 10, 12, 40].map { PlanarPoint(x: $0, y: 0) }
    let tree = try agglomerate(points, provider: StraightDistance(), linkage: .single)
    #expect(
      tree.merges == [
        .init(one: 0, other: 1, height: 1, size: 2), .init(one: 2, other: 3, height: 2, size: 2),
        .init(one: 5, other: 6, height: 9, size: 4), .init(one: 4, other: 7, height: 28, size: 5),
      ])
    #expect(tree.labels(count: 1) == [0, 0, 0, 0, 0])
    #expect(tree.labels(count: 2) == [0, 0, 0, 0, 1])
    #expect(tree.labels(count: 3) == [0, 0, 1, 1, 2])
    #expect(tree.labels(count: 5) == [0, 1, 2, 3, 4])
    #expect(tree.labels(below: 2) == [0, 0, 1, 1, 2])
    #expect(tree.labels(below: 0.5) == [0, 1, 2, 3, 4])
    #expect(tree.leafOrder == [4, 0, 1, 2, 3])
  }

  @Test func `Places that cannot reach each other are joined last`() throws {
    let matrix = try MatrixDistance(
      labels: ["a", "b", "c"],
      values: [0, 2, .infinity, 2, 0, .infinity, .infinity, .infinity, 0])
    for linkage in [Linkage.single, .complete, .average] {
      let tree = try agglomerate([0, 1, 2], provider: matrix, linkage: linkage)
      #expect(tree.merges.map(\.height) == [2, .infinity])
      #expect(tree.labels(below: 1e9) == [0, 0, 1])
    }
  }

  @Test func `The longer way counts where there and back differ`() throws {
    let oneWay = try MatrixDistance(labels: ["a", "b"], values: [0, 2, 5, 0])
    let tree = try agglomerate([0, 1], provider: oneWay, linkage: .single)
    #expect(tree.merges.map(\.height) == [5])
  }

  @Test func `Ward needs distances that have means`() throws {
    let matrix = try MatrixDistance(labels: ["a", "b"], values: [0, 2, 2, 0])
    #expect(throws: ClusteringError.noMeans) {
      try agglomerate([0, 1], provider: matrix, linkage: .ward)
    }
  }
}

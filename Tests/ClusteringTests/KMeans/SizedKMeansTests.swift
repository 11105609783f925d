import Clustering
import TestSupport
import Testing

@Suite struct SizedKMeansTests {
  @Test("Dealing by rows is the cheapest of all dealings within the bounds")
  func cheapest() throws {
    try forEverySeed(in: 0...29) { rng in
      let rows = rng.heaps(rows: 7, columns: 2, heaps: 2)
      let centers = rng.heaps(rows: 3, columns: 2, heaps: 3)
      let low = rng.index(below: 3)
      let high = 3 + rng.index(below: 3)
      var options = KMeansOptions(seeding: .given(try PointMatrix(rows: centers)))
      options.maximumIterations = 0
      let result = try kMeans(
        PointMatrix(rows: rows), count: 3,
        sizes: .between(minimum: Double(low), maximum: Double(high)), options: options)
      return result.sizes.allSatisfy { (low...high).contains($0) }
        && abs(result.inertia - cheapest(rows, centers, low...high)) < 1e-9 * result.inertia
    }
  }

  private func cheapest(
    _ rows: [[Double]], _ centers: [[Double]], _ bounds: ClosedRange<Int>
  ) -> Double {
    var best = Double.infinity
    for code in 0..<2187 {
      var rest = code
      var sizes = [0, 0, 0]
      var cost = 0.0
      for row in rows {
        sizes[rest % 3] += 1
        cost += NaiveLloyd.square(row, centers[rest % 3])
        rest /= 3
      }
      if sizes.allSatisfy(bounds.contains) { best = min(best, cost) }
    }
    return best
  }

  @Test("Balanced clusters differ by one row at most")
  func balanced() throws {
    try forEverySeed(in: 0...5) { rng in
      let points = try PointMatrix(rows: rng.heaps(rows: 83, columns: 2, heaps: 3))
      let options = KMeansOptions(seeding: .plusPlus, starts: 2)
      let result = try kMeans(points, count: 6, sizes: .balanced, options: options)
      let free = try kMeans(points, count: 6, options: options)
      return result.sizes.allSatisfy { $0 == 13 || $0 == 14 }
        && result.inertia >= free.inertia * (1 - 1e-9)
    }
  }

  @Test("Bounds that bind nobody change nothing")
  func wide() throws {
    try forEverySeed(in: 0...5) { rng in
      let rows = rng.heaps(rows: 60, columns: 3, heaps: 3)
      guard let start = rng.distinctRows(4, of: rows) else { return true }
      let points = try PointMatrix(rows: rows)
      let options = try plainLloyd(from: start)
      let free = try kMeans(points, count: 4, options: options)
      let bound = try kMeans(
        points, count: 4, sizes: .between(minimum: 0, maximum: .infinity), options: options)
      return free.labels == bound.labels && abs(free.inertia - bound.inertia) < 1e-9 * free.inertia
    }
  }

  @Test("Weights are kept within bounds")
  func weighted() throws {
    try forEverySeed(in: 0...5) { rng in
      let rows = rng.heaps(rows: 60, columns: 2, heaps: 2)
      var options = KMeansOptions(seeding: .plusPlus, starts: 1)
      let weights = rows.map { _ in Double(1 + rng.index(below: 9)) }
      options.weights = weights
      let result = try kMeans(
        PointMatrix(rows: rows), count: 5, sizes: .balanced, byWeight: true, options: options)
      let share = weights.reduce(0, +) / 5
      return (0..<5).allSatisfy { cluster in
        let size = rows.indices.reduce(0) {
          $0 + (result.labels[$1] == cluster ? weights[$1] : 0)
        }
        return abs(size - share) <= (weights.max() ?? 0) + 1e-9
      }
    }
  }

  @Test("Sizes that cannot be are refused")
  func refusals() throws {
    let points = try PointMatrix(rows: [[1], [2], [3], [4]])
    #expect(
      throws: ClusteringError.sizesImpossible(minimum: 3, maximum: 9, count: 2, total: 4)
    ) {
      try kMeans(points, count: 2, sizes: .between(minimum: 3, maximum: 9))
    }
    #expect(throws: ClusteringError.self) {
      try kMeans(points, count: 2, sizes: .between(minimum: 0, maximum: 1))
    }
    var options = KMeansOptions()
    options.weights = [5, 5, 5, 1]
    #expect(throws: ClusteringError.self) {
      try kMeans(
        points, count: 2, sizes: .between(minimum: 7.5, maximum: 8.5), byWeight: true,
        options: options)
    }
  }
}

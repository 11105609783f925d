import Clustering
import Geography
import TestSupport
import Testing
import Travel

struct DensityTests {
  /// Cores that are near each other belong together: by the definition, until nothing changes.
  private static func components(
    _ points: [PlanarPoint], radius: Double, neighbours: Int
  ) -> (cores: [Bool], component: [Int]) {
    let distance = StraightDistance()
    func isNear(_ one: Int, _ other: Int) -> Bool {
      distance.distance(from: points[one], to: points[other]) <= radius
    }
    let cores = points.indices.map { one in
      points.indices.count { isNear(one, $0) } >= neighbours
    }
    var component = Array(points.indices)
    var changes = true
    while changes {
      changes = false
      for one in points.indices where cores[one] {
        for other in points.indices where cores[other] && isNear(one, other) {
          if component[other] < component[one] {
            component[one] = component[other]
            changes = true
          }
        }
      }
    }
    return (cores, component)
  }

  @Test func `DBSCAN is what its definition says`() throws {
    try forEverySeed(in: 0...99) { random in
      let points = (0..<Int.random(in: 1...60, using: &random)).map { _ in
        PlanarPoint(
          x: Double(Int.random(in: 0...12, using: &random)),
          y: Double(Int.random(in: 0...12, using: &random)))
      }
      let neighbours = Int.random(in: 1...5, using: &random)
      let radius = Double.random(in: 0.5...2.5, using: &random)
      let found = try dbscan(
        points, provider: StraightDistance(), radius: radius, minimumNeighbours: neighbours)
      let (cores, component) = Self.components(points, radius: radius, neighbours: neighbours)
      guard found.isCore == cores else { return false }
      for one in points.indices {
        let near = points.indices.filter { other in
          cores[other]
            && StraightDistance().distance(from: points[one], to: points[other]) <= radius
        }
        if cores[one] {
          for other in points.indices where cores[other] {
            if (component[one] == component[other]) != (found.labels[one] == found.labels[other]) {
              return false
            }
          }
        } else if near.isEmpty != (found.labels[one] == nil) {
          return false
        } else if let label = found.labels[one],
          !near.contains(where: { found.labels[$0] == label })
        {
          return false
        }
      }
      return true
    }
  }

  @Test func `Density clusters never join places across a wall`() throws {
    let wall = try BarrierDistance(
      barriers: [
        Barrier(
          id: "fence",
          shapes: [.line([PlanarPoint(x: 5, y: -1000), PlanarPoint(x: 5, y: 1000)])])
      ], crossings: [])
    let homes = (0..<20).map { (index: Int) -> PlanarPoint in
      PlanarPoint(x: Double(4 + index % 2 * 2), y: Double(index / 2))
    }
    let found = try dbscan(homes, provider: wall, radius: 3, minimumNeighbours: 3)
    #expect(found.clusterCount == 2)
    #expect(found.labels == (0..<20).map { $0 % 2 })
    let firm = try hdbscan(homes, provider: wall, minimumSize: 4)
    #expect(firm.labels == (0..<20).map { $0 % 2 })
  }

  @Test func `Options that make no sense are named`() {
    #expect(
      throws: ClusteringError.badOption(name: "radius", value: 0, allowed: "a number above 0")
    ) {
      try dbscan(
        [PlanarPoint(x: 0, y: 0)], provider: StraightDistance(), radius: 0, minimumNeighbours: 2)
    }
    #expect(throws: ClusteringError.badOption(name: "minimumSize", value: 1, allowed: "at least 2"))
    {
      try hdbscan([PlanarPoint(x: 0, y: 0)], provider: StraightDistance(), minimumSize: 1)
    }
  }

  /// Three dense groups of unequal spread, and scattered places between them.
  static let places = (0..<120).map { index in
    let (one, other) = (Double(index * 7919 % 1009) / 1009, Double(index * 104_729 % 1013) / 1013)
    switch index % 4 {
    case 0: return PlanarPoint(x: 10 + one, y: 10 + other)
    case 1: return PlanarPoint(x: 30 + 3 * one, y: 12 + 3 * other)
    case 2: return PlanarPoint(x: 18 + 2 * one, y: 30 + 2 * other)
    default: return PlanarPoint(x: 50 * one, y: 50 * other)
    }
  }

  /// The labels are those of scikit-learn 1.9, which parts equal distances in some order.
  @Test func `HDBSCAN agrees with a published implementation`() throws {
    let found = try hdbscan(Self.places, provider: StraightDistance(), minimumSize: 6)
    let published =
      "0121012-0120012-0120012-012-012-012-012-0122012-01220121012-"
      + "0120012-0120012-012-012-012-012-012-012-01220121012-0121012-"
    let table = LabelTable(
      found: found.labels.map { $0.map(String.init) ?? "-" }, truth: published.map(String.init))
    #expect(table.found.count == 4)
    #expect(table.adjustedRandIndex > 0.97)
  }

  /// Clusters by the definition: what hangs together below each reach, as it falls.
  private struct Oracle {
    let reach: [[Double]]
    let minimumSize: Int

    func parts(of places: [Int], below limit: Double) -> [[Int]] {
      var left = Set(places)
      var parts: [[Int]] = []
      while let first = left.min() {
        var part = [first]
        left.remove(first)
        var next = 0
        while next < part.count {
          for other in left.sorted() where reach[part[next]][other] < limit {
            part.append(other)
            left.remove(other)
          }
          next += 1
        }
        parts.append(part.sorted())
      }
      return parts
    }

    /// The best clusters among these places, and how stable they are together.
    func best(_ places: [Int], birth: Double, isRoot: Bool) -> (
      stability: Double, clusters: [[Int]]
    ) {
      var inside = places
      var own = 0.0
      while true {
        let levels = Set(
          inside.flatMap { one in inside.filter { $0 != one }.map { reach[one][$0] } })
        guard
          let level = levels.sorted(by: >).first(where: { parts(of: inside, below: $0).count > 1 })
        else { return (own, [places]) }
        let large = parts(of: inside, below: level).filter { $0.count >= minimumSize }
        let staying = large.count == 1 ? large[0].count : 0
        own += Double(inside.count - staying) * (1 / level - birth)
        if large.count == 1 {
          inside = large[0]
          continue
        }
        let children = large.map { best($0, birth: 1 / level, isRoot: false) }
        let together = children.reduce(0) { $0 + $1.stability }
        if !children.isEmpty, isRoot || together > own {
          return (together, children.flatMap(\.clusters))
        }
        return (own, isRoot ? [] : [places])
      }
    }
  }

  @Test func `HDBSCAN is what its definition says`() throws {
    try forEverySeed(in: 0...59) { random in
      let count = Int.random(in: 4...26, using: &random)
      let points = (0..<count).map { index in
        PlanarPoint(
          x: Double(index % 3 * 5) + .random(in: 0...4, using: &random),
          y: .random(in: 0...4, using: &random))
      }
      let minimumSize = Int.random(in: 2...4, using: &random)
      let found = try hdbscan(points, provider: StraightDistance(), minimumSize: minimumSize)
      let distance = points.map { one in
        points.map { StraightDistance().distance(from: one, to: $0) }
      }
      let cores = distance.map { $0.sorted()[minimumSize - 1] }
      let reach = points.indices.map { one in
        points.indices.map { max(distance[one][$0], cores[one], cores[$0]) }
      }
      let oracle = Oracle(reach: reach, minimumSize: minimumSize)
      let expected = oracle.best(Array(points.indices), birth: 0, isRoot: true).clusters
      var labels = [Int?](repeating: nil, count: count)
      for (number, cluster) in expected.sorted(by: { $0[0] < $1[0] }).enumerated() {
        for place in cluster { labels[place] = number }
      }
      return found.labels == labels
    }
  }

  @Test func `HDBSCAN does not depend on the order of the places`() throws {
    let turned = Array(Self.places.reversed())
    let one = try hdbscan(Self.places, provider: StraightDistance(), minimumSize: 6)
    let other = try hdbscan(turned, provider: StraightDistance(), minimumSize: 6)
    #expect(one.clusterCount == other.clusterCount)
    let table = LabelTable(
      found: one.labels.map { $0 ?? -1 }, truth: other.labels.reversed().map { $0 ?? -1 })
    #expect(table.adjustedRandIndex == 1)
    for (strength, back) in zip(one.strengths, other.strengths.reversed()) {
      #expect(abs(strength - back) < 1e-12)
    }
  }

  @Test func `Places on one spot, and too few places, are no trouble`() throws {
    let spot = Array(repeating: PlanarPoint(x: 3, y: 4), count: 9)
    let alone = try hdbscan(spot, provider: StraightDistance(), minimumSize: 3, allowsOne: true)
    #expect(alone.labels == Array(repeating: 0, count: 9))
    #expect(alone.strengths == Array(repeating: 1, count: 9))
    let few = try hdbscan([spot[0]], provider: StraightDistance(), minimumSize: 3)
    #expect(few.labels == [nil])
    let none = try hdbscan([], provider: StraightDistance(), minimumSize: 3)
    #expect(none.clusterCount == 0)
  }
}

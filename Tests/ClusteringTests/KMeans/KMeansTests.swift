import Clustering
import Foundation
import TestSupport
import Testing

@Suite struct KMeansTests {
  @Test("Two heaps apart are two clusters")
  func example() throws {
    let points = try PointMatrix(rows: [[1, 1], [2, 1], [9, 8], [8, 8]])
    let result = try kMeans(points, count: 2)
    #expect(result.labels[0] == result.labels[1])
    #expect(result.labels[2] == result.labels[3])
    #expect(result.labels[0] != result.labels[2])
    #expect(Array(result.centers.row(result.labels[0])) == [1.5, 1])
    #expect(Array(result.centers.row(result.labels[2])) == [8.5, 8])
    #expect(result.inertia == 1)
    #expect(result.squaredDistances == [0.25, 0.25, 0.25, 0.25])
    #expect(result.sizes == [2, 2])
    #expect(result.hasConverged)
    #expect(result.startInertias.count == 10)
  }

  @Test("Inertia is what the labels say, never rises, and no cluster is empty", arguments: [2, 6])
  func invariants(columns: Int) throws {
    try forEverySeed(in: 0...14) { rng in
      let rows = rng.heaps(rows: 120, columns: columns, heaps: 5)
      let count = 1 + rng.index(below: 12)
      let seedings: [KMeansSeeding] = [.random, .randomBox, .plusPlus, .first]
      var options = KMeansOptions(seeding: seedings[rng.index(below: 4)], starts: 2)
      options.seed = rng.next()
      options.recordsSteps = true
      options.exchanges = 0
      let result = try kMeans(PointMatrix(rows: rows), count: count, options: options)
      let centers = (0..<count).map { Array(result.centers.row($0)) }
      let naive = NaiveLloyd(rows, centers: centers)
      let falls = zip(result.steps, result.steps.dropFirst()).allSatisfy {
        $1.inertia <= $0.inertia * (1 + 1e-12)
      }
      return naive.labels == result.labels && !result.sizes.contains(0) && falls
        && abs(naive.inertia - result.inertia) <= 1e-9 * naive.inertia
        && result.steps.count == result.iterations + (result.hasConverged ? 0 : 1)
          + (result.steps.last?.labels == result.labels ? 0 : 1)
        || result.steps.last?.centers == result.centers
    }
  }

  @Test("Weights are worth repeated rows")
  func repetition() throws {
    try forEverySeed(in: 0...14) { rng in
      let rows = rng.wholeRows(rows: 60, columns: 2, below: 300)
      let weights = rows.map { _ in 1 + rng.index(below: 3) }
      guard let start = rng.distinctRows(4, of: rows) else { return true }
      var options = try plainLloyd(from: start)
      options.tolerance = 1e-4
      options.weights = weights.map(Double.init)
      let weighted = try kMeans(PointMatrix(rows: rows), count: 4, options: options)
      options.weights = nil
      let repeated = zip(rows, weights).flatMap { Array(repeating: $0, count: $1) }
      let result = try kMeans(PointMatrix(rows: repeated), count: 4, options: options)
      return result.centers == weighted.centers
        && abs(result.inertia - weighted.inertia) <= 1e-12 * result.inertia
    }
  }

  @Test("No result is below the best of all partitions, and the default finds it")
  func optimum() throws {
    var found = 0
    try forEverySeed(in: 0...19) { rng in
      let rows = rng.wholeRows(rows: 8, columns: 1 + rng.index(below: 3), below: 30)
      let count = 2 + rng.index(below: 2)
      guard Set(rows).count >= count else { return true }
      let best = bestInertia(rows, count: count)
      let result = try kMeans(PointMatrix(rows: rows), count: count)
      if result.inertia <= best * (1 + 1e-9) + 1e-9 { found += 1 }
      return result.inertia >= best * (1 - 1e-9) - 1e-9
    }
    #expect(found == 20)
  }

  private func bestInertia(_ rows: [[Double]], count: Int) -> Double {
    var best = Double.infinity
    var codes = 1
    for _ in rows { codes *= count }
    for code in 0..<codes {
      var rest = code
      var groups = [[[Double]]](repeating: [], count: count)
      for row in rows {
        groups[rest % count].append(row)
        rest /= count
      }
      if groups.contains(where: \.isEmpty) { continue }
      let inertia = groups.reduce(0.0) { sum, group in
        let mean = rows[0].indices.map { column in
          group.reduce(0) { $0 + $1[column] } / Double(group.count)
        }
        return sum + group.reduce(0) { $0 + NaiveLloyd.square($1, mean) }
      }
      best = min(best, inertia)
    }
    return best
  }

  @Test("A given start is kept where nothing may move")
  func givenStart() throws {
    let points = try PointMatrix(rows: [[0], [1], [5], [6]])
    let start = try PointMatrix(rows: [[-3], [7]])
    var options = KMeansOptions(seeding: .given(start))
    options.maximumIterations = 0
    options.recordsSteps = true
    let result = try kMeans(points, count: 2, options: options)
    #expect(result.centers == start)
    #expect(result.labels == [0, 0, 1, 1])
    #expect(result.iterations == 0)
    #expect(result.termination == .iterationLimit)
    #expect(result.startInertias == [9 + 16 + 4 + 1])
    #expect(result.steps.count == 1)
    #expect(result.steps.first?.kind == .start)
    #expect(result.steps.first?.centers == start)
  }

  @Test("As many clusters as distinct points cost nothing")
  func everyPointItsOwn() throws {
    let points = try PointMatrix(rows: [[0, 0], [3, 1], [0, 0], [7, 7], [3, 1]])
    for seeding in [KMeansSeeding.plusPlus, .random, .randomBox, .first] {
      let result = try kMeans(points, count: 3, options: KMeansOptions(seeding: seeding))
      #expect(result.inertia == 0)
      #expect(result.labels[0] == result.labels[2])
      #expect(result.labels[1] == result.labels[4])
      #expect(!result.sizes.contains(0))
    }
  }

  @Test("Another seed may start elsewhere, the same seed never")
  func seeds() throws {
    var rng = RepeatableGenerator(seed: 1)
    let points = try PointMatrix(rows: rng.heaps(rows: 300, columns: 2, heaps: 40))
    func run(_ seed: UInt64) throws -> KMeansResult {
      try kMeans(
        points, count: 12, options: KMeansOptions(seeding: .random, starts: 1, seed: seed))
    }
    #expect(try run(5).centers == run(5).centers)
    #expect(try run(5).centers != run(6).centers)
  }

  @Test("Progress is told, and a stop is heeded")
  func stopping() throws {
    var rng = RepeatableGenerator(seed: 1)
    let points = try PointMatrix(rows: rng.heaps(rows: 400, columns: 2, heaps: 30))
    var told: [KMeansProgress] = []
    let result = try kMeans(
      points, count: 9, shouldStop: { told.count == 5 }, progress: { told.append($0) })
    #expect(result.termination == .stopped)
    #expect(told.count == 5)
    #expect(told.map(\.starts) == [10, 10, 10, 10, 10])
    #expect(result.labels.count == 400)
    #expect(result.inertia.isFinite)
  }

  @Test("Exchanges find what a bad start cannot")
  func exchanges() throws {
    var rng = RepeatableGenerator(seed: 9)
    let hearts = (0..<12).map { [Double($0 % 4) * 100, Double($0 / 4) * 100] }
    let rows = hearts.flatMap { heart in
      (0..<30).map { _ in heart.map { $0 + 8 * (rng.unit() + rng.unit() - 1) } }
    }
    let points = try PointMatrix(rows: rows)
    // All twelve centers in the first heap.
    var options = KMeansOptions(seeding: .first)
    let stuck = try kMeans(points, count: 12, options: options)
    options.exchanges = 12
    let free = try kMeans(points, count: 12, options: options)
    #expect(stuck.exchanges == 0)
    #expect(free.exchanges > 0)
    #expect(free.sizes == Array(repeating: 30, count: 12))
    #expect(free.inertia < stuck.inertia / 5)
  }
}

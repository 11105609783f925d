import Clustering
import TestSupport
import Testing

@Suite struct CenterAssignmentTests {
  @Test("New rows go to the nearest center", arguments: [1, 2, 3, 4, 5, 9])
  func nearest(columns: Int) throws {
    try forEverySeed(in: 0...5) { rng in
      let rows = rng.wholeRows(rows: 100, columns: columns, below: 6)
      let centers = rng.wholeRows(rows: 12, columns: columns, below: 6)
      let naive = NaiveLloyd(rows, centers: centers)
      let found = try CenterAssignment(
        of: PointMatrix(rows: rows), to: PointMatrix(rows: centers))
      return found.labels == naive.labels
        && found.squaredDistances
          == rows.indices.map { NaiveLloyd.square(rows[$0], centers[naive.labels[$0]]) }
    }
  }

  @Test("Other columns are refused")
  func columns() throws {
    let points = try PointMatrix(rows: [[1, 2]])
    let centers = try PointMatrix(rows: [[1]])
    #expect(throws: ClusteringError.columnCount(columns: 2, expected: 1)) {
      try CenterAssignment(of: points, to: centers)
    }
  }
}

@Suite struct KMediansTests {
  private func distance(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + abs($1.0 - $1.1) }
  }

  @Test("One cluster's center is the median of each column")
  func median() throws {
    let result = try kMedians(PointMatrix(rows: [[1, 9], [2, 8], [100, 7], [3, 0]]), count: 1)
    #expect(Array(result.centers.row(0)) == [2.5, 7.5])
    #expect(result.cost == 1.5 + 1.5 + 0.5 + 0.5 + 97.5 + 0.5 + 0.5 + 7.5)
    #expect(result.termination == .converged)
  }

  @Test("A weight is worth as many rows")
  func weights() throws {
    var options = KMeansOptions()
    options.weights = [1, 5, 1]
    let result = try kMedians(PointMatrix(rows: [[0], [10], [11]]), count: 1, options: options)
    #expect(Array(result.centers.row(0)) == [10])
    #expect(result.cost == 11)
  }

  @Test("Labels are nearest, the cost is their sum, and it never rises", arguments: [2, 6])
  func invariants(columns: Int) throws {
    try forEverySeed(in: 0...7) { rng in
      let rows = rng.heaps(rows: 90, columns: columns, heaps: 4)
      var options = KMeansOptions(seeding: .plusPlus, starts: 2)
      options.recordsSteps = true
      options.seed = rng.next()
      let result = try kMedians(PointMatrix(rows: rows), count: 5, options: options)
      let centers = (0..<5).map { Array(result.centers.row($0)) }
      let sum = result.distances.reduce(0, +)
      let isNearest = rows.indices.allSatisfy { row in
        let least = centers.map { distance(rows[row], $0) }.min() ?? .infinity
        return abs(result.distances[row] - least) <= 1e-9 * least
          && abs(distance(rows[row], centers[result.labels[row]]) - least) <= 1e-9 * least
      }
      let falls = zip(result.steps, result.steps.dropFirst()).allSatisfy {
        $1.inertia <= $0.inertia * (1 + 1e-12)
      }
      return isNearest && falls && abs(sum - result.cost) <= 1e-9 * sum
        && Set(result.labels).count == 5
    }
  }
}

@Suite struct LargeSetTests {
  private func fourHeaps(_ rng: inout RepeatableGenerator, columns: Int) throws -> PointMatrix {
    try PointMatrix(
      rows: (0..<400).map { row in
        (0..<columns).map { column in
          Double(((row % 4) >> (column % 2)) & 1) * 100 + 10 * rng.unit()
        }
      })
  }

  @Test("Cutting in two, or looking at samples, finds heaps apart", arguments: [2, 6])
  func heaps(columns: Int) throws {
    var rng = RepeatableGenerator(seed: 4)
    let points = try fourHeaps(&rng, columns: columns)
    let whole = try kMeans(points, count: 4)
    let cut = try bisectingKMeans(points, count: 4)
    var options = MiniBatchOptions()
    options.batchSize = 50
    let sampled = try miniBatchKMeans(points, count: 4, options: options)
    for result in [cut, sampled] {
      #expect(result.sizes == [100, 100, 100, 100])
      #expect(result.inertia < whole.inertia * 1.2)
      #expect(result.inertia >= whole.inertia * (1 - 1e-9))
      #expect(try CenterAssignment(of: points, to: result.centers).labels == result.labels)
    }
  }

  @Test("As many as there are distinct points can be had")
  func distinct() throws {
    let points = try PointMatrix(rows: [[1], [1], [4], [9], [9]])
    #expect(try bisectingKMeans(points, count: 3).inertia == 0)
    #expect(try miniBatchKMeans(points, count: 3).inertia == 0)
    #expect(throws: ClusteringError.fewDistinctPoints(distinct: 3, count: 4)) {
      try bisectingKMeans(points, count: 4)
    }
  }
}

import TestSupport
import Testing
import Travel

@testable import Clustering

@Suite struct PointSizeTests {
  enum Method: CaseIterable, Sendable {
    case kMeans, balanced, bounded, kMedians, miniBatch, bisecting, assignment
    case ward, average, single, hdbscan, dbscan

    /// Distances themselves have all their digits only above the smallest numbers.
    var smallest: Int {
      [.kMeans, .balanced, .bounded, .kMedians, .miniBatch, .bisecting, .assignment].contains(self)
        ? -1074 : -1010
    }

    func labels(_ points: PointMatrix, _ count: Int, exponent: Int) throws -> [Int?] {
      var options = KMeansOptions()
      options.seed = 5
      options.starts = 3
      let provider = try VectorDistance(points)
      let places = provider.places
      switch self {
      case .kMeans: return try Clustering.kMeans(points, count: count, options: options).labels
      case .balanced:
        return try Clustering.kMeans(points, count: count, sizes: .balanced, options: options)
          .labels
      case .bounded:
        return try Clustering.kMeans(
          points, count: count, sizes: .between(minimum: 2, maximum: 14), options: options
        ).labels
      case .kMedians: return try Clustering.kMedians(points, count: count, options: options).labels
      case .miniBatch:
        var batches = MiniBatchOptions()
        batches.maximumSteps = 20
        return try miniBatchKMeans(points, count: count, options: batches).labels
      case .bisecting: return try bisectingKMeans(points, count: count, options: options).labels
      case .assignment:
        let centers = points.rows(0..<count)
        return try CenterAssignment(of: points, to: centers).labels
      case .ward, .average, .single:
        let linkage: Linkage = self == .ward ? .ward : self == .average ? .average : .single
        return try agglomerate(places, provider: provider, linkage: linkage).labels(count: count)
      case .hdbscan:
        return try Clustering.hdbscan(places, provider: provider, minimumSize: 3).labels
      case .dbscan:
        return try Clustering.dbscan(
          places, provider: provider,
          radius: Double(sign: .plus, exponent: exponent, significand: 9),
          minimumNeighbours: 3
        ).labels
      }
    }
  }

  /// Whole numbers from −50 to 50, so that multiplying by powers of two rounds nothing even at the end
  /// of the range; every third column holds one value.
  private func points(
    _ random: inout RepeatableGenerator, columns: Int, exponent: Int
  ) throws -> PointMatrix {
    var values: [Double] = []
    for _ in 0..<24 {
      for column in 0..<columns {
        let value = column % 3 == 2 ? 7 : Double(Int.random(in: -50...50, using: &random))
        values.append(Double(sign: .plus, exponent: exponent, significand: value))
      }
    }
    return try PointMatrix(values, columnCount: columns)
  }

  @Test(
    "Multiplying the points by a power of two changes no label, whatever the method",
    arguments: Method.allCases)
  func scaling(_ method: Method) throws {
    for columns in [1, 2, 5] {
      try forEverySeed(in: 0...7) { random in
        let start = random
        var labels: [[Int?]] = []
        for exponent in [0, -3, -560, method.smallest, 400, 980] {
          random = start
          let points = try points(&random, columns: columns, exponent: exponent)
          labels.append(try method.labels(points, 3, exponent: exponent))
        }
        return labels.allSatisfy { $0 == labels[0] }
      }
    }
  }

  @Test(
    "Centers and sums of squares come back in the units of the points, where numbers can say them")
  func units() throws {
    let points = try PointMatrix(rows: [[1e-150], [3e-150], [9e-150], [11e-150]])
    let result = try kMeans(points, count: 2)
    #expect(result.centers.values.sorted().map { ($0 * 1e150 * 1e6).rounded() } == [2e6, 10e6])
    #expect((result.inertia * 1e300 - 4).magnitude < 1e-9)
    let huge = try kMeans(try PointMatrix(rows: [[1e160], [3e160], [9e160]]), count: 2)
    #expect(huge.centers.values.sorted() == [2e160, 9e160])
    #expect(huge.inertia == .infinity)
  }

  @Test(
    "Rows that differ too little beside the others to be squared are clusters once those are apart")
  func mixture() throws {
    let values = [1e-170, 2e-170, 9e-170, 5, 6]
    for columns in [2, 5] {
      let rows = values.map { value in
        (0..<columns).map { $0 == 0 ? value : $0 == 1 && value < 1 ? 0 : value }
      }
      let points = try PointMatrix(rows: rows.map { row in row.map { $0 < 1e-9 ? $0 : $0 } })
      for count in 1...5 {
        let result = try kMeans(points, count: count)
        #expect(Set(result.labels).count == count)
        let medians = try kMedians(points, count: count)
        #expect(Set(medians.labels).count == count)
        #expect(Set(try bisectingKMeans(points, count: count).labels).count == count)
        #expect(Set(try miniBatchKMeans(points, count: count).labels).count == count)
        let again = try CenterAssignment(of: points, to: result.centers)
        #expect(again.labels == result.labels)
      }
      let four = try kMeans(points, count: 4)
      #expect(four.labels[0] == four.labels[1] && four.labels[1] != four.labels[2])
      #expect(throws: ClusteringError.fewDistinctPoints(distinct: 5, count: 6)) {
        try kMeans(try PointMatrix(rows: rows + [rows[0]]), count: 6)
      }
    }
  }

  @Test("Medians know their distances even where those vanish beside the spread")
  func medians() throws {
    let points = try PointMatrix(rows: [[1e-170, 0], [2e-170, 0], [3e-170, 0], [5, 5], [6, 6]])
    let result = try kMedians(points, count: 3)
    #expect((result.cost - 2e-170).magnitude < 1e-180)
    let middle = result.centers.values.filter { $0 > 0 && $0 < 1 }
    #expect(middle == [2e-170])
  }

  @Test(
    "A distance is right wherever its square is none", arguments: [1e-170, 0x1p-1060, 1e170, 1e299])
  func distances(_ size: Double) throws {
    let points = try PointMatrix(rows: [[3 * size, 0], [0, 4 * size], [0, 0]])
    let provider = try VectorDistance(points)
    let wanted = 5 * size
    #expect((provider.distance(from: 0, to: 1) - wanted).magnitude <= wanted * 1e-3)
    #expect(provider.distance(from: 2, to: 2) == 0)
    let table = provider.distances(
      from: provider.prepare([0, 1]), to: provider.prepare([1]), chosen: [0])
    #expect(table[0, 0] == provider.distance(from: 0, to: 1))
  }

  @Test("Scores do not depend on the unit")
  func scores() throws {
    let rows: [[Double]] = [[1, 2], [2, 1], [9, 9], [8, 7], [4, 4]]
    let labels: [Int?] = [0, 0, 1, 1, 0]
    let usual = ClusterScores(try PointMatrix(rows: rows), labels: labels)
    for exponent in [-600, 500] {
      let scaled = rows.map { $0.map { Double(sign: .plus, exponent: exponent, significand: $0) } }
      let scores = ClusterScores(try PointMatrix(rows: scaled), labels: labels)
      #expect(scores.calinskiHarabasz == usual.calinskiHarabasz)
      #expect(scores.daviesBouldin == usual.daviesBouldin)
    }
  }
}

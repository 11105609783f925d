import Clustering
import TestSupport
import Testing

/// The fast iterations against those on the blackboard.
@Suite struct KMeansAgreementTests {
  /// Equal but for rounding in the order of sums.
  private func agrees(
    _ result: KMeansResult, _ naive: NaiveLloyd, countsAlike: Bool = true
  ) -> Bool {
    let inertia = naive.inertia
    return result.labels == naive.labels
      && abs(result.inertia - inertia) <= 1e-9 * inertia + 1e-9
      && (!countsAlike || result.iterations == naive.iterations)
  }

  @Test(
    "Labels, inertia and iterations are those of comparing everything",
    arguments: [(1, 3), (2, 2), (2, 9), (2, 40), (3, 7), (4, 12), (5, 6), (7, 30), (16, 9)])
  func heaps(columns: Int, count: Int) throws {
    try forEverySeed(in: 0...5) { rng in
      let rows = rng.heaps(rows: 60 + rng.index(below: 160), columns: columns, heaps: 6)
      guard let start = rng.distinctRows(count, of: rows) else { return true }
      let limit = 1 + rng.index(below: 30)
      var naive = NaiveLloyd(rows, centers: start)
      naive.run(limit: limit)
      let result = try kMeans(
        PointMatrix(rows: rows), count: count, options: plainLloyd(from: start, limit: limit))
      return agrees(result, naive)
    }
  }

  @Test(
    "The lowest number wins where distances are equal, and equal points stay together",
    arguments: [(1, 4), (2, 5), (2, 16), (3, 8), (5, 5), (8, 20)])
  func ties(columns: Int, count: Int) throws {
    try forEverySeed(in: 0...9) { rng in
      let rows = rng.wholeRows(rows: 20 + rng.index(below: 120), columns: columns, below: 5)
      guard let start = rng.distinctRows(count, of: rows) else { return true }
      var naive = NaiveLloyd(rows, centers: start)
      naive.run(limit: 12)
      let result = try kMeans(
        PointMatrix(rows: rows), count: count, options: plainLloyd(from: start, limit: 12))
      return naive.labels.contains { $0 != 0 } == (count > 1 && Set(naive.labels).count > 1)
        && (hasEmpty(naive) || agrees(result, naive))
    }
  }

  private func hasEmpty(_ naive: NaiveLloyd) -> Bool {
    Set(naive.labels).count < naive.centers.count
  }

  @Test("Weights count, and rows without weight do not", arguments: [1, 2, 3, 6])
  func weights(columns: Int) throws {
    try forEverySeed(in: 0...9) { rng in
      let rows = rng.heaps(rows: 40 + rng.index(below: 160), columns: columns, heaps: 4)
      let weights = rows.map { _ in Double(rng.index(below: 4)) * 0.25 }
      guard let start = rng.distinctRows(5, of: rows) else { return true }
      var naive = NaiveLloyd(rows, weights: weights, centers: start)
      naive.run(limit: 20)
      var options = try plainLloyd(from: start, limit: 20)
      options.weights = weights
      let result = try kMeans(PointMatrix(rows: rows), count: 5, options: options)
      let isEmpty = (0..<5).contains { center in
        !rows.indices.contains { weights[$0] > 0 && naive.labels[$0] == center }
      }
      // A row without weight may change its label when the centers rest already.
      return isEmpty || agrees(result, naive, countsAlike: false)
    }
  }

  @Test("Centers that nobody is near get the farthest points", arguments: [1, 2, 4, 6])
  func refills(columns: Int) throws {
    try forEverySeed(in: 0...9) { rng in
      let rows = rng.heaps(rows: 80, columns: columns, heaps: 3)
      var start = (0..<6).map { _ in (0..<columns).map { _ in 1000 + rng.unit() } }
      start[0] = rows[0]
      var naive = NaiveLloyd(rows, centers: start)
      naive.run(limit: 50)
      let result = try kMeans(
        PointMatrix(rows: rows), count: 6, options: plainLloyd(from: start, limit: 50))
      return Set(result.labels).count == 6 && (hasEmpty(naive) || agrees(result, naive))
    }
  }

  @Test("Far from the origin and at any scale the labels are the same")
  func scales() throws {
    try forEverySeed(in: 0...9) { rng in
      let rows = rng.wholeRows(rows: 150, columns: 2, below: 1000)
      guard let start = rng.distinctRows(6, of: rows) else { return true }
      let labels = try kMeans(
        PointMatrix(rows: rows), count: 6, options: plainLloyd(from: start)
      ).labels
      for scale in [0x1p-30, 0x1p30] {
        let scaled = rows.map { $0.map { $0 * scale } }
        let from = start.map { $0.map { $0 * scale } }
        let result = try kMeans(
          PointMatrix(rows: scaled), count: 6, options: plainLloyd(from: from))
        if result.labels != labels { return false }
      }
      return true
    }
  }

  /// Points for which single precision does not do.
  enum Hard: CaseIterable {
    case farFromOrigin, clumpsFarApart, outlier, tiny, huge, flat
  }

  private func rows(_ hard: Hard, columns: Int, _ rng: inout RepeatableGenerator) -> [[Double]] {
    // Quarters up to 16: sums and squares are exact wherever they are moved.
    var rows = rng.wholeRows(rows: 120, columns: columns, below: 64).map { $0.map { $0 / 4 } }
    for row in rows.indices {
      switch hard {
      case .farFromOrigin: rows[row] = rows[row].map { $0 + 0x1p30 }
      case .clumpsFarApart:
        rows[row] = rows[row].map { $0 + (row.isMultiple(of: 2) ? 0x1p30 : -0x1p30) }
      case .outlier: if row == 7 { rows[row] = rows[row].map { $0 * 0x1p40 } }
      case .tiny: rows[row] = rows[row].map { $0 * 0x1p-300 }
      case .huge: rows[row] = rows[row].map { $0 * 0x1p300 }
      case .flat: rows[row] = [rows[row][0]] + rows[row].dropFirst().map { $0 * 0x1p-60 }
      }
    }
    return rows
  }

  @Test(
    "Bounds in single precision lose no label", arguments: Hard.allCases,
    [(5, 9), (8, 3), (17, 20)])
  func singlePrecision(hard: Hard, shape: (columns: Int, count: Int)) throws {
    try forEverySeed(in: 0...4) { rng in
      let rows = rows(hard, columns: shape.columns, &rng)
      guard let start = rng.distinctRows(shape.count, of: rows) else { return true }
      var naive = NaiveLloyd(rows, centers: start)
      naive.run(limit: 15)
      let result = try kMeans(
        PointMatrix(rows: rows), count: shape.count, options: plainLloyd(from: start, limit: 15))
      return hasEmpty(naive)
        || (result.labels == naive.labels
          && abs(result.inertia - naive.inertia) <= 1e-9 * naive.inertia)
    }
  }

  @Test("A given center beyond all points takes none from the others", arguments: [5, 12])
  func centersBeyond(columns: Int) throws {
    try forEverySeed(in: 0...9) { rng in
      let rows = rng.heaps(rows: 90, columns: columns, heaps: 3)
      var start = Array(rows.prefix(3))
      start[1] = start[1].map { _ in 1e100 }
      let points = try PointMatrix(rows: rows)
      let assigned = try CenterAssignment(of: points, to: PointMatrix(rows: start))
      let naive = NaiveLloyd(rows, centers: start)
      return assigned.labels == naive.labels && !naive.labels.contains(1)
    }
  }

  @Test("One core and two give the same bytes", arguments: [2, 9])
  func cores(columns: Int) throws {
    var rng = RepeatableGenerator(seed: 3)
    let points = try PointMatrix(rows: rng.heaps(rows: 4200, columns: columns, heaps: 7))
    var options = KMeansOptions()
    options.starts = 1
    options.maximumIterations = 2
    options.exchanges = 1
    options.cores = 1
    let one = try kMeans(points, count: 4, options: options)
    options.cores = 2
    let two = try kMeans(points, count: 4, options: options)
    #expect(one.centers == two.centers)
    #expect(one.labels == two.labels)
    #expect(one.squaredDistances == two.squaredDistances)
    #expect(one.inertia == two.inertia)
    #expect(one.startInertias == two.startInertias)
  }
}

import Clustering
import TestSupport

/// Lloyd's iterations as one would write them on a blackboard: the slow truth.
struct NaiveLloyd {
  var points: [[Double]]
  var weights: [Double]
  var centers: [[Double]]
  var labels: [Int] = []
  /// How often the centers have moved.
  var iterations = 0

  init(_ points: [[Double]], weights: [Double]? = nil, centers: [[Double]]) {
    self.points = points
    self.weights = weights ?? Array(repeating: 1, count: points.count)
    self.centers = centers
    labels = points.map { nearest($0) }
  }

  static func square(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }

  func nearest(_ point: [Double]) -> Int {
    var best = 0
    for center in centers.indices
    where Self.square(point, centers[center]) < Self.square(point, centers[best]) {
      best = center
    }
    return best
  }

  var inertia: Double {
    points.indices.reduce(0) {
      $0 + weights[$1] * Self.square(points[$1], centers[labels[$1]])
    }
  }

  /// Moves the centers until no label changes, or so many times.
  mutating func run(limit: Int) {
    while iterations < limit {
      iterations += 1
      let hadEmpty = move()
      let next = points.map { nearest($0) }
      let isSettled = next == labels && !hadEmpty
      labels = next
      if isSettled {
        // The pass that finds nothing to change counts.
        iterations = min(limit, iterations + 1)
        break
      }
    }
  }

  /// - Returns: Whether a cluster was empty.
  private mutating func move() -> Bool {
    var sums = centers.map { $0.map { _ in 0.0 } }
    var totals = centers.map { _ in 0.0 }
    var sizes = centers.map { _ in 0 }
    for (row, point) in points.enumerated() where weights[row] > 0 {
      let label = labels[row]
      for column in point.indices { sums[label][column] += weights[row] * point[column] }
      totals[label] += weights[row]
      sizes[label] += 1
    }
    var taken: [[Double]] = []
    var hadEmpty = false
    for empty in centers.indices where totals[empty] == 0 {
      hadEmpty = true
      let candidates = points.indices.filter {
        weights[$0] > 0 && sizes[labels[$0]] > 1 && !taken.contains(points[$0])
          && distance($0) > 0
      }
      guard
        let row = candidates.max(by: { (distance($0), $1) < (distance($1), $0) })
      else { continue }
      let old = labels[row]
      taken.append(points[row])
      for column in points[row].indices {
        let share = weights[row] * points[row][column]
        sums[old][column] -= share
        sums[empty][column] = share
      }
      totals[old] -= weights[row]
      sizes[old] -= 1
      totals[empty] = weights[row]
    }
    for center in centers.indices where totals[center] > 0 {
      centers[center] = sums[center].map { $0 / totals[center] }
    }
    return hadEmpty
  }

  private func distance(_ row: Int) -> Double {
    Self.square(points[row], centers[labels[row]])
  }
}

extension RepeatableGenerator {
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
  mutating func index(below limit: Int) -> Int { Int(next() % UInt64(limit)) }

  /// Rows in a few heaps of random places and widths.
  mutating func heaps(rows: Int, columns: Int, heaps: Int) -> [[Double]] {
    let hearts = (0..<heaps).map { _ in (0..<columns).map { _ in 100 * unit() } }
    return (0..<rows).map { _ in
      let heart = hearts[index(below: heaps)]
      return heart.map { $0 + 30 * (unit() + unit() + unit() - 1.5) }
    }
  }

  /// Rows of small whole numbers: many are equal, and many distances are.
  mutating func wholeRows(rows: Int, columns: Int, below limit: Int) -> [[Double]] {
    (0..<rows).map { _ in (0..<columns).map { _ in Double(index(below: limit)) } }
  }

  /// Different rows to start from, or nil where there are too few.
  mutating func distinctRows(_ count: Int, of rows: [[Double]]) -> [[Double]]? {
    var chosen: [[Double]] = []
    for row in rows.shuffled(using: &self) where !chosen.contains(row) {
      chosen.append(row)
      if chosen.count == count { return chosen }
    }
    return nil
  }
}

/// Options for plain Lloyd iterations from given centers, until no label changes.
func plainLloyd(from centers: [[Double]], limit: Int = 300) throws -> KMeansOptions {
  var options = KMeansOptions(seeding: .given(try PointMatrix(rows: centers)))
  options.tolerance = 0
  options.maximumIterations = limit
  return options
}

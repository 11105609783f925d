public import Travel

/// Distances between rows of numbers, in the units of their columns: a place is the number of a
/// row.
///
///     let distance = try VectorDistance(points, metric: .manhattan)
///     distance.distance(from: 0, to: 7)
public struct VectorDistance: DistanceProvider {
  public let points: PointMatrix
  public let metric: VectorMetric
  /// The rows; for ``VectorMetric/cosine`` of length 1.
  private let values: [Double]
  /// Whether squares of differences neither vanish nor overflow.
  private let isUsual: Bool

  /// Measures between the rows of `points`.
  ///
  /// - Throws: ``ClusteringError/zeroRow(row:)`` for the cosine of a row that is all zero.
  public init(_ points: PointMatrix, metric: VectorMetric = .euclidean) throws(ClusteringError) {
    self.points = points
    self.metric = metric
    isUsual = metric != .euclidean || PointUnit(points) == nil
    guard metric == .cosine else {
      values = points.values
      return
    }
    var values = points.values
    let columns = points.columnCount
    for row in 0..<points.rowCount {
      let range = row * columns..<(row + 1) * columns
      // By the largest part first, so that no square is lost or overflows.
      let largest = values[range].reduce(0) { max($0, abs($1)) }
      guard largest > 0 else { throw .zeroRow(row: row) }
      let length = values[range].reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
      for index in range { values[index] = values[index] / largest / length }
    }
    self.values = values
  }

  /// All rows.
  public var places: [Int] { Array(0..<points.rowCount) }

  public func distance(from origin: Int, to destination: Int) -> Double {
    requireRows(CollectionOfOne(origin))
    requireRows(CollectionOfOne(destination))
    return values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return 0 }
      let columns = points.columnCount
      let (one, other) = (base + origin * columns, base + destination * columns)
      return isUsual
        ? Self.distance(one, other, columns, metric) : CarefulSquare(one, other, columns).root
    }
  }

  public func lowerBound(from origin: Int, to destination: Int) -> Double {
    distance(from: origin, to: destination)
  }

  public func distances(
    from origins: PlaceList<Int>, to destinations: PlaceList<Int>, chosen: [Int]
  ) -> DistanceTable {
    let columns = points.columnCount
    requireRows(origins.places)
    requireRows(chosen.map { destinations[$0] })
    return DistanceTable(rows: chosen.count, columns: origins.count) { row, distances in
      values.withUnsafeBufferPointer { values in
        guard let base = values.baseAddress else { return }
        let to = base + destinations[chosen[row]] * columns
        origins.places.withUnsafeBufferPointer { origins in
          if !isUsual {
            for index in origins.indices {
              distances[index] =
                CarefulSquare(base + origins[index] * columns, to, columns).root
            }
          } else if columns == 2, metric == .euclidean {
            let (x, y) = (to[0], to[1])
            for index in origins.indices {
              let (across, up) = (base[2 * origins[index]] - x, base[2 * origins[index] + 1] - y)
              distances[index] = (across * across + up * up).squareRoot()
            }
          } else {
            for index in origins.indices {
              distances[index] = Self.distance(base + origins[index] * columns, to, columns, metric)
            }
          }
        }
      }
    }
  }

  private func requireRows(_ places: some Sequence<Int>) {
    let rows = 0..<points.rowCount
    precondition(places.allSatisfy { rows.contains($0) }, "places are numbers of rows")
  }

  @inline(__always)
  private static func distance(
    _ one: UnsafePointer<Double>, _ other: UnsafePointer<Double>, _ columns: Int,
    _ metric: VectorMetric
  ) -> Double {
    var sum = 0.0
    switch metric {
    case .euclidean:
      for column in 0..<columns {
        let difference = one[column] - other[column]
        sum += difference * difference
      }
      return sum.squareRoot()
    case .manhattan:
      for column in 0..<columns { sum += abs(one[column] - other[column]) }
      return sum
    case .chebyshev:
      for column in 0..<columns { sum = max(sum, abs(one[column] - other[column])) }
      return sum
    case .cosine:
      for column in 0..<columns { sum += one[column] * other[column] }
      // Rounding must not make a distance negative.
      return min(2, max(0, 1 - sum))
    }
  }
}

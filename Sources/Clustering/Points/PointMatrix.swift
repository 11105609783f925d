public import Geography

/// Points with any number of columns: *n* rows × *d* columns of finite numbers.
///
///     let points = try PointMatrix(rows: [[1, 2], [1, 4], [9, 3]])
///     points.rowCount  // 3
///     points[2, 0]     // 9
///
/// Values are at most 1e300 in size. Where squares of differences would vanish or overflow, clusters are
/// found in another unit, a power of two; a sum of squares that no number can hold is 0 or infinite.
public struct PointMatrix: Hashable, Sendable {
  public let rowCount: Int
  public let columnCount: Int
  /// Row after row; `rowCount` × `columnCount`.
  public let values: [Double]

  static let largestValue = 1e300

  /// Takes values row after row.
  ///
  /// - Parameters:
  ///   - values: A whole number of rows, at least one.
  ///   - columnCount: How many values a row has; at least 1.
  /// - Throws: ``ClusteringError`` for no rows, a part of a row, or a value that is NaN, infinite
  ///   or beyond 1e300.
  /// - Complexity: O(*n* · *d*)
  public init(_ values: [Double], columnCount: Int) throws(ClusteringError) {
    guard columnCount > 0, !values.isEmpty else { throw .noPoints }
    guard values.count.isMultiple(of: columnCount) else {
      throw .valueCount(count: values.count, columns: columnCount)
    }
    var isSound = true
    for value in values { isSound = isSound && abs(value) <= Self.largestValue }
    if !isSound, let place = values.firstIndex(where: { !(abs($0) <= Self.largestValue) }) {
      let (row, column) = place.quotientAndRemainder(dividingBy: columnCount)
      let value = values[place]
      throw value.isFinite
        ? .tooLarge(row: row, column: column, value: value)
        : .notFinite(row: row, column: column, value: value)
    }
    self.init(sound: values, columnCount: columnCount)
  }

  /// Takes rows of equal length.
  ///
  /// - Parameter rows: At least one, each with as many values as the first.
  /// - Throws: ``ClusteringError``, as for `init(_:columnCount:)`, and for a row of another length.
  public init(rows: [[Double]]) throws(ClusteringError) {
    guard let first = rows.first else { throw .noPoints }
    if let row = rows.firstIndex(where: { $0.count != first.count }) {
      throw .rowLength(row: row, count: rows[row].count, expected: first.count)
    }
    try self.init(Array(rows.joined()), columnCount: first.count)
  }

  /// Takes places on a flat map: two columns, x and y in metres.
  ///
  /// - Parameter places: At least one.
  /// - Throws: ``ClusteringError`` for no places, or a coordinate that is NaN, infinite or beyond
  ///   1e300.
  public init(_ places: [PlanarPoint]) throws(ClusteringError) {
    var values: [Double] = []
    values.reserveCapacity(2 * places.count)
    for place in places {
      values.append(place.x)
      values.append(place.y)
    }
    try self.init(values, columnCount: 2)
  }

  /// Values already known to be sound.
  init(sound values: [Double], columnCount: Int) {
    self.values = values
    self.columnCount = columnCount
    rowCount = values.count / columnCount
  }

  public subscript(row: Int, column: Int) -> Double {
    precondition(
      (0..<columnCount).contains(column), "there is no column \(column) of \(columnCount)")
    return values[row * columnCount + column]
  }

  /// One row's values.
  public func row(_ row: Int) -> ArraySlice<Double> {
    values[row * columnCount..<(row + 1) * columnCount]
  }

  /// The rows chosen, in the order chosen; at least one.
  func rows(_ chosen: some Collection<Int>) -> PointMatrix {
    var chosenValues: [Double] = []
    chosenValues.reserveCapacity(chosen.count * columnCount)
    for row in chosen { chosenValues += self.row(row) }
    return PointMatrix(sound: chosenValues, columnCount: columnCount)
  }
}

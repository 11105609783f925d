import Dispatch

/// Distances in metres: a row per destination, a column per origin.
public struct DistanceTable: Sendable {
  public let rows: Int
  public let columns: Int
  /// Row after row; `rows` × `columns` values.
  public package(set) var values: [Double]

  public init(rows: Int, columns: Int, values: [Double]) {
    precondition(values.count == rows * columns, "a table needs rows × columns values")
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// Fills the rows on all cores; the outcome does not depend on how many there are.
  ///
  /// - Parameters:
  ///   - rows: How many destinations.
  ///   - columns: How many origins.
  ///   - fill: Writes all values of the row whose number it is given.
  public init(
    rows: Int, columns: Int,
    fill: @Sendable (_ row: Int, _ values: UnsafeMutableBufferPointer<Double>) -> Void
  ) {
    self.rows = rows
    self.columns = columns
    values = Array(unsafeUninitializedCapacity: rows * columns) { buffer, count in
      nonisolated(unsafe) let all = buffer
      DispatchQueue.concurrentPerform(iterations: rows) { row in
        let values = UnsafeMutableBufferPointer(rebasing: all[row * columns..<(row + 1) * columns])
        values.initialize(repeating: .infinity)
        fill(row, values)
      }
      count = rows * columns
    }
  }

  /// Fills the rows on all cores, some rows at a time.
  ///
  /// - Parameters:
  ///   - rows: How many rows.
  ///   - columns: How many values a row has.
  ///   - together: How many rows are filled at a time, the last time maybe fewer.
  ///   - fill: Lowers the values of some rows, which are infinite before; row after row.
  init(
    rows: Int, columns: Int, together: Int,
    fill: @Sendable (_ rows: Range<Int>, _ values: UnsafeMutableBufferPointer<Double>) -> Void
  ) {
    self.rows = rows
    self.columns = columns
    values = Array(unsafeUninitializedCapacity: rows * columns) { buffer, count in
      nonisolated(unsafe) let all = buffer
      DispatchQueue.concurrentPerform(iterations: (rows + together - 1) / together) { part in
        let range = part * together..<min(rows, (part + 1) * together)
        let values = UnsafeMutableBufferPointer(
          rebasing: all[range.lowerBound * columns..<range.upperBound * columns])
        values.initialize(repeating: .infinity)
        fill(range, values)
      }
      count = rows * columns
    }
  }

  public subscript(row: Int, column: Int) -> Double { values[row * columns + column] }
}

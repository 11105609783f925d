/// Rows that each need one of their columns to be chosen: set covering, both ways round.
///
/// Rows are demand points, columns are sites; a column covers the demand that it is near enough to.
struct CoverRows: Sendable {
  let rowCount: Int
  let columnCount: Int
  /// Column *x* covers the rows `columnRows[columnStarts[x]..<columnStarts[x + 1]]`, ascending.
  let columnStarts: [Int]
  let columnRows: [Int32]
  /// Row *y* has the columns `rowColumns[rowStarts[y]..<rowStarts[y + 1]]`, ascending.
  let rowStarts: [Int]
  let rowColumns: [Int32]

  /// - Parameters:
  ///   - rowCount: How many rows.
  ///   - columnStarts: Where the rows of each column begin, and after the last where they end.
  ///   - columnRows: The rows of each column, ascending, column after column.
  init(rowCount: Int, columnStarts: [Int], columnRows: [Int32]) {
    self.rowCount = rowCount
    columnCount = columnStarts.count - 1
    self.columnStarts = columnStarts
    self.columnRows = columnRows
    var starts = [Int](repeating: 0, count: rowCount + 1)
    for row in columnRows { starts[Int(row) + 1] += 1 }
    for row in 0..<rowCount { starts[row + 1] += starts[row] }
    rowStarts = starts
    var next = starts
    rowColumns = Array(unsafeUninitializedCapacity: columnRows.count) { buffer, count in
      for column in 0..<columnStarts.count - 1 {
        for cell in columnStarts[column]..<columnStarts[column + 1] {
          let row = Int(columnRows[cell])
          buffer[next[row]] = Int32(truncatingIfNeeded: column)
          next[row] += 1
        }
      }
      count = columnRows.count
    }
  }

  init(rowCount: Int, columns: [[Int32]]) {
    self.init(
      rowCount: rowCount,
      columnStarts: columns.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) },
      columnRows: Array(columns.joined()))
  }

  func rows(of column: Int) -> ArraySlice<Int32> {
    columnRows[columnStarts[column]..<columnStarts[column + 1]]
  }

  func columns(of row: Int) -> ArraySlice<Int32> {
    rowColumns[rowStarts[row]..<rowStarts[row + 1]]
  }

  func size(ofColumn column: Int) -> Int { columnStarts[column + 1] - columnStarts[column] }
  func size(ofRow row: Int) -> Int { rowStarts[row + 1] - rowStarts[row] }

  /// Whether the chosen columns cover every row.
  func isCovered(by chosen: [Int]) -> Bool {
    var covered = [Bool](repeating: false, count: rowCount)
    var count = 0
    for column in chosen {
      for row in rows(of: column) where !covered[Int(row)] {
        covered[Int(row)] = true
        count += 1
      }
    }
    return count == rowCount
  }
}

/// What is left of a covering problem when all that decides itself is decided.
///
/// A row with one column chooses it; a row whose columns are all columns of another row covers
/// that one along with itself; a column whose rows are all rows of another column is not needed.
/// C. Toregas, C. ReVelle, "Optimal Location under Time or Distance Constraints", Papers in
/// Regional Science 28 (1972), <https://doi.org/10.1111/j.1435-5597.1972.tb01544.x>.
struct CoverReduction {
  /// Columns that are chosen, numbered as in the problem that was given.
  private(set) var chosen: [Int] = []
  /// What is left, and which column of the given problem each of its columns is.
  private(set) var rest: CoverRows
  private(set) var names: [Int]

  /// Nil where a row has no column.
  ///
  /// - Parameters:
  ///   - given: The problem.
  ///   - excluded: Columns that may not be chosen; empty for none.
  ///   - taken: Columns that are chosen already; they are not repeated in ``chosen``.
  /// - Complexity: O(Σ sizes² · *m* ÷ 64) at worst; most comparisons end at the first word.
  init?(_ given: CoverRows, excluded: [Bool] = [], taken: [Int] = []) {
    var work = Work(given, excluded: excluded)
    for column in taken { work.choose(column) }
    guard work.reduce() else { return nil }
    chosen = work.chosen.filter { !taken.contains($0) }.sorted()
    names = work.columnAlive.indices.filter { work.columnAlive[$0] && work.columnSize[$0] > 0 }
    var numbers = [Int32](repeating: -1, count: given.rowCount)
    var count = 0
    for row in 0..<given.rowCount where work.rowAlive[row] {
      numbers[row] = Int32(truncatingIfNeeded: count)
      count += 1
    }
    var starts = [0]
    var rows: [Int32] = []
    for column in names {
      for row in given.rows(of: column) where work.rowAlive[Int(row)] {
        rows.append(numbers[Int(row)])
      }
      starts.append(rows.count)
    }
    rest = CoverRows(rowCount: count, columnStarts: starts, columnRows: rows)
  }
}

/// Rows and columns as sets of bits, from which those that are decided are taken out.
private struct Work {
  var chosen: [Int] = []
  var rowAlive: [Bool]
  var columnAlive: [Bool]
  /// How many columns, or rows, are left in each.
  var rowSize: [Int]
  var columnSize: [Int]
  private let given: CoverRows
  private var rowBits: BitTable
  private var columnBits: BitTable
  /// Rows and columns that have lost something since they were last compared.
  private var freshRows: [Bool]
  private var freshColumns: [Bool]

  init(_ given: CoverRows, excluded: [Bool]) {
    self.given = given
    rowAlive = Array(repeating: true, count: given.rowCount)
    columnAlive = Array(repeating: true, count: given.columnCount)
    rowSize = (0..<given.rowCount).map { given.size(ofRow: $0) }
    columnSize = (0..<given.columnCount).map { given.size(ofColumn: $0) }
    rowBits = BitTable(rows: given.rowCount, columns: given.columnCount)
    columnBits = BitTable(rows: given.columnCount, columns: given.rowCount)
    freshRows = rowAlive
    freshColumns = columnAlive
    for column in 0..<given.columnCount {
      for row in given.rows(of: column) {
        rowBits.insert(column, into: Int(row))
        columnBits.insert(Int(row), into: column)
      }
    }
    for column in excluded.indices where excluded[column] { remove(column: column) }
  }

  mutating func choose(_ column: Int) {
    guard columnAlive[column] else { return }
    chosen.append(column)
    for row in given.rows(of: column) where rowAlive[Int(row)] { remove(row: Int(row)) }
    columnAlive[column] = false
  }

  private mutating func remove(row: Int) {
    rowAlive[row] = false
    for column in given.columns(of: row) where columnAlive[Int(column)] {
      columnBits.remove(row, from: Int(column))
      columnSize[Int(column)] -= 1
      freshColumns[Int(column)] = true
    }
  }

  private mutating func remove(column: Int) {
    columnAlive[column] = false
    for row in given.rows(of: column) where rowAlive[Int(row)] {
      rowBits.remove(column, from: Int(row))
      rowSize[Int(row)] -= 1
      freshRows[Int(row)] = true
    }
  }

  /// False where a row has no column left.
  mutating func reduce() -> Bool {
    while true {
      for row in rowAlive.indices where rowAlive[row] && rowSize[row] <= 1 {
        guard rowSize[row] == 1 else { return false }
        if let only = given.columns(of: row).first(where: { columnAlive[Int($0)] }) {
          choose(Int(only))
        }
      }
      let changed = dropColumns()
      if !dropRows(), !changed { return true }
    }
  }

  /// Drops rows that another row covers along with itself.
  private mutating func dropRows() -> Bool {
    var changed = false
    for row in rowAlive.indices where rowAlive[row] && freshRows[row] {
      freshRows[row] = false
      guard let rarest = rarestColumn(of: row) else { continue }
      for other in given.rows(of: rarest) {
        let other = Int(other)
        guard rowAlive[other], other != row, rowSize[other] >= rowSize[row],
          rowBits.isSubset(row, of: other)
        else { continue }
        remove(row: other)
        changed = true
      }
    }
    return changed
  }

  /// Drops columns that another column can stand in for.
  private mutating func dropColumns() -> Bool {
    var changed = false
    for column in columnAlive.indices where columnAlive[column] && freshColumns[column] {
      freshColumns[column] = false
      guard let rarest = rarestRow(of: column) else {
        columnAlive[column] = false
        continue
      }
      for other in given.columns(of: rarest) {
        let other = Int(other)
        guard columnAlive[other], other != column, columnSize[other] >= columnSize[column],
          columnBits.isSubset(column, of: other)
        else { continue }
        remove(column: column)
        changed = true
        break
      }
    }
    return changed
  }

  private func rarestColumn(of row: Int) -> Int? {
    var best: Int?
    for column in given.columns(of: row) where columnAlive[Int(column)] {
      if best.map({ columnSize[Int(column)] < columnSize[$0] }) ?? true { best = Int(column) }
    }
    return best
  }

  private func rarestRow(of column: Int) -> Int? {
    var best: Int?
    for row in given.rows(of: column) where rowAlive[Int(row)] {
      if best.map({ rowSize[Int(row)] < rowSize[$0] }) ?? true { best = Int(row) }
    }
    return best
  }
}

/// Sets of numbers below a limit, one per row.
private struct BitTable {
  private let words: Int
  private var bits: [UInt64]

  init(rows: Int, columns: Int) {
    words = (columns + 63) / 64
    bits = Array(repeating: 0, count: rows * words)
  }

  mutating func insert(_ number: Int, into row: Int) {
    bits[row * words + number >> 6] |= 1 << UInt64(number & 63)
  }

  mutating func remove(_ number: Int, from row: Int) {
    bits[row * words + number >> 6] &= ~(1 << UInt64(number & 63))
  }

  func isSubset(_ one: Int, of other: Int) -> Bool {
    bits.withUnsafeBufferPointer { bits in
      let (left, right) = (one * words, other * words)
      for word in 0..<words where bits[left + word] & ~bits[right + word] != 0 { return false }
      return true
    }
  }
}

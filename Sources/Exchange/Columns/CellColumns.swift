/// Makes columns of the cells of rows.
///
/// The text stands before at least ``JSONCursor/padding`` zeros.
struct CellColumns {
  let base: UnsafePointer<UInt8>
  /// All cells of the first row, then those of the second, and so on.
  let cells: UnsafeBufferPointer<RowReader.Cell>
  let rows: Int
  let layout: TableLayout

  /// The cells of one column.
  private func cells(_ column: Int) -> some Sequence<RowReader.Cell> {
    let width = layout.columns.count
    return (0..<rows).lazy.map { [cells] in cells[$0 * width + column] }
  }

  /// Ids as they are written; none where the cell is empty.
  func ids(_ column: Int) -> TextColumn { texts(column, emptyQuotesAreTexts: false) }

  /// The values of a column; of none where there is no such column.
  func property(_ column: Int?) -> PropertyColumn {
    guard let column else { return .truths([Bool?](repeating: nil, count: rows)) }
    switch layout.types[column] {
    case .empty: return property(nil)
    case .number: return .numbers(numbers(column))
    case .truth:
      return .truths(
        cells(column).map { cell in
          guard !cell.isEmpty else { return nil }
          return base[cell.start] == 0x74 ? true : base[cell.start] == 0x66 ? false : nil
        })
    case .text: return .texts(texts(column, emptyQuotesAreTexts: true))
    }
  }

  private func numbers(_ column: Int) -> [Double] {
    [Double](unsafeUninitializedCapacity: rows) { numbers, count in
      for cell in cells(column) {
        numbers.initializeElement(at: count, to: number(cell))
        count += 1
      }
    }
  }

  @inline(__always)
  private func number(_ cell: RowReader.Cell) -> Double {
    guard !cell.isEmpty, base[cell.start] &- 0x30 < 10 || base[cell.start] == 0x2D else {
      return .nan
    }
    var end = 0
    let value = CoordinateReader.double(base, cell.start, end: &end)
    if end == cell.end { return value }
    let bytes = UnsafeBufferPointer(start: base + cell.start, count: cell.count)
    return DecimalReader.double(bytes, decimalComma: layout.hasDecimalCommas) ?? .nan
  }

  private func texts(_ column: Int, emptyQuotesAreTexts: Bool) -> TextColumn {
    // What is copied comes 32 bytes at a time.
    let room = cells(column).reduce(32) { $0 + $1.count }
    var ends: [Int] = []
    var isThere: [Bool] = []
    let bytes = [UInt8](unsafeUninitializedCapacity: room) { bytes, size in
      guard let start = bytes.baseAddress else { return }
      ends = [Int](unsafeUninitializedCapacity: rows) { ends, count in
        isThere = [Bool](unsafeUninitializedCapacity: rows) { isThere, known in
          for cell in cells(column) {
            size += copy(cell, to: start + size)
            ends.initializeElement(at: count, to: size)
            count += 1
            isThere.initializeElement(
              at: known, to: !cell.isEmpty || cell.isQuoted && emptyQuotesAreTexts)
            known += 1
          }
        }
      }
    }
    return TextColumn(bytes: bytes, ends: ends, isThere: isThere)
  }

  /// Copies the text of a cell, and up to 31 bytes behind it, and says how many bytes the text has.
  @inline(__always)
  private func copy(_ cell: RowReader.Cell, to target: UnsafeMutablePointer<UInt8>) -> Int {
    let start = base + cell.start
    guard !cell.hasQuotes else { return copyUnquoted(cell, to: target) }
    var copied = 0
    while copied < cell.count {
      (target + copied).update(from: start + copied, count: 32)
      copied += 32
    }
    return cell.count
  }

  /// Copies a text in which quotes stand twice.
  private func copyUnquoted(
    _ cell: RowReader.Cell, to target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var copied = 0
    var index = cell.start
    while index < cell.end {
      target[copied] = base[index]
      copied += 1
      index += base[index] == 0x22 ? 2 : 1
    }
    return copied
  }
}

/// A table with a header, as read from CSV text (RFC 4180).
///
/// Cells may stand between commas, semicolons, tabs or pipes: whichever cuts the first rows into the
/// same number of cells as the header. Quoted cells may hold delimiters, quotes and line breaks. A
/// byte order mark, CRLF and rows without any text are passed over. Cells are kept as bytes in one
/// block and become strings when asked for.
public struct CSVTable: Sendable {
  /// What messages call it.
  public let file: String
  /// The names in the header without spaces around them; a nameless one is `column_3`.
  public let columns: [String]
  /// Which columns have no name in the header, counted from 0.
  let unnamed: [Int]
  /// Whether the first line names the columns.
  let hasHeader: Bool
  /// What stands between cells: a comma, a semicolon, a tab or a pipe.
  public let delimiter: Character
  /// The text of all cells, one behind the other.
  let storage: [UInt8]
  /// Where each cell ends in the storage; it begins where the one before it ends.
  let cellEnds: [Int]
  /// The line on which each row begins.
  let lines: [Int]
  /// What was put right while reading: names that came twice, rows that were too short.
  package let warnings: [DataFault]

  /// Reads a file; `-` is the standard input.
  ///
  /// - Throws: All faults of the file, with true lines: rows with too many or too few cells, a
  ///   quote that is never closed, a column that comes twice.
  public static func read(path: String) throws(DataFaults) -> CSVTable {
    let input = try readInput(path)
    return try read(input.bytes, file: input.name)
  }

  /// Reads a text; `file` is what messages call it.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - file: What messages call it.
  ///   - isStrict: Whether rows that are too short, and names of columns that come twice, are faults; else what was put
  ///     right is among ``warnings``.
  /// - Returns: The table.
  /// - Throws: All faults of the text.
  public static func read(
    _ bytes: [UInt8], file: String, isStrict: Bool = true
  ) throws(DataFaults) -> CSVTable {
    try read(bytes, file: file, isStrict: isStrict, header: .present)
  }

  /// Reads a text whose first line may be a row.
  static func read(
    _ bytes: [UInt8], file: String, isStrict: Bool, header: HeaderRule
  ) throws(DataFaults) -> CSVTable {
    let parsed = try parse(bytes, file: file, isStrict: isStrict, header: header)
    if let faults = DataFaults(parsed.faults) { throw faults }
    return parsed.table
  }

  /// The rows that can be used, and the faults of the others.
  static func parse(
    _ bytes: [UInt8], file: String, isStrict: Bool = false, header: HeaderRule = .present
  ) throws(DataFaults) -> (table: CSVTable, faults: [DataFault]) {
    do throws(DataFault) {
      return try bytes.withBytes { (buffer) throws(DataFault) in
        var scanner = try CSVScanner(buffer, file: file, isStrict: isStrict)
        return try scanner.table(header: header)
      }
    } catch {
      throw DataFaults(error)
    }
  }

  public var rowCount: Int { lines.count }

  /// The line of the file on which a row begins, counted from 1, the header included.
  public func line(ofRow row: Int) -> Int { lines[row] }

  /// The text of a cell.
  public subscript(row: Int, column: Int) -> String {
    withCell(row, column) { String(decoding: $0, as: UTF8.self) }
  }

  /// The number of a column, by its exact name.
  public func columnIndex(_ name: String) -> Int? { columns.firstIndex(of: name) }

  /// Whether a cell has nothing but spaces.
  public func isBlank(_ row: Int, _ column: Int) -> Bool {
    withCell(row, column) { $0.allSatisfy(DecimalReader.isSpace) }
  }

  /// The number in a cell; nil where it is none, or not finite.
  ///
  /// A comma is read as the decimal point where cells are not separated by commas.
  public func number(_ row: Int, _ column: Int) -> Double? {
    withCell(row, column) { cell in
      let value = DecimalReader.double(cell, decimalComma: delimiter != ",")
      return value.flatMap { $0.isFinite ? $0 : nil }
    }
  }

  func withCell<Value>(
    _ row: Int, _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Value
  ) -> Value {
    let cell = row * columns.count + column
    let start = cell == 0 ? 0 : cellEnds[cell - 1]
    let end = cellEnds[cell]
    return storage.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[start..<end]))
    }
  }
}

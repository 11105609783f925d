/// A table with a header, as read from CSV text.
///
/// Cells are kept as bytes in one block and become strings when asked for.
public struct CSVTable: Sendable {
  /// What messages call it.
  public let file: String
  /// The names in the header, as written but for spaces around them.
  public let columns: [String]
  /// What stands between cells: a comma, a semicolon or a tab.
  public let delimiter: Character
  let storage: [UInt8]
  let cellEnds: [Int]
  let lines: [Int]

  /// Reads a file; `-` is the standard input.
  public static func read(path: String) throws(DataFaults) -> CSVTable {
    fatalError("not written yet")
  }

  /// Reads a text; `file` is what messages call it.
  public static func read(_ bytes: [UInt8], file: String) throws(DataFaults) -> CSVTable {
    fatalError("not written yet")
  }

  public var rowCount: Int { lines.count }

  /// The line of the file on which a row begins, counted from 1, the header included.
  public func line(ofRow row: Int) -> Int { lines[row] }

  /// The text of a cell.
  public subscript(row: Int, column: Int) -> String { fatalError("not written yet") }
}

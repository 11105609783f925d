/// Writes CSV (RFC 4180, lines ended by LF): quotes only where they are needed.
public struct CSVWriter: Sendable {
  /// The text so far.
  public private(set) var bytes: [UInt8] = []
  private let columns: Int

  public init(header: [String]) {
    columns = header.count
    add(header)
  }

  /// Adds one row; `nil` is an empty cell.
  ///
  /// - Precondition: As many cells as the header has.
  public mutating func add(_ cells: [String?]) {
    precondition(cells.count == columns, "a row needs as many cells as the header")
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(0x2C) }
      guard let cell else { continue }
      add(cell)
    }
    // A lone empty cell would be a blank line, which readers pass over.
    if columns == 1, bytes.isEmpty || bytes.last == 0x0A { bytes += [0x22, 0x22] }
    bytes.append(0x0A)
  }

  private mutating func add(_ cell: String) {
    let needsQuotes =
      cell.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
      || cell.utf8.first == 0x20 || cell.utf8.last == 0x20
    guard needsQuotes else {
      bytes.append(contentsOf: cell.utf8)
      return
    }
    bytes.append(0x22)
    for byte in cell.utf8 {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }
}

import CLanes

/// Cuts rows into cells.
struct RowReader {
  /// A cell: where its text begins and ends, without its quotes.
  struct Cell {
    var start: Int
    var end: Int
    var isQuoted: Bool
    /// Whether quotes stand twice in it.
    var hasQuotes: Bool

    var isEmpty: Bool { start == end }
  }

  let base: UnsafePointer<UInt8>
  let end: Int
  let delimiter: UInt8
  private(set) var place = 0
  private(set) var line: Int
  /// The cells of the row read last.
  private(set) var cells: [Cell] = []
  /// The line on which it begins.
  private(set) var rowLine: Int
  /// What is wrong with it.
  private(set) var problem: (line: Int, text: String, remedy: String)?

  init(_ base: UnsafePointer<UInt8>, end: Int, delimiter: UInt8, line: Int) {
    self.base = base
    self.end = end
    self.delimiter = delimiter
    self.line = line
    rowLine = line
  }

  /// Reads a row; false at the end.
  @inline(__always)
  mutating func next() -> Bool {
    guard place < end else { return false }
    cells.removeAll(keepingCapacity: true)
    problem = nil
    rowLine = line
    while true {
      if base[place] == 0x22 { quotedCell() } else { plainCell() }
      guard place < end, base[place] == delimiter else { break }
      place += 1
    }
    if place < end {
      if base[place] == 0x0D, base[place + 1] == 0x0A { place += 1 }
      place += 1
      line += 1
    }
    return true
  }

  /// Whether the row has nothing but spaces.
  var isBlank: Bool {
    cells.allSatisfy { cell in
      var index = cell.start
      while index < cell.end {
        if !DecimalReader.isSpace(base[index]) { return false }
        index += 1
      }
      return !cell.isQuoted || cells.count == 1
    }
  }

  @inline(__always)
  private mutating func plainCell() {
    let start = place
    // The text stands before zeros.
    while place < end {
      let ends = text_cell_ends(base + place, delimiter)
      guard ends == 0 else {
        place += ends.trailingZeroBitCount
        break
      }
      place += 32
    }
    place = min(place, end)
    cells.append(Cell(start: start, end: place, isQuoted: false, hasQuotes: false))
  }

  private mutating func quotedCell() {
    place += 1
    let start = place
    var hasQuotes = false
    while true {
      guard place < end else {
        problem = (
          rowLine, "a double quote is never closed",
          "close it, or write it twice where it belongs to the text"
        )
        cells.append(Cell(start: start, end: place, isQuoted: true, hasQuotes: hasQuotes))
        return
      }
      let byte = base[place]
      if byte == 0x22 {
        guard base[place + 1] == 0x22, place + 1 < end else { break }
        hasQuotes = true
        place += 2
        continue
      }
      if byte == 0x0A { line += 1 }
      place += 1
    }
    cells.append(Cell(start: start, end: place, isQuoted: true, hasQuotes: hasQuotes))
    place += 1
    while place < end, base[place] == 0x20, delimiter != 0x20 { place += 1 }
    guard place < end, base[place] != delimiter, base[place] != 0x0A, base[place] != 0x0D else {
      return
    }
    problem = (
      line, "there is text after a closing double quote",
      "write a quote that belongs to the text twice"
    )
    while place < end, base[place] != delimiter, base[place] != 0x0A { place += 1 }
  }

  /// The text of a cell.
  func text(_ cell: Cell) -> String {
    let bytes = UnsafeBufferPointer(start: base + cell.start, count: cell.end - cell.start)
    guard cell.hasQuotes else { return String(decoding: bytes, as: UTF8.self) }
    return String(decoding: bytes, as: UTF8.self).replacing("\"\"", with: "\"")
  }
}

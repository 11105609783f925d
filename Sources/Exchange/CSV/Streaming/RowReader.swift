import CLanes

/// Cuts text into rows and cells (RFC 4180), one row at a time.
///
/// The text stands before at least ``JSONCursor/padding`` zeros, and ends with a whole row.
struct RowReader: ~Copyable {
  /// Where a cell begins and ends, without its quotes.
  struct Cell {
    private let first: Int32
    private let last: Int32
    let isQuoted: Bool
    /// Whether quotes stand twice in it.
    let hasQuotes: Bool

    fileprivate init(_ start: Int, _ end: Int, isQuoted: Bool = false, hasQuotes: Bool = false) {
      first = Int32(truncatingIfNeeded: start)
      last = Int32(truncatingIfNeeded: end)
      self.isQuoted = isQuoted
      self.hasQuotes = hasQuotes
    }

    var start: Int { Int(first) }
    var end: Int { Int(last) }
    var count: Int { Int(last - first) }
    var isEmpty: Bool { first == last }
  }

  let base: UnsafePointer<UInt8>
  let end: Int
  let delimiter: UInt8
  private(set) var place = 0
  private(set) var line: Int
  /// The line on which the row begins.
  private(set) var rowLine: Int
  /// What is wrong with the row read last.
  private(set) var problem: (line: Int, text: String, remedy: String)?
  /// How many cells it has.
  private(set) var count = 0
  private var storage: UnsafeMutableBufferPointer<Cell>
  /// Where the 32 bytes stand that were looked at last for the ends of cells.
  private var window = 0
  /// The ends among them that were not come to yet, a bit for each.
  private var ends: UInt32 = 0

  /// - Parameters:
  ///   - base: The text.
  ///   - end: How many bytes it has.
  ///   - delimiter: What stands between cells.
  ///   - line: The line of the file on which it begins.
  ///   - cells: How many cells rows should have.
  init(_ base: UnsafePointer<UInt8>, end: Int, delimiter: UInt8, line: Int, cells: Int) {
    self.base = base
    self.end = end
    self.delimiter = delimiter
    self.line = line
    rowLine = line
    storage = .allocate(capacity: max(cells, 1))
    lookAround()
  }

  deinit { storage.deallocate() }

  /// A cell of the row read last.
  @inline(__always)
  subscript(column: Int) -> Cell { storage[column] }

  /// The cells of the row read last.
  var cells: UnsafeBufferPointer<Cell> { UnsafeBufferPointer(rebasing: storage[..<count]) }

  /// How many bytes its cells have at most.
  @inline(__always)
  var rowBytes: Int { storage[count - 1].end - storage[0].start }

  /// Reads a row; false at the end.
  @inline(__always)
  mutating func next() -> Bool {
    guard place < end else { return false }
    count = 0
    if problem != nil { problem = nil }
    rowLine = line
    while true {
      if base[place] == 0x22 { quotedCell() } else { plainCell() }
      guard place < end, base[place] == delimiter else { break }
      place += 1
    }
    if place < end {
      if base[place] == 0x0D, base[place + 1] == 0x0A {
        place += 2
        lookAround()
      } else {
        place += 1
      }
      line += 1
    }
    return true
  }

  /// Makes the row so many cells long, with empty ones or without empty ones at its end; false where cells beyond are
  /// filled.
  mutating func settle(_ columns: Int) -> Bool {
    let end = storage[count - 1].end
    while count < columns { add(Cell(end, end)) }
    for column in columns..<count
    where !bytes(storage[column]).allSatisfy(DecimalReader.isSpace) {
      return false
    }
    count = columns
    return true
  }

  /// Whether a cell has no value: it is empty, or says so.
  @inline(__always)
  func isGap(_ cell: Cell) -> Bool {
    if cell.isEmpty { return true }
    let first = base[cell.start]
    // Most are numbers.
    if first &- 0x30 < 10 || first == 0x2D { return false }
    return isGapWord(cell)
  }

  @inline(never)
  private func isGapWord(_ cell: Cell) -> Bool {
    GapWord.isGap(bytes(cell)) || bytes(cell).allSatisfy(DecimalReader.isSpace)
  }

  /// Whether the row has nothing but spaces.
  var isBlank: Bool {
    for cell in cells {
      if cell.isQuoted { return false }
      if !bytes(cell).allSatisfy(DecimalReader.isSpace) { return false }
    }
    return true
  }

  /// Looks for the ends of cells from where the reader stands.
  @inline(__always)
  private mutating func lookAround() {
    window = place
    ends = place < end ? text_cell_ends(base + place, delimiter) : 0
  }

  @inline(__always)
  private mutating func plainCell() {
    let start = place
    // The text stands before zeros.
    while ends == 0, window < end {
      window += 32
      if window < end { ends = text_cell_ends(base + window, delimiter) }
    }
    place = ends == 0 ? end : window + ends.trailingZeroBitCount
    ends &= ends &- 1
    add(Cell(start, place))
  }

  @inline(__always)
  private mutating func add(_ cell: Cell) {
    if count == storage.count { makeRoom() }
    storage.initializeElement(at: count, to: cell)
    count += 1
  }

  private mutating func makeRoom() {
    let larger = UnsafeMutableBufferPointer<Cell>.allocate(capacity: storage.count * 2)
    _ = larger.moveInitialize(fromContentsOf: storage)
    storage.deallocate()
    storage = larger
  }

  private mutating func quotedCell() {
    place += 1
    let start = place
    var hasQuotes = false
    while true {
      guard place < end else {
        place = end
        problem = (
          rowLine, "a double quote is never closed",
          "close it, or write it twice where it belongs to the text"
        )
        add(Cell(start, place, isQuoted: true, hasQuotes: hasQuotes))
        return lookAround()
      }
      // The text stands before zeros.
      let marks = text_cell_ends(base + place, 0x22)
      guard marks != 0 else {
        place += 32
        continue
      }
      place += marks.trailingZeroBitCount
      if base[place] == 0x22 {
        guard base[place + 1] == 0x22, place + 1 < end else { break }
        hasQuotes = true
        place += 1
      } else if base[place] == 0x0A {
        line += 1
      }
      place += 1
    }
    add(Cell(start, place, isQuoted: true, hasQuotes: hasQuotes))
    place += 1
    while place < end, base[place] == 0x20, delimiter != 0x20 { place += 1 }
    if place < end, base[place] != delimiter, base[place] != 0x0A, base[place] != 0x0D {
      problem = (
        line, "there is text after a closing double quote",
        "write a quote that belongs to the text twice"
      )
      while place < end, base[place] != delimiter, base[place] != 0x0A { place += 1 }
    }
    lookAround()
    // The end of this cell stands here.
    ends &= ends &- 1
  }

  /// The bytes of a cell.
  @inline(__always)
  func bytes(_ cell: Cell) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base + cell.start, count: cell.count)
  }

  /// The text of a cell.
  func text(_ cell: Cell) -> String {
    let text = String(decoding: bytes(cell), as: UTF8.self)
    return cell.hasQuotes ? text.replacing("\"\"", with: "\"") : text
  }
}

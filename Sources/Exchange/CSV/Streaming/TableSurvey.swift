/// What kind of values the columns of a table hold.
struct TableSurvey: Sendable {
  /// Those of columns that nobody asked for are empty.
  private var found: [TableLayout.CellType]
  /// Whether words for gaps stand in a column.
  private var hasGaps: [Bool]

  /// What the columns are; one with nothing but words for gaps holds these words.
  var types: [TableLayout.CellType] {
    zip(found, hasGaps).map { $0 == .empty && $1 ? .text : $0 }
  }

  /// Which columns might still turn out to be text.
  private var undecided: [Int]

  /// Nothing seen yet of the columns that are `asked` for.
  init(columns: Int, of asked: [Int]) {
    found = [TableLayout.CellType](repeating: .empty, count: columns)
    hasGaps = [Bool](repeating: false, count: columns)
    undecided = asked
  }

  /// Whether more rows can change nothing.
  var isDecided: Bool { undecided.isEmpty }

  /// Looks at a run of rows.
  init(_ rows: RawRows, _ layout: TableLayout, of asked: [Int]) {
    self.init(columns: layout.columns.count, of: asked)
    rows.text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return }
      var reader = RowReader(
        base, end: rows.end, delimiter: layout.delimiter, line: rows.line, cells: found.count)
      while !isDecided, reader.next() {
        if reader.count == found.count || !layout.isStrict && reader.settle(found.count) {
          look(at: reader, layout.hasDecimalCommas)
        }
      }
    }
  }

  private mutating func look(at reader: borrowing RowReader, _ hasDecimalCommas: Bool) {
    var isText = false
    for column in undecided {
      let cell = reader[column]
      let type = found[column]
      if cell.isEmpty {
        guard cell.isQuoted else { continue }
        found[column] = .text
      } else {
        let bytes = reader.bytes(cell)
        if type == .number, Self.isNumber(bytes, hasDecimalCommas) { continue }
        if type == .truth, Self.isTruth(bytes) { continue }
        if GapWord.isGap(bytes) {
          hasGaps[column] = true
          continue
        }
        found[column] = type == .empty ? Self.type(of: bytes, hasDecimalCommas) : .text
      }
      isText = isText || found[column] == .text
    }
    if isText { undecided.removeAll { found[$0] == .text } }
  }

  private static func type(
    of bytes: UnsafeBufferPointer<UInt8>, _ hasDecimalCommas: Bool
  ) -> TableLayout.CellType {
    isNumber(bytes, hasDecimalCommas) ? .number : isTruth(bytes) ? .truth : .text
  }

  private static func isTruth(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch bytes.count {
    case 4: isSame(bytes, "true")
    case 5: isSame(bytes, "false")
    default: false
    }
  }

  @inline(__always)
  private static func isSame(_ bytes: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
    for index in bytes.indices where bytes[index] != word.utf8Start[index] { return false }
    return true
  }

  /// Whether a cell is a number that JSON can keep as it is written, but for a decimal comma.
  @inline(__always)
  private static func isNumber(
    _ bytes: UnsafeBufferPointer<UInt8>, _ hasDecimalCommas: Bool
  ) -> Bool {
    guard let first = bytes.first, first == 0x2D || first &- 0x30 < 10 else { return false }
    if JSONNumber.isPlainNumber(bytes) { return true }
    guard hasDecimalCommas, let comma = bytes.firstIndex(of: 0x2C) else { return false }
    var plain = Array(bytes)
    plain[comma] = 0x2E
    return plain.withUnsafeBufferPointer { JSONNumber.isPlainNumber($0) }
  }

  /// Adds what was seen in other rows.
  mutating func add(_ other: TableSurvey) {
    for column in undecided {
      hasGaps[column] = hasGaps[column] || other.hasGaps[column]
      let (mine, others) = (found[column], other.found[column])
      if mine == others || others == .empty { continue }
      found[column] = mine == .empty ? others : .text
    }
    undecided.removeAll { found[$0] == .text }
  }
}

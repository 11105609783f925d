import CLanes

/// Writes ids and properties of rows as JSON text.
struct RowText {
  private let layout: TableLayout
  private let properties: [Int]
  private let output: ByteBuffer
  /// The names of the properties in the text, without their quotes.
  let form: [ByteSpan]
  /// `{"name": ` or `, "name": ` of each property, one behind the other, to be copied.
  private let openings: ByteBuffer
  private let openingEnds: [Int]

  init(_ layout: TableLayout, _ properties: [Int], capacity: Int) {
    self.layout = layout
    self.properties = properties
    let openings = ByteBuffer(capacity: 1024)
    var form: [ByteSpan] = []
    openingEnds = properties.map { column in
      openings.add(form.isEmpty ? "{" : ", ")
      let start = openings.count
      openings.addString(layout.propertyNames[column])
      form.append(ByteSpan(start + 1, openings.count - 1))
      openings.add(": ")
      return openings.count
    }
    self.form = form
    // They are copied 32 bytes at a time.
    openings.reserve(32)
    self.openings = openings
    // All rows have the same properties in the same order; their names stand at the beginning.
    output = ByteBuffer(capacity: capacity + openings.count + 4096)
    output.add(openings.bytes)
  }

  /// Adds a row.
  @inline(__always)
  func add(
    _ reader: borrowing RowReader, _ entry: inout FeatureBatch.Entry, to values: inout [ByteSpan]
  ) {
    // Every byte of a cell may become six, and an empty cell is `null`.
    output.reserve(6 * reader.rowBytes + openings.count + 8 * reader.count + 64)
    if let id = layout.id, !reader[id].isEmpty {
      let start = output.count
      addString(reader, reader[id])
      entry.id = ByteSpan(start, output.count)
    }
    entry.form = 0
    entry.firstValue = Int32(truncatingIfNeeded: values.count)
    let start = output.count
    var opening = 0
    for slot in properties.indices {
      output.put(openings.base + opening, by32: openingEnds[slot] - opening)
      opening = openingEnds[slot]
      let valueStart = output.count
      addValue(reader, properties[slot])
      values.append(ByteSpan(valueStart, output.count))
    }
    if properties.isEmpty { output.put(0x7B) }
    output.put(0x7D)
    entry.properties = ByteSpan(start, output.count)
  }

  /// The text, with zeros behind it.
  func finish() -> [UInt8] {
    output.reserve(JSONCursor.padding)
    for _ in 0..<JSONCursor.padding { output.put(0) }
    return output.array
  }

  @inline(__always)
  private func addValue(_ reader: borrowing RowReader, _ column: Int) {
    let cell = reader[column]
    if cell.isEmpty {
      guard cell.isQuoted else { return output.put(four: 0x6C6C_756E) }
      output.put(0x22)
      return output.put(0x22)
    }
    switch layout.types[column] {
    case .text, .empty: addString(reader, cell)
    case .truth:
      let first = reader.base[cell.start]
      guard first == 0x74 || first == 0x66 else { return output.put(four: 0x6C6C_756E) }
      output.put(reader.base + cell.start, by32: cell.count)
    case .number:
      let first = reader.base[cell.start]
      // What is no number in a column of them is a gap.
      guard first &- 0x30 < 10 || first == 0x2D else { return output.put(four: 0x6C6C_756E) }
      output.put(reader.base + cell.start, by32: cell.count)
      guard layout.hasDecimalCommas else { return }
      for index in output.count - cell.count..<output.count
      where output.base[index] == 0x2C {
        output.base[index] = 0x2E
      }
    }
  }

  @inline(__always)
  private func addString(_ reader: borrowing RowReader, _ cell: RowReader.Cell) {
    let base = reader.base
    var index = cell.start
    let end = cell.end
    output.put(0x22)
    while index < end {
      // There is room for all, and the text stands before zeros.
      let count = min(32, end - index)
      let marks = text_string_marks(base + index)
      let plain = marks == 0 ? count : min(count, marks.trailingZeroBitCount)
      if plain > 0 {
        output.put(base + index, of32: plain)
        index += plain
        continue
      }
      let byte = base[index]
      index += 1
      if byte >= 0x20, byte != 0x22, byte != 0x5C {
        output.put(byte)
        continue
      }
      output.put(0x5C)
      switch byte {
      case 0x22:
        output.put(0x22)
        if cell.hasQuotes { index += 1 }
      case 0x5C: output.put(0x5C)
      case 0x0A: output.put(0x6E)
      case 0x0D: output.put(0x72)
      case 0x09: output.put(0x74)
      default:
        output.put(0x75)
        output.put(0x30)
        output.put(0x30)
        output.put(0x30 + byte >> 4)
        let low = byte & 0x0F
        output.put(low < 10 ? 0x30 + low : 0x57 + low)
      }
    }
    output.put(0x22)
  }
}

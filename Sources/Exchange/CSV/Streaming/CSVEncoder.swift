import CLanes

/// Writes batches as CSV (RFC 4180, lines ended by LF).
///
/// Points stand in `lon` and `lat` (`x` and `y` in metres) and `z`, other geometries as well-known text in
/// `geometry`. A property that is an empty string is `""`, one that is null or missing an empty cell; lists
/// and objects are JSON text. A property whose name would be read as one of these columns gets `fl_` before it, which
/// comes off when the table is read. A feature without anything has a `""` in its row, so that it is not a row of empty
/// cells.
struct CSVEncoder: FeatureEncoder {
  let survey: FeatureSurvey
  let coordinates: CoordinateKind
  private let columns: [String]
  private let columnOfName: [[UInt8]: Int]
  private let idColumn: Bool
  /// Whether there are columns for places.
  private let hasPlaces: Bool
  private let header: [String]
  /// Properties that have another name in the table.
  let renamed: [(name: String, column: String)]

  init(_ survey: FeatureSurvey, coordinates: CoordinateKind) {
    self.survey = survey
    self.coordinates = coordinates
    // A property that only repeats the id is that column.
    let repeatsID = survey.hasIDs && survey.names.contains("id") && !survey.idDiffers
    columns = survey.names.filter { !(repeatsID && $0 == "id") }
    idColumn = survey.hasIDs
    var numbers: [[UInt8]: Int] = [:]
    for (index, name) in columns.enumerated() { numbers[Array(name.utf8)] = index }
    columnOfName = numbers
    let names = TableNames(survey, properties: columns, coordinates: coordinates)
    hasPlaces = names.hasPlaces
    header = names.own + names.properties
    renamed = zip(columns, names.properties).filter { $0 != $1 }.map { ($0, $1) }
  }

  var separatorCount: Int { 0 }

  func head() -> ByteBuffer {
    let writer = CSVWriter(header: header.isEmpty ? ["id"] : header)
    let buffer = ByteBuffer(capacity: 256)
    buffer.add(writer.bytes)
    return buffer
  }

  func tail(_ box: CoordinateBox) -> ByteBuffer { ByteBuffer(capacity: 64) }

  func add(_ batch: FeatureBatch, to encoded: inout EncodedBatch) {
    let buffer = encoded.bytes
    batch.text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return }
      batch.shapes.withUnsafeBufferPointer { shapes in
        batch.coordinates.withUnsafeBufferPointer { numbers in
          var cells = [ByteSpan](repeating: .none, count: columns.count)
          var order: [(name: ByteSpan, column: Int)] = []
          let columnsOfForms = batch.forms.map { form in form.map { column(base, $0) } }
          for index in batch.entries.indices {
            let entry = batch.entries[index]
            var cursor = ShapeCursor(
              shapes: shapes, coordinates: numbers, word: batch.shapes(of: index).lowerBound,
              number: batch.coordinates(of: index).lowerBound)
            let start = buffer.count
            if idColumn {
              addValue(base, entry.id, buffer)
              buffer.add(0x2C)
            }
            if hasPlaces { addPlace(&cursor, buffer, &encoded.box) }
            for column in cells.indices { cells[column] = .none }
            if entry.form >= 0 {
              for (slot, column) in columnsOfForms[Int(entry.form)].enumerated() where column >= 0 {
                cells[column] = batch.values[Int(entry.firstValue) + slot]
              }
            } else {
              place(base, entry.properties, in: &cells, &order)
            }
            for cell in cells {
              addValue(base, cell, buffer)
              buffer.add(0x2C)
            }
            // Each cell has a comma behind it, the last one too many.
            if buffer.count > start { buffer.cut(to: buffer.count - 1) }
            // A row of empty cells would be passed over.
            if buffer.count - start < max(header.count, 1) { mark(buffer, from: start) }
            buffer.add(0x0A)
          }
        }
      }
    }
    encoded.count += batch.count
  }

  /// Puts an empty text into the first cell of a row whose cells are all empty.
  private func mark(_ buffer: ByteBuffer, from start: Int) {
    let row = UnsafeBufferPointer(start: buffer.base + start, count: buffer.count - start)
    guard row.allSatisfy({ $0 == 0x2C }) else { return }
    let commas = row.count
    buffer.cut(to: start)
    buffer.write("\"\"")
    for _ in 0..<commas { buffer.add(0x2C) }
  }

  /// Finds the column of each property; mostly that of the feature before.
  private func place(
    _ base: UnsafePointer<UInt8>, _ properties: ByteSpan, in cells: inout [ByteSpan],
    _ order: inout [(name: ByteSpan, column: Int)]
  ) {
    guard !properties.isEmpty else { return }
    var walk = PropertyWalk(base, properties)
    var number = 0
    while let member = walk.next() {
      defer { number += 1 }
      if number < order.count, FeatureSurvey.areEqual(base, order[number].name, member.name) {
        if order[number].column >= 0 { cells[order[number].column] = member.value }
        continue
      }
      let column = column(base, member.name)
      if number < order.count { order.removeSubrange(number...) }
      order.append((member.name, column))
      if column >= 0 { cells[column] = member.value }
    }
  }

  /// The column of a property; -1 where it is the id that has one already.
  private func column(_ base: UnsafePointer<UInt8>, _ name: ByteSpan) -> Int {
    let text = JSONText.plain(base, name.range.lowerBound, name.range.upperBound)
    return columnOfName[Array(text.utf8)] ?? -1
  }

  /// Adds the cells of a place, a comma behind each.
  private func addPlace(
    _ cursor: inout ShapeCursor, _ buffer: ByteBuffer, _ box: inout CoordinateBox
  ) {
    let decimals = coordinates == .geographic ? 7 : 3
    let power = coordinates == .geographic ? 1e7 : 1e3
    guard survey.areAllPoints else {
      if ShapeCode.kind(cursor.shapes[cursor.word]) != ShapeCode.none {
        let text = ByteBuffer(capacity: 256)
        WellKnownTextEncoder(decimals: decimals, power: power).add(&cursor, to: text, &box)
        addText(text.bytes, buffer)
      }
      return buffer.add(0x2C)
    }
    let code = cursor.nextWord()
    let isThere = ShapeCode.kind(code) == ShapeCode.point && cursor.nextWord() == 1
    if isThere {
      let (x, y) = (cursor.coordinates[cursor.number], cursor.coordinates[cursor.number + 1])
      box.add(x, y)
      buffer.add(x, decimals: decimals, power: power)
      buffer.add(0x2C)
      buffer.add(y, decimals: decimals, power: power)
      buffer.add(0x2C)
    } else {
      buffer.write(",,")
    }
    if survey.hasHeights {
      if isThere, code & ShapeCode.height != 0 {
        let height = cursor.coordinates[cursor.number + 2]
        if height.isFinite { buffer.add(height, decimals: 3, power: 1e3) }
      }
      buffer.add(0x2C)
    }
  }

  /// Adds a JSON value as a cell.
  @inline(__always)
  private func addValue(_ base: UnsafePointer<UInt8>, _ span: ByteSpan, _ buffer: ByteBuffer) {
    guard !span.isEmpty else { return }
    let range = span.range
    let start = base + range.lowerBound
    switch start[0] {
    case 0x22: addString(start + 1, range.count - 2, buffer)
    case 0x6E: return
    case 0x7B, 0x5B: addText(UnsafeBufferPointer(start: start, count: range.count), buffer)
    default: buffer.add(start, range.count)
    }
  }

  /// Adds the text between the quotes of a JSON string, which holds no quotes and no line ends as they are.
  @inline(__always)
  private func addString(_ start: UnsafePointer<UInt8>, _ count: Int, _ buffer: ByteBuffer) {
    guard count > 0 else { return buffer.write("\"\"") }
    var needsQuotes = start[0] == 0x20 || start[count - 1] == 0x20
    var index = 0
    while index < count {
      let own = count - index < 32 ? 1 << UInt32(count - index) &- 1 : UInt32.max
      if text_string_marks(start + index) & own != 0 {
        var plain: [UInt8] = []
        JSONText.add(UnsafeBufferPointer(start: start, count: count), to: &plain)
        return plain.withUnsafeBufferPointer { addText($0, buffer) }
      }
      if text_cell_ends(start + index, 0x2C) & own != 0 { needsQuotes = true }
      index += 32
    }
    guard needsQuotes else { return buffer.add(start, count) }
    addQuoted(UnsafeBufferPointer(start: start, count: count), buffer)
  }

  /// Adds a text, in quotes where it needs them.
  private func addText(_ text: UnsafeBufferPointer<UInt8>, _ buffer: ByteBuffer) {
    var needsQuotes = text.first == 0x20 || text.last == 0x20
    if !needsQuotes {
      for byte in text where byte == 0x2C || byte == 0x22 || byte == 0x0A || byte == 0x0D {
        needsQuotes = true
        break
      }
    }
    guard needsQuotes else { return buffer.add(text) }
    addQuoted(text, buffer)
  }

  private func addQuoted(_ text: UnsafeBufferPointer<UInt8>, _ buffer: ByteBuffer) {
    buffer.add(0x22)
    for byte in text {
      if byte == 0x22 { buffer.add(0x22) }
      buffer.add(byte)
    }
    buffer.add(0x22)
  }
}

/// Writes batches as CSV (RFC 4180, lines ended by LF).
///
/// Points stand in `lon` and `lat` (`x` and `y` in metres) and `z`, other geometries as well-known text in
/// `geometry`. A property that is an empty string is `""`, one that is null or missing an empty cell; lists
/// and objects are JSON text.
struct CSVEncoder: FeatureEncoder {
  let survey: FeatureSurvey
  let coordinates: CoordinateKind
  private let columns: [String]
  private let columnOfName: [[UInt8]: Int]
  private let idColumn: Bool
  private let header: [String]

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
    var own: [String] = survey.hasIDs ? ["id"] : []
    if survey.hasGeometries {
      if survey.areAllPoints {
        own += coordinates == .geographic ? ["lon", "lat"] : ["x", "y"]
        if survey.hasHeights { own.append("z") }
      } else {
        own.append("geometry")
      }
    }
    let taken = Set(columns)
    header =
      own.map { name in
        var free = name
        while taken.contains(free) { free = "fl_" + free }
        return free
      } + columns
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
          for index in batch.entries.indices {
            let entry = batch.entries[index]
            var cursor = ShapeCursor(
              shapes: shapes, coordinates: numbers, word: batch.shapes(of: index).lowerBound,
              number: batch.coordinates(of: index).lowerBound)
            var isFirst = true
            func separate() {
              if !isFirst { buffer.add(0x2C) }
              isFirst = false
            }
            if idColumn {
              separate()
              addValue(base, entry.id, buffer)
            }
            if survey.hasGeometries { addPlace(&cursor, buffer, &encoded.box, separate) }
            for column in cells.indices { cells[column] = .none }
            place(base, entry.properties, in: &cells, &order)
            for cell in cells {
              separate()
              addValue(base, cell, buffer)
            }
            // A lone empty cell would be a blank line.
            if header.count <= 1, isFirst || (cells.allSatisfy(\.isEmpty) && entry.id.isEmpty) {
              buffer.add("\"\"")
            }
            buffer.add(0x0A)
          }
        }
      }
    }
    encoded.count += batch.count
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
      let range = member.name.range
      let name = JSONText.plain(base, range.lowerBound, range.upperBound)
      let column = columnOfName[Array(name.utf8)] ?? -1
      if number < order.count { order.removeSubrange(number...) }
      order.append((member.name, column))
      if column >= 0 { cells[column] = member.value }
    }
  }

  private func addPlace(
    _ cursor: inout ShapeCursor, _ buffer: ByteBuffer, _ box: inout CoordinateBox,
    _ separate: () -> Void
  ) {
    let decimals = coordinates == .geographic ? 7 : 3
    let power = coordinates == .geographic ? 1e7 : 1e3
    guard survey.areAllPoints else {
      separate()
      let code = cursor.shapes[cursor.word]
      guard ShapeCode.kind(code) != ShapeCode.none else { return }
      let text = ByteBuffer(capacity: 256)
      WellKnownTextEncoder(decimals: decimals, power: power).add(&cursor, to: text, &box)
      return addText(text.bytes, buffer)
    }
    let code = cursor.nextWord()
    let isThere = ShapeCode.kind(code) == ShapeCode.point && cursor.nextWord() == 1
    for axis in 0..<2 {
      separate()
      guard isThere else { continue }
      buffer.add(cursor.coordinates[cursor.number + axis], decimals: decimals, power: power)
    }
    if isThere { box.add(cursor.coordinates[cursor.number], cursor.coordinates[cursor.number + 1]) }
    if survey.hasHeights {
      separate()
      if isThere, code & ShapeCode.height != 0 {
        let height = cursor.coordinates[cursor.number + 2]
        if height.isFinite { buffer.add(height, decimals: 3, power: 1e3) }
      }
    }
  }

  /// Adds a JSON value as a cell.
  @inline(__always)
  private func addValue(_ base: UnsafePointer<UInt8>, _ span: ByteSpan, _ buffer: ByteBuffer) {
    guard !span.isEmpty else { return }
    let range = span.range
    let start = base + range.lowerBound
    switch start[0] {
    case 0x22:
      let inner = UnsafeBufferPointer(start: start + 1, count: range.count - 2)
      if inner.isEmpty { return buffer.add("\"\"") }
      if inner.contains(0x5C) {
        var plain: [UInt8] = []
        JSONText.add(inner, to: &plain)
        return plain.withUnsafeBufferPointer { addText($0, buffer) }
      }
      addText(inner, buffer)
    case 0x6E: return
    case 0x7B, 0x5B: addText(UnsafeBufferPointer(start: start, count: range.count), buffer)
    default: buffer.add(start, range.count)
    }
  }

  /// Adds a text, in quotes where it needs them.
  @inline(__always)
  private func addText(_ text: UnsafeBufferPointer<UInt8>, _ buffer: ByteBuffer) {
    var needsQuotes = text.first == 0x20 || text.last == 0x20
    if !needsQuotes {
      for byte in text where byte == 0x2C || byte == 0x22 || byte == 0x0A || byte == 0x0D {
        needsQuotes = true
        break
      }
    }
    guard needsQuotes else { return buffer.add(text) }
    buffer.add(0x22)
    for byte in text {
      if byte == 0x22 { buffer.add(0x22) }
      buffer.add(byte)
    }
    buffer.add(0x22)
  }
}

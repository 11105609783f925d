import CLanes

/// Makes a batch of features out of rows.
struct RowParser {
  private let layout: TableLayout
  private let properties: [Int]
  /// Whether properties are written as objects, else only their values are.
  private let writesObjects: Bool
  /// `"name": ` of each column, one behind the other, to be copied; and where each ends.
  private let names: ByteBuffer
  private let nameEnds: [Int]

  /// - Parameters:
  ///   - layout: What the columns mean.
  ///   - wanted: Which properties are read; nil for all, as objects.
  init(_ layout: TableLayout, wanted: FeatureColumns.Wanted? = nil) {
    self.layout = layout
    properties = layout.propertyColumns(wanted ?? .all)
    writesObjects = wanted == nil
    let names = ByteBuffer(capacity: 1024)
    nameEnds = layout.columns.map { name in
      names.addString(name)
      names.add(": ")
      return names.count
    }
    self.names = names
  }

  /// Reads rows; those with faults are left out and told.
  func parse(_ rows: RawRows) -> FeatureBatch {
    var batch = FeatureBatch()
    let output = ByteBuffer(capacity: rows.end * 2 + 4096)
    // All rows have the same properties in the same order; their names stand at the beginning.
    output.add(names.bytes)
    let form = properties.map { column in
      ByteSpan(column == 0 ? 1 : nameEnds[column - 1] + 1, nameEnds[column] - 3)
    }
    batch.forms = [form]
    rows.text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return }
      var reader = RowReader(base, end: rows.end, delimiter: layout.delimiter, line: rows.line)
      let used = UnsafeBufferPointer(rebasing: text[..<rows.end])
      let isText =
        TextCheck.firstInvalid(in: used) == nil
        && FeatureSplitter.find(0, in: used, from: 0) == nil
      while true {
        let start = reader.place
        guard reader.next() else { break }
        if reader.problem == nil, reader.isBlank { continue }
        do throws(RecordFault) {
          if !isText {
            try check(UnsafeBufferPointer(rebasing: text[start..<reader.place]), reader)
          }
          try add(reader, to: &batch, output)
        } catch {
          batch.rollBack()
          batch.faults.append(error)
        }
      }
    }
    output.reserve(JSONCursor.padding)
    for _ in 0..<JSONCursor.padding { output.put(0) }
    batch.text = output.array
    return batch
  }

  private func check(
    _ row: UnsafeBufferPointer<UInt8>, _ reader: RowReader
  ) throws(RecordFault) {
    if FeatureSplitter.find(0, in: row, from: 0) != nil {
      throw RecordFault(
        number: 0, line: reader.rowLine, problem: TextCheck.zeroProblem,
        remedy: TextCheck.zeroRemedy)
    }
    guard let place = TextCheck.firstInvalid(in: row) else { return }
    let byte = String(row[place], radix: 16, uppercase: true)
    throw RecordFault(
      number: 0, line: reader.rowLine, problem: "byte 0x\(byte) of the row is not UTF-8",
      remedy: "save the file as UTF-8, or say what it is: --encoding latin-1 or windows-1252")
  }

  private func add(
    _ reader: RowReader, to batch: inout FeatureBatch, _ output: ByteBuffer
  ) throws(RecordFault) {
    if let problem = reader.problem {
      throw RecordFault(
        number: 0, line: problem.line, problem: problem.text, remedy: problem.remedy)
    }
    let cells = reader.cells
    guard cells.count == layout.columns.count else { throw ragged(reader) }
    var entry = FeatureBatch.Entry()
    entry.line = reader.rowLine
    try addPlace(reader, to: &batch)
    if let id = layout.id, !cells[id].isEmpty {
      let start = output.count
      addString(reader, cells[id], output)
      entry.id = ByteSpan(start, output.count)
    }
    entry.form = 0
    entry.firstValue = Int32(truncatingIfNeeded: batch.values.count)
    let start = output.count
    if writesObjects { output.add(0x7B) }
    var isFirst = true
    for column in properties {
      if writesObjects {
        if !isFirst { output.write(", ") }
        isFirst = false
        let nameStart = column == 0 ? 0 : nameEnds[column - 1]
        output.add(names.base + nameStart, nameEnds[column] - nameStart)
      }
      let valueStart = output.count
      addValue(reader, column, output)
      batch.values.append(ByteSpan(valueStart, output.count))
    }
    if writesObjects {
      output.add(0x7D)
      entry.properties = ByteSpan(start, output.count)
    }
    batch.close(entry)
  }

  private func ragged(_ reader: RowReader) -> RecordFault {
    let words = CellDelimiter.ragged(
      cells: reader.cells.count, columns: layout.columns.count, delimiter: layout.delimiter)
    return RecordFault(
      number: 0, line: reader.rowLine, problem: words.problem, remedy: words.remedy)
  }

  // MARK: Values

  @inline(__always)
  private func addValue(_ reader: RowReader, _ column: Int, _ output: ByteBuffer) {
    let cell = reader.cells[column]
    if cell.isEmpty { return output.add(cell.isQuoted ? "\"\"" : "null") }
    let start = reader.base + cell.start
    switch layout.types[column] {
    case .text: addString(reader, cell, output)
    case .truth: output.add(start, cell.end - cell.start)
    case .number:
      output.add(start, cell.end - cell.start)
      guard layout.hasDecimalCommas else { return }
      for index in output.count - (cell.end - cell.start)..<output.count
      where output.base[index] == 0x2C {
        output.base[index] = 0x2E
      }
    }
  }

  @inline(__always)
  private func addString(_ reader: RowReader, _ cell: RowReader.Cell, _ output: ByteBuffer) {
    output.reserve((cell.end - cell.start) * 6 + 40)
    output.put(0x22)
    var index = cell.start
    while index < cell.end {
      // There is room for all, and the text stands before zeros.
      let count = min(32, cell.end - index)
      let marks = text_string_marks(reader.base + index)
      let plain = marks == 0 ? count : min(count, marks.trailingZeroBitCount)
      if plain > 0 {
        output.put(reader.base + index, of32: plain)
        index += plain
        continue
      }
      let byte = reader.base[index]
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

  // MARK: Places

  private func addPlace(_ reader: RowReader, to batch: inout FeatureBatch) throws(RecordFault) {
    switch layout.place {
    case .none: batch.shapes.append(ShapeCode.none)
    case .cell(let column):
      let text = reader.text(reader.cells[column])
      guard !text.utf8.allSatisfy(DecimalReader.isSpace) else {
        batch.shapes.append(ShapeCode.none)
        return
      }
      if WellKnownText.isEmptyPoint(text) {
        batch.addEmptyPoint()
      } else {
        try add(try geometry(text, column, reader), column, reader, to: &batch)
      }
    case .columns(let xColumn, let yColumn, let zColumn):
      let (xCell, yCell) = (reader.cells[xColumn], reader.cells[yColumn])
      if xCell.isEmpty, yCell.isEmpty {
        batch.shapes.append(ShapeCode.none)
        return
      }
      var x = try coordinate(reader, xColumn, isLatitude: false)
      var y = try coordinate(reader, yColumn, isLatitude: true)
      if layout.swap { (x, y) = (y, x) }
      try check(x, y, xColumn, yColumn, reader)
      var z: Double?
      if let zColumn, !reader.cells[zColumn].isEmpty {
        z = try coordinate(reader, zColumn, isLatitude: false, isHeight: true)
      }
      batch.shapes.append(z == nil ? ShapeCode.point : ShapeCode.point + ShapeCode.height)
      batch.shapes.append(1)
      batch.coordinates.append(x)
      batch.coordinates.append(y)
      if let z { batch.coordinates.append(z) }
    }
  }

  @inline(__always)
  private func coordinate(
    _ reader: RowReader, _ column: Int, isLatitude: Bool, isHeight: Bool = false
  ) throws(RecordFault) -> Double {
    let cell = reader.cells[column]
    let first = reader.base[cell.start]
    // Most are plain numbers; what is cut short or has other signs is read, or told, the slow way.
    if !cell.isEmpty, first == 0x2D || first &- 0x30 < 10, reader.base[cell.end - 1] &- 0x30 < 10 {
      var end = 0
      let value = CoordinateReader.double(reader.base, cell.start, end: &end)
      let digit = reader.base[first == 0x2D ? cell.start + 1 : cell.start]
      if end == cell.end, digit &- 0x30 < 10, value.isFinite { return value }
    }
    let bytes = UnsafeBufferPointer(start: reader.base + cell.start, count: cell.end - cell.start)
    if let value = DecimalReader.double(bytes, decimalComma: layout.hasDecimalCommas),
      value.isFinite
    {
      return value
    }
    return try oddCoordinate(reader, column, isLatitude: isLatitude, isHeight: isHeight)
  }

  private func oddCoordinate(
    _ reader: RowReader, _ column: Int, isLatitude: Bool, isHeight: Bool
  ) throws(RecordFault) -> Double {
    let text = reader.text(reader.cells[column])
    let isPlanar = layout.coordinates == .planar || isHeight
    if !isPlanar, let angle = AngleReader.angle(text),
      angle.isLatitude == nil || angle.isLatitude == (isLatitude != layout.swap)
    {
      return angle.degrees
    }
    let isBlank = text.utf8.allSatisfy(DecimalReader.isSpace)
    throw RecordFault(
      number: 0, line: reader.rowLine, field: .column(layout.columns[column]),
      value: isBlank ? nil : text,
      problem: isBlank ? "the cell is empty" : isPlanar ? "is not a number" : "is no coordinate",
      remedy: isPlanar
        ? "write metres such as 5164.6" : "write degrees such as 47.5 or 47°29'52\"N")
  }

  private func check(
    _ x: Double, _ y: Double, _ xColumn: Int, _ yColumn: Int, _ reader: RowReader
  ) throws(RecordFault) {
    guard layout.coordinates == .geographic,
      let problem = CoordinateRange.problem(longitude: x, latitude: y)
    else { return }
    let column = problem.isLatitude != layout.swap ? yColumn : xColumn
    throw RecordFault(
      number: 0, line: reader.rowLine, field: .column(layout.columns[column]),
      value: reader.text(reader.cells[column]), problem: problem.problem, remedy: problem.remedy)
  }

  /// Adds a geometry with its rings closed.
  private func add(
    _ geometry: Geometry, _ column: Int, _ reader: RowReader, to batch: inout FeatureBatch
  ) throws(RecordFault) {
    let (word, number) = (batch.shapes.count, batch.coordinates.count)
    batch.add(geometry)
    do throws(GeometryFault) {
      let parts = try PartCheck(&batch, shapesFrom: word, coordinatesFrom: number)
      for kind in parts.mends {
        batch.mends.append(Mend(kind: kind, number: 0, line: reader.rowLine))
      }
    } catch {
      throw RecordFault(
        number: 0, line: reader.rowLine, field: .column(layout.columns[column]),
        problem: error.problem, remedy: error.remedy)
    }
  }

  /// Reads well-known text, or a latitude and a longitude in one cell.
  private func geometry(
    _ text: String, _ column: Int, _ reader: RowReader
  ) throws(RecordFault) -> Geometry {
    func fault(_ value: String?, _ problem: String, _ remedy: String?) -> RecordFault {
      RecordFault(
        number: 0, line: reader.rowLine, field: .column(layout.columns[column]), value: value,
        problem: problem, remedy: remedy)
    }
    let geometry: Geometry
    if WellKnownText.hasKind(text) {
      do throws(GeometryFault) {
        geometry = try WellKnownText.geometry(text)
      } catch {
        throw fault(error.value ?? text, error.problem, error.remedy)
      }
    } else {
      guard let pair = AngleReader.pair(text) else {
        let isDegrees = layout.coordinates == .geographic
        throw fault(
          text, "is not a place",
          "write POINT (19.04 47.5), or " + (isDegrees ? "latitude,longitude" : "x,y"))
      }
      let isDegrees = layout.coordinates == .geographic
      geometry = .point(
        isDegrees && !pair.isLongitudeFirst
          ? Position(pair.second, pair.first) : Position(pair.first, pair.second))
    }
    guard layout.coordinates == .geographic else { return geometry }
    var problem: CoordinateRange.Problem?
    geometry.forEachPosition {
      problem = problem ?? CoordinateRange.problem(longitude: $0.x, latitude: $0.y)
    }
    if let problem { throw fault(text, problem.problem, problem.remedy) }
    return geometry
  }
}

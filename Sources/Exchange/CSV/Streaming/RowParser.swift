/// Makes features out of rows.
struct RowParser: Sendable {
  let layout: TableLayout
  /// Which columns become properties.
  let properties: [Int]
  private let wanted: FeatureColumns.Wanted

  /// - Parameters:
  ///   - layout: What the columns mean.
  ///   - wanted: Which properties are read.
  init(_ layout: TableLayout, wanted: FeatureColumns.Wanted) {
    self.layout = layout
    self.wanted = wanted
    properties = layout.propertyColumns(wanted)
  }

  /// Reads rows; those with faults are left out and told.
  func features(_ rows: RawRows) -> FeatureBatch {
    var batch = FeatureBatch()
    let text = RowText(layout, properties, capacity: rows.end * 2)
    batch.forms = [text.form]
    forEachRow(rows, in: &batch) { reader, entry, batch in
      text.add(reader, &entry, to: &batch.values)
    }
    batch.text = text.finish()
    if layout.wraps { batch.wrapLongitudes() }
    return batch
  }

  /// Reads rows as columns; those with faults are left out and told.
  func columns(_ rows: RawRows) -> (columns: FeatureColumns, faults: [RecordFault]) {
    var batch = FeatureBatch()
    var cells: [RowReader.Cell] = []
    forEachRow(rows, in: &batch) { reader, _, _ in cells.append(contentsOf: reader.cells) }
    if layout.wraps { batch.wrapLongitudes() }
    var columns = FeatureColumns(shapesOf: batch)
    rows.text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return }
      cells.withUnsafeBufferPointer { cells in
        let table = CellColumns(base: base, cells: cells, rows: batch.count, layout: layout)
        if let id = layout.id { columns.ids = table.ids(id) }
        columns.properties = namedProperties.map {
          FeatureColumns.Property(name: $0.name, column: table.property($0.column))
        }
      }
    }
    return (columns, batch.faults)
  }

  /// The wanted columns, those that are asked for by name whether they are there or not.
  private var namedProperties: [(name: String, column: Int?)] {
    guard case .named(let names) = wanted else {
      return properties.map { (layout.propertyNames[$0], $0) }
    }
    return names.map { name in
      (name, properties.first { ExactName.areSame(layout.propertyNames[$0], name) })
    }
  }

  /// Reads rows and their places, and hands on those that are right.
  @inline(__always)
  private func forEachRow(
    _ rows: RawRows, in batch: inout FeatureBatch,
    _ take: (borrowing RowReader, inout FeatureBatch.Entry, inout FeatureBatch) -> Void
  ) {
    rows.text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return }
      var reader = RowReader(
        base, end: rows.end, delimiter: layout.delimiter, line: rows.line,
        cells: layout.columns.count)
      let used = UnsafeBufferPointer(rebasing: text[..<rows.end])
      let isText =
        TextCheck.firstInvalid(in: used) == nil
        && FeatureSplitter.find(0, in: used, from: 0) == nil
      while true {
        let start = reader.place
        guard reader.next() else { break }
        if reader.problem == nil, reader.isBlank {
          // An empty line is none; a row of empty cells is told.
          if reader.count > 1 {
            batch.mends.append(Mend(kind: .emptyRow, number: 0, line: reader.rowLine))
          }
          continue
        }
        do throws(RecordFault) {
          if !isText {
            try check(UnsafeBufferPointer(rebasing: text[start..<reader.place]), reader)
          }
          if let problem = reader.problem {
            throw RecordFault(
              number: 0, line: problem.line, problem: problem.text, remedy: problem.remedy)
          }
          if reader.count != layout.columns.count { try settle(&reader, &batch) }
          var entry = FeatureBatch.Entry()
          entry.line = reader.rowLine
          try addPlace(reader, to: &batch)
          take(reader, &entry, &batch)
          batch.close(entry)
        } catch {
          batch.rollBack()
          batch.faults.append(error)
        }
      }
    }
  }

  private func check(
    _ row: UnsafeBufferPointer<UInt8>, _ reader: borrowing RowReader
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
      remedy: TextEncoding.remedy)
  }

  /// Makes a row as long as the header.
  private func settle(
    _ reader: inout RowReader, _ batch: inout FeatureBatch
  ) throws(RecordFault) {
    let kind: Mend.Kind = reader.count < layout.columns.count ? .shortRow : .longRow
    guard !layout.isStrict, reader.settle(layout.columns.count) else { throw ragged(reader) }
    batch.mends.append(Mend(kind: kind, number: 0, line: reader.rowLine))
  }

  private func ragged(_ reader: borrowing RowReader) -> RecordFault {
    let words = CellDelimiter.ragged(
      cells: reader.count, columns: layout.columns.count, delimiter: layout.delimiter)
    return RecordFault(
      number: 0, line: reader.rowLine, problem: words.problem, remedy: words.remedy)
  }
}

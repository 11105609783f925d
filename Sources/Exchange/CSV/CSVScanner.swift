/// Cuts CSV text into rows and cells.
struct CSVScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let file: String
  private var offset: Int
  private var line = 1
  private var delimiter: UInt8 = 0x2C

  private var storage: [UInt8] = []
  private var cellEnds: [Int] = []
  /// Which columns have no name in the header.
  private var unnamed: [Int] = []
  /// Which columns have a name that came before.
  private var renamed: [Int] = []
  private var headerLine = 1
  /// Whether names that come twice, and rows that are too short or too long, are faults.
  private let isStrict: Bool

  /// What was found out about one row.
  private struct Row {
    var line: Int
    var cells: Int
    /// The first thing wrong inside a cell.
    var fault: DataFault?
  }

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, file: String, isStrict: Bool = false
  ) throws(DataFault) {
    self.bytes = bytes
    self.isStrict = isStrict
    self.file = file
    offset = try TextCheck.start(of: bytes, file: file)
    if bytes[offset...].prefix(400).filter({ $0 > 0x20 }).starts(with: [0x7B, 0x22]) {
      throw DataFault(
        file: file, problem: "this is JSON, not a table",
        remedy: "name it .geojson, or give --from geojson")
    }
    let announced = try takeDelimiterLine()
    let likely = mostLikelyDelimiter()
    if let announced, likely.columns == 1 || cellCounts(delimiter: announced, rows: 1) != [1] {
      delimiter = announced
    } else {
      delimiter = likely.delimiter
      try refuseTitle(isDivided: likely.columns > 1)
    }
  }

  /// What stands before the rows.
  struct Beginning {
    var columns: [String]
    /// Which of them have no name, counted from 0.
    var unnamed: [Int]
    /// Which of them have a name that came before, and got a number.
    var renamed: [Int]
    var headerLine: Int
    var delimiter: UInt8
    /// Where the rows begin, and on which line.
    var offset: Int
    var line: Int
  }

  /// Reads the header alone.
  mutating func beginning() throws(DataFault) -> Beginning {
    let columns = try header()
    return Beginning(
      columns: columns, unnamed: unnamed, renamed: renamed, headerLine: headerLine,
      delimiter: delimiter, offset: offset, line: line)
  }

  /// Reads all of the text; columns that the first line does not name are `column_1`, ….
  mutating func table(
    header rule: HeaderRule = .present
  ) throws(DataFault) -> (CSVTable, [DataFault]) {
    try TextCheck.refuseZeros(in: bytes, file: file)
    storage.reserveCapacity(bytes.count)
    let nameless = try columnsWithoutHeader(rule)
    let columns: [String]
    if let nameless {
      columns = (1...nameless).map { "column_\($0)" }
    } else {
      columns = try header()
    }
    var lines: [Int] = []
    var faults: [DataFault] = []
    var mends = FeatureTally()
    mends.add([], renamed.map { _ in Mend(kind: .repeatedColumn, number: 0, line: headerLine) })
    let shownDelimiter = Character(Unicode.Scalar(delimiter))
    while offset < bytes.count {
      let textBefore = storage.count
      let cellsBefore = cellEnds.count
      let row = try nextRow()
      let isBlank = storage[textBefore...].allSatisfy(DecimalReader.isSpace)
      if row.fault == nil, !isBlank,
        row.cells == columns.count || settle(row, columns.count, from: cellsBefore, &mends)
      {
        lines.append(row.line)
        continue
      }
      if isBlank, row.fault == nil, row.cells > 1 {
        mends.add([], [Mend(kind: .emptyRow, number: 0, line: row.line)])
      }
      storage.removeSubrange(textBefore...)
      cellEnds.removeSubrange(cellsBefore...)
      if let fault = row.fault {
        faults.append(fault)
      } else if !isBlank {
        faults.append(ragged(row, columns: columns.count))
      }
    }
    let table = CSVTable(
      file: file, columns: columns, unnamed: unnamed, hasHeader: nameless == nil,
      delimiter: shownDelimiter, storage: storage, cellEnds: cellEnds, lines: lines,
      warnings: mends.mendsTold(file: file, unit: "row"))
    return (table, faults)
  }

  /// Makes the row that was read last as long as the header; false where it must not be, or loses text.
  private mutating func settle(
    _ row: Row, _ columns: Int, from first: Int, _ mends: inout FeatureTally
  ) -> Bool {
    guard !isStrict else { return false }
    let kind: Mend.Kind = row.cells < columns ? .shortRow : .longRow
    if row.cells < columns {
      cellEnds += repeatElement(storage.count, count: columns - row.cells)
    } else {
      let end = cellEnds[first + columns - 1]
      guard storage[end...].allSatisfy(DecimalReader.isSpace) else { return false }
      storage.removeSubrange(end...)
      cellEnds.removeSubrange((first + columns)...)
    }
    mends.add([], [Mend(kind: kind, number: 0, line: row.line)])
    return true
  }

  /// How many columns there are where the first line does not name them; nil where it does.
  ///
  /// Looks at some lines and reads on from the first.
  private mutating func columnsWithoutHeader(_ rule: HeaderRule) throws(DataFault) -> Int? {
    guard rule != .present else { return nil }
    let (start, startLine) = (offset, line)
    var rows: [[String]] = []
    while offset < bytes.count, rows.count < 21 {
      _ = try nextRow()
      let ends = [0] + cellEnds
      let cells = zip(ends, cellEnds).map { Self.trimmed(storage[$0..<$1]) }
      if cells.contains(where: { !$0.isEmpty }) { rows.append(cells) }
      storage.removeAll(keepingCapacity: true)
      cellEnds.removeAll(keepingCapacity: true)
    }
    (offset, line) = (start, startLine)
    guard let first = rows.first else { return nil }
    let decimalComma = delimiter != 0x2C
    let guess = HeaderGuess(first: first, rest: Array(rows.dropFirst())) { text in
      var text = text
      return text.withUTF8 { DecimalReader.double($0, decimalComma: decimalComma) }
        .flatMap { $0.isFinite ? $0 : nil }
    }
    return rule == .absent || guess.isRow ? first.count : nil
  }

  private func ragged(_ row: Row, columns: Int) -> DataFault {
    let words = CellDelimiter.ragged(cells: row.cells, columns: columns, delimiter: delimiter)
    return DataFault(file: file, line: row.line, problem: words.problem, remedy: words.remedy)
  }

  private mutating func header() throws(DataFault) -> [String] {
    while offset < bytes.count {
      let row = try nextRow()
      defer {
        storage.removeAll(keepingCapacity: true)
        cellEnds.removeAll(keepingCapacity: true)
      }
      if let fault = row.fault { throw fault }
      if storage.allSatisfy(DecimalReader.isSpace) { continue }
      var start = 0
      var columns: [String] = []
      for (index, end) in cellEnds.enumerated() {
        let name = Self.trimmed(storage[start..<end])
        if name.isEmpty { unnamed.append(index) }
        columns.append(name.isEmpty ? "column_\(index + 1)" : name)
        start = end
      }
      headerLine = row.line
      var known: Set<ExactName> = []
      var all = Set(columns.map { ExactName($0) })
      for (index, name) in columns.enumerated() where !known.insert(ExactName(name)).inserted {
        guard !isStrict else {
          throw DataFault(
            file: file, line: row.line, field: .column(name), problem: "the name comes twice",
            remedy: "rename one of the columns")
        }
        var number = 2
        while all.contains(ExactName("\(name)_\(number)")) { number += 1 }
        columns[index] = "\(name)_\(number)"
        all.insert(ExactName(columns[index]))
        known.insert(ExactName(columns[index]))
        renamed.append(index)
      }
      return columns
    }
    throw DataFault(
      file: file, problem: "the file is empty", remedy: "it needs a header with column names")
  }

  private static func trimmed(_ cell: ArraySlice<UInt8>) -> String {
    var cell = cell
    while let first = cell.first, DecimalReader.isSpace(first) { cell.removeFirst() }
    while let last = cell.last, DecimalReader.isSpace(last) { cell.removeLast() }
    return String(decoding: cell, as: UTF8.self)
  }

  /// Reads one row with the line break after it; its cells go to the storage.
  private mutating func nextRow() throws(DataFault) -> Row {
    var row = Row(line: line, cells: 0)
    while true {
      if offset < bytes.count, bytes[offset] == 0x22 {
        try quotedCell(&row)
      } else {
        plainCell()
      }
      cellEnds.append(storage.count)
      row.cells += 1
      guard offset < bytes.count, bytes[offset] == delimiter else { break }
      offset += 1
    }
    takeLineBreak()
    return row
  }

  private mutating func plainCell() {
    let start = offset
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
      offset += 1
    }
    storage.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<offset]))
  }

  private mutating func quotedCell(_ row: inout Row) throws(DataFault) {
    let firstLine = line
    offset += 1
    while true {
      guard offset < bytes.count else {
        throw DataFault(
          file: file, line: firstLine, problem: "a double quote is never closed",
          remedy: "close it, or write it twice where it belongs to the text")
      }
      let byte = bytes[offset]
      if byte == 0x22 {
        offset += 1
        guard offset < bytes.count, bytes[offset] == 0x22 else { break }
      } else if byte == 0x0A
        || (byte == 0x0D && !(offset + 1 < bytes.count && bytes[offset + 1] == 0x0A))
      {
        line += 1
      }
      storage.append(byte)
      offset += 1
    }
    while offset < bytes.count, bytes[offset] == 0x20 { offset += 1 }
    guard offset < bytes.count, bytes[offset] != delimiter, bytes[offset] != 0x0A,
      bytes[offset] != 0x0D
    else { return }
    if row.fault == nil {
      row.fault = DataFault(
        file: file, line: line, problem: "there is text after a closing double quote",
        remedy: "write a quote that belongs to the text twice")
    }
    plainCell()
  }

  private mutating func takeLineBreak() {
    guard offset < bytes.count else { return }
    if bytes[offset] == 0x0D, offset + 1 < bytes.count, bytes[offset + 1] == 0x0A { offset += 1 }
    offset += 1
    line += 1
  }

  /// Takes a first line such as `sep=;`, which spreadsheets write, in quotes or not; nil where there is none.
  private mutating func takeDelimiterLine() throws(DataFault) -> UInt8? {
    for quote in ["", "\""] {
      let words = CellDelimiter.all.map { (Array("\(quote)sep=".utf8) + [$0] + quote.utf8, $0) }
      for (word, delimiter) in words {
        let end = offset + word.count
        guard end < bytes.count, bytes[offset..<end].elementsEqual(word),
          [0x0A, 0x0D].contains(bytes[end])
        else { continue }
        offset = end
        takeLineBreak()
        return delimiter
      }
    }
    return nil
  }

  /// Refuses a table with lines above the names of its columns, once for all of its rows.
  ///
  /// - Parameter isDivided: Whether something cuts the first line, which cuts the others then, too.
  /// - Throws: The fault.
  private func refuseTitle(isDivided: Bool) throws(DataFault) {
    for candidate in CellDelimiter.all where candidate == delimiter || !isDivided {
      let counts = cellCounts(delimiter: candidate, rows: 20)
      guard let first = counts.first, let last = counts.last, last > max(first, 1) else { continue }
      // Text may have one semicolon in each row; that a row is longer than the header is wrong anyway.
      let isSure = candidate == delimiter || last > 2
      let title = counts.prefix { $0 == first }.count
      guard isSure, title < 4, counts.count >= title + 2,
        counts.dropFirst(title).allSatisfy({ $0 == last })
      else { continue }
      throw DataFault(
        file: file, line: line,
        problem: "the first line has \(Count.of(first, "cell")), and the "
          + "\(title == 1 ? "others" : "later ones") have \(last)",
        remedy: "take out what stands above the names of the columns, or name all columns")
    }
  }

  /// The delimiter that cuts the first rows evenly; of those, the one that makes most columns.
  private func mostLikelyDelimiter() -> (delimiter: UInt8, columns: Int) {
    var best: (delimiter: UInt8, isEven: Bool, columns: Int) = (0x2C, false, 1)
    for candidate in CellDelimiter.all {
      let counts = cellCounts(delimiter: candidate, rows: 20)
      guard let columns = counts.first, columns > 1 else { continue }
      let isEven = counts.allSatisfy { $0 == columns }
      if (isEven && !best.isEven) || (isEven == best.isEven && columns > best.columns) {
        best = (candidate, isEven, columns)
      }
    }
    return (best.delimiter, best.columns)
  }

  /// How many cells the first rows have with a delimiter; blank lines are left out.
  private func cellCounts(delimiter: UInt8, rows: Int) -> [Int] {
    var counts: [Int] = []
    var cells = 1
    var isQuoted = false
    var hasText = false
    for index in offset..<bytes.count {
      let byte = bytes[index]
      if byte == 0x22 { isQuoted.toggle() }
      if !isQuoted, byte == 0x0A || byte == 0x0D {
        if hasText { counts.append(cells) }
        if counts.count == rows { return counts }
        (cells, hasText) = (1, false)
        continue
      }
      hasText = true
      if !isQuoted, byte == delimiter { cells += 1 }
    }
    if hasText { counts.append(cells) }
    return counts
  }
}

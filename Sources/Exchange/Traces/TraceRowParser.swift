import Traces

/// Reads the rows of one piece of a table of fixes.
struct TraceRowParser {
  private(set) var batch = TraceBatch()

  private let format: TraceTableFormat
  private let origin: TraceOrigin
  private let wanted: [Int]
  private let isLast: Int
  private var times: TimeReader
  private let wraps: Bool
  /// Begin and end of the wanted cells, by column.
  private var starts: [Int]
  private var ends: [Int]
  private var line = 0
  /// Whether all of the piece is UTF-8, so that no row needs to be looked at for that.
  private var isText = true
  private var fallbackID: [UInt8] = []

  init(_ format: TraceTableFormat, origin: TraceOrigin, reading: TraceReading) {
    self.format = format
    self.origin = origin
    let columns = format.columns
    wanted = [
      columns.id, columns.user, columns.time, columns.date, columns.latitude, columns.longitude,
      columns.accuracy, columns.northOrSouth, columns.eastOrWest,
    ].compactMap { $0 }
    isLast = wanted.max() ?? 0
    times = columns.isUTC ? .utc : TimeReader(assumedZone: reading.assumedZone)
    wraps = reading.wraps
    starts = Array(repeating: 0, count: max(format.header.count, 1))
    ends = starts
  }

  mutating func parse(_ piece: Piece) {
    piece.bytes.withUnsafeBufferPointer { bytes in
      let hasQuotes = bytes.contains(0x22)
      isText = TextCheck.firstInvalid(in: bytes) == nil
      var offset = 0
      while offset < bytes.count {
        line += 1
        if hasQuotes {
          quotedRow(bytes, &offset, firstLine: piece.firstLine)
        } else {
          plainRow(bytes, &offset, firstLine: piece.firstLine)
        }
      }
    }
  }

  // MARK: Cells

  private mutating func plainRow(
    _ bytes: UnsafeBufferPointer<UInt8>, _ offset: inout Int, firstLine: Int
  ) {
    let begin = offset
    let delimiter = format.delimiter
    let count = bytes.count
    let columns = starts.count
    var column = 0
    var start = begin
    var index = begin
    starts.withUnsafeMutableBufferPointer { starts in
      ends.withUnsafeMutableBufferPointer { ends in
        while index < count {
          let byte = bytes[index]
          if byte == delimiter {
            if column < columns {
              starts[column] = start
              ends[column] = index
            }
            column += 1
            start = index + 1
          } else if byte == 0x0A {
            break
          }
          index += 1
        }
        var end = index
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        if column < columns {
          starts[column] = start
          ends[column] = end
        }
      }
    }
    offset = index + 1
    if column == 0, columns > 1 {
      // A line break at the end of the file is no row.
      let rest = bytes[begin..<min(index, count)]
      if rest.allSatisfy({ $0 <= 0x20 }) { return }
    }
    finish(bytes, cells: column + 1, firstLine: firstLine)
  }

  private mutating func quotedRow(
    _ bytes: UnsafeBufferPointer<UInt8>, _ offset: inout Int, firstLine: Int
  ) {
    let begin = offset
    var cells: [[UInt8]] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var breaks = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      if byte == 0x22 {
        if isQuoted, offset < bytes.count, bytes[offset] == 0x22 {
          cell.append(byte)
          offset += 1
        } else {
          isQuoted.toggle()
        }
      } else if byte == format.delimiter, !isQuoted {
        cells.append(cell)
        cell = []
      } else if byte == 0x0A, !isQuoted {
        break
      } else {
        if byte == 0x0A { breaks += 1 }
        cell.append(byte)
      }
    }
    // The carriage return of the line break alone.
    let end = offset > begin && bytes[offset - 1] == 0x0A && !isQuoted ? offset - 1 : offset
    if end > begin, bytes[end - 1] == 0x0D, !isQuoted { cell.removeLast() }
    cells.append(cell)
    defer { line += breaks }
    if cells.count == 1, cells[0].allSatisfy({ $0 <= 0x20 }) { return }
    var joined: [UInt8] = []
    for (column, cell) in cells.enumerated() where column < starts.count {
      starts[column] = joined.count
      joined += cell
      ends[column] = joined.count
    }
    joined.withUnsafeBufferPointer { finish($0, cells: cells.count, firstLine: firstLine) }
  }

  // MARK: Rows

  private func cell(
    _ bytes: UnsafeBufferPointer<UInt8>, _ column: Int
  ) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[starts[column]..<ends[column]])
  }

  private mutating func finish(
    _ bytes: UnsafeBufferPointer<UInt8>, cells: Int, firstLine: Int
  ) {
    guard cells > isLast else {
      skip(
        nil, nil, "the row has \(cells) cells but the header has \(format.header.count)",
        "add what is missing")
      return
    }
    let columns = format.columns
    if !isText {
      for column in [columns.id, columns.user].compactMap({ $0 }) {
        let cell = cell(bytes, column)
        guard let place = TextCheck.firstInvalid(in: cell) else { continue }
        return skip(
          column, nil, "the byte \(TextFeed.hexadecimal([cell[place]])) is not UTF-8",
          TextEncoding.remedy)
      }
    }
    let north = degrees(bytes, columns.latitude, limit: 90)
    var east = degrees(bytes, columns.longitude, limit: 180)
    if wraps, case .beyond = east {
      east = DegreeReader.wrapped(
        cell(bytes, columns.longitude), decimalComma: format.decimalComma)
    }
    guard case .degrees(var latitude) = north else {
      return skip(bytes, columns.latitude, north, limit: 90)
    }
    guard case .degrees(var longitude) = east else {
      return skip(bytes, columns.longitude, east, limit: 180)
    }
    if let side = columns.northOrSouth {
      guard let isBack = isBack(bytes, side, 0x6E, 0x73) else {
        return skip(bytes, side, "is neither N nor S", nil)
      }
      if isBack { latitude = -abs(latitude) }
    }
    if let side = columns.eastOrWest {
      guard let isBack = isBack(bytes, side, 0x65, 0x77) else {
        return skip(bytes, side, "is neither E nor W", nil)
      }
      if isBack { longitude = -abs(longitude) }
    }
    if latitude == 0, longitude == 0 {
      skip(nil, nil, "latitude and longitude are both 0: the device knew no place", nil)
      return
    }
    let place = FixedCoordinate(longitude: longitude, latitude: latitude)
    var accuracy = Trace.noAccuracy
    if let column = columns.accuracy {
      let value = DecimalReader.double(cell(bytes, column), decimalComma: format.decimalComma)
      accuracy = Trace.packed(accuracy: value)
    }
    guard let column = columns.time else {
      withID(bytes, firstLine: firstLine) { parser, id in
        parser.batch.appendUntimed(person: parser.person(bytes), id: id, place: place)
      }
      return
    }
    let stamp: TimeStamp? =
      if let date = columns.date {
        times.time(date: cell(bytes, date), clock: cell(bytes, column))
          ?? times.time(cell(bytes, column))
      } else {
        times.time(cell(bytes, column))
      }
    guard let stamp else {
      return skipTime(bytes, column)
    }
    let part =
      columns.user.map { batch.part(of: cell(bytes, $0)) } ?? batch.part(of: origin.person)
    withID(bytes, firstLine: firstLine) { parser, id in
      parser.batch.append(to: part, id: id, time: stamp, place: place, accuracy: accuracy)
    }
  }

  private func degrees(
    _ bytes: UnsafeBufferPointer<UInt8>, _ column: Int, limit: Int64
  ) -> DegreeReader.Outcome {
    let cell = cell(bytes, column)
    guard format.columns.isE7 else {
      return DegreeReader.degrees(cell, limit: limit, decimalComma: format.decimalComma)
    }
    guard let number = DegreeReader.degrees(e7: DecimalReader.double(cell)) else {
      return cell.allSatisfy(DecimalReader.isSpace) ? .blank : .notANumber
    }
    return DegreeReader.degrees(number, limit: limit)
  }

  /// Whether a cell names the side where degrees are negative; nil where it names neither.
  private func isBack(
    _ bytes: UnsafeBufferPointer<UInt8>, _ column: Int, _ front: UInt8, _ back: UInt8
  ) -> Bool? {
    guard let letter = cell(bytes, column).first(where: { $0 > 0x20 }) else { return nil }
    return letter | 0x20 == back ? true : letter | 0x20 == front ? false : nil
  }

  private func person(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    format.columns.user.map { String(decoding: cell(bytes, $0), as: UTF8.self) } ?? origin.person
  }

  /// The id of the row: its own, or the file and the line.
  private mutating func withID(
    _ bytes: UnsafeBufferPointer<UInt8>, firstLine: Int,
    _ body: (inout TraceRowParser, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    if let column = format.columns.id, starts[column] < ends[column] {
      body(&self, cell(bytes, column))
    } else {
      var id = "\(origin.stem):\(firstLine + line)"
      id.withUTF8 { body(&self, $0) }
    }
  }

  private mutating func skipTime(_ bytes: UnsafeBufferPointer<UInt8>, _ column: Int) {
    func text(_ column: Int) -> String { String(decoding: cell(bytes, column), as: UTF8.self) }
    let value = format.columns.date.map { "\(text($0)) \(text(column))" } ?? text(column)
    skip(
      column, value, value.allSatisfy { $0 == " " } ? "is empty" : "is not a time",
      value.contains("/")
        ? "write times such as 2026-01-31T08:00:00Z; with slashes nobody knows which is the month"
        : "write times such as 2026-01-31T08:00:00Z, or seconds since 1970")
  }

  private mutating func skip(
    _ bytes: UnsafeBufferPointer<UInt8>, _ column: Int, _ outcome: DegreeReader.Outcome, limit: Int
  ) {
    switch outcome {
    case .blank: skip(bytes, column, "is empty", nil)
    case .beyond:
      skip(
        bytes, column, "is beyond ±\(limit) degrees",
        limit == 90 ? "are latitude and longitude swapped? then give --swap" : "give degrees")
    default: skip(bytes, column, "is not a number", "write degrees such as 47.5")
    }
  }

  private mutating func skip(
    _ bytes: UnsafeBufferPointer<UInt8>, _ column: Int, _ problem: String, _ remedy: String?
  ) {
    skip(column, String(decoding: cell(bytes, column), as: UTF8.self), problem, remedy)
  }

  private mutating func skip(
    _ column: Int?, _ value: String?, _ problem: String, _ remedy: String?
  ) {
    batch.skip(
      DataFault(
        file: origin.file, line: line, field: column.map { .column(format.header[$0]) },
        value: value.flatMap { $0.isEmpty ? nil : $0 }, problem: problem, remedy: remedy))
  }
}

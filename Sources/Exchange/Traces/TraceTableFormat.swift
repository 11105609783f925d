/// How a table of fixes is written.
struct TraceTableFormat: Sendable {
  let header: [String]
  let delimiter: UInt8
  let columns: TraceColumns
  /// Whether a comma stands for the point in numbers.
  var decimalComma: Bool { delimiter != 0x2C }

  init(headerLine: String, line: Int, file: String, swap: Bool) throws(DataFault) {
    let delimiters = CellDelimiter.all
    let counts = delimiters.map { delimiter in headerLine.utf8.count { $0 == delimiter } }
    let most = counts.max() ?? 0
    let delimiter = delimiters[counts.firstIndex(of: most) ?? 0]
    let names = Self.cells(headerLine, delimiter)
    guard let columns = TraceColumns(names, swap: swap) else {
      let isHeader = names.contains { name in
        name.unicodeScalars.contains { $0.properties.isAlphabetic }
      }
      let listed = Self.listed(names)
      throw DataFault(
        file: file, line: line,
        problem: isHeader
          ? "there are no columns of latitude and longitude among \(listed)"
          : "the first row has no names of columns",
        remedy: "name them lat and lon, and the others id, user_id, timestamp, accuracy")
    }
    header = names
    self.delimiter = delimiter
    self.columns = columns
  }

  /// What to say of a table without times; nil where it has them.
  var timeWarning: String? {
    guard columns.time == nil else { return nil }
    return "there is no column of times among \(Self.listed(header)); name it timestamp"
  }

  private static func listed(_ names: [String]) -> String {
    names.prefix(30).map { name in
      name.count > 40 ? "\"\(name.prefix(40))…\"" : "\"\(name)\""
    }.joined(separator: ", ")
  }

  private static func cells(_ line: String, _ delimiter: UInt8) -> [String] {
    var cells: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    for byte in line.utf8 {
      if byte == 0x22 {
        isQuoted.toggle()
      } else if byte == delimiter, !isQuoted {
        cells.append(String(decoding: cell, as: UTF8.self))
        cell = []
      } else {
        cell.append(byte)
      }
    }
    cells.append(String(decoding: cell, as: UTF8.self))
    return cells.map { name in
      var name = Substring(name)
      while name.first == " " { name.removeFirst() }
      while name.last == " " || name.last == "\r" { name.removeLast() }
      return String(name)
    }
  }
}

/// A run of rows as text, cut but not read.
struct RawRows: Sendable {
  /// Whole rows, and zeros behind.
  var text: [UInt8]
  /// Where the rows end.
  var end: Int
  /// The line on which they begin.
  var line: Int
}

/// Cuts CSV text into runs of whole rows, however large the file is.
final class RowSplitter {
  let source: FileSource
  private let batchSize: Int
  private var text: [UInt8] = []
  private var line = 1
  private var isAtEnd = false
  private(set) var delimiter: UInt8 = 0x2C
  private(set) var hasByteOrderMark = false
  private(set) var header: [String] = []
  /// Which columns have no name, counted from 0.
  private(set) var unnamed: [Int] = []
  /// Which columns have a name that came before, counted from 0.
  private(set) var renamed: [Int] = []
  private(set) var headerLine = 1
  private let isStrict: Bool

  /// Reads the header.
  ///
  /// - Throws: The fault of a file that has none.
  init(
    _ source: FileSource, batchSize: Int = 1 << 20, isStrict: Bool = false
  ) throws(DataFault) {
    self.source = source
    self.isStrict = isStrict
    self.batchSize = batchSize
    while text.count < 1 << 16, try fill() {}
    // A header may be longer than that; where a row is not whole, nobody can say what separates its cells.
    while !hasWholeRow, try fill() {}
    try begin()
  }

  /// No row has more bytes, the header neither.
  private static let longestRow = 1 << 30

  /// Whether what is here holds a row with its end, by its quotes.
  private var hasWholeRow: Bool {
    var isQuoted = false
    var hasText = false
    for byte in text {
      switch byte {
      case 0x22: isQuoted.toggle()
      case 0x0A, 0x0D: if hasText, !isQuoted { return true }
      default: if byte > 0x20 { hasText = true }
      }
    }
    return false
  }

  private func fill() throws(DataFault) -> Bool {
    guard !isAtEnd else { return false }
    let before = text.count
    try source.read(max(batchSize / 4, min(text.count, 1 << 26)), into: &text)
    isAtEnd = text.count == before
    try TextCheck.refuseHole(in: text, from: before, file: source.name) {
      line + LineCounter.breaks(in: text[..<before])
    }
    guard text.count < Self.longestRow else {
      throw DataFault(
        file: source.name, line: line, problem: "a row has more than 1 GB",
        remedy: "close the double quote that is open, or check what the file is")
    }
    return !isAtEnd
  }

  /// Finds the separator and the header by the reader of small files.
  private func begin() throws(DataFault) {
    hasByteOrderMark = text.starts(with: [0xEF, 0xBB, 0xBF])
    // What follows the last line break may be half a character.
    var sampleEnd = text.count
    if !isAtEnd {
      sampleEnd = (text.lastIndex(of: 0x0A) ?? text.lastIndex(of: 0x0D)).map { $0 + 1 } ?? sampleEnd
    }
    let sample = Array(text[..<sampleEnd])
    var scanner: CSVScanner.Beginning?
    let fault: DataFault? = sample.withUnsafeBufferPointer { buffer in
      do throws(DataFault) {
        var reader = try CSVScanner(buffer, file: source.name, isStrict: isStrict)
        scanner = try reader.beginning()
        return nil
      } catch {
        return error
      }
    }
    if let fault { throw fault }
    guard let scanner else { return }
    delimiter = scanner.delimiter
    header = scanner.columns
    unnamed = scanner.unnamed
    renamed = scanner.renamed
    headerLine = scanner.headerLine
    line = scanner.line
    text.removeSubrange(..<min(scanner.offset, text.count))
  }

  /// The first text in a column, among the first rows; nil where there is none.
  func firstText(in column: Int) -> String? {
    let sample = text.prefix(1 << 16) + [UInt8](repeating: 0, count: JSONCursor.padding)
    return Array(sample).withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      var reader = RowReader(
        base, end: buffer.count - JSONCursor.padding, delimiter: delimiter, line: line,
        cells: header.count)
      while reader.next() {
        guard reader.count > column, !reader[column].isEmpty else { continue }
        return reader.text(reader[column])
      }
      return nil
    }
  }

  /// The next run of rows; nil at the end.
  func next() throws(DataFault) -> RawRows? {
    var scan = RowScan(delimiter)
    while true {
      text.withUnsafeBufferPointer { scan.run($0, until: batchSize) }
      if scan.rowEnd >= batchSize { break }
      guard try fill() else { break }
    }
    let end = isAtEnd && scan.rowEnd < batchSize ? text.count : scan.rowEnd
    guard end > 0 else { return nil }
    var rest: [UInt8] = []
    rest.reserveCapacity(text.count - end + batchSize + batchSize / 2 + JSONCursor.padding)
    rest += text[end...]
    text.removeSubrange(end...)
    let firstLine = line
    line += text.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { LineCounter.breaks($0, buffer.count) } ?? 0
    }
    text.append(contentsOf: repeatElement(0, count: JSONCursor.padding))
    let run = RawRows(text: text, end: end, line: firstLine)
    text = rest
    return run
  }
}

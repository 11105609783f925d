import TestSupport
import Testing

@testable import Exchange

@Suite struct RowReaderTests {
  private struct Cells: Hashable {
    var texts: [String]
    var line: Int
  }

  /// Rows as text, and what is in them.
  private struct Table {
    var text = ""
    var rows: [Cells] = []
    /// Behind how many bytes each row ends.
    var ends: Set<Int> = [0]
    let delimiter: UInt8

    init(using generator: inout some RandomNumberGenerator) {
      delimiter = [0x2C, 0x3B, 0x09, 0x7C].randomElement(using: &generator) ?? 0x2C
      let separator = String(decoding: [delimiter], as: UTF8.self)
      let lineEnd = Bool.random(using: &generator) ? "\n" : "\r\n"
      let letters = ["a", "é", "\"", separator, " ", "\n", "7", "long text that fills a register"]
      var line = 1
      for _ in 0..<Int.random(in: 0...12, using: &generator) {
        var row = Cells(texts: [], line: line)
        for number in 0..<Int.random(in: 1...9, using: &generator) {
          let cell = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
            letters.randomElement(using: &generator) ?? ""
          }.joined()
          let needsQuotes = cell.contains { "\"\n".contains($0) || String($0) == separator }
          if number > 0 { text += separator }
          text +=
            needsQuotes || Bool.random(using: &generator)
            ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
          row.texts.append(cell)
          line += cell.count { $0 == "\n" }
        }
        rows.append(row)
        text += lineEnd
        ends.insert(text.utf8.count)
        line += 1
      }
    }
  }

  /// Every row with the line on which it begins.
  private static func read(_ text: String, delimiter: UInt8) -> [Cells] {
    let bytes = Array(text.utf8)
    let padded = bytes + [UInt8](repeating: 0, count: JSONCursor.padding)
    return read(RawRows(text: padded, end: bytes.count, line: 1), delimiter: delimiter)
  }

  private static func read(_ run: RawRows, delimiter: UInt8) -> [Cells] {
    run.text.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return [] }
      var reader = RowReader(base, end: run.end, delimiter: delimiter, line: run.line, cells: 2)
      var rows: [Cells] = []
      while reader.next() {
        var texts: [String] = []
        for column in 0..<reader.count { texts.append(reader.text(reader[column])) }
        rows.append(Cells(texts: texts, line: reader.rowLine))
      }
      return rows
    }
  }

  @Test("Cells come out as they were written, wherever they stand and however they are quoted")
  func cells() {
    forEverySeed(in: 0...199) { generator in
      let table = Table(using: &generator)
      return Self.read(table.text, delimiter: table.delimiter) == table.rows
    }
  }

  @Test("Text is cut between rows alone, however small the pieces are")
  func pieces() throws {
    try forEverySeed(in: 0...199) { generator in
      let table = Table(using: &generator)
      // A header that is shorter than all rows is taken for a title.
      let width = table.rows.reduce(3) { max($0, $1.texts.count) }
      let header = (0..<width).map { "column\($0)" }.joined(
        separator: String(decoding: [table.delimiter], as: UTF8.self))
      let source = FileSource(bytes: Array("\(header)\n\(table.text)".utf8), name: "table")
      let splitter = try RowSplitter(
        source, batchSize: Int.random(in: 1...80, using: &generator))
      var rows: [Cells] = []
      while let run = try splitter.next() {
        rows += Self.read(run, delimiter: table.delimiter).map {
          Cells(texts: $0.texts, line: $0.line - 1)
        }
      }
      return rows == table.rows
    }
  }

  @Test("Rows end where they end, however much of the text is there")
  func growingText() {
    forEverySeed(in: 0...199) { generator in
      let table = Table(using: &generator)
      let bytes = Array(table.text.utf8)
      var scan = RowScan(table.delimiter)
      var known = 0
      while known < bytes.count {
        known = min(bytes.count, known + Int.random(in: 1...40, using: &generator))
        let limit = Int.random(in: 0...2 * bytes.count, using: &generator)
        let before = scan.rowEnd
        Array(bytes[..<known]).withUnsafeBufferPointer { scan.run($0, until: limit) }
        let whole = table.ends.filter { before < $0 && $0 <= known }
        let isFarEnough = scan.rowEnd >= limit || scan.rowEnd == whole.max() ?? before
        guard table.ends.contains(scan.rowEnd), isFarEnough else { return false }
      }
      return true
    }
  }

  @Test(
    "A last row needs no line end, and empty cells at its end are there",
    arguments: [
      ("a,b", [["a", "b"]]), ("a,\n,", [["a", ""], ["", ""]]), ("\"a\",\"\"", [["a", ""]]),
      ("a\r\rb", [["a"], [""], ["b"]]), ("\"a\" ,b\n", [["a", "b"]]),
      (",,,,,\n", [["", "", "", "", "", ""]]),
    ])
  func ends(_ text: String, _ expected: [[String]]) {
    #expect(Self.read(text, delimiter: 0x2C).map(\.texts) == expected)
  }
}

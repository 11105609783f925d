import TestSupport
import Testing

@testable import Exchange

@Suite struct RowReaderTests {
  private struct Cells: Hashable {
    var texts: [String]
    var line: Int
  }

  /// Every row with the line on which it begins.
  private static func read(_ text: String, delimiter: UInt8) -> [Cells] {
    let bytes = Array(text.utf8)
    let padded = bytes + [UInt8](repeating: 0, count: JSONCursor.padding)
    return padded.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return [] }
      var reader = RowReader(base, end: bytes.count, delimiter: delimiter, line: 1, cells: 2)
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
      let delimiter: UInt8 = [0x2C, 0x3B, 0x09, 0x7C].randomElement(using: &generator) ?? 0x2C
      let separator = String(decoding: [delimiter], as: UTF8.self)
      let lineEnd = Bool.random(using: &generator) ? "\n" : "\r\n"
      let letters = ["a", "é", "\"", separator, " ", "\n", "7", "long text that fills a register"]
      var text = ""
      var expected: [Cells] = []
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
        expected.append(row)
        text += lineEnd
        line += 1
      }
      return Self.read(text, delimiter: delimiter) == expected
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

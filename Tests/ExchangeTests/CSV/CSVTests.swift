import Exchange
import TestSupport
import Testing

@Suite struct CSVTests {
  @Test(
    "Delimiters, quotes, line breaks and marks are recognised",
    arguments: [
      ("id,lon\nA,1\n", Character(",")),
      ("id,lon\r\nA,1\r\n", ","),
      ("id,lon\rA,1", ","),
      ("\u{FEFF}id,lon\nA,1", ","),
      ("id;lon\nA;1\n", ";"),
      ("id\tlon\nA\t1\n", "\t"),
      ("sep=;\nid;lon\nA;1\n", ";"),
      ("\"id\",\"lon\"\n\"A\",\"1\"", ","),
      (" id , lon \nA,1\n\n,\n  ,\n\n", ","),
    ])
  func forms(text: String, delimiter: Character) throws {
    let table = try CSVTable.read(utf8(text), file: "a.csv")
    #expect(table.columns == ["id", "lon"])
    #expect(table.delimiter == delimiter)
    #expect(table.rowCount == 1)
    #expect([table[0, 0], table[0, 1]] == ["A", "1"])
    #expect(table.number(0, 1) == 1)
    #expect(table.number(0, 0) == nil)
  }

  @Test("A delimiter inside names does not mislead")
  func delimiterInNames() throws {
    let table = try CSVTable.read(
      utf8("name, first;lat;long\nKovács, Éva;47,5;19,04\n"), file: "a.csv")
    #expect(table.columns == ["name, first", "lat", "long"])
    #expect(table.number(0, 1) == 47.5)
    #expect(table.number(0, 2) == 19.04)
  }

  @Test("Quoted cells keep delimiters, quotes and line breaks, and lines are counted truly")
  func quoted() throws {
    let text = "id,note\r\nA,\"one\r\ntwo, \"\"three\"\"\"\r\nB,5\" pipe\r\nC\r\n"
    #expect(
      complaint { try CSVTable.read(utf8(text), file: "a.csv") }
        == "a.csv:5: the row has 1 cell but the header has 2 columns; "
        + "add the missing cells, empty if need be")
    let table = try CSVTable.read(utf8(String(text.dropLast()) + ",\r\n"), file: "a.csv")
    #expect((0..<3).map { table[$0, 1] } == ["one\r\ntwo, \"three\"", "5\" pipe", ""])
    #expect((0..<3).map { table.line(ofRow: $0) } == [2, 4, 5])
    #expect(table.isBlank(2, 1))
  }

  @Test(
    "What is broken is named by its line",
    arguments: [
      ("", "a.csv: the file is empty; it needs a header with column names"),
      ("\n \n", "a.csv: the file is empty; it needs a header with column names"),
      (
        "id,lon\nA,1,2\n",
        "a.csv:2: the row has 3 cells but the header has 2 columns; "
          + "put cells with a comma in them in double quotes"
      ),
      (
        "id;lon\n\n\nA;1;2\n",
        "a.csv:4: the row has 3 cells but the header has 2 columns; "
          + "put cells with a semicolon in them in double quotes"
      ),
      (
        "id,lon\nA,1\n\"B,2\nC,3\n",
        "a.csv:3: a double quote is never closed; "
          + "close it, or write it twice where it belongs to the text"
      ),
      (
        "id,lon\n\"A\"x,1\n",
        "a.csv:2: there is text after a closing double quote; "
          + "write a quote that belongs to the text twice"
      ),
      ("id,lon,id\nA,1,B\n", "a.csv:1: column id: the name comes twice; rename one of the columns"),
    ])
  func broken(text: String, message: String) {
    #expect(complaint { try CSVTable.read(utf8(text), file: "a.csv") } == message)
  }

  @Test("Bytes that are not UTF-8 are named with their line")
  func notUTF8() {
    #expect(
      complaint {
        try CSVTable.read(utf8("id,name\nA,Kov") + [0xE1] + utf8("cs\n"), file: "a.csv")
      }
        == "a.csv:2: byte 14 of the file (0xE1) is not UTF-8; name its encoding with --encoding, such as "
        + "windows-1252 (Western Europe), windows-1250 (Central Europe), windows-1251 (Cyrillic), shift_jis, "
        + "gbk, big5, or save it as UTF-8 (in a spreadsheet \"CSV UTF-8\")")
  }

  @Test(
    "Numbers are read correctly rounded, and words are no numbers",
    arguments: [
      ("47.5", 47.5), (" -8.6093761 ", -8.6093761), ("+1e3", 1000), (".5", 0.5), ("5.", 5),
      ("0.1", 0.1), ("179.99999999999999999999", 180), ("1e-7", 1e-7),
      ("123456789012345678", 123_456_789_012_345_680),
      ("nan", nil), ("inf", nil), ("0x10", nil), ("1e999", nil), ("1 2", nil), ("", nil),
      ("-", nil),
      ("1e", nil), ("1,5", nil), ("abc", nil), ("1.2.3", nil),
    ] as [(String, Double?)])
  func numbers(text: String, value: Double?) throws {
    let table = try CSVTable.read(utf8("a,b\n\"\(text)\",x\n"), file: "a.csv")
    #expect(table.number(0, 0) == value)
  }

  @Test("Every double comes back from its text")
  func everyDouble() throws {
    try forEverySeed { generator in
      let value = Double(bitPattern: generator.next())
      guard value.isFinite else { return true }
      let near = Double.random(in: -180...180, using: &generator)
      let table = try CSVTable.read(utf8("a,b\n\(value),\(near)\n"), file: "a.csv")
      return table.number(0, 0) == value && table.number(0, 1) == near
    }
  }

  @Test("Only cells that need them get quotes")
  func writing() {
    var writer = CSVWriter(header: ["id", "name"])
    writer.add(["007", "plain"])
    writer.add(["a,b", nil])
    writer.add(["say \"x\"", "two\nlines"])
    writer.add([" spaced", "é;\u{901}"])
    #expect(
      string(writer.bytes) == """
        id,name
        007,plain
        "a,b",
        "say ""x""\","two
        lines"
        " spaced",é;\u{901}

        """)
  }

  @Test("Whatever is written reads back the same")
  func roundTrip() throws {
    let letters = Array("ab ,;\t\"\n\r0é\u{92E}")
    try forEverySeed { generator in
      let rows = (0..<5).map { row in
        (0..<3).map { column in
          let text = String(
            (0..<Int.random(in: 0...6, using: &generator)).map { _ in
              letters[Int.random(in: 0..<letters.count, using: &generator)]
            })
          // A row without any text is passed over.
          return column == 0 ? "\(row)" + text : text
        }
      }
      var writer = CSVWriter(header: ["a", "b", "c"])
      for row in rows { writer.add(row) }
      let table = try CSVTable.read(writer.bytes, file: "a.csv")
      return table.rowCount == 5
        && rows == (0..<5).map { row in (0..<3).map { table[row, $0] } }
    }
  }
}

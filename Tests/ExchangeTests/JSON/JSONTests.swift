import Exchange
import TestSupport
import Testing

@Suite struct JSONTests {
  @Test("Values are read as they stand")
  func values() throws {
    let text = """
      { "b": [1, -0.50, 1e+2], "a": {"x": null, "": true}, "é\\u00e9\\ud83d\\ude00": "\\"\\\\\\/\\n" }
      """
    let value = try JSON.decode(utf8(text))
    let object = try #require(value.objectValue)
    #expect(object.names == ["b", "a", "éé😀"])
    #expect(string(JSON.encode(value["b"] ?? .null)) == "[1, -0.50, 1e+2]")
    #expect(value["b"]?.arrayValue?.map(\.doubleValue) == [1, -0.5, 100])
    #expect(object["a"]?.objectValue?[""] == .bool(true))
    #expect(object["éé😀"] == .string("\"\\/\n"))
  }

  @Test(
    "What is not JSON is refused, with its line",
    arguments: [
      ("", "the file is empty; it needs JSON text"),
      (" \n ", "the file is empty; it needs JSON text"),
      ("[1,\n2,]", "line 2: a value after the comma should be here, not \"]\""),
      ("{\"a\": 1\n \"b\": 2}", "line 2: \",\" or \"}\" should be here, not \"\"\""),
      (
        "{\"a\": 1,\n\n\"a\": 2}",
        "line 3: the name \"a\" comes twice in one object; keep one of them"
      ),
      ("[007]", "line 1: a number begins with a needless 0; put ids such as 007 in quotes"),
      ("[1.]", "line 1: a number has no digits after its point"),
      ("[1e]", "line 1: a number has no digits in its exponent"),
      ("[+1]", "line 1: a value should be here, not \"+\""),
      ("[.5]", "line 1: a value should be here, not \".\""),
      (
        "[\n\nNaN]",
        "line 3: a value should be here, not \"N\"; JSON has no NaN and no Infinity: write null"
      ),
      (
        "[-Infinity]",
        "line 1: a number should be here, not \"-\""
      ),
      ("[tru]", "line 1: a value should be here, not \"t\""),
      ("{a: 1}", "line 1: a name in double quotes should be here, not \"a\""),
      ("{\"a\" 1}", "line 1: \":\" should be here, not \"1\""),
      ("[1] 2", "line 1: there is more text after the end of the JSON value"),
      ("[1", "line 1: the text ends where \"]\" should be; the file may be cut short"),
      ("[\"abc", "line 1: a string is not closed; the file may be cut short"),
      (
        "[\"a\nb\"]",
        "line 1: a string holds the control character 10; "
          + "close the string, or write \\n for a line break"
      ),
      ("[\"\\x\"]", "line 1: a string holds an unknown escape; write \\\\ for a backslash"),
      ("[\"\\u12g4\"]", "line 1: \\u needs four hexadecimal digits"),
      ("[\"\\ud800\"]", "line 1: a string holds half of a surrogate pair"),
      ("[\"\\udc00\\ud800\"]", "line 1: a string holds half of a surrogate pair"),
      ("[\"\\ud800\\u0041\"]", "line 1: a string holds half of a surrogate pair"),
    ])
  func refusals(text: String, message: String) {
    #expect(complaint { try JSON.decode(utf8(text)) } == message)
  }

  @Test("Bytes that are not UTF-8 are named")
  func notUTF8() {
    #expect(
      complaint { try JSON.decode([0x5B, 0x22, 0x0A, 0xE9, 0x22, 0x5D], file: "a.json") }
        == "a.json:2: byte 4 of the file (0xE9) is not UTF-8; name its encoding with --encoding, such as "
        + "windows-1252 (Western Europe), windows-1250 (Central Europe), windows-1251 (Cyrillic), shift_jis, "
        + "gbk, big5, or save it as UTF-8 (in a spreadsheet \"CSV UTF-8\")")
    #expect(
      complaint { try JSON.decode([0xFF, 0xFE, 0x5B, 0x00]) }
        == "the text is UTF-16, not UTF-8; save it as UTF-8")
    // Too long, surrogates, beyond Unicode, cut short.
    for bad: [UInt8] in [
      [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
      [0x80], [0xF5, 0x80, 0x80, 0x80],
    ] {
      #expect(complaint { try JSON.decode([0x22] + bad + [0x22]) } != nil)
    }
  }

  @Test("A byte order mark is passed over, and nesting has a limit")
  func limits() throws {
    #expect(try JSON.decode([0xEF, 0xBB, 0xBF] + utf8("[]")) == .array([]))
    let deep = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
    #expect(complaint { try JSON.decode(utf8(deep)) } == nil)
    #expect(
      complaint { try JSON.decode(utf8("[" + deep + "]")) }
        == "line 1: arrays and objects are nested more than 500 deep")
  }

  @Test("Whatever is written reads back the same")
  func roundTrip() throws {
    try forEverySeed { generator in
      let value = randomValue(depth: 4, &generator)
      let plain = try JSON.decode(JSON.encode(value))
      let pretty = try JSON.decode(JSON.encode(value, pretty: true))
      return plain == value && pretty == value
    }
  }

  @Test("Cutting a text anywhere is an error and never a crash")
  func truncation() {
    forEverySeed(in: 0...8) { generator in
      let bytes = JSON.encode(.array([randomValue(depth: 3, &generator)]))
      for end in 0..<bytes.count where complaint({ try JSON.decode(Array(bytes[..<end])) }) == nil {
        return false
      }
      return true
    }
  }

  @Test("Pretty text is indented by two spaces and ends with a newline")
  func pretty() {
    let value: JSONValue = ["a": 1, "b": [1, 2], "c": ["d": "x", "e": [["f": nil]]]]
    #expect(
      string(JSON.encode(value, pretty: true)) == """
        {
          "a": 1,
          "b": [1, 2],
          "c": {
            "d": "x",
            "e": [
              {
                "f": null
              }
            ]
          }
        }

        """)
  }

  @Test(
    "Numbers are written rounded and short",
    arguments: [
      (1.0, 3, "1"), (0.1 + 0.2, 6, "0.3"), (-0.0001, 3, "0"), (1234.5678, 2, "1234.57"),
      (0.5, 0, "0"), (1.5, 0, "2"), (2.675, 2, "2.67"), (1e20, 2, "100000000000000000000"),
      (-12.0005, 3, "-12.001"), (-12.0004, 3, "-12"), (47.4979123456, 7, "47.4979123"),
    ])
  func decimals(value: Double, decimals: Int, text: String) {
    #expect(JSONNumber(value, decimals: decimals)?.text == text)
  }

  @Test("Rounding agrees with whole arithmetic on every number of thousandths")
  func rounding() throws {
    forEverySeed { generator in
      // A third decimal that is no 5 leaves no doubt which way to round to two.
      let whole = Int.random(in: -9_999_999...9_999_999, using: &generator)
      guard whole.magnitude % 10 != 5 else { return true }
      let hundredths = (whole.magnitude + 5) / 10
      let sign = whole < 0 && hundredths > 0 ? "-" : ""
      let fraction = String(hundredths % 100 + 100).dropFirst()
      return DecimalText.fixed(Double(whole) / 1000, decimals: 2)
        == "\(sign)\(hundredths / 100).\(fraction)"
    }
    #expect(DecimalText.fixed(0, decimals: 6) == "0.000000")
    #expect(DecimalText.fixed(-1e-9, decimals: 6) == "0.000000")
    #expect(DecimalText.fixed(1e300, decimals: 1)?.count == 303)
    #expect(DecimalText.fixed(.infinity, decimals: 6) == nil)
    #expect(JSONNumber(UInt64.max).text == "18446744073709551615")
  }

  @Test("Numbers that are no numbers become null, and doubles read back exactly")
  func doubles() throws {
    #expect(JSONValue.double(.nan) == .null)
    #expect(JSONValue.double(.infinity, decimals: 3) == .null)
    #expect(JSONNumber(3.0)?.text == "3")
    forEverySeed { generator in
      let value = Double(bitPattern: generator.next())
      guard value.isFinite, let number = JSONNumber(value) else { return true }
      return number.double == value
    }
  }

  private func randomValue(depth: Int, _ generator: inout RepeatableGenerator) -> JSONValue {
    switch Int.random(in: 0...(depth > 0 ? 6 : 4), using: &generator) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &generator))
    case 2: return .integer(Int.random(in: -1000...1000, using: &generator))
    case 3: return .double(Double.random(in: -1e9...1e9, using: &generator))
    case 4: return .string(randomText(&generator))
    case 5:
      let count = Int.random(in: 0...12, using: &generator)
      return .array((0..<count).map { _ in randomValue(depth: depth - 1, &generator) })
    default:
      var object = JSONObject()
      for _ in 0..<Int.random(in: 0...40, using: &generator) {
        object[randomText(&generator)] = randomValue(depth: depth - 2, &generator)
      }
      return .object(object)
    }
  }

  private func randomText(_ generator: inout RepeatableGenerator) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...9, using: &generator) {
      let ranges: [ClosedRange<UInt32>] = [
        0...0x7F, 0x20...0x2F, 0x22...0x22, 0x5C...0x5C, 0x900...0x97F, 0x1F600...0x1F64F,
      ]
      let range = ranges[Int.random(in: 0..<ranges.count, using: &generator)]
      if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &generator)) {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

extension JSONValue {
  fileprivate subscript(name: String) -> JSONValue? { objectValue?[name] }
}

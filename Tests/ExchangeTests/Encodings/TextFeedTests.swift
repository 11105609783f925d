import Foundation
import TestSupport
import Testing

@testable import Exchange

/// Text of any encoding as it is recognised and led through as UTF-8.
@Suite struct TextFeedTests {
  private func read(
    _ bytes: [UInt8], _ name: String? = nil, detects: Bool = true
  ) throws -> String {
    var input = TextInput(encoding: name.flatMap { TextEncoding($0) })
    input.detects = detects
    return string(try TextFeed.decoded(bytes, input, file: "a.csv"))
  }

  private func wide(_ text: String, isLittleEndian: Bool) -> [UInt8] {
    text.utf16.flatMap {
      isLittleEndian ? [UInt8($0 & 255), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 255)]
    }
  }

  @Test("UTF-16 and UTF-32 are recognised by their marks, and by the zeros of plain letters")
  func recognised() throws {
    let text = "id,név\n1,Győr\n2,東京\n"
    for isLittleEndian in [true, false] {
      let bytes = wide(text, isLittleEndian: isLittleEndian)
      let mark: [UInt8] = isLittleEndian ? [0xFF, 0xFE] : [0xFE, 0xFF]
      #expect(try read(mark + bytes) == text)
      #expect(try read(bytes) == text)
      #expect(try read(bytes, "utf-16") == text)
      #expect(try read(mark + bytes, "utf-16") == text)
      let four = text.unicodeScalars.flatMap { scalar -> [UInt8] in
        let bytes = [0, 8, 16, 24].map { UInt8(scalar.value >> $0 & 255) }
        return isLittleEndian ? bytes : bytes.reversed()
      }
      #expect(try read(four) == text)
      #expect(try read((isLittleEndian ? [0xFF, 0xFE, 0, 0] : [0, 0, 0xFE, 0xFF]) + four) == text)
    }
  }

  @Test("UTF-8 comes through as it is, with or without a mark, whatever else is said of marks")
  func utf8() throws {
    for text in ["id\nő\n", "\u{FEFF}id\nő\n", ""] {
      #expect(try read(Array(text.utf8)) == text)
    }
    #expect(try read(Array("\u{FEFF}ő".utf8), "windows-1250") == "\u{FEFF}ő")
    // In Cyrillic the bytes of a mark are letters.
    #expect(try read([0xFF, 0xFE, 0x2C, 0x31], "windows-1251") == "яю,1")
  }

  @Test("An encoding that XML declares is heeded, and what the user says before it")
  func declared() throws {
    let text = "<?xml version='1.0' encoding = 'windows-1250'?><a>"
    #expect(try read(Array(text.utf8) + [0xF5]) == text + "ő")
    #expect(try read(Array(text.utf8) + [0xF5], "latin-1") == text + "õ")
    let wrong = "<?xml version=\"1.0\" encoding=\"utf-16\"?><a>ő"
    #expect(try read(Array(wrong.utf8)) == wrong)
    #expect(
      complaint { try read(Array("<?xml version=\"1.0\" encoding=\"klingon\"?>".utf8)) }
        == "a.csv:1: \"klingon\" is named as the encoding, and is none that is known; name the encoding with "
        + "--encoding, such as --encoding windows-1252")
  }

  @Test("What is invalid is a fault with its line, and UTF-16 that shows no order says what to do")
  func faults() throws {
    #expect(
      complaint { try read(Array("a\r\nb\rc\n".utf8) + [0x41, 0x90], "1250") } == """
        a.csv:4: 0x90 (byte 9 of the file) is no character of windows-1250; name the encoding that the file is \
        written in with --encoding, or save it as UTF-8
        """)
    #expect(
      complaint { try read(Array("a\n".utf8) + [0x93], "sjis") } == """
        a.csv:2: the text ends in the middle of a character of Shift_JIS (byte 3); the file is cut short, or it is \
        written in another encoding: name that with --encoding
        """)
    #expect(
      complaint { try read([0x67, 0x71, 0xAC, 0x4E], "utf-16") }
        == "a.csv: nothing in the text shows which byte of UTF-16 comes first; say --encoding UTF-16LE or "
        + "--encoding UTF-16BE")
  }

  @Test("Text comes through the same in pieces of any size, with little memory")
  func pieces() throws {
    let encodings = ["windows-1250", "shift_jis", "utf-16le", "gb18030"]
    try forEverySeed { random in
      let name = encodings[Int.random(in: 0..<encodings.count, using: &random)]
      let sample = TextEncodingTests.samples.first {
        TextEncoding($0.0)?.name == TextEncoding(name)?.name
      }
      let one = sample?.2 ?? []
      let bytes = Array((0..<Int.random(in: 1...300, using: &random)).map { _ in one }.joined())
      let source = ByteSource(
        bytes: bytes, name: "a", pieceSize: Int.random(in: 1...50, using: &random))
      source.readAsText(TextInput(encoding: TextEncoding(name)))
      var text: [UInt8] = []
      var before = -1
      while text.count > before {
        before = text.count
        try source.read(64, into: &text)
      }
      return try string(text) == read(bytes, name)
    }
  }

  @Test("Packed files and files of one byte per character are read as text by all of the program")
  func files() throws {
    let folder = try TestFolder()
    let path = try folder.write(
      "a.csv", Data(Array("id,lon,lat,név\n1,19,47,Gy".utf8) + [0xF5, 0x72]))
    var choice = EncodingChoice(TextEncoding("windows-1250"))
    // A name of a column is text as well.
    #expect(complaint { try InputFile(path: path, encodings: choice) } == nil)
    choice.byFile[path] = TextEncoding("latin-1")
    #expect(try string(InputFile(path: path, encodings: choice).bytes).hasSuffix("Gyõr"))
    // The hash is that of the file as it is.
    let input = try InputFile(path: path, encodings: choice)
    #expect(try input.sha256 == InputFile.sha256(ofFile: path))
  }

  @Test("GeoJSON and scenarios in UTF-8 stay that beside tables that are not")
  func mixed() throws {
    let folder = try TestFolder()
    let json = "{\"type\": \"FeatureCollection\", \"features\": [], \"név\": \"Győr\"}"
    let path = try folder.write("a.geojson", json)
    let choice = EncodingChoice(TextEncoding("windows-1250"))
    #expect(try string(InputFile(path: path, encodings: choice).bytes) == json)
  }
}

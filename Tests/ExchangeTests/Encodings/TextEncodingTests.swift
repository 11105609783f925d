import TestSupport
import Testing

@testable import Exchange

/// Encodings by all their names, and what their bytes mean.
@Suite struct TextEncodingTests {
  @Test(
    "Names are known as files and programs write them",
    arguments: [
      ("ANSI 1252", "windows-1252"), ("1250", "windows-1250"), ("CP1251", "windows-1251"),
      ("Windows 1253", "windows-1253"), ("x-cp1250", "windows-1250"), ("win-1257", "windows-1257"),
      ("OEM 866", "CP866"), ("IBM850", "CP850"), ("cp437", "CP437"), ("OEM852", "CP852"),
      ("SJIS", "Shift_JIS"), ("Shift-JIS", "Shift_JIS"), ("932", "Shift_JIS"),
      ("windows-31j", "Shift_JIS"), ("MS932", "Shift_JIS"), ("88591", "ISO-8859-1"),
      ("885915", "ISO-8859-15"), ("ISO 88592", "ISO-8859-2"), ("ISO_8859-2:1987", "ISO-8859-2"),
      ("8859_5", "ISO-8859-5"), ("28592", "ISO-8859-2"), ("latin-1", "ISO-8859-1"),
      ("Latin 2", "ISO-8859-2"), ("iso8859-16", "ISO-8859-16"), ("65001", "UTF-8"),
      ("UTF8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("936", "GBK"), ("GB2312", "GBK"),
      ("GB-18030", "GB18030"), ("54936", "GB18030"), ("950", "Big5"), ("big-5", "Big5"),
      ("949", "EUC-KR"), ("UHC", "EUC-KR"), ("ks_c_5601-1987", "EUC-KR"), ("euckr", "EUC-KR"),
      ("20866", "KOI8-R"), ("koi8r", "KOI8-R"), ("KOI8-U", "KOI8-U"), ("874", "windows-874"),
      ("TIS-620", "windows-874"), ("MacRoman", "macintosh"), ("10000", "macintosh"),
      ("LDID/87", "windows-1252"), ("LDID/200", "windows-1250"), ("UTF-16", "UTF-16"),
      ("utf16le", "UTF-16LE"), ("1200", "UTF-16LE"), ("us-ascii", "US-ASCII"),
    ])
  func names(_ written: String, _ name: String) {
    #expect(TextEncoding(written)?.name == name)
  }

  @Test(
    "What names no encoding that text can be in is not known",
    arguments: ["", "ANSI", "OEM", "99999", "klingon", "//TRANSLIT", "EBCDIC-US", "UTF-7", "0"])
  func unknown(_ name: String) { #expect(TextEncoding(name) == nil) }

  @Test("Names that the system knows are known where ASCII stays ASCII")
  func system() throws {
    let encoding = try #require(TextEncoding("GEORGIAN-PS"))
    #expect(try decoded([0xC0, 0x41], encoding) == "ა\u{41}")
  }

  static let samples: [(String, String, [UInt8])] = [
    (
      "Shift_JIS", "東京都港区ソ～①",
      [
        0x93, 0x8C, 0x8B, 0x9E, 0x93, 0x73, 0x8D, 0x60, 0x8B, 0xE6, 0x83, 0x5C, 0x81, 0x60, 0x87,
        0x40,
      ]
    ),
    ("GBK", "北京市朝阳区", [0xB1, 0xB1, 0xBE, 0xA9, 0xCA, 0xD0, 0xB3, 0xAF, 0xD1, 0xF4, 0xC7, 0xF8]),
    ("GB18030", "北京㐀€", [0xB1, 0xB1, 0xBE, 0xA9, 0x81, 0x39, 0xEE, 0x39, 0xA2, 0xE3]),
    ("Big5", "臺北市許功蓋", [0xBB, 0x4F, 0xA5, 0x5F, 0xA5, 0xAB, 0xB3, 0x5C, 0xA5, 0x5C, 0xBB, 0x5C]),
    ("EUC-KR", "서울특별시똠", [0xBC, 0xAD, 0xBF, 0xEF, 0xC6, 0xAF, 0xBA, 0xB0, 0xBD, 0xC3, 0x8C, 0x63]),
    ("KOI8-R", "Москва", [0xED, 0xCF, 0xD3, 0xCB, 0xD7, 0xC1]),
    ("KOI8-U", "Київ ґ", [0xEB, 0xC9, 0xA7, 0xD7, 0x20, 0xAD]),
    ("windows-874", "กรุงเทพ", [0xA1, 0xC3, 0xD8, 0xA7, 0xE0, 0xB7, 0xBE]),
    ("windows-1250", "Győr fűtő", [0x47, 0x79, 0xF5, 0x72, 0x20, 0x66, 0xFB, 0x74, 0xF5]),
    ("windows-1251", "Софія", [0xD1, 0xEE, 0xF4, 0xB3, 0xFF]),
    ("windows-1252", "Köln €", [0x4B, 0xF6, 0x6C, 0x6E, 0x20, 0x80]),
    ("windows-1253", "Αθήνα", [0xC1, 0xE8, 0xDE, 0xED, 0xE1]),
    ("windows-1254", "İstanbul ğ", [0xDD, 0x73, 0x74, 0x61, 0x6E, 0x62, 0x75, 0x6C, 0x20, 0xF0]),
    ("windows-1255", "ירושלים", [0xE9, 0xF8, 0xE5, 0xF9, 0xEC, 0xE9, 0xED]),
    ("windows-1256", "القاهرة", [0xC7, 0xE1, 0xDE, 0xC7, 0xE5, 0xD1, 0xC9]),
    (
      "windows-1257", "Rīga Šiauliai",
      [0x52, 0xEE, 0x67, 0x61, 0x20, 0xD0, 0x69, 0x61, 0x75, 0x6C, 0x69, 0x61, 0x69]
    ),
    ("ISO-8859-2", "Łódź", [0xA3, 0xF3, 0x64, 0xBC]),
    ("ISO-8859-5", "Минск", [0xBC, 0xD8, 0xDD, 0xE1, 0xDA]),
    ("ISO-8859-7", "Πάτρα", [0xD0, 0xDC, 0xF4, 0xF1, 0xE1]),
    ("ISO-8859-9", "Şişli", [0xDE, 0x69, 0xFE, 0x6C, 0x69]),
    ("ISO-8859-15", "Œuvre €", [0xBC, 0x75, 0x76, 0x72, 0x65, 0x20, 0xA4]),
    ("macintosh", "Málaga √∆", [0x4D, 0x87, 0x6C, 0x61, 0x67, 0x61, 0x20, 0xC3, 0xC6]),
    ("CP437", "Málaga ½", [0x4D, 0xA0, 0x6C, 0x61, 0x67, 0x61, 0x20, 0xAB]),
    ("CP850", "São ×", [0x53, 0xC6, 0x6F, 0x20, 0x9E]),
    ("CP852", "Kőszeg", [0x4B, 0x8B, 0x73, 0x7A, 0x65, 0x67]),
    ("CP866", "Пермь", [0x8F, 0xA5, 0xE0, 0xAC, 0xEC]),
    ("UTF-16LE", "Kő𝄞", [0x4B, 0x00, 0x51, 0x01, 0x34, 0xD8, 0x1E, 0xDD]),
    ("UTF-32BE", "Kő𝄞", [0x00, 0x00, 0x00, 0x4B, 0x00, 0x00, 0x01, 0x51, 0x00, 0x01, 0xD1, 0x1E]),
  ]

  @Test("Bytes mean what their encoding says, in pieces of any size", arguments: samples)
  func texts(_ name: String, _ text: String, _ bytes: [UInt8]) throws {
    let encoding = try #require(TextEncoding(name))
    #expect(encoding.name == name)
    for size in 1...bytes.count { #expect(try decoded(bytes, encoding, size: size) == text) }
  }

  @Test("Vietnamese accents are put together with their letters")
  func vietnamese() throws {
    let encoding = try #require(TextEncoding("windows-1258"))
    let text = try decoded([0x48, 0xF4, 0xCC, 0x20, 0x43, 0x68, 0xED], encoding)
    #expect(Array(text.unicodeScalars) == Array("H\u{1ED3} Chí".unicodeScalars))
  }

  @Test("Bytes that stand for nothing are found by their places")
  func invalid() throws {
    func place(_ bytes: [UInt8], _ name: String) throws -> TextDecoder.Invalid? {
      let encoding = try #require(TextEncoding(name))
      do { _ = try decoded(bytes, encoding, size: 2) } catch let error as TextDecoder.Invalid {
        return error
      }
      return nil
    }
    #expect(try place([0x41, 0x81], "1252") == .init(offset: 1, bytes: [0x81], isCut: false))
    #expect(try place([0x41, 0x42, 0x43, 0xD2], "1253")?.offset == 3)
    #expect(try place([0x93, 0x8C, 0x8B], "sjis") == .init(offset: 2, bytes: [0x8B], isCut: true))
    #expect(try place([0x41, 0x93, 0x20, 0x41], "sjis")?.offset == 1)
    #expect(try place([0x41, 0, 0x00, 0xD8, 0x41, 0], "utf-16le")?.offset == 2)
    #expect(try place([0x41, 0xE1], "ascii")?.offset == 1)
  }

  @Test("Language drivers of dBASE are code pages")
  func drivers() {
    #expect(TextEncoding(driver: 0x57)?.name == "windows-1252")
    #expect(TextEncoding(driver: 0x7B)?.name == "Shift_JIS")
    #expect(TextEncoding(driver: 0x4F)?.name == "Big5")
    #expect(TextEncoding(driver: 0xC9)?.name == "windows-1251")
    #expect(TextEncoding(driver: 0) == nil)
    for driver in DBFDrivers.pages.keys { #expect(TextEncoding(driver: driver) != nil) }
  }

  @Test("What the user says may be for one file")
  func choice() {
    var choice = EncodingChoice()
    let known = ["a=b.csv=cp852", "windows-1250", "a.csv=klingon"].map { choice.add($0) }
    #expect(known == [true, true, false])
    #expect(choice.encoding(of: "a=b.csv")?.name == "CP852")
    #expect(choice.encoding(of: "c.csv")?.name == "windows-1250")
  }

  private func decoded(
    _ bytes: [UInt8], _ encoding: TextEncoding, size: Int = 1 << 16
  ) throws -> String {
    let decoder = try TextDecoder(encoding)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      try bytes[start..<min(bytes.count, start + size)].withUnsafeBufferPointer {
        (piece) throws(TextDecoder.Invalid) in try decoder.decode(piece, into: &text)
      }
    }
    try decoder.finish(into: &text)
    return string(text)
  }
}

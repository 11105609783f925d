import Foundation
import TestSupport
import Testing

@testable import Exchange

@Suite struct SystemPathTests {
  private static func text(_ bytes: [UInt8]) -> String {
    bytes.withUnsafeBufferPointer { SystemPath.text(of: $0) }
  }

  private static func bytes(_ path: String) -> [UInt8] {
    SystemPath.withBytes(of: path) { start in
      var bytes: [UInt8] = []
      var place = 0
      while start[place] != 0 {
        bytes.append(UInt8(bitPattern: start[place]))
        place += 1
      }
      return bytes
    }
  }

  @Test("Every name comes back to the byte, and what is UTF-8 is that text")
  func bytes() {
    forEverySeed(in: 0...300) { random in
      let pieces: [[UInt8]] = [
        [0x61], [0xC3, 0xA9], [0xE9], [0xFF], [0xF4, 0x8F, 0xBE, 0x80], [0xE2, 0x82],
        [0xF0, 0x9F, 0x9A, 0x8C],
        [0x2F], [0xF4, 0x8F, 0xBF, 0xBF],
      ]
      let name = (0..<Int.random(in: 0...12, using: &random)).flatMap { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &random)]
      }
      return Self.bytes(Self.text(name)) == name
    }
    #expect(Self.text(Array("é/ű.csv".utf8)) == "é/ű.csv")
    #expect(SystemPath.shown(Self.text([0x63, 0xE9, 0x2E, 0x63])) == "c\\xE9.c")
  }

  @Test("Files whose names are no UTF-8 are written, found and read")
  func files() throws {
    let folder = try TestFolder()
    let path = folder.url.path + "/" + Self.text([0x63, 0x61, 0x66, 0xE9, 0x2E, 0x63, 0x73, 0x76])
    try AtomicFile.write(Array("id,lon,lat\nA,1,2\n".utf8), to: path)
    #expect(
      try InputFolder.files(in: folder.url.path).map(Self.bytes) == [
        [0x63, 0x61, 0x66, 0xE9, 0x2E, 0x63, 0x73, 0x76]
      ])
    #expect(try PointFile.read(path: path).records.map(\.id) == ["A"])
    #expect(throws: OutputError.fileExists(path: path)) {
      try AtomicFile.write([1], to: path)
    }
  }

  @Test("What would steer a terminal is written out, on one line and on many")
  func visible() {
    #expect(VisibleText.lines("a\u{1B}[31mb\n\u{202E}c\td") == "a\\u001B[31mb\n\\u202Ec\\td")
    #expect(VisibleText.line("a\nb\r\u{85}\u{2066}\u{E0041}") == "a\\nb\\r\\u0085\\u2066\\uE0041")
    #expect(VisibleText.lines("Győr 日本 👨‍👩‍👧 עברית") == "Győr 日本 👨‍👩‍👧 עברית")
    #expect(DataFault.quoted("x\u{1B}") == "\"x\\u001B\"")
  }
}

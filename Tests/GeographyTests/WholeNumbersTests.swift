import Foundation
import TestSupport
import Testing

@testable import Geography

@Suite struct WholeNumbersTests {
  @Test(
    "Any number becomes the nearest that there is, without decimals",
    arguments: [
      (2.9, 2), (-2.9, -2), (-0.0, 0), (.nan, 0), (.infinity, .max), (-.infinity, .min),
      (1e300, .max), (-1e300, .min), (9_223_372_036_854_775_808, .max),
      (9_223_372_036_854_774_784, 9_223_372_036_854_774_784), (-9_223_372_036_854_775_808, .min),
      (.leastNonzeroMagnitude, 0),
    ] as [(Double, Int)])
  func clamping(_ value: Double, _ whole: Int) {
    #expect(Int(clamping: value) == whole)
  }

  @Test("Small types keep to their range")
  func smallTypes() {
    #expect(UInt8(clamping: 255.9) == 255)
    #expect(UInt8(clamping: -0.5) == 0)
    #expect(UInt8(clamping: -1e9) == 0)
    #expect(Int8(clamping: -128.5) == -128)
    #expect(UInt16(clamping: 65_536) == 65_535)
    #expect(Int16(clamping: -1e5) == -32_768)
    #expect(Int32(clamping: 2_147_483_647.5) == .max)
    #expect(Int32(clamping: 2_147_483_646.5) == 2_147_483_646)
    #expect(UInt32(clamping: 1e10) == .max)
    #expect(Int64(clamping: 1e19) == .max)
    #expect(UInt64(clamping: 1e19) == 10_000_000_000_000_000_000)
    #expect(UInt(clamping: 1e30) == .max)
  }

  @Test("No bit pattern of a Double ends the program")
  func anyBits() {
    forEverySeed(in: 0...999) { random in
      let value = Double(bitPattern: random.next())
      let whole = Int(clamping: value)
      guard value.magnitude < 9e15 else { return true }
      return Double(whole) == value.rounded(.towardZero)
        && Double(Int32(clamping: value))
          == min(max(value.rounded(.towardZero), Double(Int32.min)), Double(Int32.max))
    }
  }

  @Test("Every room has the file that forbids what may end the program")
  func everyRoom() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources")
    let rule = try Data(contentsOf: sources.appending(path: "Geography/WholeNumbers.swift"))
    for room in try FileManager.default.contentsOfDirectory(atPath: sources.path) {
      let folder = sources.appending(path: room)
      let files = FileManager.default.enumerator(atPath: folder.path)
      let isSwift = files?.contains { ($0 as? String)?.hasSuffix(".swift") == true } ?? false
      guard isSwift else { continue }
      let file = try? Data(contentsOf: folder.appending(path: "WholeNumbers.swift"))
      #expect(file == rule, "\(room) needs a link to ../Geography/WholeNumbers.swift")
    }
  }

  @Test("Nobody calls the standard library's own conversion past the rule")
  func noWayAround() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources")
    let files = FileManager.default.enumerator(atPath: sources.path)
    for case let file as String in files ?? FileManager.DirectoryEnumerator() {
      guard file.hasSuffix(".swift"), !file.hasSuffix("WholeNumbers.swift") else { continue }
      let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
      let isClean = !text.contains(".Swift::init(")
      #expect(isClean, "\(file) goes past WholeNumbers.swift")
    }
  }
}

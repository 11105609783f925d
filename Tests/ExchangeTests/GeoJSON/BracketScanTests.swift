import TestSupport
import Testing

@testable import Exchange

@Suite struct BracketScanTests {
  /// Pieces of JSON, right and wrong, in any order.
  private static func text(_ generator: inout RepeatableGenerator) -> [UInt8] {
    let pieces = [
      "{", "}", "[", "]", "\"", "\\", "\\\"", "\\\\", ",", ":", " ", "\n", "\t", "\u{1}", "é",
      "\"name\"",
      "\"a\": [1, 2]", "{\"b\": \"}{\"}", "12.5",
      "\"long text without anything to find in it at all\"",
      "\"\\\\\\\"\"",
    ]
    var text: [UInt8] = [0x7B]
    for _ in 0..<Int.random(in: 0...90, using: &generator) {
      text += Array((pieces.randomElement(using: &generator) ?? "").utf8)
      // Mostly right strings, or nothing would ever be nested.
      if Int.random(in: 0..<4, using: &generator) > 0 { text += Array("\"x\": {\"y\": 1}, ".utf8) }
    }
    return text
  }

  private static func outcome(
    _ text: [UInt8], looksForBreaks: Bool, isWide: Bool, cuts: [Int]
  ) -> [String] {
    var scan = BracketScan(at: 0, looksForBreaks: looksForBreaks, isWide: isWide)
    var outcomes: [String] = []
    for cut in cuts {
      let isOver = text[..<cut].withUnsafeBufferPointer { scan.run($0) }
      if isOver { return outcomes + ["\(scan.place) \(scan.isBroken)"] }
    }
    outcomes.append("open \(scan.isInString)")
    return outcomes
  }

  @Test("64 bytes at a time find the same end as one at a time, wherever the text is cut")
  func wide() {
    forEverySeed(in: 0...999) { generator in
      let text = Self.text(&generator)
      let cuts =
        (0..<4).map { _ in Int.random(in: 1...text.count, using: &generator) } + [text.count]
      return [true, false].allSatisfy { looksForBreaks in
        let outcomes = [true, false].map { isWide in
          Self.outcome(text, looksForBreaks: looksForBreaks, isWide: isWide, cuts: cuts.sorted())
        }
        return outcomes[0] == outcomes[1]
      }
    }
  }

  @Test("Escapes at the border of 64 bytes belong to their string")
  func borders() {
    for length in 50...140 {
      let text = Array(
        "{\"a\": \"\(String(repeating: "x", count: length))\\\\\\\"}\", \"b\": 1}".utf8)
      for cut in 1...text.count {
        let cuts = [cut, text.count]
        let outcome = Self.outcome(text, looksForBreaks: true, isWide: true, cuts: cuts)
        #expect(outcome == ["\(text.count) false"])
      }
    }
  }
}

import Cartography
import TestSupport
import Testing

@Suite struct TextFittingTests {
  @Test("Wrapped lines fit, and together hold every word in order")
  func wrapping() {
    forEverySeed { random in
      let words = (0..<Int.random(in: 1...40, using: &random)).map { _ in
        String(
          (0..<Int.random(in: 1...12, using: &random)).compactMap { _ in
            "abcdefgMWiéЖ学".randomElement(using: &random)
          })
      }
      let text = words.joined(separator: " ")
      let lines = TextFitting.wrapped(text, width: 220, size: 13)
      return lines.allSatisfy { TextWidth.of($0, size: 13) <= 220 }
        && lines.joined(separator: " ") == text
    }
  }

  @Test("A word that is longer than the line breaks")
  func longWord() {
    let word = String(repeating: "Donaudampfschiff", count: 6)
    let lines = TextFitting.wrapped(word, width: 100, size: 13)
    #expect(lines.joined() == word)
    #expect(lines.allSatisfy { TextWidth.of($0, size: 13) <= 100 })
  }

  @Test("Too many lines end with an ellipsis")
  func limit() {
    let lines = TextFitting.wrapped(
      "Budapest V. Kerületi Eötvös József Gimnázium és Kollégium", width: 150, size: 13, lines: 2)
    #expect(lines.count == 2)
    #expect(lines.last?.hasSuffix("…") == true)
  }

  @Test(
    "Truncation fits and keeps whole characters",
    arguments: ["विद्यालय रामपुर माध्यमिक", "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "A plain long name"])
  func truncation(text: String) {
    let short = TextFitting.truncated(text, width: 60, size: 12)
    #expect(TextWidth.of(short, size: 12) <= 60)
    #expect(text.hasPrefix(String(short.dropLast())))
    #expect(short.hasSuffix("…"))
  }

  @Test("Half a megabyte of a name is fitted at once", arguments: ["x", "ab ", "é, ", "学"])
  func hugeNames(part: String) {
    let text = String(repeating: part, count: 500_000 / part.utf8.count)
    let clock = ContinuousClock()
    let time = clock.measure {
      let short = TextFitting.truncated(text, width: 200, size: 12)
      #expect(TextWidth.of(short, size: 12) <= 200)
      let lines = TextFitting.wrapped(text, width: 200, size: 12, lines: 3)
      #expect(lines.count == 3)
      #expect(lines.allSatisfy { TextWidth.of($0, size: 12) <= 200 })
      #expect(lines.last?.hasSuffix("…") == true)
      let all = TextFitting.wrapped(text, width: 200, size: 12)
      #expect(all.joined().filter { $0 != " " }.count == text.filter { $0 != " " }.count)
    }
    // A quadratic search takes minutes.
    #expect(time < .seconds(20))
  }

  @Test("Truncation keeps as much as taking letters away one by one would")
  func asSlowly() {
    func slowly(_ text: String, _ width: Double) -> String {
      guard TextWidth.of(text, size: 12) > width else { return text }
      var kept = text
      while !kept.isEmpty {
        kept.removeLast()
        while kept.last?.isWhitespace == true || kept.last == "," { kept.removeLast() }
        if TextWidth.of(kept + "…", size: 12) <= width { return kept + "…" }
      }
      return "…"
    }
    forEverySeed { random in
      let text = String(
        (0..<Int.random(in: 0...40, using: &random)).compactMap { _ in
          "ab ,WiéЖ学  ,".randomElement(using: &random)
        })
      let width = Double.random(in: 0...250, using: &random)
      return TextFitting.truncated(text, width: width, size: 12) == slowly(text, width)
    }
  }

  @Test("Numbers are written without a locale")
  func numbers() {
    #expect(NumberText.tenths(-0.04) == "0")
    #expect(NumberText.tenths(-12.34) == "-12.3")
    #expect(NumberText.tenths(.nan) == "0")
    #expect(NumberText.fine(0.70711) == "0.7071")
    #expect(NumberText.fine(-1.05) == "-1.05")
    #expect(NumberText.people(1_234_567) == "1,234,567")
    #expect(NumberText.people(0.4) == "0.4")
    #expect(NumberText.people(999.6) == "1,000")
  }
}

import TestSupport
import Testing

@testable import Cartography

@Suite struct NumberTextTests {
  /// Digits in threes from the right, decimals, a power of ten; `?` for what is no number.
  static func isWellFormed(_ text: String) -> Bool {
    text.wholeMatch(
      of: #/(-?([0-9]{1,3}(,[0-9]{3})*(\.[0-9]+)?|[0-9](\.[0-9]+)?e-?[0-9]+)|\?)/#) != nil
  }

  /// Numbers of all magnitudes, and those that are none.
  static func number(_ random: inout RepeatableGenerator) -> Double {
    switch Int.random(in: 0...9, using: &random) {
    case 0:
      let edges: [Double] = [
        0, -0.0, .nan, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude,
        1e15, 999_999_999_999_999.5, 1e12, 0.9995, 999.5, 9.95,
      ]
      return edges[Int.random(in: 0..<edges.count, using: &random)]
    case 1: return Double(Int.random(in: -2_000_000...2_000_000, using: &random))
    case 2: return Double.random(in: -2000...2000, using: &random)
    default: return Double(bitPattern: random.next())
    }
  }

  @Test("All doubles have a text, and thousands are grouped right or not at all")
  func allDoubles() {
    forEverySeed(in: 0...4999) { random in
      let value = Self.number(&random)
      let texts = [
        NumberText.people(value), NumberText.measured(value),
        NumberText.measured(value, digits: 2),
        NumberText.fixed(value, decimals: Int.random(in: 0...7, using: &random)),
        NumberText.scientific(value, digits: 3), NumberText.tenths(value), NumberText.fine(value),
      ]
      let grouped = texts.prefix(5).allSatisfy(Self.isWellFormed)
      return grouped && texts.suffix(2).allSatisfy { Double($0) != nil }
    }
  }

  @Test("A text is near its number")
  func near() {
    forEverySeed(in: 0...1999) { random in
      let value = Self.number(&random)
      guard value.magnitude < 1e308, value.magnitude > 1e-290 else { return true }
      let text = NumberText.people(value).filter { $0 != "," }
      guard let read = Double(text) else { return false }
      return (read - value).magnitude <= value.magnitude * 0.006
    }
  }

  @Test(
    "People are counted whole, and what is not whole keeps three digits",
    arguments: [
      (1, "1"), (0.6, "0.6"), (0.004, "0.004"), (0.00005, "5e-5"), (2.5, "2.5"), (45.27, "45.3"),
      (999.6, "1,000"), (1234.5, "1,235"), (0.999_999_999_9, "1"), (0, "0"), (.nan, "?"),
      (1e15, "1e15"), (6.666e24, "6.67e24"), (.infinity, "?"),
    ] as [(Double, String)])
  func people(_ value: Double, _ text: String) {
    #expect(NumberText.people(value) == text)
  }
}

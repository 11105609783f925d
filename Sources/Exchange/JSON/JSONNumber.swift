/// A JSON number that keeps its text: `1.50` stays `1.50`.
public struct JSONNumber: Hashable, Sendable {
  /// As RFC 8259 writes numbers.
  public let text: String

  /// A text that is known to be a JSON number.
  init(unchecked text: String) { self.text = text }

  public init(_ value: Int) { text = String(value) }

  /// The shortest text that reads back as `value`; nil where it is NaN or infinite.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    let text = "\(value)"
    self.text = text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A value rounded to so many decimals, trailing zeros left out; nil where it is not finite.
  public init?(_ value: Double, decimals: Int) {
    guard let text = DecimalText.trimmed(value, decimals: decimals) else { return nil }
    self.text = text
  }

  /// The nearest double; infinite where the number is beyond all doubles.
  public var double: Double { Double(text) ?? .nan }
}

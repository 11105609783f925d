/// A JSON number that keeps its text: `1.50` stays `1.50`.
public struct JSONNumber: Hashable, Sendable {
  /// As RFC 8259 writes numbers.
  public let text: String

  /// A text that is known to be a JSON number.
  init(unchecked text: String) { self.text = text }

  public init(_ value: some BinaryInteger) { text = String(value) }

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

  /// Whether bytes are a JSON number that a reader of JSON keeps: no whole number beyond 15 digits.
  static func isPlainNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    let count = bytes.count
    func digits() -> Int {
      let first = index
      while index < count, bytes[index] &- 0x30 < 10 { index += 1 }
      return index - first
    }
    if count > 0, bytes[0] == 0x2D { index = 1 }
    let first = index
    let whole = digits()
    guard whole > 0, whole <= 15, whole == 1 || bytes[first] != 0x30 else { return false }
    if index < count, bytes[index] == 0x2E {
      index += 1
      if digits() == 0 { return false }
    }
    if index < count, bytes[index] | 0x20 == 0x65 {
      index += 1
      if index < count, bytes[index] == 0x2B || bytes[index] == 0x2D { index += 1 }
      if digits() == 0 { return false }
    }
    return index == count
  }
}

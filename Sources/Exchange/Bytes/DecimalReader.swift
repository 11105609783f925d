/// Reads decimal numbers from bytes, correctly rounded.
enum DecimalReader {
  /// The powers of ten that a double holds exactly.
  private static let powers: [Double] = {
    var powers = [1.0]
    for _ in 1...22 { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()

  /// The value of an optionally signed decimal number, spaces around it allowed.
  ///
  /// Nil where the bytes are anything else; words such as `nan` and hexadecimal digits too.
  /// Few digits and a small exponent are exact in doubles (W. D. Clinger, "How to Read Floating
  /// Point Numbers Accurately", 1990, <https://doi.org/10.1145/93548.93557>); the rest goes to
  /// the standard library.
  static func double(
    _ bytes: UnsafeBufferPointer<UInt8>, decimalComma: Bool = false
  ) -> Double? {
    var index = 0
    var end = bytes.count
    while index < end, isSpace(bytes[index]) { index += 1 }
    while end > index, isSpace(bytes[end - 1]) { end -= 1 }
    let start = index
    var isNegative = false
    if index < end, bytes[index] == 0x2D || bytes[index] == 0x2B {
      isNegative = bytes[index] == 0x2D
      index += 1
    }
    var mantissa: UInt64 = 0
    var digits = 0
    var exponent = 0
    var isExact = true
    var sawPoint = false
    scan: while index < end {
      let byte = bytes[index]
      switch byte {
      case 0x30...0x39:
        digits += 1
        if mantissa < 900_000_000_000_000 {
          mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30)
          if sawPoint { exponent -= 1 }
        } else {
          isExact = false
        }
      case 0x2E where !sawPoint: sawPoint = true
      case 0x2C where decimalComma && !sawPoint: sawPoint = true
      default: break scan
      }
      index += 1
    }
    guard digits > 0 else { return nil }
    if index < end {
      guard bytes[index] | 0x20 == 0x65 else { return nil }
      index += 1
      var isNegativeExponent = false
      if index < end, bytes[index] == 0x2D || bytes[index] == 0x2B {
        isNegativeExponent = bytes[index] == 0x2D
        index += 1
      }
      guard index < end else { return nil }
      var written = 0
      while index < end {
        guard case 0x30...0x39 = bytes[index] else { return nil }
        written = min(written * 10 + Int(bytes[index] - 0x30), 100_000)
        index += 1
      }
      exponent += isNegativeExponent ? -written : written
    }
    if isExact, exponent >= -22, exponent <= 22 {
      let value = Double(mantissa)
      let scaled = exponent < 0 ? value / powers[-exponent] : value * powers[exponent]
      return isNegative ? -scaled : scaled
    }
    var text = String(
      decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
    if decimalComma { text = String(text.map { $0 == "," ? "." : $0 }) }
    return Double(text)
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}

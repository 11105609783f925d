/// Reads numbers of JSON text, correctly rounded, as fast as coordinates need it.
enum CoordinateReader {
  private static let powers: [Double] = (0...22).map { exponent in
    (0..<exponent).reduce(1.0) { power, _ in power * 10 }
  }

  /// The value of text that is a JSON number, infinite where it is too large.
  ///
  /// `end` is where the number ends. The text stands before zeros. As ``DecimalReader``, few digits and a small exponent are exact
  /// in doubles; where the processor has numbers of 64 bits, more digits are exact in those, and
  /// only what then lies next to the middle between two doubles goes to the standard library.
  @inline(__always)
  static func double(_ base: UnsafePointer<UInt8>, _ start: Int, end: inout Int) -> Double {
    var place = start
    let isNegative = base[place] == 0x2D
    if isNegative { place += 1 }
    var mantissa: UInt64 = 0
    let first = place
    while case let digit = base[place] &- 0x30, digit < 10 {
      mantissa = mantissa &* 10 &+ UInt64(digit)
      place += 1
    }
    var digits = place - first
    var exponent = 0
    if base[place] == 0x2E {
      place += 1
      let point = place
      while case let digit = base[place] &- 0x30, digit < 10 {
        mantissa = mantissa &* 10 &+ UInt64(digit)
        place += 1
      }
      exponent = point - place
      digits += place - point
    }
    if base[place] | 0x20 == 0x65 {
      place += 1
      let isDown = base[place] == 0x2D
      if isDown || base[place] == 0x2B { place += 1 }
      var written = 0
      while case let digit = base[place] &- 0x30, digit < 10 {
        written = min(written * 10 + Int(digit), 100_000)
        place += 1
      }
      exponent += isDown ? -written : written
    }
    end = place
    if digits <= 19, exponent <= 22, exponent >= -22 {
      if mantissa <= 1 << 53 {
        let value = Double(mantissa)
        let scaled =
          powers.withUnsafeBufferPointer { powers in
            exponent < 0 ? value / powers[-exponent] : value * powers[exponent]
          }
        return isNegative ? -scaled : scaled
      }
      if let value = wide(mantissa, exponent) { return isNegative ? -value : value }
    }
    return slowly(base, start, place)
  }

  #if arch(x86_64)
  private static let widePowers: [Float80] = (0...22).map { exponent in
    (0..<exponent).reduce(Float80(1)) { power, _ in power * 10 }
  }

  /// One division of exact numbers, rounded to 64 bits and then to 53: wrong only where the first
  /// rounding lands next to a half of the second.
  private static func wide(_ mantissa: UInt64, _ exponent: Int) -> Double? {
    guard exponent <= 0 else { return nil }
    let quotient = Float80(mantissa) / widePowers[-exponent]
    let low = quotient.significandBitPattern & 0x7FF
    guard low < 0x3FF || low > 0x401 else { return nil }
    return Double(quotient)
  }
  #else
  private static func wide(_ mantissa: UInt64, _ exponent: Int) -> Double? { nil }
  #endif

  @inline(never)
  private static func slowly(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Double {
    let text = UnsafeBufferPointer(start: base + start, count: end - start)
    return Double(String(decoding: text, as: UTF8.self)) ?? .infinity
  }
}

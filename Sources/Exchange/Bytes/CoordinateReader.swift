import CLanes

/// Reads numbers of JSON text, correctly rounded, as fast as coordinates need it.
enum CoordinateReader {
  /// The value of text that is a JSON number, infinite where it is too large.
  ///
  /// `end` is where the number ends. The text stands before zeros. As ``DecimalReader``, few digits and a small exponent are exact
  /// in doubles; where the processor has numbers of 64 bits, more digits are exact in those, and
  /// only what then lies next to the middle between two doubles goes to the standard library. Digits are
  /// taken eight at a time: D. Lemire, "Number Parsing at a Gigabyte per Second", Software: Practice and
  /// Experience 51 (2021), <https://doi.org/10.1002/spe.2984>, section 4.
  @inline(__always)
  static func double(_ base: UnsafePointer<UInt8>, _ start: Int, end: inout Int) -> Double {
    var place = start
    let isNegative = base[place] == 0x2D
    if isNegative { place += 1 }
    var mantissa: UInt64 = 0
    let first = place
    takeDigits(base, &place, &mantissa)
    var digits = place - first
    var exponent = 0
    if base[place] == 0x2E {
      place += 1
      let point = place
      takeDigits(base, &place, &mantissa)
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
          exponent < 0
          ? value / text_power_of_ten(Int64(-exponent)) : value * text_power_of_ten(Int64(exponent))
        return isNegative ? -scaled : scaled
      }
      if let value = wide(mantissa, exponent) { return isNegative ? -value : value }
    }
    return slowly(base, start, place)
  }

  /// Takes all digits that come next.
  @inline(__always)
  private static func takeDigits(
    _ base: UnsafePointer<UInt8>, _ place: inout Int, _ mantissa: inout UInt64
  ) {
    while true {
      let text = UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self).littleEndian
      let word = text ^ 0x3030_3030_3030_3030
      // What is no digit is more than 9 now.
      let others =
        (((word & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676) | word) & 0x8080_8080_8080_8080
      guard others != 0 else {
        mantissa = mantissa &* 100_000_000 &+ value(ofEight: word)
        place += 8
        continue
      }
      let count = others.trailingZeroBitCount >> 3
      guard count > 0 else { return }
      // Zeros in front of them make them eight.
      mantissa =
        mantissa &* text_whole_power_of_ten(Int64(count))
        &+ value(ofEight: word << UInt64(64 - 8 * count))
      place += count
      return
    }
  }

  /// The number of eight digits, a byte each, the first the lowest: ones, then pairs, then fours are joined.
  @inline(__always)
  private static func value(ofEight digits: UInt64) -> UInt64 {
    let pairs = (digits &* 10 &+ digits >> 8) & 0x00FF_00FF_00FF_00FF
    let fours = (pairs &* 100 &+ pairs >> 16) & 0x0000_FFFF_0000_FFFF
    return (fours &* 10_000 &+ fours >> 32) & 0xFFFF_FFFF
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

extension NumberText {
  /// With exactly so many decimals and commas between thousands: `1,234.50`; no `-0`.
  ///
  /// - Parameters:
  ///   - value: Written in ``scientific(_:digits:)`` where it has more than 15 digits; `?` for what
  ///     is not finite.
  ///   - decimals: 0 to 15.
  /// - Returns: Digits with a point, and a minus where it is needed.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return "?" }
    var power = 1.0
    for _ in 0..<decimals { power *= 10 }
    let scaled = (value.magnitude * power).rounded()
    guard scaled < 1e15 else { return scientific(value, digits: 3) }
    var digits = String(Int(clamping: scaled))
    while digits.count <= decimals { digits = "0" + digits }
    let part = digits.suffix(decimals)
    var whole = ""
    for (index, digit) in digits.dropLast(decimals).enumerated() {
      if index > 0, (digits.count - decimals - index).isMultiple(of: 3) { whole.append(",") }
      whole.append(digit)
    }
    let sign = value < 0 && scaled > 0 ? "-" : ""
    return sign + whole + (decimals > 0 ? "." + part : "")
  }

  /// As a digit or a few and a power of ten: `1.2e-7`.
  package static func scientific(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return "?" }
    guard value != 0 else { return "0" }
    var exponent = 0
    var mantissa = value.magnitude
    while mantissa >= 10 {
      mantissa /= 10
      exponent += 1
    }
    while mantissa < 1 {
      mantissa *= 10
      exponent -= 1
    }
    var text = fixed(mantissa, decimals: digits - 1)
    if text.hasPrefix("10") {
      text = fixed(1, decimals: digits - 1)
      exponent += 1
    }
    if text.contains(".") {
      while text.last == "0" { text.removeLast() }
      if text.last == "." { text.removeLast() }
    }
    return "\(value < 0 ? "-" : "")\(text)e\(exponent)"
  }

  /// A measured number for reading, at least four digits of it: `0.01234`, `12.34`, `1,234`,
  /// `5,678,901`, `1.2345e20`; `?` for what is not finite.
  package static func measured(_ value: Double, digits: Int = 4) -> String {
    let size = value.magnitude
    if size == 0 { return "0" }
    if size < 1e-4 || size >= 1e12 { return scientific(value, digits: digits + 1) }
    var decimals = 0
    var limit = 1.0
    for _ in 1..<digits { limit *= 10 }
    while size < limit, decimals < digits + 3 {
      limit /= 10
      decimals += 1
    }
    var text = fixed(value, decimals: decimals)
    if text.contains(".") {
      while text.last == "0" { text.removeLast() }
      if text.last == "." { text.removeLast() }
    }
    return text
  }
}

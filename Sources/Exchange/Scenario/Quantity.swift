/// Reads amounts with their units, as people write them in scenarios and options.
package enum Quantity {
  /// Metres from `1500`, `1500 m`, `1.5km` or `1 mi`; nil for anything else and below zero.
  package static func metres(_ text: String) -> Double? {
    amount(text, units: ["": 1, "m": 1, "km": 1000, "mi": 1609.344])
  }

  /// Seconds from `90`, `90 s`, `1.5 min` or `2h`; nil for anything else and below zero.
  package static func seconds(_ text: String) -> Double? {
    amount(
      text, units: ["": 1, "s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600, "ms": 0.001])
  }

  /// A share from `0.1` or `10%`; nil for anything else and below zero.
  package static func share(_ text: String) -> Double? {
    amount(text, units: ["": 1, "%": 0.01])
  }

  /// What to ask about a share of 1 or more without a sign: 2 is 200 %, but may mean 2 %.
  package static func question(
    aboutShare text: String, _ share: Double
  ) -> (problem: String, remedy: String) {
    var number = "\(share * 100)"
    if number.hasSuffix(".0") { number.removeLast(2) }
    return ("is \(number) %", "write \(text)% for \(text) per cent, or \(number)% if that is meant")
  }

  /// A number from zero upwards.
  package static func amount(_ text: String) -> Double? { amount(text, units: ["": 1]) }

  /// The whole numbers from one to another: `3...8`, `3..8`, or `5` alone; none below 1.
  package static func counts(_ text: String) -> ClosedRange<Int>? {
    let parts = text.split(whereSeparator: { $0 == "." || $0 == "…" }).map {
      Int($0.filter { !$0.isWhitespace })
    }
    guard let first = parts.first ?? nil, let last = parts.last ?? nil, parts.count <= 2,
      first >= 1, first <= last, parts.count == 2 || Int(text) != nil
    else { return nil }
    return first...last
  }

  private static func amount(_ text: String, units: [String: Double]) -> Double? {
    let end = text.firstIndex { $0.isLetter || $0 == "%" } ?? text.endIndex
    var unit = text[end...]
    while unit.last?.isWhitespace == true { unit.removeLast() }
    guard let factor = units[unit.lowercased()] else { return nil }
    var number = String(text[..<end])
    guard let value = number.withUTF8({ DecimalReader.double($0) }), value.isFinite, value >= 0
    else { return nil }
    return value * factor
  }
}

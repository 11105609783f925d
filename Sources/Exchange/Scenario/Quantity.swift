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

  private static func amount(_ text: String, units: [String: Double]) -> Double? {
    let end = text.firstIndex { $0.isLetter } ?? text.endIndex
    var unit = text[end...]
    while unit.last?.isWhitespace == true { unit.removeLast() }
    guard let factor = units[unit.lowercased()] else { return nil }
    var number = String(text[..<end])
    guard let value = number.withUTF8({ DecimalReader.double($0) }), value.isFinite, value >= 0
    else { return nil }
    return value * factor
  }
}

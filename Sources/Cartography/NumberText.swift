/// Numbers as the page writes them, the same everywhere: no locale.
///
/// What is no number is written as 0.
package enum NumberText {
  /// With at most one decimal: `12`, `12.3`, `-0.4`.
  package static func tenths(_ value: Double) -> String {
    guard value.magnitude < 1e12 else { return "0" }
    let tenths = Int(clamping: (value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let (whole, part) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
    return part == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(part)"
  }

  /// With at most four decimals, for directions and angles.
  package static func fine(_ value: Double) -> String {
    guard value.magnitude < 1e12 else { return "0" }
    let scaled = Int(clamping: (value * 10_000).rounded())
    let sign = scaled < 0 ? "-" : ""
    let (whole, part) = scaled.magnitude.quotientAndRemainder(dividingBy: 10_000)
    guard part != 0 else { return "\(sign)\(whole)" }
    var digits = String(part + 10_000).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(sign)\(whole).\(digits)"
  }

  /// How many people, for reading: `1,234`; three digits of what is not whole: `45.3`, `0.004`.
  package static func people(_ value: Double) -> String {
    let isWhole = value == value.rounded() || value.magnitude >= 999.5
    return isWhole ? fixed(value, decimals: 0) : measured(value, digits: 3)
  }
}

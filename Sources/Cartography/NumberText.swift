/// Numbers as the page writes them, the same everywhere: no locale.
///
/// What is no number is written as 0.
package enum NumberText {
  /// With at most one decimal: `12`, `12.3`, `-0.4`.
  package static func tenths(_ value: Double) -> String {
    guard value.magnitude < 1e12 else { return "0" }
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let (whole, part) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
    return part == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(part)"
  }

  /// With at most four decimals, for directions and angles.
  package static func fine(_ value: Double) -> String {
    guard value.magnitude < 1e12 else { return "0" }
    let scaled = Int((value * 10_000).rounded())
    let sign = scaled < 0 ? "-" : ""
    let (whole, part) = scaled.magnitude.quotientAndRemainder(dividingBy: 10_000)
    guard part != 0 else { return "\(sign)\(whole)" }
    var digits = String(part + 10_000).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(sign)\(whole).\(digits)"
  }

  /// A count of people for reading: whole, with commas between thousands; `0.4` below one.
  package static func people(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return "?" }
    if value > 0, value < 0.95 { return tenths(max(value, 0.1)) }
    var text = ""
    let digits = String(Int(value.rounded()).magnitude)
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return value.rounded() < 0 ? "-" + text : text
  }
}

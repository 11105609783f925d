/// Numbers as text with a fixed number of decimals, the same on every machine.
enum Decimals {
  /// The number rounded half away from zero, with all its decimals: `12.50`.
  ///
  /// Exact for results below 2^53 units of the last decimal; beyond, the nearest double is shown.
  static func text(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite else { return "" }
    let scale = powersOfTen[decimals]
    let scaled = (abs(value) * scale).rounded(.toNearestOrAwayFromZero)
    guard scaled < 9e15 else { return "\(value)" }
    let units = UInt64(scaled)
    let sign = value < 0 && units > 0 ? "-" : ""
    guard decimals > 0 else { return sign + String(units) }
    let whole = UInt64(scale)
    let fraction = String(units % whole)
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return "\(sign)\(units / whole).\(zeros)\(fraction)"
  }

  /// A whole number with commas between thousands: `20,213`.
  static func grouped(_ value: Double) -> String {
    let digits = Array(text(abs(value), 0))
    var grouped = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { grouped.append(",") }
      grouped.append(digit)
    }
    return grouped
  }

  /// How many people a weight is: `1 person`, `20,213 people`.
  static func people(_ weight: Double) -> String {
    let number = grouped(weight)
    return "\(number) \(number == "1" ? "person" : "people")"
  }

  /// How many seats a weight needs, never too few: `1 seat`, `12 seats`.
  static func seats(_ weight: Double) -> String {
    let whole = (weight * (1 - 1e-12)).rounded(.up)
    return whole == 1 ? "1 seat" : "\(grouped(whole)) seats"
  }

  /// Square metres as people say them: `850 m²`, `4.2 ha`, `12.5 km²`.
  static func land(_ area: Double) -> String {
    if area < 10_000 { return "\(grouped(area)) m²" }
    return area < 1_000_000 ? "\(text(area / 1e4, 1)) ha" : "\(text(area / 1e6, 1)) km²"
  }

  private static let powersOfTen = [1.0, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7]
}

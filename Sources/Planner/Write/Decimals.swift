import Cartography
import Exchange

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
    let units = UInt64(clamping: scaled)
    let sign = value < 0 && units > 0 ? "-" : ""
    guard decimals > 0 else { return sign + String(units) }
    let whole = UInt64(clamping: scale)
    let fraction = String(units % whole)
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return "\(sign)\(units / whole).\(zeros)\(fraction)"
  }

  /// The number with three decimals, or with twelve digits where it is below one: `12.500`, `0.00005`.
  static func precise(_ value: Double) -> String {
    guard value != 0, value.magnitude < 1 else { return text(value, 3) }
    let decimals = value.decimals(ofDigits: 12)
    return decimals <= 15
      ? DecimalText.trimmed(value, decimals: decimals) ?? ""
      : "\(value.rounded(.toNearestOrEven, decimals: decimals))"
  }

  /// A whole number with commas between thousands: `20,213`, `6.67e24`; `?` for what is not finite.
  static func grouped(_ value: Double) -> String { NumberText.fixed(value, decimals: 0) }

  /// How many people a weight is: `1 person`, `20,213 people`, `0.6 people`.
  static func people(_ weight: Double) -> String {
    let number = NumberText.people(weight)
    return "\(number) \(number == "1" ? "person" : "people")"
  }

  /// How many seats a weight needs, never too few: `1 seat`, `12 seats`.
  static func seats(_ weight: Double) -> String {
    let whole = (weight * (1 - 1e-12)).rounded(.up)
    return whole == 1 ? "1 seat" : "\(grouped(whole)) seats"
  }

  /// Metres for reading, two digits of short ones: `1,234 m`, `3.4 m`, `0.0012 m`, `6.67e24 m`.
  static func metres(_ value: Double) -> String {
    let isShort = value.magnitude < 9.95 && value != value.rounded()
    return "\(isShort ? NumberText.measured(value, digits: 2) : grouped(value)) m"
  }

  /// Metres for reading, in kilometres from one on: `850 m`, `1.2 km`, `2,205 km`.
  static func kilometres(_ metres: Double) -> String {
    if metres < 950 { return Self.metres(metres) }
    return "\(NumberText.fixed(metres / 1000, decimals: metres < 10_000 ? 1 : 0)) km"
  }

  /// Square metres as people say them: `850 m²`, `4.2 ha`, `12.5 km²`.
  static func land(_ area: Double) -> String {
    if area < 10_000 { return "\(grouped(area)) m²" }
    return area < 1_000_000
      ? "\(NumberText.fixed(area / 1e4, decimals: 1)) ha"
      : "\(NumberText.fixed(area / 1e6, decimals: 1)) km²"
  }

  private static let powersOfTen = [1.0, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7]
}

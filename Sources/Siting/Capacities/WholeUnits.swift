/// Turns amounts into whole numbers of a unit, held as `Double`, so that their sums are exact.
///
/// Whole amounts are counted in what divides all of them, so that of 51 seats for families of two 50 count. Others are counted in a unit that is a power of two, 2⁵⁰ to
/// 2⁵¹ of which make up the total; each is off by at most half a unit.
struct WholeUnits {
  let scale: Double
  /// How far a sum of all amounts may be off, in units.
  private let slop: Double

  init(for amounts: [Double]) {
    let total = amounts.reduce(0, +)
    if total < 0x1p52, amounts.allSatisfy({ $0 == $0.rounded() && $0 >= 0 }) {
      let divisor = amounts.reduce(Int64(0)) { Self.commonDivisor($0, Int64(clamping: $1)) }
      scale = 1 / Double(max(1, divisor))
      slop = 0
    } else {
      scale = Double(sign: .plus, exponent: 50 - total.exponent, significand: 1)
      slop = Double(amounts.count) / 2 + 1
    }
  }

  /// Euclid's algorithm.
  private static func commonDivisor(_ one: Int64, _ other: Int64) -> Int64 {
    var (larger, smaller) = (one, other)
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    return larger
  }

  func amount(_ amount: Double) -> Double { (amount * scale).rounded() }

  /// The most units that keep to a limit; a limit that is missed by rounding alone is kept.
  func most(_ limit: Double) -> Double {
    limit < .infinity ? (limit * scale * (1 + 1e-12) + slop).rounded(.down) : .infinity
  }

  /// The fewest units that reach a floor.
  func least(_ floor: Double) -> Double {
    floor > 0 ? max(0, (floor * scale * (1 - 1e-12) - slop).rounded(.up)) : 0
  }
}

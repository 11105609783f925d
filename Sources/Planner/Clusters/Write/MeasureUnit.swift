import Exchange
import Foundation

/// The power of two that distances are measured in, on the way to figures of the file.
struct MeasureUnit {
  let exponent: Int

  /// A distance, or with `power` 2 a sum of squares; NaN where no number is so small or so large.
  func plain(_ value: Double, power: Int = 1) -> Double {
    guard exponent != 0, value != 0, value.isFinite else { return value }
    let plain = Double(sign: .plus, exponent: power * exponent, significand: value)
    return plain == 0 || plain.isInfinite ? .nan : plain
  }

  /// The same as people read it, also where no number is so small or so large.
  func text(_ value: Double, power: Int = 1) -> String {
    let plain = plain(value, power: power)
    guard plain.isNaN, value.isFinite else { return ClusterReport.short(plain) }
    let (mantissa, exponent) = decimal(of: value.magnitude, power: power)
    let digits = DecimalText.trimmed(mantissa, decimals: 4) ?? ""
    return "\(value < 0 ? "-" : "")\(digits)e\(exponent)"
  }

  /// What measures are to be multiplied by for pictures, from 1 to 10.
  var factor: Double { exponent == 0 ? 1 : decimal(of: 1, power: 1).mantissa }

  /// What is then left out of them, to be written behind the name of an axis: ` (×1e-170)`.
  var suffix: String {
    exponent == 0 ? "" : " (×1e\(decimal(of: 1, power: 1).exponent))"
  }

  private func decimal(of value: Double, power: Int) -> (mantissa: Double, exponent: Int) {
    // At most 616 with its 16 digits: the mantissa has a dozen.
    let logarithm = log10(value) + Double(power * exponent) * 0.301029995663981195
    let whole = logarithm.rounded(.down)
    return (pow(10, logarithm - whole), Int(exactly: whole) ?? 0)
  }
}

extension ClusterReport {
  var unit: MeasureUnit { MeasureUnit(exponent: prepared.exponent) }

  /// 2 for sums of squares.
  var costPower: Int { fit.costName == "inertia" ? 2 : 1 }

  /// A cost in the units of the file; NaN where no number is so small or so large.
  func plainCost(_ cost: Double) -> Double { unit.plain(cost, power: costPower) }

  func costText(_ cost: Double) -> String { unit.text(cost, power: costPower) }
}

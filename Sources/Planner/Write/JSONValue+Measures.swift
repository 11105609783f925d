import Exchange

extension JSONValue {
  /// Metres, or a weight, with three decimals; null for nil.
  static func measure(_ value: Double?) -> JSONValue {
    value.map { .double($0, decimals: 3) } ?? .null
  }

  /// A number of metres in kilometres with six decimals; null for nil.
  static func kilometres(_ metres: Double?) -> JSONValue {
    metres.map { .double($0 / 1000, decimals: 6) } ?? .null
  }

  /// A whole number; null for nil.
  static func count(_ value: Int?) -> JSONValue { value.map(JSONValue.integer) ?? .null }

  /// A seed, which may be larger than any `Int`.
  static func unsigned(_ value: UInt64) -> JSONValue {
    Int(exactly: value).map(JSONValue.integer) ?? .string(String(value))
  }
}

extension Double {
  /// Rounded to so many decimals without ever growing: a bound must stay a bound.
  func rounded(_ rule: FloatingPointRoundingRule, decimals: Int) -> Double {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let rounded = (self * scale).rounded(rule) / scale
    return rounded.isFinite ? rounded : self
  }
}

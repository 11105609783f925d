import Exchange

extension JSONValue {
  /// Metres with three decimals; null for nil.
  static func measure(_ value: Double?) -> JSONValue {
    value.map { .double($0, decimals: 3) } ?? .null
  }

  /// A weight with twelve digits, however small it is; null for nil.
  static func weight(_ value: Double?) -> JSONValue {
    value.map { rounded($0, to: $0.decimals(ofDigits: 12)) } ?? .null
  }

  /// A sum of weights times distances with three decimals, or twelve digits where it is below one;
  /// null for nil.
  static func objective(_ value: Double?) -> JSONValue {
    value.map { rounded($0, to: $0.objectiveDecimals) } ?? .null
  }

  /// A bound of an objective, rounded down so that it stays one; null for nil.
  static func bound(_ value: Double?) -> JSONValue {
    value.map { .double($0.roundedAsBound) } ?? .null
  }

  /// A number of metres in kilometres with six decimals, or twelve digits where it is below a
  /// thousandth; null for nil.
  static func kilometres(_ metres: Double?) -> JSONValue {
    metres.map { metres in
      let value = metres / 1000
      return rounded(value, to: value.magnitude < 1e-3 ? value.decimals(ofDigits: 12) : 6)
    } ?? .null
  }

  private static func rounded(_ value: Double, to decimals: Int) -> JSONValue {
    guard decimals > 15 else { return .double(value, decimals: decimals) }
    return .double(value.rounded(.toNearestOrEven, decimals: decimals))
  }

  /// A whole number; null for nil.
  static func count(_ value: Int?) -> JSONValue { value.map(JSONValue.integer) ?? .null }

  /// A seed, which may be larger than any `Int`.
  static func unsigned(_ value: UInt64) -> JSONValue {
    Int(exactly: value).map(JSONValue.integer) ?? .string(String(value))
  }
}

extension Double {
  /// How many decimals it takes to write so many digits of the number; 0 for 0.
  func decimals(ofDigits digits: Int) -> Int {
    guard isFinite, self != 0 else { return 0 }
    var decimals = digits
    var size = magnitude
    while size >= 1, decimals > 0 {
      size /= 10
      decimals -= 1
    }
    while size < 0.1 {
      size *= 10
      decimals += 1
    }
    return decimals
  }

  /// How many decimals an objective has.
  var objectiveDecimals: Int { magnitude < 1 ? max(3, decimals(ofDigits: 12)) : 3 }

  /// Rounded down to the decimals of an objective.
  var roundedAsBound: Double { rounded(.down, decimals: min(objectiveDecimals, 15)) }

  /// Rounded to so many decimals without ever growing: a bound must stay a bound.
  func rounded(_ rule: FloatingPointRoundingRule, decimals: Int) -> Double {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let rounded = (self * scale).rounded(rule) / scale
    return rounded.isFinite ? rounded : self
  }
}

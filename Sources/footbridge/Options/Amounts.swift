import ArgumentParser

/// A time such as `30`, `30s`, `2m` or `1h`.
struct Seconds: ExpressibleByArgument {
  var seconds: Double

  init?(argument: String) {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
    let factor = argument.last.flatMap { units[$0] }
    let digits = factor == nil ? argument : String(argument.dropLast())
    guard let number = Double(digits), number.isFinite else { return nil }
    seconds = number * (factor ?? 1)
  }
}

/// A share such as `0.01` or `1%`.
struct Share: ExpressibleByArgument {
  var share: Double

  init?(argument: String) {
    let isPercentage = argument.hasSuffix("%")
    let digits = isPercentage ? String(argument.dropLast()) : argument
    guard let number = Double(digits), number.isFinite else { return nil }
    share = isPercentage ? number / 100 : number
  }
}

/// Distances such as `500,1000` (metres), `0.5km,1km` or `1mi`.
struct Lengths: ExpressibleByArgument {
  var metres: [Double] = []

  init?(argument: String) {
    for part in argument.split(separator: ",") {
      guard let length = Self.metres(part) else { return nil }
      metres.append(length)
    }
  }

  private static func metres(_ text: Substring) -> Double? {
    for (unit, factor) in [("km", 1000.0), ("mi", 1609.344), ("m", 1.0)]
    where text.hasSuffix(unit) {
      return Double(text.dropLast(unit.count)).map { $0 * factor }
    }
    return Double(text)
  }
}

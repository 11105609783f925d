import ArgumentParser
import Exchange

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
  /// As it was given.
  private let text: String

  init?(argument: String) {
    let isPercentage = argument.hasSuffix("%")
    let digits = isPercentage ? String(argument.dropLast()) : argument
    guard let number = Double(digits), number.isFinite else { return nil }
    share = isPercentage ? number / 100 : number
    text = argument
  }

  /// Asks about a share of 1 or more without a sign, which is as likely to be meant in per cent.
  ///
  /// - Throws: A `ValidationError` that says what to write for either.
  func requireSmall(_ option: String) throws {
    guard share >= 1, !text.hasSuffix("%") else { return }
    let asked = Quantity.question(aboutShare: text, share)
    throw ValidationError("\(option) \(text) \(asked.problem); \(asked.remedy)")
  }
}

/// A distance such as `500` (metres), `500m`, `0.5km` or `1mi`.
struct Length: ExpressibleByArgument {
  var metres: Double

  init?(argument: String) {
    for (unit, factor) in [("km", 1000.0), ("mi", 1609.344), ("m", 1.0), ("", 1.0)]
    where argument.hasSuffix(unit) {
      guard let number = Double(argument.dropLast(unit.count)), number.isFinite else { return nil }
      metres = number * factor
      return
    }
    return nil
  }
}

/// Distances such as `500,1000` or `0.5km,1km`.
struct Lengths: ExpressibleByArgument {
  var metres: [Double] = []

  init?(argument: String) {
    for part in argument.split(separator: ",") {
      guard let length = Length(argument: String(part)) else { return nil }
      metres.append(length.metres)
    }
  }
}

/// What a crossing costs: `old-bridge=200`.
struct CrossingCost: ExpressibleByArgument {
  var id: String
  var metres: Double

  init?(argument: String) {
    // An id may hold the sign, a length cannot.
    guard let sign = argument.lastIndex(of: "="), sign > argument.startIndex,
      let length = Length(argument: String(argument[argument.index(after: sign)...])),
      length.metres >= 0
    else { return nil }
    id = String(argument[..<sign])
    metres = length.metres
  }
}

/// A number such as `5`, or several that are compared: `3...8`.
struct Counts: ExpressibleByArgument {
  var range: ClosedRange<Int>

  init?(argument: String) {
    if let number = Int(argument) {
      range = number...number
      return
    }
    let parts = argument.split(whereSeparator: { $0 == "." || $0 == "…" })
    guard parts.count == 2, argument.contains("..") || argument.contains("…"),
      let least = Int(parts[0]), let most = Int(parts[1]), least >= 1, least <= most
    else { return nil }
    range = least...most
  }
}

/// Names such as `from_id,to_id,minutes`.
struct Names: ExpressibleByArgument {
  var names: [String]

  init?(argument: String) {
    names = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard !names.contains("") else { return nil }
  }
}

/// Reads degrees as people write them: `47.5`, `47,5° N`, `47°29'52"N`, `N 47 29.87`.
enum AngleReader {
  struct Angle {
    var degrees: Double
    /// Whether a letter says that it is a latitude, or a longitude.
    var isLatitude: Bool?
  }

  /// One angle; nil where the text is anything else.
  static func angle(_ text: String) -> Angle? {
    var isLatitude: Bool?
    var isNegative = false
    var numbers: [Double] = []
    var digits = ""
    var isBad = false
    func close() {
      guard !digits.isEmpty else { return }
      var text = digits
      // Three digits before the point are no minutes: a space parts thousands there.
      let whole = text.prefix { $0 != "." && $0 != "," }.count
      if !numbers.isEmpty, whole > 2 { isBad = true }
      if let number = text.withUTF8({ DecimalReader.double($0, decimalComma: true) }) {
        numbers.append(number)
      } else {
        isBad = true
      }
      digits = ""
    }
    for (place, scalar) in text.unicodeScalars.enumerated() {
      switch scalar {
      case "0"..."9", ".", ",": digits.unicodeScalars.append(scalar)
      case "-", "−":
        guard numbers.isEmpty, digits.isEmpty, !isNegative else { return nil }
        isNegative = true
      case "+" where place == 0: break
      case "°", "º", "˚", "'", "′", "’", "\"", "″", "”", ":", " ", "\t", "d", "m", "\u{A0}",
        "\u{202F}":
        close()
      case "N", "n", "S", "s", "E", "e", "W", "w", "O", "o":
        close()
        guard isLatitude == nil else { return nil }
        let letter = Character(scalar).uppercased()
        isLatitude = letter == "N" || letter == "S"
        if letter == "S" || letter == "W" {
          guard !isNegative else { return nil }
          isNegative = true
        }
      default: return nil
      }
    }
    close()
    guard !isBad, (1...3).contains(numbers.count) else { return nil }
    // Minutes and seconds are below 60, and what stands before them is whole.
    for (index, number) in numbers.enumerated() {
      if index > 0, number >= 60 { return nil }
      if index < numbers.count - 1, number != number.rounded() { return nil }
    }
    var degrees = numbers[0]
    if numbers.count > 1 { degrees += numbers[1] / 60 }
    if numbers.count > 2 { degrees += numbers[2] / 3600 }
    return Angle(degrees: isNegative ? -degrees : degrees, isLatitude: isLatitude)
  }

  /// Two numbers or angles in one text, and whether letters say that the longitude stands first.
  static func pair(_ text: String) -> (first: Double, second: Double, isLongitudeFirst: Bool)? {
    let trimmed = text.split { " \t()[]".contains($0) }.joined(separator: " ")
    for separator: Character in [";", ",", "/", " "] {
      let parts = trimmed.split(separator: separator)
      guard parts.count == 2, let first = angle(String(parts[0])),
        let second = angle(String(parts[1]))
      else { continue }
      return join(first, second)
    }
    // Letters may be all that tells where one ends: 47°29'52"N 19°02'24"E.
    for index in trimmed.indices where "NSEWO".contains(trimmed[index]) {
      let end = trimmed.index(after: index)
      if let first = angle(String(trimmed[..<end])),
        let second = angle(String(trimmed[end...].drop { $0 == "," || $0 == " " }))
      {
        return join(first, second)
      }
    }
    return nil
  }

  private static func join(
    _ first: Angle, _ second: Angle
  ) -> (first: Double, second: Double, isLongitudeFirst: Bool)? {
    if let one = first.isLatitude, let other = second.isLatitude, one == other { return nil }
    return (first.degrees, second.degrees, first.isLatitude == false || second.isLatitude == true)
  }
}

/// Finds postcodes in an address by their shape.
enum Postcodes {
  /// A postcode as it is compared: letters and digits alone, lower case.
  static func folded(_ text: String) -> String { AddressFolding.joined(text) }

  /// What tokens are a postcode beyond doubt, with its folded text.
  ///
  /// `4000-432`, `1234 AB`, `SW1A 1AA`, `00-950`, `62704-1234`, `120 00`. Four or five digits alone may be a
  /// house number as well: ``mayBePostcode(_:)``.
  ///
  /// - Parameters:
  ///   - tokens: A whole address.
  ///   - known: What the reference has; nil where there is none, and looks decide.
  /// - Returns: In their order.
  static func found(
    in tokens: [AddressToken], known: KnownPostcodes?
  ) -> [(range: Range<Int>, text: String)] {
    var found: [(range: Range<Int>, text: String)] = []
    var index = 0
    while index < tokens.count {
      if let length = length(at: index, tokens, known) {
        let text = tokens[index..<index + length].map(\.text).joined()
        found.append((index..<index + length, text))
        index += length
      } else {
        index += 1
      }
    }
    return found
  }

  /// How many tokens from an index on are a postcode.
  private static func length(
    at index: Int, _ tokens: [AddressToken], _ known: KnownPostcodes?
  ) -> Int? {
    let first = tokens[index]
    if index > 0, first.goesOn(from: tokens[index - 1]) { return nil }
    if first.kind == .number, first.suffix.utf8.count == 2, first.text.utf8.count == 6,
      first.value >= 1000, known?.admits(first.text, .fourDigitsTwoLetters) ?? true
    {
      return 1
    }
    guard index + 1 < tokens.count, tokens[index + 1].chunk == first.chunk else { return nil }
    let second = tokens[index + 1]
    if first.kind == .number, first.suffix.isEmpty, second.kind == .number, second.suffix.isEmpty {
      let text = first.text + second.text
      let shape = (first.text.utf8.count, second.text.utf8.count)
      if second.joiner == "-" {
        if shape == (4, 3) || shape == (5, 4) || shape == (5, 3) { return 2 }
        if shape == (2, 3), known?.admits(text, .twoAndThreeDigits) ?? true { return 2 }
      }
      if second.joiner == " ", shape == (3, 2), isParted(text, at: index, tokens, known) {
        return 2
      }
    }
    if isLettered(at: index, tokens, known) { return 2 }
    return british(at: index, tokens)
  }

  /// Whether `120 00` is a postcode in two parts: the reference has it, or it stands before a city.
  private static func isParted(
    _ text: String, at index: Int, _ tokens: [AddressToken], _ known: KnownPostcodes?
  ) -> Bool {
    if known?.codes.contains(text) == true { return true }
    guard known?.admits(text, .fiveDigits) ?? true, index > 0, index + 2 < tokens.count else {
      return false
    }
    return tokens[index - 1].chunk != tokens[index].chunk && tokens[index + 2].kind == .word
      && tokens[index + 2].chunk == tokens[index].chunk
  }

  /// Whether four digits and two letters are a postcode.
  private static func isLettered(
    at index: Int, _ tokens: [AddressToken], _ known: KnownPostcodes?
  ) -> Bool {
    let (first, second) = (tokens[index], tokens[index + 1])
    guard first.kind == .number, first.text.utf8.count == 4, first.suffix.isEmpty,
      second.kind == .word, second.text.utf8.count == 2, second.joiner == " ",
      first.value >= 1000
    else { return false }
    let text = first.text + second.text
    if let known, !known.codes.isEmpty {
      if known.codes.contains(text) { return true }
      guard known.shapes.contains(.fourDigitsTwoLetters),
        !AddressWords.connectingWords.contains(second.text),
        index > 0
          || !AddressWords.halfDirections.contains(second.text)
            && !AddressWords.mayBeStreetKind(second.text)
      else { return false }
      // One that is not known may be mistyped, but not beside one that is.
      return !tokens.indices.dropLast().contains { place in
        known.codes.contains(tokens[place].text + tokens[place + 1].text)
          || known.codes.contains(tokens[place].text)
      }
    }
    guard !AddressWords.connectingWords.contains(second.text),
      !AddressWords.halfDirections.contains(second.text),
      !AddressWords.mayBeStreetKind(second.text)
    else { return false }
    // An address with a postcode has a house number besides; `1111 MD 760` is a house on a highway.
    let isOnHighway = index == 0 && index + 2 < tokens.count && tokens[index + 2].kind == .number
    return !isOnHighway
      && tokens.indices.contains { place in
        place != index && tokens[place].kind == .number && !tokens[place].isOrdinal
          && (1..<10_000).contains(tokens[place].value) && tokens[place].joiner != "#"
          && !(place > 0 && AddressWords.unitWordsBefore.contains(tokens[place - 1].text))
      }
  }

  /// `SW1A 1AA`, `M1 1AE`: letters, a number with or without a letter, a digit with two letters.
  private static func british(at index: Int, _ tokens: [AddressToken]) -> Int? {
    guard index + 2 < tokens.count, tokens[index].kind == .word,
      tokens[index].text.utf8.count <= 2
    else { return nil }
    let (area, inward) = (tokens[index + 1], tokens[index + 2])
    guard area.kind == .number, area.chunk == tokens[index].chunk, inward.chunk == area.chunk,
      area.range.lowerBound == tokens[index].range.upperBound, area.text.utf8.count <= 2,
      inward.kind == .number, inward.text.utf8.count == 3, inward.suffix.utf8.count == 2,
      inward.joiner == " "
    else { return nil }
    return 3
  }

  /// Whether a number alone could be a postcode of some country.
  static func mayBePostcode(_ token: AddressToken) -> Bool {
    token.kind == .number && token.suffix.isEmpty && !token.isOrdinal
      && (4...5).contains(token.text.utf8.count)
  }
}

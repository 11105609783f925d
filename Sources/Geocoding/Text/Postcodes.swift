/// Finds postcodes in an address by their shape.
enum Postcodes {
  /// A postcode as it is compared: letters and digits alone, lower case.
  static func folded(_ text: String) -> String { AddressFolding.joined(text) }

  /// What tokens are a postcode beyond doubt, with its folded text.
  ///
  /// `4000-432`, `1234 AB`, `SW1A 1AA`, `00-950`, `62704-1234`. Four or five digits alone may be a
  /// house number as well: ``mayBePostcode(_:)``.
  static func found(in tokens: [AddressToken]) -> [(range: Range<Int>, text: String)] {
    var found: [(range: Range<Int>, text: String)] = []
    var index = 0
    while index < tokens.count {
      if let length = length(at: index, tokens) {
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
  private static func length(at index: Int, _ tokens: [AddressToken]) -> Int? {
    let first = tokens[index]
    if first.kind == .number, first.suffix.utf8.count == 2, first.text.utf8.count == 6,
      first.value >= 1000
    {
      return 1
    }
    guard index + 1 < tokens.count, tokens[index + 1].chunk == first.chunk else { return nil }
    let second = tokens[index + 1]
    let isJoined = second.joiner == "-"
    if first.kind == .number, first.suffix.isEmpty, second.kind == .number, second.suffix.isEmpty,
      isJoined
    {
      let shape = (first.text.utf8.count, second.text.utf8.count)
      if shape == (4, 3) || shape == (5, 4) || shape == (2, 3) { return 2 }
    }
    if first.kind == .number, first.text.utf8.count == 4, first.suffix.isEmpty,
      second.kind == .word, second.text.utf8.count == 2, second.joiner == " ", first.value >= 1000,
      !AddressWords.connectingWords.contains(second.text),
      !(index == 0 && AddressWords.halfDirections.contains(second.text)),
      !AddressWords.mayBeStreetKind(second.text) || index > 0
    {
      return 2
    }
    return british(at: index, tokens)
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

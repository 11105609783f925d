/// Which number of an address is the house's, once it is known which words are the street.
struct HouseChoice {
  /// Nil where the address has no house number.
  var numbers: HouseNumbers?
  /// As the address writes it.
  var label = ""
  /// The number as ``HouseNumbers/key(_:)`` has it.
  var key = ""
  var tokens = 0..<0
  /// `s/n`: the house has no number, says the address.
  var saysNone = false

  init(numbers: HouseNumbers?, label: String) {
    self.numbers = numbers
    self.label = label
  }

  /// Chooses among the numbers that are not part of the street.
  init(
    _ tokens: [AddressToken], first: Int, last: Int, consumed: UInt64,
    isKnownPostcode: (String) -> Bool
  ) {
    saysNone = tokens.contains { $0.role == .noNumber }
    var best: (value: Double, place: Int)?
    let candidates = tokens.indices.filter {
      tokens[$0].kind == .number && consumed & (1 << UInt64($0)) == 0 && tokens[$0].role == nil
        && !tokens[$0].isOrdinal && tokens[$0].value > 0 && !Self.goesOn(tokens, $0, consumed)
    }
    for place in candidates {
      let value = Self.value(
        place, tokens, first: first, last: last, consumed: consumed, isAlone: candidates.count == 1,
        isKnownPostcode: isKnownPostcode)
      if value > best?.value ?? 0 { best = (value, place) }
    }
    if best == nil, let place = Self.behindStreet(tokens, last: last, consumed: consumed) {
      best = (1, place)
    }
    guard let best else { return }
    let end = tokens.indices.first { $0 > best.place && consumed & (1 << UInt64($0)) != 0 }
    let rest = tokens[best.place..<(end ?? tokens.count)]
    let length = max(1, HouseNumbers.length(rest))
    self.tokens = best.place..<best.place + length
    numbers = HouseNumbers(tokens[self.tokens])
    label = tokens[self.tokens].map(\.text).joined()
    key = HouseNumbers.key(tokens[self.tokens])
  }

  /// Whether a number is the end of the one before it: the 5 of `1234/5`, the 10 of `92-10`.
  private static func goesOn(_ tokens: [AddressToken], _ place: Int, _ consumed: UInt64) -> Bool {
    guard place > 0 else { return false }
    let before = tokens[place - 1]
    return tokens[place].goesOn(from: before) && before.role == nil && before.value > 0
      && consumed & (1 << UInt64(place - 1)) == 0
      && HouseNumbers.length(tokens[(place - 1)...place]) == 2
  }

  /// `2 de Mayo 26 1º`: what was taken for a flat, and stands where the house's number belongs.
  private static func behindStreet(
    _ tokens: [AddressToken], last: Int, consumed: UInt64
  ) -> Int? {
    let place = last + 1
    guard tokens.indices.contains(place), tokens[place].kind == .number,
      tokens[place].role == .unit, !tokens[place].isOrdinal, tokens[place].value > 0,
      tokens[place].joiner != "#", consumed & (1 << UInt64(place)) == 0
    else { return nil }
    return place
  }

  private static func value(
    _ place: Int, _ tokens: [AddressToken], first: Int, last: Int, consumed: UInt64, isAlone: Bool,
    isKnownPostcode: (String) -> Bool
  ) -> Double {
    func isNear(_ range: Range<Int>) -> Bool {
      range.allSatisfy {
        consumed & (1 << UInt64($0)) != 0 || tokens[$0].role == .numberMark
          || AddressWords.connectingWords.contains(tokens[$0].text)
            && tokens[$0].text.utf8.count > 1
      }
    }
    let length = max(1, HouseNumbers.length(tokens[place...]))
    var value: Double
    if place > last, isNear((last + 1)..<place) {
      // `12 Rue de la Paix, 750 Paris`: the number that goes with the city is no house's.
      let isCity =
        tokens[place].chunk != tokens[last].chunk && place + 1 < tokens.count
        && tokens[place + 1].chunk == tokens[place].chunk && tokens[place + 1].kind == .word
        && tokens[place + 1].text.utf8.count > 1 && tokens[place + 1].joiner == " "
      value = isCity ? 2.5 : tokens[place].chunk == tokens[last].chunk ? 4 : 3.8
    } else if place < first, isNear(min(first, place + length)..<first) {
      value = tokens[place].chunk == tokens[first].chunk ? 3.5 : 3
    } else if place > last {
      value = 2 - 0.1 * Double(min(10, place - last))
    } else {
      value = 1
    }
    let isParted =
      place + 1 < tokens.count && goesOn(tokens, place + 1, consumed)
    guard Postcodes.mayBePostcode(tokens[place]), !isParted else { return value }
    let isKnown = isKnownPostcode(tokens[place].text)
    if isAlone { return isKnown || value < 3 ? 0 : value }
    value -= tokens[place].text.utf8.count == 5 ? 3.2 : 2.4
    if isKnown { value -= 0.8 }
    // Even an unlikely number beats none, but never a postcode that is known.
    return isKnown ? value : max(0.05, value)
  }
}

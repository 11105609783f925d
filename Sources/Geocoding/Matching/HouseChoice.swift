/// Which number of an address is the house's, once it is known which words are the street.
struct HouseChoice {
  /// Nil where the address has no house number.
  var numbers: HouseNumbers?
  /// As the address writes it.
  var label = ""
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
        && !tokens[$0].isOrdinal && tokens[$0].value > 0
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
    var value: Double
    if place > last, isNear((last + 1)..<place) {
      // `12 Rue de la Paix, 750 Paris`: the number that goes with the city is no house's.
      let isCity =
        tokens[place].chunk != tokens[last].chunk && place + 1 < tokens.count
        && tokens[place + 1].chunk == tokens[place].chunk && tokens[place + 1].kind == .word
        && tokens[place + 1].text.utf8.count > 1
      value = isCity ? 2.5 : tokens[place].chunk == tokens[last].chunk ? 4 : 3.8
    } else if place < first, isNear((place + 1)..<first) {
      value = tokens[place].chunk == tokens[first].chunk ? 3.5 : 3
    } else if place > last {
      value = 2 - 0.1 * Double(min(10, place - last))
    } else {
      value = 1
    }
    guard Postcodes.mayBePostcode(tokens[place]) else { return value }
    let isKnown = isKnownPostcode(tokens[place].text)
    if isAlone { return isKnown || value < 3 ? 0 : value }
    value -= tokens[place].text.utf8.count == 5 ? 3.2 : 2.4
    if isKnown { value -= 0.8 }
    // Even an unlikely number beats none, but never a postcode that is known.
    return isKnown ? value : max(0.05, value)
  }
}

/// Says of the tokens of an address which are no part of a street: flats, floors, postcodes.
///
/// Roles are hints: a word of a street's name is one whatever its role.
enum AddressRoles {
  /// - Parameters:
  ///   - tokens: A whole address.
  ///   - known: The postcodes of the reference; nil where there is none.
  static func mark(_ tokens: inout [AddressToken], known: KnownPostcodes?) {
    for (range, _) in Postcodes.found(in: tokens, known: known) {
      for index in range { tokens[index].role = .postcode }
    }
    var hasNumber = false
    for index in tokens.indices {
      if tokens[index].role != nil { continue }
      if markPair(index, &tokens) { continue }
      let token = tokens[index]
      let next = index + 1 < tokens.count ? tokens[index + 1] : nil
      let following = next?.chunk == token.chunk ? next : nil
      if token.kind == .number {
        if token.joiner == "#", hasNumber, !isColombian(index, tokens) {
          tokens[index].role = .unit
        } else if hasNumber,
          token.isOrdinal && !isStreetKind(following)
            || isUnitBehind(
              following, token, before: index + 2 < tokens.count ? tokens[index + 2] : nil)
        {
          markUnit(index, &tokens)
        } else if !token.isOrdinal {
          hasNumber = true
        }
        continue
      }
      markWord(index, following, hasNumber: hasNumber, &tokens)
    }
  }

  /// `Carrera 18 # 63-64`: the street has the first number, and the house the other two.
  private static func isColombian(_ index: Int, _ tokens: [AddressToken]) -> Bool {
    guard index >= 2, index + 1 < tokens.count, tokens[index + 1].goesOn(from: tokens[index]) else {
      return false
    }
    return tokens[index - 1].kind == .number && tokens[index - 2].kind == .word
      && AddressWords.mayBeStreetKind(tokens[index - 2].text)
      && tokens[..<(index - 1)].allSatisfy { $0.kind == .word }
  }

  /// `r/c` and `s/n`.
  private static func markPair(_ index: Int, _ tokens: inout [AddressToken]) -> Bool {
    guard index + 1 < tokens.count, tokens[index + 1].joiner == "/" else { return false }
    switch (tokens[index].text, tokens[index + 1].text) {
    case ("r", "c"): tokens[index].role = .unit
    case ("s", "n"): tokens[index].role = .noNumber
    default: return false
    }
    tokens[index + 1].role = tokens[index].role
    return true
  }

  /// Whether a number counts the word behind it: `3 andar`, `2. em`.
  private static func isUnitBehind(
    _ word: AddressToken?, _ number: AddressToken, before next: AddressToken?
  ) -> Bool {
    guard let word, word.kind == .word, AddressWords.unitWordsBehind.contains(word.text) else {
      return false
    }
    // `26 piso 1`: the word belongs to the number behind it.
    if let next, next.kind == .number, next.chunk == word.chunk, !number.isOrdinal,
      !number.hasStop, AddressWords.unitWordsBefore.contains(word.text) || word.text == "et"
    {
      return false
    }
    return word.text.utf8.count > 1 || number.hasStop
  }

  /// Whether a number in order is the name of a street: `5th Ave`.
  private static func isStreetKind(_ word: AddressToken?) -> Bool {
    word.map { $0.kind == .word && AddressWords.mayBeStreetKind($0.text) && $0.text.utf8.count > 1 }
      ?? false
  }

  /// The number and the words behind it that say where in the house: `3º B dto`.
  private static func markUnit(_ index: Int, _ tokens: inout [AddressToken]) {
    let chunk = tokens[index].chunk
    tokens[index].role = .unit
    for next in tokens.indices[(index + 1)...] {
      let token = tokens[next]
      // `2. em. 3`: the floor, and the door on it.
      if token.kind == .number, token.chunk == chunk, token.role == nil,
        AddressWords.unitWordsBefore.contains(tokens[next - 1].text),
        !Postcodes.mayBePostcode(token)
      {
        tokens[next].role = .unit
        continue
      }
      guard token.chunk == chunk, token.role == nil, token.kind == .word,
        token.text.utf8.count == 1 || AddressWords.unitWordsBehind.contains(token.text)
          || AddressWords.unitWordsAlone.contains(token.text)
      else { return }
      tokens[next].role = .unit
    }
  }

  private static func markWord(
    _ index: Int, _ following: AddressToken?, hasNumber: Bool, _ tokens: inout [AddressToken]
  ) {
    let token = tokens[index]
    if let following, following.kind == .number, following.role == nil,
      AddressWords.numberMarkWords.contains(token.text)
    {
      tokens[index].role = .numberMark
      return
    }
    if AddressWords.unitWordsBefore.contains(token.text), let following, following.role == nil,
      following.joiner != "'", following.kind == .number || following.text.utf8.count == 1
    {
      // A kind of street before its number, `pl 3`, is no flat at the beginning of an address.
      let isDoubtful = AddressWords.mayBeStreetKind(token.text) && !hasNumber
      if !isDoubtful {
        tokens[index].role = .unit
        tokens[index + 1].role = .unit
        return
      }
    }
    // `Ground Floor Flat`
    if AddressWords.floorWords.contains(token.text), let following,
      ["floor", "flat"].contains(following.text)
    {
      for place in tokens.indices[index...].prefix(3) {
        guard tokens[place].chunk == token.chunk,
          place == index || ["floor", "flat"].contains(tokens[place].text)
        else { break }
        tokens[place].role = .unit
      }
      return
    }
    guard hasNumber else { return }
    if AddressWords.unitWordsAlone.contains(token.text) || isRoman(token.text) {
      tokens[index].role = .unit
    } else if AddressWords.countryWords.contains(token.text), following == nil,
      index == 0 || tokens[index - 1].chunk != token.chunk
    {
      tokens[index].role = .country
    }
  }

  /// Whether a word is a number in Roman letters.
  static func isRoman(_ word: String) -> Bool {
    !word.isEmpty && word.utf8.count <= 6
      && word.utf8.allSatisfy { $0 == 0x69 || $0 == 0x76 || $0 == 0x78 }
  }
}

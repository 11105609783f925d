/// Takes addresses apart by the habits of several countries.
///
///     AddressParser.parse("12 bis, rue de la Paix, 75002 Paris")
///     // street: rue de la Paix, number: 12 bis, postcode: 75002, city: Paris
///
/// It is for references that have the whole address in one column, and for what people want to see;
/// ``Geocoder`` knows the streets, and does not depend on it.
///
/// - Complexity: O(*n*) for an address of *n* bytes; what is behind its 60th word is left out.
public struct AddressParser {
  private let query: QueryTokens
  private let tokens: [AddressToken]
  private var used: Set<Int> = []

  private init(_ text: String) {
    query = QueryTokens(AddressQuery(text), known: nil)
    tokens = query.tokens
  }

  public static func parse(_ text: String) -> ParsedAddress {
    var parser = AddressParser(text)
    return parser.parse()
  }

  private mutating func parse() -> ParsedAddress {
    var parsed = ParsedAddress()
    takePostcode(&parsed)
    guard let chunk = streetChunk() else {
      takeUnits(&parsed)
      return parsed
    }
    takeStreet(chunk, &parsed)
    takeUnits(&parsed)
    takeCity(&parsed, street: chunk)
    return parsed
  }

  // MARK: Postcode

  private mutating func takePostcode(_ parsed: inout ParsedAddress) {
    if let found = Postcodes.found(in: tokens, known: nil).last {
      parsed.postcode = query.written(found.range.lowerBound, found.range.upperBound - 1)
      used.formUnion(found.range)
      return
    }
    // Digits alone are a postcode where a city stands beside them and another number is the house.
    let numbers = tokens.indices.filter { isHouseNumber($0) }
    let candidates = numbers.filter { Postcodes.mayBePostcode(tokens[$0]) }
    let inOwnChunk = candidates.filter { place in
      place == 0 || tokens[place - 1].chunk != tokens[place].chunk
    }
    let chosen: Int?
    if numbers.count > candidates.count {
      chosen = candidates.last
    } else if let first = candidates.first, candidates.count > 1 {
      // `1051 Main St, Springfield, IL 62704`.
      chosen = candidates.last == first ? nil : candidates.last
    } else {
      chosen = inOwnChunk.first { $0 > 0 && $0 + 1 < tokens.count }
    }
    guard let chosen else { return }
    parsed.postcode = query.written(chosen, chosen)
    used.insert(chosen)
  }

  private func isHouseNumber(_ place: Int) -> Bool {
    let token = tokens[place]
    return token.kind == .number && token.role == nil && !token.isOrdinal && token.value > 0
  }

  // MARK: Street

  private func streetChunk() -> Int? {
    var best: (value: Double, chunk: Int)?
    let chunks = Dictionary(grouping: tokens.indices, by: { tokens[$0].chunk })
    for (chunk, places) in chunks.sorted(by: { $0.key < $1.key }) {
      let words = places.filter {
        tokens[$0].kind == .word && tokens[$0].role == nil && !used.contains($0)
      }
      guard !words.isEmpty else { continue }
      var value = 1 - 0.01 * Double(chunk)
      for place in words {
        let text = tokens[place].text
        if AddressWords.isFullStreetKind(text) && text.utf8.count > 1 {
          value = max(value, 4 - 0.01 * Double(chunk))
        } else if AddressWords.suffixedKind(of: text) != nil
          || !AddressWords.withFullEnding(text).isEmpty && tokens[place].hasStop
        {
          value = max(value, 3.5 - 0.01 * Double(chunk))
        } else if AddressWords.mayBeStreetKind(text), place == words.first || place == words.last {
          value = max(value, 3 - 0.01 * Double(chunk))
        }
      }
      if places.contains(where: { isHouseNumber($0) && !used.contains($0) }) { value += 1.5 }
      if places.contains(where: used.contains) { value -= 1 }
      if value > best?.value ?? 0 { best = (value, chunk) }
    }
    return best?.chunk
  }

  private mutating func takeStreet(_ chunk: Int, _ parsed: inout ParsedAddress) {
    let places = tokens.indices.filter {
      tokens[$0].chunk == chunk && !used.contains($0) && tokens[$0].role == nil
    }
    guard let first = places.first, let last = places.last else { return }
    let number = numberPlace(places, chunk)
    var range = first...last
    if let number {
      let length = max(1, HouseNumbers.length(tokens[number...]))
      parsed.number = query.written(number, number + length - 1)
      used.formUnion(number..<number + length)
      if number > first, number <= last {
        range = first...(number - 1)
      } else if number == first, number + length <= last {
        range = (number + length)...last
      }
    }
    let street = range.filter { !used.contains($0) && tokens[$0].role == nil }
    guard let start = street.first, var end = street.last else { return }
    // In front of the number's place the street ends where other things begin.
    end = street.last { place in (start...place).allSatisfy { !used.contains($0) } } ?? end
    if number == first, let cut = endOfEnglishStreet(start...end) { end = cut }
    parsed.street = query.written(start, end)
    used.formUnion(start...end)
  }

  /// Where a street ends that has its kind behind it: `12 High Street London`.
  private func endOfEnglishStreet(_ range: ClosedRange<Int>) -> Int? {
    guard let first = range.first, !AddressWords.mayBeStreetKind(tokens[first].text) else {
      return nil
    }
    return range.dropFirst().first { AddressWords.isFullStreetKind(tokens[$0].text) }
  }

  private func numberPlace(_ places: [Int], _ chunk: Int) -> Int? {
    let numbers = places.filter { isHouseNumber($0) }
    let words = places.filter { tokens[$0].kind == .word }
    if let first = places.first, numbers.first == first, let word = words.first {
      // `12 rue du 8 mai 1945`, but `31 de Janeiro 52`.
      let isName = AddressWords.connectingWords.contains(tokens[word].text) && numbers.count > 1
      if !isName { return first }
    }
    // The last number with a word in front of it, unless it goes on as `31 de Janeiro` does.
    let behind = numbers.last { place in
      guard place > places[0] else { return false }
      let next = place + 1
      guard next < tokens.count, tokens[next].chunk == chunk, tokens[next].kind == .word else {
        return true
      }
      return tokens[next].text.utf8.count == 1
        || !AddressWords.connectingWords.contains(tokens[next].text)
    }
    if let behind { return beginning(ofNumberAt: behind, places) }
    let following = tokens.indices.first { tokens[$0].chunk > chunk }
    if let following, isHouseNumber(following), !used.contains(following) { return following }
    if let mark = following, tokens[mark].role == .numberMark, mark + 1 < tokens.count,
      isHouseNumber(mark + 1)
    {
      return mark + 1
    }
    // `12 bis, rue de la Paix`: all of the part before is the number.
    guard let before = tokens.indices.last(where: { tokens[$0].chunk < chunk }),
      let start = tokens.indices.first(where: { tokens[$0].chunk == tokens[before].chunk }),
      isHouseNumber(start), !used.contains(start),
      HouseNumbers.length(tokens[start...before]) == before - start + 1
    else { return nil }
    return start
  }

  /// Where a number begins that ends here: `60; 62`, `12/3`.
  private func beginning(ofNumberAt place: Int, _ places: [Int]) -> Int {
    var start = place
    while start > (places.first ?? 0), isHouseNumber(start - 1),
      HouseNumbers.length(tokens[(start - 1)...place]) == place - start + 2
    {
      start -= 1
    }
    return start
  }

  // MARK: The rest

  private mutating func takeUnits(_ parsed: inout ParsedAddress) {
    var parts: [String] = []
    var place = 0
    while place < tokens.count {
      guard tokens[place].role == .unit, !used.contains(place) else {
        place += 1
        continue
      }
      var end = place
      while end + 1 < tokens.count, tokens[end + 1].role == .unit,
        tokens[end + 1].chunk == tokens[place].chunk, !used.contains(end + 1)
      {
        end += 1
      }
      parts.append(query.written(place, end))
      used.formUnion(place...end)
      place = end + 1
    }
    parsed.unit = parts.joined(separator: ", ")
  }

  private mutating func takeCity(_ parsed: inout ParsedAddress, street: Int) {
    func isFree(_ place: Int) -> Bool {
      tokens[place].kind == .word && tokens[place].role == nil && !used.contains(place)
        && !AddressWords.countryWords.contains(tokens[place].text)
    }
    var runs: [ClosedRange<Int>] = []
    for place in tokens.indices where isFree(place) {
      if let last = runs.last, last.upperBound == place - 1,
        tokens[place - 1].chunk == tokens[place].chunk
      {
        runs[runs.count - 1] = last.lowerBound...place
      } else {
        runs.append(place...place)
      }
    }
    let long = runs.filter { run in run.contains { tokens[$0].text.utf8.count > 2 } }
    let besideCode = long.first { run in
      used.contains(run.lowerBound - 1) && tokens[run.lowerBound - 1].kind == .number
        && tokens[run.lowerBound - 1].chunk == tokens[run.lowerBound].chunk
        || parsed.postcode.isEmpty == false && run.upperBound + 1 < tokens.count
          && used.contains(run.upperBound + 1)
          && tokens[run.upperBound + 1].chunk == tokens[run.upperBound].chunk
    }
    guard
      let run = besideCode ?? long.last(where: { tokens[$0.lowerBound].chunk != street })
        ?? long.last
    else { return }
    parsed.city = query.written(run.lowerBound, run.upperBound)
  }
}

/// How the words of an address and those of a street's name fit together.
struct NameAlignment {
  var name: Int32
  /// 0 to 1.
  var score: Float = 0
  /// Which tokens are the street.
  var consumed: UInt64 = 0
  var firstToken = 0
  var lastToken = 0
  var edits = 0
  /// Telling words of the name that the address leaves out.
  var missing = 0
  /// Telling words of the address that the name has not.
  var surplus: Float = 0
  /// The score as it would be if the kind of street did not count; 0 where it is no other kind.
  var otherKindScore: Float = 0
  /// Whether words stand in another order.
  var isReordered = false
  /// Whether all words are there, spelt as they are or abbreviated.
  var isExact = false
  /// The same, with whatever else the address says outside of the street.
  var isSpeltOut = false

  func isConsumed(_ token: Int) -> Bool { consumed & (1 << UInt64(token)) != 0 }
}

/// Aligns one address with the names of streets.
struct NameAligner {
  /// Longer addresses are cut; so many tokens fit into a word of bits.
  static let tokenLimit = 60

  let index: AddressIndex
  let tokens: [AddressToken]
  let matches: [[WordMatcher.Match]]
  /// Weights of the tokens themselves.
  let weights: [Float]
  /// Tokens of each city that is named in full.
  let cities: [UInt64]
  /// Tokens that name a city.
  let cityTokens: UInt64
  /// Where the house number was given apart, no number of the street is taken for it.
  let hasOwnNumber: Bool
  /// Words that belong to a house number: the `bis` of `1 bis`.
  let numberWords: UInt64

  /// Finds ``numberWords``.
  static func numberWords(_ tokens: [AddressToken]) -> UInt64 {
    var words: UInt64 = 0
    for place in tokens.indices where tokens[place].kind == .number && tokens[place].role == nil {
      let length = HouseNumbers.length(tokens[place...])
      for word in place..<place + length where tokens[word].kind == .word {
        words |= 1 << UInt64(word)
      }
    }
    return words
  }

  func align(_ name: Int32) -> NameAlignment? {
    var alignment = NameAlignment(name: name)
    let words = index.wordRange(ofName: name)
    guard words.count <= 24 else { return nil }
    var placed = [Int](repeating: -1, count: words.count)
    var similarity = [Float](repeating: 0, count: words.count)
    // The most telling words find their places first; the others look near them.
    let order = words.indices.sorted {
      let (a, b) = (
        index.weights[Int(index.nameWords[$0])], index.weights[Int(index.nameWords[$1])]
      )
      return a != b ? a > b : $0 < $1
    }
    var anchor: (word: Int, token: Int)?
    for position in order {
      let offset = position - words.lowerBound
      guard
        let best = place(
          index.nameWords[position], offset: offset, anchor: anchor, alignment.consumed)
      else { continue }
      placed[offset] = best.token
      similarity[offset] = best.similarity
      alignment.edits += best.edits
      alignment.consumed |= 1 << UInt64(best.token)
      if best.second { alignment.consumed |= 1 << UInt64(best.token + 1) }
      if anchor == nil || index.weights[Int(index.nameWords[position])] > 0.4 {
        anchor = (offset, best.token)
      }
    }
    joinNeighbours(words, &placed, &similarity, &alignment)
    placeMangled(words, &placed, &similarity, &alignment)
    guard alignment.consumed != 0 else { return nil }
    score(words, placed, similarity, &alignment)
    return alignment
  }

  private struct Place {
    var token: Int
    var similarity: Float
    var edits: Int
    /// Whether the next token belongs to it as well: `Boa Vista` for `Boavista`.
    var second = false
  }

  private func place(
    _ word: Int32, offset: Int, anchor: (word: Int, token: Int)?, _ consumed: UInt64
  ) -> Place? {
    var best: Place?
    var bestValue: Float = 0
    let isConnecting = index.weights[Int(word)] < 0.1
    for token in tokens.indices
    where consumed & (1 << UInt64(token)) == 0 && tokens[token].role != .postcode {
      var found: Place?
      if let match = matches[token].first(where: { $0.word == word }) {
        found = Place(token: token, similarity: match.similarity, edits: match.edits)
      } else if !isConnecting, tokens[token].kind == .word, tokens[token].text.utf8.count <= 5 {
        let similarity = WordMatcher.abbreviation(
          tokens[token], of: index.words.words[Int(word)])
        if similarity > 0 { found = Place(token: token, similarity: similarity, edits: 0) }
      }
      if found == nil, isMistypedKind(token, of: word) {
        found = Place(token: token, similarity: 0.75, edits: 0)
      }
      if found == nil || found?.similarity ?? 0 < 0.9, token + 1 < tokens.count,
        let joined = joined(token, word, consumed)
      {
        found = joined
      }
      guard let found else { continue }
      var value = found.similarity
      if let anchor {
        let expected = anchor.token + offset - anchor.word
        value -= 0.02 * Float(min(8, abs(token - expected)))
        if tokens[token].chunk != tokens[anchor.token].chunk { value -= 0.05 }
      }
      if tokens[token].role != nil { value -= 0.1 }
      // The 10 of `1570/10 IA 10 W` is the house's.
      if tokens[token].goesOn(from: token > 0 ? tokens[token - 1] : nil) { value -= 0.1 }
      if value > bestValue {
        best = found
        bestValue = value
      }
    }
    // A connecting word belongs to its street, not to the city at the other end.
    if isConnecting, let found = best, let anchor, abs(found.token - anchor.token) > 6 {
      return nil
    }
    return best
  }

  /// Whether a short word that no street has is a misspelt `rua` or `dos`.
  private func isMistypedKind(_ token: Int, of word: Int32) -> Bool {
    let text = index.words.words[Int(word)]
    guard text.utf8.count <= 4, index.weights[Int(word)] < 0.4, tokens[token].kind == .word,
      (2...5).contains(tokens[token].text.utf8.count), tokens[token].role == nil,
      index.words.known(tokens[token].text) == nil,
      !AddressWords.isFullStreetKind(tokens[token].text)
    else { return false }
    var distance = EditDistance()
    return distance.distance(tokens[token].text, text, limit: 1) != nil
  }

  private func joined(_ token: Int, _ word: Int32, _ consumed: UInt64) -> Place? {
    let next = token + 1
    guard consumed & (1 << UInt64(next)) == 0, tokens[token].kind == .word,
      tokens[next].kind == .word, tokens[next].chunk == tokens[token].chunk
    else { return nil }
    let text = index.words.words[Int(word)]
    guard
      text.utf8.count == tokens[token].text.utf8.count + tokens[next].text.utf8.count,
      text.hasPrefix(tokens[token].text), text.hasSuffix(tokens[next].text)
    else { return nil }
    return Place(token: token, similarity: 0.97, edits: 0, second: true)
  }

  /// Two words of the name that the address writes as one.
  private func joinNeighbours(
    _ words: Range<Int>, _ placed: inout [Int], _ similarity: inout [Float],
    _ alignment: inout NameAlignment
  ) {
    for offset in 0..<max(0, words.count - 1) where placed[offset] < 0 && placed[offset + 1] < 0 {
      let both =
        index.words.words[Int(index.nameWords[words.lowerBound + offset])]
        + index.words.words[Int(index.nameWords[words.lowerBound + offset + 1])]
      guard both.utf8.count >= 6,
        let token = tokens.indices.first(where: {
          !alignment.isConsumed($0) && tokens[$0].text == both
        })
      else { continue }
      placed[offset] = token
      placed[offset + 1] = token
      similarity[offset] = 0.97
      similarity[offset + 1] = 0.97
      alignment.consumed |= 1 << UInt64(token)
    }
  }

  /// Words that stand where they belong, mistyped beyond what the search for words forgives:
  /// the others of the name speak for them.
  private func placeMangled(
    _ words: Range<Int>, _ placed: inout [Int], _ similarity: inout [Float],
    _ alignment: inout NameAlignment
  ) {
    let isSure = placed.indices.contains { offset in
      placed[offset] >= 0 && similarity[offset] > 0.9
        && index.weights[Int(index.nameWords[words.lowerBound + offset])] >= 0.5
    }
    guard isSure else { return }
    var distance = EditDistance()
    for offset in placed.indices where placed[offset] < 0 {
      let word = index.words.words[Int(index.nameWords[words.lowerBound + offset])]
      let near = [offset - 1, offset + 1].filter { placed.indices.contains($0) && placed[$0] >= 0 }
      guard word.utf8.count >= 3, !AddressRoles.isRoman(word),
        let place = near.map({ placed[$0] + offset - $0 }).first(where: {
          tokens.indices.contains($0)
        }),
        !alignment.isConsumed(place), tokens[place].kind == .word,
        tokens[place].text.utf8.count >= 3, index.words.known(tokens[place].text) == nil,
        !AddressWords.mayBeStreetKind(tokens[place].text),
        let edits = distance.distance(tokens[place].text, word, limit: 2)
      else { continue }
      placed[offset] = place
      similarity[offset] = edits > 1 ? 0.5 : 0.7
      alignment.edits += edits
      alignment.consumed |= 1 << UInt64(place)
    }
  }

  // MARK: Score

  private func score(
    _ words: Range<Int>, _ placed: [Int], _ similarity: [Float], _ alignment: inout NameAlignment
  ) {
    var matched: Float = 0
    var total: Float = 0
    var least: Float = 1
    var missingKind = false
    var lastPlace = -1
    var chunks: Set<Int> = []
    let telling = placed.indices.filter {
      placed[$0] >= 0 && index.weights[Int(index.nameWords[words.lowerBound + $0])] > 0.1
    }
    let places = telling.map { placed[$0] }
    alignment.firstToken = (places.min() ?? placed.max()) ?? 0
    alignment.lastToken = (places.max() ?? placed.max()) ?? 0
    for offset in placed.indices {
      let word = index.nameWords[words.lowerBound + offset]
      let weight = index.weights[Int(word)]
      if placed[offset] >= 0 {
        matched += weight * similarity[offset]
        total += weight
        if similarity[offset] == WordMatcher.withoutKind {
          missingKind = true
        }
        if weight > 0.1 {
          least = min(least, similarity[offset])
          if placed[offset] < lastPlace { alignment.isReordered = true }
          lastPlace = placed[offset]
          chunks.insert(tokens[placed[offset]].chunk)
        }
      } else if weight < 0.1 {
        total += weight * 0.3
      } else if AddressWords.isFullStreetKind(index.words.words[Int(word)]),
        offset == 0
          || offset == placed.count - 1
      {
        missingKind = true
        total += 0.15
      } else {
        alignment.missing += 1
        total += weight
      }
    }
    let surplus = surplus(chunks, alignment)
    alignment.surplus = surplus.weight
    var score = matched / max(0.01, total + surplus.weight)
    // Another kind of street is another street.
    if missingKind, surplus.hasKind {
      alignment.otherKindScore = matched / max(0.01, total - 0.15 + max(0, surplus.weight - 0.35))
      score = min(score, 0.5)
    }
    if alignment.edits > 2 { score -= 0.12 * Float(alignment.edits - 2) }
    let isWhole = least >= 0.95 && alignment.missing == 0 && !missingKind
    alignment.isExact = isWhole && surplus.weight < 0.1
    alignment.isSpeltOut = isWhole && surplus.inside < 0.1
    if alignment.isReordered { score *= 0.985 }
    // A letter alone names no street.
    let hasWord = placed.indices.contains { offset in
      placed[offset] >= 0
        && (tokens[placed[offset]].text.utf8.count > 1 || tokens[placed[offset]].kind == .number)
        && index.weights[Int(index.nameWords[words.lowerBound + offset])] > 0.1
    }
    if !hasWord { score *= 0.5 }
    if isCityAlone(places) { score *= 0.5 }
    if missingKind { alignment.missing += 1 }
    alignment.score = max(0, score)
  }

  /// Whether all that speaks for a street is the name of the city, while the address says more.
  private func isCityAlone(_ places: [Int]) -> Bool {
    let telling = places.reduce(0 as UInt64) { $0 | 1 << UInt64($1) }
    guard cities.contains(where: { telling & $0 == telling }) else { return false }
    return tokens.indices.contains { place in
      tokens[place].kind == .word && tokens[place].role == nil && weights[place] > 0.3
        && (cityTokens | telling) & (1 << UInt64(place)) == 0
        && !AddressWords.isFullStreetKind(tokens[place].text)
        && !AddressWords.countryWords.contains(tokens[place].text)
    }
  }

  /// What the address says in the place of the street beyond the street's name.
  private func surplus(
    _ chunks: Set<Int>, _ alignment: NameAlignment
  ) -> (weight: Float, inside: Float, hasKind: Bool) {
    var weight: Float = 0
    var inside: Float = 0
    var hasKind = false
    var numberSeen = false
    let numbers = hasOwnNumber ? 2 : tokens.count { $0.kind == .number && $0.role == nil }
    for (place, token) in tokens.enumerated() {
      if token.kind == .number, place > alignment.lastToken, token.role == nil, !token.isOrdinal {
        numberSeen = true
      }
      guard chunks.contains(token.chunk), !alignment.isConsumed(place) else { continue }
      // `João I` is not `João IV`.
      if place == alignment.lastToken + 1, token.kind == .word, AddressRoles.isRoman(token.text) {
        weight += 0.9
        inside += 0.9
        continue
      }
      let isInside = place > alignment.firstToken && place < alignment.lastToken
      if token.kind == .number {
        // `31` in `Rua 31 de Janeiro` is no house number.
        if isInside, numbers > 1, token.role == nil {
          weight += 0.8
          inside += 0.8
        }
        continue
      }
      if numberWords & (1 << UInt64(place)) != 0, !isInside { continue }
      if place > alignment.lastToken, isState(place) { continue }
      if token.role != nil && !isInside { continue }
      if place > alignment.lastToken, numberSeen { continue }
      let isCity = cityTokens & (1 << UInt64(place)) != 0
      if isCity, !isInside { continue }
      if AddressWords.isFullStreetKind(token.text)
        || AddressWords.mayBeStreetKind(token.text) && !AddressWords.isTitle(token.text)
          && token.text.utf8.count > 1
      {
        hasKind = true
      } else if token.kind == .word, index.words.known(token.text) == nil,
        AddressWords.isNearlyStreetKind(token.text)
      {
        hasKind = true
      }
      let added = weights[place] * (isInside || place < alignment.firstToken ? 0.8 : 0.5)
      weight += added
      if isInside { inside += added }
    }
    return (weight, inside, hasKind)
  }

  /// Whether a word is the short name of a state, where such names stand: at the end, or before a postcode.
  private func isState(_ place: Int) -> Bool {
    guard AddressWords.stateWords.contains(tokens[place].text) else { return false }
    let next = place + 1
    return next == tokens.count || tokens[next].chunk != tokens[place].chunk
      || tokens[next].kind == .number
  }
}

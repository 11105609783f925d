import Geography

/// Looks addresses up in an index, one after the other.
///
/// One search serves one thread; what it remembers between addresses changes no answer.
struct AddressSearch {
  let index: AddressIndex
  private var matcher: WordMatcher
  private var cities: CityFinder
  private var names: CandidateNames
  private let suggestions: NameSuggestions?

  /// Streets that fit less are not considered.
  private static let leastScore: Float = 0.7
  /// The least for an address that leaves words out and has no mistake otherwise.
  private static let leastPart: Float = 0.5
  /// Metres within which houses of one number count as one.
  static let together = 50.0

  init(_ index: AddressIndex, _ suggestions: NameSuggestions? = nil) {
    self.index = index
    self.suggestions = suggestions
    matcher = WordMatcher(index)
    cities = CityFinder(index)
    names = CandidateNames(index)
  }

  mutating func find(_ query: AddressQuery) -> GeocodedAddress {
    let query = QueryTokens(query, known: index.postcodes)
    guard !query.tokens.isEmpty else {
      return GeocodedAddress(.none, reason: .emptyAddress)
    }
    guard query.tokens.contains(where: { $0.kind == .word }) else {
      return GeocodedAddress(.none, reason: .noStreetGiven)
    }
    let hits = cities.hits(query.tokens)
    var alignments = align(query, hits, withMistakes: false)
    if !(alignments.first?.isExact ?? false) {
      let others = align(query, hits, withMistakes: true)
      if (others.first?.score ?? 0) > (alignments.first?.score ?? 0) || alignments.isEmpty {
        alignments = others
      } else {
        let known = Set(alignments.map(\.name))
        alignments += others.filter { !known.contains($0.name) }
        alignments.sort { ($1.score, $0.name) < ($0.score, $1.name) }
      }
    }
    let judge = AddressJudge(index: index, query: query, hits: hits, cities: cities)
    var found = judge.judge(alignments, leastScore: Self.leastScore, leastPart: Self.leastPart)
    if found.reason == .noSuchStreet || found.reason == .elsewhere {
      let rescue = AddressRescue(index: index, query: query, judge: judge)
      if let rescued = rescue.find(alignments, otherKinds(query, hits, alignments)) {
        return rescued
      }
    }
    if found.reason == .noSuchStreet, found.candidates.isEmpty, let suggestions {
      found.candidates = suggestions.names(
        like: query.tokens.filter { $0.kind == .word && $0.role == nil }.map(\.text))
    }
    return found
  }

  /// What a word tells that no street has: little where it may be a misspelt `rua` or `da`.
  private static func unknownWeight(_ token: AddressToken) -> Float {
    guard token.kind == .word, token.text.utf8.count <= 3 else {
      return AddressIndex.weight(of: token.text)
    }
    return min(AddressIndex.weight(of: token.text), 0.08 * Float(token.text.utf8.count))
  }

  /// Names of streets that fit, best first.
  private mutating func align(
    _ query: QueryTokens, _ hits: [CityFinder.Hit], withMistakes: Bool
  ) -> [NameAlignment] {
    let matches = query.tokens.map { token in
      withMistakes && token.kind == .word && !AddressWords.connectingWords.contains(token.text)
        ? matcher.matches(token.text) : matcher.exactMatches(token.text)
    }
    return align(query, hits, matches)
  }

  /// Names of streets that fit but for their kind.
  private mutating func otherKinds(
    _ query: QueryTokens, _ hits: [CityFinder.Hit], _ alignments: [NameAlignment]
  ) -> [NameAlignment] {
    var others = alignments.filter { $0.otherKindScore > 0 }
    var isSuffixed = false
    var matches: [[WordMatcher.Match]] = []
    for token in query.tokens {
      let found = matcher.otherKinds(of: token.text)
      if !found.isEmpty { isSuffixed = true }
      matches.append(found.isEmpty ? matcher.exactMatches(token.text) : found)
    }
    if isSuffixed {
      others += align(query, hits, matches).compactMap { alignment in
        var alignment = alignment
        // Only the kind differs: the score is what that costs.
        guard alignment.missing == 1, alignment.score >= 0.75 else { return nil }
        alignment.otherKindScore = min(1, alignment.score / WordMatcher.withoutKind)
        return alignment
      }
    }
    return others
  }

  private mutating func align(
    _ query: QueryTokens, _ hits: [CityFinder.Hit], _ matches: [[WordMatcher.Match]]
  ) -> [NameAlignment] {
    var weights: [Float] = []
    for token in query.tokens {
      weights.append(
        index.words.known(token.text).map { index.weights[Int($0)] }
          ?? Self.unknownWeight(token))
    }
    let aligner = NameAligner(
      index: index, tokens: query.tokens, matches: matches, weights: weights,
      cities: hits.filter { $0.edits == 0 }.map(\.tokens),
      cityTokens: hits.reduce(0) { $0 | $1.tokens }, hasOwnNumber: query.ownNumber != nil,
      numberWords: NameAligner.numberWords(query.tokens))
    return names.names(query.tokens, matches).compactMap { aligner.align($0) }
      .sorted { ($1.score, $0.name) < ($0.score, $1.name) }
  }
}

/// Finds the words of the index that a word of an address may stand for.
///
/// One matcher serves one thread; it remembers what it found.
struct WordMatcher {
  struct Match: Hashable {
    var word: Int32
    /// 1 for the same word and for its abbreviation, less for typing mistakes.
    var similarity: Float
    /// Typing mistakes.
    var edits: Int
  }

  let index: AddressIndex
  private var exact: [String: [Match]] = [:]
  private var typed: [String: [Match]] = [:]

  init(_ index: AddressIndex) { self.index = index }

  /// How like `Linden` is to `Lindenstraße`.
  static let withoutKind: Float = 0.8

  /// Words that are this one but for the kind of street at its end: `lindenstrasse` for `lindenweg`.
  func otherKinds(of text: String) -> [Match] {
    guard let kind = AddressWords.suffixedKind(of: text) else { return [] }
    let stem = text.dropLast(kind.count)
    return AddressWords.suffixedKinds.compactMap { other in
      other == kind ? nil : index.words.known(stem + other)
    }.map { Match(word: $0, similarity: Self.withoutKind, edits: 0) }
  }

  /// The word itself, what it abbreviates and what abbreviates it.
  mutating func exactMatches(_ text: String) -> [Match] {
    if let known = exact[text] { return known }
    var words: [Int32: Float] = [:]
    if let word = index.words.known(text) { words[word] = 1 }
    func add(_ other: String, _ similarity: Float) {
      guard let word = index.words.known(other) else { return }
      words[word] = max(words[word] ?? 0, similarity)
    }
    for group in AddressWords.groups[text] ?? [] {
      for member in AddressWords.members[group] { add(member, 0.99) }
    }
    for full in AddressWords.withFullEnding(text) { add(full, 0.99) }
    if text.contains(AddressFolding.lostLetter) {
      for word in index.words.matching(text) { words[word] = max(words[word] ?? 0, 0.97) }
    }
    // `Mueller` for `Müller`: the accent is gone from the index.
    for (pair, letter) in [("ue", "u"), ("oe", "o"), ("ae", "a")] where text.contains(pair) {
      add(text.replacing(pair, with: letter), 0.99)
    }
    let found = words.sorted { $0.key < $1.key }.map {
      Match(word: $0.key, similarity: $0.value, edits: 0)
    }
    if exact.count > Self.memory { exact.removeAll(keepingCapacity: true) }
    exact[text] = found
    return found
  }

  /// The word, and words that are one or two typing mistakes away.
  mutating func matches(_ text: String) -> [Match] {
    if let known = typed[text] { return known }
    var found = exactMatches(text)
    // A mistake in `Lindnstr.` is one in `Lindenstraße`.
    for spelling in [text] + AddressWords.withFullEnding(text) { addNear(spelling, to: &found) }
    if text.utf8.count >= 3 {
      for kind in AddressWords.suffixedKinds {
        guard let word = index.words.known(text + kind), !found.contains(where: { $0.word == word })
        else { continue }
        found.append(Match(word: word, similarity: Self.withoutKind, edits: 0))
      }
    }
    if typed.count > Self.memory { typed.removeAll(keepingCapacity: true) }
    typed[text] = found
    return found
  }

  private func addNear(_ text: String, to found: inout [Match]) {
    let limit = Self.editLimit(text)
    guard limit > 0 else { return }
    let kind = AddressWords.suffixedKind(of: text)
    var known = Set(found.map(\.word))
    for near in index.words.near(text, edits: limit) where near.edits > 0 {
      let word = index.words.words[Int(near.word)]
      guard !known.contains(near.word), Self.mayBeMistyped(word),
        near.edits <= Self.editLimit(word) || word.utf8.count >= 4 && near.edits == 1
      else { continue }
      // `Lindenweg` is not a misspelt `Lindenhof`.
      if let kind, let other = AddressWords.suffixedKind(of: word), kind != other { continue }
      known.insert(near.word)
      found.append(
        Match(
          word: near.word,
          similarity: Self.similarity(edits: near.edits, length: Self.tellingLength(text)),
          edits: near.edits))
    }
  }

  /// Letters of a word without the kind of street at its end.
  private static func tellingLength(_ word: String) -> Int {
    word.utf8.count - (AddressWords.suffixedKind(of: word)?.utf8.count ?? 0)
  }

  private static let memory = 50_000

  /// Numbers, and words of one or two letters, are what they are.
  private static func mayBeMistyped(_ word: String) -> Bool {
    word.utf8.count > 2 && !AddressRoles.isRoman(word)
      && !word.utf8.contains { (0x30...0x39).contains($0) }
  }

  static func editLimit(_ word: String) -> Int {
    guard mayBeMistyped(word) else { return 0 }
    switch tellingLength(word) {
    case ..<3: return 0
    case 3...5: return 1
    default: return 2
    }
  }

  static func similarity(edits: Int, length: Int) -> Float {
    switch edits {
    case 0: 1
    case 1: length >= 5 ? 0.92 : length == 4 ? 0.86 : 0.74
    default: length >= 8 ? 0.82 : length >= 7 ? 0.76 : 0.66
    }
  }

  /// How well a short word abbreviates a longer one by its beginning, or by letters out of it.
  static func abbreviation(_ token: AddressToken, of word: String) -> Float {
    let length = token.text.utf8.count
    guard token.kind == .word, length < word.utf8.count, !AddressWords.isFullStreetKind(word),
      token.hasStop || !AddressWords.connectingWords.contains(token.text)
    else { return 0 }
    if word.hasPrefix(token.text) {
      if token.hasStop { return length == 1 ? 0.85 : 0.95 }
      if length == 1 { return 0.6 }
      return length >= 3 || word.utf8.count <= 5 ? 0.8 : 0.6
    }
    guard token.hasStop, length >= 2, length <= 5 else { return 0 }
    return isContraction(token.text, of: word) ? 0.8 : 0
  }

  /// Whether the letters come in this order, the first one first.
  private static func isContraction(_ short: String, of word: String) -> Bool {
    guard short.utf8.first == word.utf8.first else { return false }
    var rest = word.utf8[...]
    for letter in short.utf8 {
      guard let place = rest.firstIndex(of: letter) else { return false }
      rest = rest[rest.index(after: place)...]
    }
    return true
  }
}

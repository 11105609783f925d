/// Compares parts of an address with the names of streets letter by letter, as if nothing stood
/// between the words.
struct NameSpans {
  private struct Span {
    var first: Int
    var last: Int
    var text: String
  }

  let index: AddressIndex
  let tokens: [AddressToken]
  private let spans: [Span]

  /// Parts that are compared, and words of each, at most.
  private static let limit = 18
  private static let wordLimit = 8

  init(index: AddressIndex, tokens: [AddressToken]) {
    self.index = index
    self.tokens = tokens
    var spans: [Span] = []
    for first in tokens.indices where spans.count < Self.limit {
      guard Self.mayBegin(tokens, at: first) else { continue }
      for last in first..<min(tokens.count, first + Self.wordLimit) {
        guard Self.goesOn(tokens, from: first, to: last) else { break }
        guard tokens[last].kind == .word else { continue }
        for text in Self.texts(Array(tokens[first...last]), index) where text.utf8.count >= 5 {
          spans.append(Span(first: first, last: last, text: text))
        }
      }
    }
    self.spans = Array(spans.prefix(Self.limit))
  }

  private static func mayBegin(_ tokens: [AddressToken], at place: Int) -> Bool {
    let token = tokens[place]
    guard token.role != .postcode, token.role != .numberMark, token.role != .noNumber else {
      return false
    }
    guard place > 0, tokens[place - 1].chunk == token.chunk else { return true }
    let before = tokens[place - 1]
    return before.kind == .number || before.role != nil
  }

  private static func goesOn(_ tokens: [AddressToken], from first: Int, to last: Int) -> Bool {
    let token = tokens[last]
    return token.chunk == tokens[first].chunk && token.role != .postcode && token.role != .noNumber
  }

  /// A part as it is written, and with the kind of street and titles in full.
  private static func texts(_ tokens: [AddressToken], _ index: AddressIndex) -> [String] {
    let plain = tokens.map(\.text)
    var texts = [plain.joined()]
    func full(_ text: String, isKind: Bool) -> [String] {
      (AddressWords.groups[text] ?? []).filter { AddressWords.isStreetKind(group: $0) == isKind }
        .compactMap { AddressWords.members[$0].first }
        .filter { $0 != text && index.words.known($0) != nil }
    }
    let titled = plain.enumerated().map { place, text in
      full(text, isKind: false).first ?? text
    }
    if titled != plain { texts.append(titled.joined()) }
    for place in Set([0, plain.count - 1]) {
      for kind in full(plain[place], isKind: true).prefix(3) {
        var words = titled
        words[place] = kind
        texts.append(words.joined())
      }
    }
    if let last = plain.last {
      for ending in AddressWords.withFullEnding(last) {
        texts.append(titled.dropLast().joined() + ending)
      }
    }
    return texts
  }

  /// Names that are a few letters away from a part of the address, the likest first.
  ///
  /// - Complexity: O(*n* · *s*), *n* names of like length and at most 18 parts.
  func near() -> [NameAlignment] {
    var best: [Int32: NameAlignment] = [:]
    for span in spans {
      let length = span.text.utf8.count
      let limit = length >= 13 ? 3 : length >= 7 ? 2 : 1
      for near in index.joinedNames.near(span.text, edits: limit) {
        for name in index.namesOfJoined[Int(near.word)] {
          guard let alignment = alignment(span, name, edits: near.edits),
            alignment.score > best[name]?.score ?? 0
          else { continue }
          best[name] = alignment
        }
      }
    }
    return best.values.sorted { ($1.score, $0.name) < ($0.score, $1.name) }
  }

  /// How like a name is to the part of the address that is likest; nil where none is.
  func likeness(of name: Int32) -> NameAlignment? {
    let words = index.wordRange(ofName: name).map { index.words.words[Int(index.nameWords[$0])] }
    let joined = words.joined()
    var distance = EditDistance()
    var best: NameAlignment?
    for span in spans {
      guard let edits = distance.distance(span.text, joined, limit: joined.utf8.count / 3),
        let alignment = alignment(span, name, edits: edits),
        alignment.score > best?.score ?? 0
      else { continue }
      best = alignment
    }
    return best
  }

  private func alignment(_ span: Span, _ name: Int32, edits: Int) -> NameAlignment? {
    let words = index.wordRange(ofName: name).map { index.words.words[Int(index.nameWords[$0])] }
    let part = tokens[span.first...span.last]
    guard Self.digits(part.map(\.text)) == Self.digits(words), areRomansSame(part, words),
      areKindsAlike(part, words)
    else { return nil }
    // The kind of street and the small words do not make names alike.
    let telling = words.filter {
      !AddressWords.connectingWords.contains($0) && !AddressWords.isFullStreetKind($0)
    }
    let letters = telling.reduce(0) { sum, word in
      sum + word.utf8.count - (AddressWords.suffixedKind(of: word)?.utf8.count ?? 0)
    }
    guard letters >= 3 || edits == 0 else { return nil }
    var alignment = NameAlignment(name: name)
    alignment.score = edits == 0 ? 0.97 : max(0, 1 - 0.9 * Float(edits) / Float(max(3, letters)))
    alignment.edits = edits
    alignment.firstToken = span.first
    alignment.lastToken = span.last
    for place in span.first...span.last { alignment.consumed |= 1 << UInt64(place) }
    return alignment
  }

  /// Numbers are never mistyped.
  private static func digits(_ words: [String]) -> [String] {
    words.flatMap { $0.split { !("0"..."9").contains($0) } }.map(String.init)
  }

  private func areRomansSame(_ part: ArraySlice<AddressToken>, _ words: [String]) -> Bool {
    let wanted = words.filter {
      AddressRoles.isRoman($0) && !AddressWords.connectingWords.contains($0)
    }
    let given = Set(part.map(\.text).filter { AddressRoles.isRoman($0) })
    return Set(wanted) == given.subtracting(AddressWords.connectingWords)
  }

  /// Two kinds of streets are two streets, one of them mistyped or not.
  private func areKindsAlike(_ part: ArraySlice<AddressToken>, _ words: [String]) -> Bool {
    guard let first = part.first?.text, let last = part.last?.text, let firstWord = words.first,
      let lastWord = words.last
    else { return false }
    return [(first, firstWord), (last, lastWord)].allSatisfy { given, wanted in
      guard given != wanted else { return true }
      if AddressWords.isFullStreetKind(wanted) {
        let kind =
          AddressWords.isFullStreetKind(given) ? given : AddressWords.nearestKind(to: given)
        return kind.map { $0 == wanted || Self.isOneKind($0, wanted) } ?? true
      }
      if let kind = AddressWords.suffixedKind(of: given),
        let other = AddressWords.suffixedKind(of: wanted)
      {
        return kind == other
      }
      return true
    }
  }

  private static func isOneKind(_ a: String, _ b: String) -> Bool {
    guard let groups = AddressWords.groups[a], let others = AddressWords.groups[b] else {
      return false
    }
    return groups.contains { others.contains($0) }
  }
}

/// The name of a street as it is compared.
struct StreetName: Hashable, Sendable {
  /// All its words in their order, connecting ones included.
  var words: [String]
  /// What spellings of one street have in common: no connecting words, no abbreviations.
  var key: String

  init(_ text: String) {
    words = AddressTokenizer.tokens(of: text).map { $0.text }
    let ends = [words.startIndex, words.endIndex - 1]
    // `E Broadway` is not `Broadway`.
    let telling = words.enumerated().filter { place, word in
      !AddressWords.connectingWords.contains(word) || word == "e" && ends.contains(place)
    }.map(\.element)
    key = (telling.isEmpty ? words : telling).map(Self.full).joined(separator: " ")
  }

  /// A word in place of its abbreviation, where that can only mean one thing.
  private static func full(_ word: String) -> String {
    guard let groups = AddressWords.groups[word], groups.count == 1 else { return word }
    return AddressWords.members[groups[0]].first ?? word
  }
}

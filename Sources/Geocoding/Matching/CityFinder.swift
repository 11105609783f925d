/// Finds the cities that an address names.
struct CityFinder {
  struct Hit {
    var city: Int32
    /// Tokens that name it.
    var tokens: UInt64
    var edits: Int
  }

  let index: AddressIndex
  private var typed: [String: [WordList.Near]] = [:]

  init(_ index: AddressIndex) { self.index = index }

  /// Cities by their whole names, with typing mistakes only where nothing is found without.
  mutating func hits(_ tokens: [AddressToken]) -> [Hit] {
    guard index.hasCities else { return [] }
    var hits: [Hit] = []
    var misses: [(text: String, tokens: UInt64)] = []
    for start in tokens.indices where tokens[start].kind == .word {
      var text = ""
      var bits: UInt64 = 0
      for end in start..<min(tokens.count, start + 5) {
        guard tokens[end].kind == .word, tokens[end].chunk == tokens[start].chunk else { break }
        text += tokens[end].text
        bits |= 1 << UInt64(end)
        if let known = index.cityList.known(text) {
          hits.append(Hit(city: known + 1, tokens: bits, edits: 0))
        } else if end + 1 == tokens.count || tokens[end + 1].chunk != tokens[end].chunk,
          text.utf8.count >= 4, start > 0
        {
          misses.append((text, bits))
        }
      }
    }
    // `Madrid` is not named in `Las Rozas de Madrid`.
    hits = hits.filter { hit in
      !hits.contains { $0.tokens != hit.tokens && $0.tokens & hit.tokens == hit.tokens }
    }
    if hits.isEmpty {
      for miss in misses {
        for near in near(miss.text) {
          hits.append(Hit(city: near.word + 1, tokens: miss.tokens, edits: near.edits))
        }
      }
    }
    return hits
  }

  private mutating func near(_ text: String) -> [WordList.Near] {
    if let known = typed[text] { return known }
    let near = index.cityList.near(text, edits: text.utf8.count >= 7 ? 2 : 1)
    if typed.count > 20_000 { typed.removeAll(keepingCapacity: true) }
    typed[text] = near
    return near
  }

  /// Whether the leftover words of an address name a city by most of it or its end: `Gaia` for `Vila Nova de Gaia`.
  func names(_ city: Int32, _ tokens: [AddressToken], leaving consumed: UInt64) -> Bool {
    let words = index.cityWords[Int(city)]
    guard city != 0, !words.isEmpty else { return false }
    let letters = words.reduce(0) { $0 + $1.utf8.count }
    var found = 0
    for word in words {
      let isThere = tokens.indices.contains { token in
        consumed & (1 << UInt64(token)) == 0 && tokens[token].kind == .word
          && (tokens[token].text == word
            || AddressWords.groups[word].map { groups in
              AddressWords.groups[tokens[token].text]?.contains { groups.contains($0) } == true
            } == true)
      }
      if isThere { found += word.utf8.count }
      if isThere, word == words.last, word.utf8.count >= 4 { return true }
    }
    return found >= 4 && 2 * found >= letters || found == letters
  }
}

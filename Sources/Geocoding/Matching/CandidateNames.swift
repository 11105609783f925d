/// Gathers the names of streets that share telling words with an address.
///
/// One of these serves one thread.
struct CandidateNames {
  private let index: AddressIndex
  private var sums: [Float]
  private var marks: [Int32]
  private var round: Int32 = 0
  private var touched: [Int32] = []

  /// How many names are compared in full.
  private static let limit = 24
  /// How many names are looked at for one address.
  private static let work = 30_000

  init(_ index: AddressIndex) {
    self.index = index
    sums = [Float](repeating: 0, count: index.names.count)
    marks = sums.map { _ in 0 }
  }

  /// The names that fit best by their words alone, best first.
  ///
  /// - Complexity: O(*n* · *w*) for *w* words and names that have one of the rarer ones.
  mutating func names(
    _ tokens: [AddressToken], _ matches: [[WordMatcher.Match]]
  ) -> [Int32] {
    round += 1
    touched.removeAll(keepingCapacity: true)
    // Rare words first: after them the common ones only add to what was found.
    var lists: [(length: Int, token: Int, match: WordMatcher.Match)] = []
    for token in tokens.indices {
      for match in matches[token] {
        lists.append((index.postingRange(ofWord: match.word).count, token, match))
      }
    }
    lists.sort { ($0.length, $0.token, $0.match.word) < ($1.length, $1.token, $1.match.word) }
    var left = Self.work
    for (length, token, match) in lists {
      let weight = index.weights[Int(match.word)] * match.similarity
      let isTelling = weight > 0.4
      guard length <= left || isTelling && touched.isEmpty else {
        continue
      }
      left -= length
      let value = tokens[token].role == nil ? weight : weight * 0.5
      for name in index.postings[index.postingRange(ofWord: match.word)] {
        add(value, to: name, isTelling: isTelling)
      }
    }
    for (first, second) in zip(tokens, tokens.dropFirst()) where first.chunk == second.chunk {
      // `Santa Catarina` for `Santacatarina`; the other way round below.
      if let word = index.words.known(first.text + second.text), first.text.utf8.count > 1 {
        for name in index.postings[index.postingRange(ofWord: word)].prefix(500) {
          add(1, to: name, isTelling: true)
        }
      }
    }
    for token in tokens where token.kind == .word && token.text.utf8.count >= 6 {
      for name in (index.joinedWords[token.text] ?? []).prefix(500) {
        add(1.5, to: name, isTelling: true)
      }
    }
    return best()
  }

  private mutating func add(_ value: Float, to name: Int32, isTelling: Bool) {
    if marks[Int(name)] == round {
      sums[Int(name)] += value
    } else if isTelling || touched.count < 2_000 {
      marks[Int(name)] = round
      sums[Int(name)] = value
      touched.append(name)
    }
  }

  /// The best of those touched, of equally good ones the first.
  ///
  /// - Complexity: O(*n*) on average: few are among the best so far.
  private func best() -> [Int32] {
    var values: [Float] = []
    var names: [Int32] = []
    values.reserveCapacity(Self.limit + 1)
    names.reserveCapacity(Self.limit + 1)
    for name in touched {
      let length = Float(index.wordRange(ofName: name).count)
      let value = sums[Int(name)] / (length * 0.25 + 1.5)
      if values.count == Self.limit, value < values[Self.limit - 1] { continue }
      var place = values.count
      while place > 0, (values[place - 1], name) < (value, names[place - 1]) { place -= 1 }
      if place == Self.limit { continue }
      values.insert(value, at: place)
      names.insert(name, at: place)
      if values.count > Self.limit {
        values.removeLast()
        names.removeLast()
      }
    }
    return names
  }
}

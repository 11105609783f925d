/// Words by number, with a search for those that are spelt nearly alike.
struct WordList: Sendable {
  private(set) var words: [String] = []
  private var numbers: [String: Int32] = [:]
  /// Which letters a word has, one bit each: words that differ in more are not compared further.
  private var letters: [UInt64] = []
  private var bytes: [UInt8] = []
  private var ends: [Int32] = []
  /// Numbers of words by their length in bytes.
  private var byLength: [[Int32]] = []

  @discardableResult
  mutating func number(of word: String) -> Int32 {
    if let known = numbers[word] { return known }
    let number = Int32(words.count)
    words.append(word)
    numbers[word] = number
    letters.append(Self.letters(of: word))
    bytes.append(contentsOf: word.utf8)
    ends.append(Int32(bytes.count))
    let length = word.utf8.count
    while byLength.count <= length { byLength.append([]) }
    byLength[length].append(number)
    return number
  }

  func known(_ word: String) -> Int32? { numbers[word] }
  var count: Int { words.count }

  private static func letters(of word: String) -> UInt64 {
    var bits: UInt64 = 0
    for byte in word.utf8 { bits |= 1 << UInt64(byte & 63) }
    return bits
  }

  /// Words that a pattern with lost letters may have been: each stands for one letter, or for the
  /// two that an accent is written as.
  ///
  /// - Complexity: O(*n*) in words of like length.
  func matching(_ pattern: String) -> [Int32] {
    let lost = AddressFolding.lostLetter
    var found: [Int32] = []
    for spelling in [pattern, pattern.replacing(lost, with: lost + lost)] {
      let pattern = Array(spelling.utf8)
      guard pattern.count < byLength.count else { continue }
      for number in byLength[pattern.count] {
        let end = Int(ends[Int(number)])
        let word = bytes[(end - pattern.count)..<end]
        if zip(pattern, word).allSatisfy({ $0 == 0x3F || $0 == $1 }) { found.append(number) }
      }
    }
    return found
  }

  struct Near: Hashable, Sendable {
    var word: Int32
    var edits: Int
  }

  /// Words that lie at most so many typing mistakes away, the word itself included.
  ///
  /// - Complexity: O(*n*) in words of like length, nearly all of which take one comparison.
  func near(_ word: String, edits limit: Int) -> [Near] {
    var near: [Near] = []
    let bits = Self.letters(of: word)
    let length = word.utf8.count
    var distance = EditDistance()
    var word = word
    word.withUTF8 { word in
      bytes.withUnsafeBufferPointer { bytes in
        for other in max(1, length - limit)...(length + limit) where other < byLength.count {
          // A replaced letter changes two bits, any other mistake one at most.
          for number in byLength[other]
          where (letters[Int(number)] ^ bits).nonzeroBitCount <= 2 * limit {
            let end = Int(ends[Int(number)])
            let text = UnsafeBufferPointer(rebasing: bytes[(end - other)..<end])
            if let edits = distance.distance(word, text, limit: limit) {
              near.append(Near(word: number, edits: edits))
            }
          }
        }
      }
    }
    return near
  }
}

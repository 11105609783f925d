/// Cuts an address into words and numbers.
///
/// - Complexity: O(*n*), *n* bytes.
struct AddressTokenizer {
  private var tokens: [AddressToken] = []
  private var chunk = 0
  private var joiner: Character = " "
  private var word = ""
  private var wordIsDigits = false
  private var start = 0
  private var offset = 0

  static func tokens(of text: String) -> [AddressToken] {
    var tokenizer = AddressTokenizer()
    tokenizer.cut(text)
    tokenizer.markOrdinals()
    return tokenizer.tokens
  }

  private mutating func cut(_ text: String) {
    let scalars = text.unicodeScalars
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let scalar = scalars[index]
      let width = UTF8.width(scalar)
      let following = scalars.index(after: index)
      defer {
        offset += width
        index = following
      }
      if AddressFolding.isAccent(scalar) { continue }
      if AddressFolding.isOrdinalMark(scalar) {
        finish()
        if let last = tokens.indices.last, joiner == " ", tokens[last].range.upperBound == offset {
          tokens[last].isOrdinal = tokens[last].kind == .number
        }
        continue
      }
      if let letters = AddressFolding.folded(scalar) {
        let isDigit = letters.utf8.allSatisfy { (0x30...0x39).contains($0) }
        if word.isEmpty {
          start = offset
        } else if isDigit, !wordIsDigits {
          // `nº12`, `B12`: a number begins.
          finish()
          joiner = " "
          start = offset
        }
        if word.isEmpty { wordIsDigits = isDigit }
        word += letters
        continue
      }
      let next = following < scalars.endIndex ? scalars[following] : " "
      // `Queen's` is `Queens`.
      if scalar == "'" || scalar == "\u{2019}", next == "s" || next == "S", !word.isEmpty,
        !wordIsDigits, isEndOfWord(scalars, behind: following)
      {
        continue
      }
      finish()
      separate(scalar, next)
    }
    finish()
  }

  /// `2e Dorpsstraat`: before a name, and with nothing before it, `2e` is the second.
  private mutating func markOrdinals() {
    for place in tokens.indices.dropLast()
    where tokens[place].suffix == "e" && tokens[place].value < 20
      && (place == 0 || tokens[place - 1].chunk != tokens[place].chunk)
    {
      let next = tokens[place + 1]
      guard next.kind == .word, next.joiner == " ", next.chunk == tokens[place].chunk,
        next.text.utf8.count > 3, hasStreetAndNumber(behind: place)
      else { continue }
      tokens[place].text = String(tokens[place].value)
      tokens[place].suffix = ""
      tokens[place].isOrdinal = true
    }
  }

  private func hasStreetAndNumber(behind place: Int) -> Bool {
    let rest = tokens[(place + 1)...].prefix { $0.chunk == tokens[place].chunk }
    return rest.contains { $0.kind == .number }
      && rest.contains { AddressWords.suffixedKind(of: $0.text) != nil }
  }

  private func isEndOfWord(_ scalars: String.UnicodeScalarView, behind index: String.Index) -> Bool
  {
    let next = scalars.index(after: index)
    return next == scalars.endIndex || AddressFolding.folded(scalars[next]) == nil
  }

  private mutating func separate(_ scalar: Unicode.Scalar, _ next: Unicode.Scalar) {
    switch scalar {
    case ",", "\n", "\r", "(", ")", "|", "[", "]", "\t":
      newChunk()
    case ";":
      // `60; 62` is one house.
      if tokens.last?.kind == .number, tokens.last?.chunk == chunk {
        joiner = ";"
      } else {
        newChunk()
      }
    case ".":
      if let last = tokens.indices.last, tokens[last].range.upperBound == offset {
        tokens[last].hasStop = true
      }
      if joiner == " " { joiner = "." }
    case "-", "\u{2013}", "\u{2014}", "\u{2212}", "\u{2010}", "\u{2011}":
      joiner = "-"
    case "/", "\\": joiner = "/"
    case "'", "\u{2019}", "`", "\u{B4}": joiner = "'"
    case "#": joiner = "#"
    case "&", "+": joiner = "&"
    default:
      if joiner == "." { joiner = " " }
    }
  }

  /// What is written onto a number and belongs to it.
  private static let numberEndings: Set<String> = ["bis", "ter", "quater", "ere", "eme", "ieme"]

  private mutating func newChunk() {
    if tokens.last?.chunk == chunk { chunk += 1 }
    joiner = " "
  }

  private mutating func finish() {
    guard !word.isEmpty else { return }
    var token = AddressToken(
      text: word, kind: wordIsDigits ? .number : .word, chunk: chunk, joiner: joiner,
      range: start..<offset)
    if wordIsDigits {
      let digits = word.utf8.prefix { (0x30...0x39).contains($0) }.count
      // `28Place Victor`: the space is lost.
      if word.utf8.count >= digits + 3, offset - start == word.utf8.count,
        !Self.numberEndings.contains(String(word.dropFirst(digits)))
      {
        let (number, name, end) = (word.prefix(digits), word.dropFirst(digits), offset)
        (word, offset) = (String(number), start + digits)
        finish()
        (word, wordIsDigits, start, offset) = (String(name), false, start + digits, end)
        return finish()
      }
      token.suffix = String(word.utf8.dropFirst(digits)) ?? ""
      token.value = digits < 9 ? Int(word.prefix(digits)) ?? 0 : 0
      if ["th", "st", "nd", "rd", "er", "ere", "eme", "ieme"].contains(token.suffix) {
        token.text = String(word.prefix(digits))
        token.suffix = ""
        token.isOrdinal = true
      }
    }
    tokens.append(token)
    word = ""
    joiner = " "
  }
}

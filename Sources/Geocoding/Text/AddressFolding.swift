/// Brings spellings together that differ in case, accents and typography alone.
enum AddressFolding {
  /// One letter or digit without its accent, in lower case; nil where the scalar is none.
  ///
  /// `ß` becomes `ss`, `æ` `ae`; letters of scripts other than Latin stay, in lower case.
  static func folded(_ scalar: Unicode.Scalar) -> String? {
    let value = scalar.value
    if value < 0x80 {
      switch value {
      case 0x30...0x39, 0x61...0x7A: return String(scalar)
      case 0x41...0x5A: return Unicode.Scalar(value + 0x20).map { String($0) }
      default: return nil
      }
    }
    if let plain = plainLetters[scalar] { return plain }
    if value == 0xFFFD { return lostLetter }
    guard scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal else {
      return nil
    }
    let lower = scalar.properties.lowercaseMapping
    return lower.unicodeScalars.first.flatMap { plainLetters[$0] } ?? lower
  }

  /// Whether the scalar is an accent that belongs to the letter before it, or nothing to be seen.
  static func isAccent(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x300..<0x370, 0xAD, 0x200B...0x200D, 0xFEFF: true
    default: false
    }
  }

  /// Stands in a word for a letter that is lost.
  static let lostLetter = "?"

  /// The marks of `1.º`, `3ª` and `nº`.
  static func isOrdinalMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0xBA || scalar.value == 0xAA || scalar.value == 0xB0
  }

  /// All letters and digits of a text with nothing between them.
  static func joined(_ text: String) -> String {
    var joined = ""
    for scalar in text.unicodeScalars where !isAccent(scalar) && !isOrdinalMark(scalar) {
      if let letters = folded(scalar) { joined += letters }
    }
    return joined
  }

  /// Lower-case Latin letters with accents, by the letters that people type instead.
  private static let plainLetters: [Unicode.Scalar: String] = {
    let groups: [(String, String)] = [
      ("a", "àáâãäåāăąǎ"), ("ae", "æ"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "èéêëēĕėęě"),
      ("g", "ĝğġģ"), ("h", "ĥħ"), ("i", "ìíîïĩīĭįı"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"),
      ("n", "ñńņňŉ"), ("o", "òóôõöøōŏő"), ("oe", "œ"), ("r", "ŕŗř"), ("s", "śŝşšș"),
      ("ss", "ßẞ"), ("t", "ţťŧț"), ("th", "þ"), ("u", "ùúûüũūŭůűų"), ("w", "ŵ"), ("y", "ýÿŷ"),
      ("z", "źżž"),
    ]
    var letters: [Unicode.Scalar: String] = [:]
    for (plain, accented) in groups {
      for scalar in accented.unicodeScalars {
        letters[scalar] = plain
        for upper in scalar.properties.uppercaseMapping.unicodeScalars
        where upper.value >= 0x80 && letters[upper] == nil {
          letters[upper] = plain
        }
      }
    }
    return letters
  }()
}

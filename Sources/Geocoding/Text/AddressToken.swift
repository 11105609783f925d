/// A word or a number of an address, as it is compared.
struct AddressToken: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case word
    /// Digits, with the letters that are written onto them.
    case number
  }

  /// What cannot be a word of a street's name, unless a street is called just so.
  enum Role: Hashable, Sendable {
    case unit, postcode, numberMark, noNumber, country
  }

  /// Lower-case letters and digits without accents.
  var text: String
  var kind: Kind
  /// Which part of the address between commas, line breaks and brackets.
  var chunk: Int
  /// The character in front of it: a space, `-`, `/`, `;`, `.`, `'`.
  var joiner: Character = " "
  /// Whether a full stop follows, as after an abbreviation.
  var hasStop = false
  /// Whether it is marked as a number in order: `3º`, `2.` in some languages, `5th`.
  var isOrdinal = false
  var role: Role?
  /// The number of a number; 0 for words and for what is too large.
  var value = 0
  /// The letters on a number: `bis`, `a`.
  var suffix = ""
  /// Bytes of the address that it was read from.
  var range = 0..<0

  /// Whether this is a number that goes on one before it: the 5 of `1234/5`, the 10 of `92-10`.
  func goesOn(from before: AddressToken?) -> Bool {
    guard let before, kind == .number, joiner == "-" || joiner == "/" else { return false }
    return before.kind == .number && before.chunk == chunk && !before.isOrdinal
  }
}

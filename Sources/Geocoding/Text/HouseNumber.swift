/// A house number as it is compared: the number, and what follows it.
///
/// `12-A`, `12 a` and `12/A` are all 12 with the suffix `a`.
public struct HouseNumber: Hashable, Sendable {
  public var value: Int
  /// Lower-case letters and digits, empty for most houses; `12/3` has the suffix `/3`.
  public var suffix: String

  public init(_ value: Int, _ suffix: String = "") {
    self.value = value
    self.suffix = suffix
  }
}

extension HouseNumber: CustomStringConvertible {
  public var description: String { "\(value)\(suffix.uppercased())" }
}

/// All the numbers that a house goes by, as one cell of a reference or one address says.
///
///     HouseNumbers("60; 62")?.numbers    // 60 and 62
///     HouseNumbers("61-65")?.numbers     // 61, 63 and 65: one side of the street
///     HouseNumbers("12/3")?.numbers      // 12 with the suffix /3
struct HouseNumbers: Hashable, Sendable {
  /// In the order in which they are written; at least one.
  var numbers: [HouseNumber]
  /// Whether some of the numbers lie between those that are written.
  var isRange = false

  /// Nil where the text has no number in front.
  init?(_ text: String) {
    self.init(AddressTokenizer.tokens(of: text)[...])
  }

  /// Reads the number that the tokens begin with; nil where they begin with none.
  init?(_ tokens: ArraySlice<AddressToken>) {
    guard let first = tokens.first, first.kind == .number, first.value > 0, !first.isOrdinal else {
      return nil
    }
    numbers = [HouseNumber(first.value, first.suffix)]
    var last = first
    for (index, token) in zip(tokens.indices, tokens).dropFirst() {
      guard add(token, after: last, tokens, index) else { break }
      last = token
    }
  }

  /// How many tokens belong to the number that the tokens begin with.
  static func length(_ tokens: ArraySlice<AddressToken>) -> Int {
    guard var numbers = HouseNumbers(tokens.prefix(1)), var last = tokens.first else { return 0 }
    var length = 1
    for (index, token) in zip(tokens.indices, tokens).dropFirst() {
      guard numbers.add(token, after: last, tokens, index) else { break }
      last = token
      length += 1
    }
    return length
  }

  /// What is the same however a number is written, ranges and parts included: `1234-5` for `1234/5`, `12a` for
  /// `12 A`.
  static func key(_ tokens: ArraySlice<AddressToken>) -> String {
    var key = ""
    for token in tokens {
      if token.kind == .number, !key.isEmpty {
        switch token.joiner {
        case "-", "/": key += "-"
        default: key += ";"
        }
      }
      key += token.text
    }
    return key
  }

  /// Takes one more token; false where it does not belong to the house number.
  private mutating func add(
    _ token: AddressToken, after last: AddressToken, _ tokens: ArraySlice<AddressToken>,
    _ index: Int
  ) -> Bool {
    guard token.chunk == last.chunk, !token.isOrdinal, token.role != .unit,
      token.role != .postcode
    else { return false }
    let end = numbers.count - 1
    if token.kind == .word {
      // A letter behind a number belongs to it, where it does not begin a name.
      let isLetter = token.text.utf8.count == 1 && last.kind == .number
      let isRepetition = ["bis", "ter", "quater"].contains(token.text) && last.kind == .number
      guard isLetter || isRepetition, numbers[end].suffix.isEmpty, !token.hasStop else {
        return false
      }
      if token.joiner == " " || token.joiner == "." {
        guard
          isRepetition || index == tokens.endIndex - 1
            || tokens[index + 1].chunk != token.chunk || tokens[index + 1].role == .postcode
            || Postcodes.mayBePostcode(tokens[index + 1])
        else { return false }
      }
      numbers[end].suffix = token.text
      return true
    }
    switch token.joiner {
    case ";", "&": break
    case "-", "/":
      guard token.value > numbers[end].value, token.value < 10_000 else {
        guard numbers.count == 1, numbers[0].suffix.isEmpty else { return false }
        numbers[0].suffix = "/" + token.text
        return true
      }
      let (low, high) = (numbers[end].value, token.value)
      let areLetters = !numbers[end].suffix.isEmpty || !token.suffix.isEmpty
      if !areLetters, high - low <= 20, (high - low) % 2 == 0, high - low > 2 {
        isRange = true
        for value in stride(from: low + 2, to: high, by: 2) {
          numbers.append(HouseNumber(value))
        }
      }
    default: return false
    }
    guard token.value > 0, numbers.count < 40 else { return false }
    numbers.append(HouseNumber(token.value, token.suffix))
    return true
  }
}

/// The postcodes of a reference, by which a house number is told from a foreign postcode.
///
/// `2300 NW` is a postcode in the Netherlands and a house in Portland; the reference decides.
struct KnownPostcodes: Sendable {
  /// How postcodes are written whose parts may also be a house number with something beside it.
  struct Shapes: OptionSet, Sendable {
    let rawValue: UInt8

    /// As `1234 AB`.
    static let fourDigitsTwoLetters = Shapes(rawValue: 1)
    /// As `00-950`.
    static let twoAndThreeDigits = Shapes(rawValue: 2)
    /// Five digits, which some countries write `120 00`.
    static let fiveDigits = Shapes(rawValue: 4)
  }

  /// Folded.
  private(set) var codes: Set<String> = []
  private(set) var shapes: Shapes = []

  /// - Complexity: O(*n*), *n* texts.
  init(_ texts: some Sequence<String>) {
    for text in texts where !text.isEmpty {
      let folded = Postcodes.folded(text)
      guard codes.insert(folded).inserted else { continue }
      let digits = folded.utf8.prefix { (0x30...0x39).contains($0) }.count
      if digits == 4, folded.utf8.count == 6 { shapes.insert(.fourDigitsTwoLetters) }
      if digits == 5, folded.utf8.count == 5 {
        let head = text.utf8.prefix { (0x30...0x39).contains($0) }.count
        shapes.insert(head == 2 ? .twoAndThreeDigits : .fiveDigits)
      }
    }
  }

  /// Whether a text of this shape can be a postcode here: where the reference has that one or others of the
  /// shape, or none at all.
  func admits(_ text: String, _ shape: Shapes) -> Bool {
    codes.isEmpty || !shapes.isDisjoint(with: shape) || codes.contains(text)
  }
}

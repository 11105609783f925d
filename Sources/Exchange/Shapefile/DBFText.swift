/// How the texts of a dBASE table are read.
struct DBFText {
  /// Why bytes are no text.
  struct Damage: Error {
    var problem: String
    var remedy: String
  }

  /// Nil where nothing says what the bytes are, or what says so is not known: then ASCII alone is read.
  let encoding: TextEncoding?
  /// Where that was found, for a message; nil where nowhere.
  let source: String?
  /// What names an encoding that is not known, such as `the .cpg says "FOO"`.
  private let unknown: String?
  private let decoder: TextDecoder?

  /// Texts in an encoding that is known, by the user or a file.
  init(_ encoding: TextEncoding, source: String) {
    self.encoding = encoding
    self.source = source
    decoder = try? TextDecoder(encoding)
    unknown = decoder == nil ? "this system cannot read \(encoding.name)" : nil
  }

  /// Texts of which a file names an encoding that is not known, or nothing does.
  init(unknown: String?) {
    encoding = nil
    source = nil
    self.unknown = unknown
    // What is well-formed UTF-8 and not ASCII is hardly ever anything else.
    decoder = unknown == nil ? try? TextDecoder(.utf8) : nil
  }

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - bytes: The text without what fills its field.
  ///   - isCut: Becomes true where the text ends in the middle of a character, which is left out.
  /// - Returns: The characters.
  /// - Throws: ``Damage`` for bytes that stand for no character.
  func text(_ bytes: ArraySlice<UInt8>, isCut: inout Bool) throws(Damage) -> String {
    let isPlain = bytes.allSatisfy { $0 < 0x80 }
    if isPlain, encoding?.isWide != true { return String(decoding: bytes, as: UTF8.self) }
    guard let decoder else {
      throw Damage(
        problem: "the text is not ASCII, and \(unknown ?? "its encoding is not known")",
        remedy: "name its encoding with --encoding, such as \(TextEncoding.examples)")
    }
    var text: [UInt8] = []
    decoder.reset()
    do throws(TextDecoder.Invalid) {
      try bytes.withUnsafeBufferPointer { (bytes) throws(TextDecoder.Invalid) in
        try decoder.decode(bytes, into: &text)
      }
      try decoder.finish(into: &text)
    } catch {
      guard error.isCut else {
        let shown = TextFeed.hexadecimal(error.bytes)
        throw Damage(
          problem: encoding.map { "\(shown) in the text is no character of \($0.name)" }
            ?? "nothing says how the text is written, and \(shown) in it is not UTF-8",
          remedy: "name its encoding with --encoding, such as \(TextEncoding.examples)")
      }
      isCut = true
    }
    return String(decoding: text, as: UTF8.self)
  }
}

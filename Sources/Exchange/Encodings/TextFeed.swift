/// How bytes are read as text.
package struct TextInput: Hashable, Sendable {
  /// The encoding that the user names; nil for what the text shows.
  package var encoding: TextEncoding?
  /// Whether UTF-16 and UTF-32 are recognised, and an XML declaration is heeded.
  package var detects = true

  package init(encoding: TextEncoding? = nil, detects: Bool = true) {
    self.encoding = encoding
    self.detects = detects
  }
}

/// Leads text of any encoding through as UTF-8, piece by piece and in bounded memory.
///
/// UTF-8 passes as it is, checked by those who read it.
struct TextFeed {
  private let file: String
  private let input: TextInput
  private var decoder: TextDecoder?
  private var hasBegun = false
  private var isAtEnd = false
  /// Line breaks in what was decoded, and whether it ends with a carriage return.
  private var breaks = 0
  private var endsWithReturn = false
  /// Bytes before the first that is decoded.
  private var skipped = 0

  init(file: String, _ input: TextInput) {
    self.file = file
    self.input = input
  }

  /// Adds some text to a list; nothing at the end.
  ///
  /// - Parameters:
  ///   - count: About how many bytes.
  ///   - text: Gets the text.
  ///   - pull: Adds so many bytes of the file, or fewer; none at its end.
  /// - Throws: A fault with the line of bytes that stand for no character.
  mutating func read(
    _ count: Int, into text: inout [UInt8],
    from pull: (Int, inout [UInt8]) throws(DataFault) -> Void
  ) throws(DataFault) {
    if hasBegun, decoder == nil { return try pull(count, &text) }
    let before = text.count
    while !isAtEnd, text.count == before {
      var bytes: [UInt8] = []
      if hasBegun {
        try pull(count, &bytes)
        isAtEnd = bytes.isEmpty
      } else {
        hasBegun = true
        // Enough to see what it is.
        var last = -1
        while bytes.count < 4096, bytes.count > last {
          last = bytes.count
          try pull(max(count, 1 << 16), &bytes)
        }
        let start = try TextStart(bytes, input, file: file)
        guard start.encoding.form != .utf8 else {
          text += bytes
          return
        }
        try begin(start.encoding)
        skipped = start.skipped
        bytes.removeFirst(start.skipped)
        if bytes.isEmpty { continue }
      }
      try decode(bytes, into: &text)
    }
  }

  private mutating func begin(_ encoding: TextEncoding) throws(DataFault) {
    do throws(TextDecoder.Unavailable) {
      decoder = try TextDecoder(encoding)
    } catch {
      throw DataFault(
        file: file, value: encoding.name, problem: "is an encoding that this system cannot read",
        remedy: "save the file as UTF-8")
    }
  }

  private mutating func decode(_ bytes: [UInt8], into text: inout [UInt8]) throws(DataFault) {
    guard let decoder else { return }
    let before = text.count
    do throws(TextDecoder.Invalid) {
      guard !bytes.isEmpty else { return try decoder.finish(into: &text) }
      try bytes.withUnsafeBufferPointer { (bytes) throws(TextDecoder.Invalid) in
        try decoder.decode(bytes, into: &text)
      }
    } catch {
      countLines(text[before...])
      throw Self.fault(
        file: file, line: breaks + 1, error, skipped: skipped, encoding: decoder.encoding)
    }
    countLines(text[before...])
  }

  private mutating func countLines(_ text: ArraySlice<UInt8>) {
    for byte in text {
      if byte == 0x0D || byte == 0x0A && !endsWithReturn { breaks += 1 }
      endsWithReturn = byte == 0x0D
    }
  }

  private static func fault(
    file: String, line: Int, _ invalid: TextDecoder.Invalid, skipped: Int, encoding: TextEncoding
  ) -> DataFault {
    let place = skipped + invalid.offset + 1
    return DataFault(
      file: file, line: line,
      problem: invalid.isCut
        ? "the text ends in the middle of a character of \(encoding.name) (byte \(place))"
        : "\(hexadecimal(invalid.bytes)) (byte \(place) of the file) is no character of "
          + "\(encoding.name)",
      remedy: invalid.isCut
        ? "the file is cut short, or it is written in another encoding: name that with --encoding"
        : "name the encoding that the file is written in with --encoding, or save it as UTF-8")
  }

  /// Bytes as messages show them.
  static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return "0x\(digits.count == 1 ? "0" : "")\(digits)"
    }.joined(separator: " ")
  }

  /// All of a text as UTF-8.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - input: How it is read.
  ///   - file: What messages call it.
  /// - Returns: The text; the bytes as they are where they are UTF-8, or cannot be anything else.
  /// - Throws: A fault with the line of bytes that stand for no character.
  static func decoded(
    _ bytes: [UInt8], _ input: TextInput, file: String
  ) throws(DataFault) -> [UInt8] {
    guard try TextStart(bytes, input, file: file).encoding.form != .utf8 else { return bytes }
    var feed = TextFeed(file: file, input)
    var place = 0
    var text: [UInt8] = []
    var before = -1
    while text.count > before {
      before = text.count
      try feed.read(1 << 20, into: &text) { count, piece in
        let end = min(bytes.count, place + count)
        piece += bytes[place..<end]
        place = end
      }
    }
    return text
  }
}

import CLanes

/// Checks that bytes are UTF-8 text before anything else looks at them.
enum TextCheck {
  /// Where the text begins: after a byte order mark.
  ///
  /// - Throws: A fault with line and byte where the bytes are not UTF-8.
  static func start(of bytes: UnsafeBufferPointer<UInt8>, file: String?) throws(DataFault) -> Int {
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      throw DataFault(
        file: file, problem: "this is a spreadsheet or a zip file, not text",
        remedy: "save it as CSV in UTF-8")
    }
    if bytes.starts(with: [0x1F, 0x8B]) {
      throw DataFault(
        file: file, problem: "the file is packed with gzip", remedy: "unpack it with gunzip")
    }
    if isWebPage(bytes) {
      throw DataFault(
        file: file, problem: "this is a web page, not data",
        remedy: "open it in a browser: it may say why the file was not to be had")
    }
    if let name = wideEncoding(of: bytes) {
      throw DataFault(
        file: file, problem: "the text is \(name), not UTF-8", remedy: "save it as UTF-8")
    }
    if let offset = firstInvalid(in: bytes) {
      let byte = String(bytes[offset], radix: 16, uppercase: true)
      throw DataFault(
        file: file, line: Lines.number(at: offset, in: bytes),
        problem: "byte \(offset + 1) of the file (0x\(byte.count == 1 ? "0" : "")\(byte)) "
          + "is not UTF-8",
        remedy: TextEncoding.remedy)
    }
    let hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    return hasMark ? 3 : 0
  }

  static let zeroProblem = "there is a byte of 0 in the text"
  static let zeroRemedy =
    "the file is damaged, or no text; export it again as UTF-8, or name its encoding with --encoding if it is "
    + "UTF-16"

  /// - Throws: A fault with the line of a byte of 0, which no text has.
  static func refuseZeros(
    in bytes: UnsafeBufferPointer<UInt8>, file: String?
  ) throws(DataFault) {
    guard let place = FeatureSplitter.find(0, in: bytes, from: 0) else { return }
    throw DataFault(
      file: file, line: Lines.number(at: place, in: bytes),
      problem: "\(zeroProblem) (byte \(place + 1))", remedy: zeroRemedy)
  }

  /// Refuses text of which the part that came last is nothing but bytes of 0: a device, or a file with a hole, that has no end.
  ///
  /// - Parameters:
  ///   - bytes: The text so far.
  ///   - start: Where that part begins.
  ///   - file: What messages call it.
  ///   - line: Gives the line of that place.
  /// - Throws: The fault, with its line.
  /// - Complexity: O(1) for text.
  static func refuseHole(
    in bytes: [UInt8], from start: Int, file: String, line: () -> Int
  ) throws(DataFault) {
    guard bytes.count - start >= 512, bytes[start] == 0, bytes[bytes.count - 1] == 0,
      bytes[start...].allSatisfy({ $0 == 0 })
    else { return }
    throw DataFault(
      file: file, line: line(), problem: "\(zeroProblem), and nothing else from here on",
      remedy: zeroRemedy)
  }

  /// Whether a text begins as HTML does, which servers send in place of files that they do not have.
  private static func isWebPage(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = String(decoding: bytes.prefix(200), as: UTF8.self).lowercased()
      .drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    return start.hasPrefix("<!doctype html") || start.hasPrefix("<html")
  }

  /// The encoding of a text whose characters take two or four bytes each; nil for others.
  static func wideEncoding(of bytes: some Collection<UInt8>) -> String? {
    let first = Array(bytes.prefix(4))
    if first == [0xFF, 0xFE, 0, 0] || first == [0, 0, 0xFE, 0xFF] { return "UTF-32" }
    if first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    // Without a mark every other byte of plain letters is a zero.
    guard first.count == 4 else { return nil }
    if first.filter({ $0 == 0 }).count == 3, first[0] != 0 || first[3] != 0 { return "UTF-32" }
    return (first[0] != 0 && first[1] == 0 && first[3] == 0)
      || (first[0] == 0 && first[1] != 0 && first[2] == 0) ? "UTF-16" : nil
  }

  /// The offset of the first byte that begins no well-formed sequence (Unicode 16, table 3-7).
  static func firstInvalid(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    let count = bytes.count
    guard let base = bytes.baseAddress else { return nil }
    while index < count {
      // Most text is plain ASCII for long stretches; after a letter that is not, a look at it costs less.
      if bytes[index] < 0x80 {
        index += 1
        var plain = 1
        while index < count, plain < 32, bytes[index] < 0x80 {
          index += 1
          plain += 1
        }
        if plain == 32 { index += text_ascii(base + index, count - index) }
        continue
      }
      let lead = bytes[index]
      let length: Int
      var second: ClosedRange<UInt8> = 0x80...0xBF
      switch lead {
      case 0xC2...0xDF: length = 2
      case 0xE0: (length, second) = (3, 0xA0...0xBF)
      case 0xED: (length, second) = (3, 0x80...0x9F)
      case 0xE1...0xEF: length = 3
      case 0xF0: (length, second) = (4, 0x90...0xBF)
      case 0xF1...0xF3: length = 4
      case 0xF4: (length, second) = (4, 0x80...0x8F)
      default: return index
      }
      guard index + length <= count, second.contains(bytes[index + 1]) else { return index }
      for offset in 2..<max(length, 2) where bytes[index + offset] & 0xC0 != 0x80 { return index }
      index += length
    }
    return nil
  }
}

/// Counts lines, from 1; LF, CRLF and a lone CR each end one.
struct Lines {
  private var offset = 0
  private var line = 1

  /// The line of an offset that is not before the last one asked for.
  mutating func number(at target: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    while offset < target {
      let byte = bytes[offset]
      if byte == 0x0A {
        line += 1
      } else if byte == 0x0D, offset + 1 >= bytes.count || bytes[offset + 1] != 0x0A {
        line += 1
      }
      offset += 1
    }
    return line
  }

  static func number(at target: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var lines = Lines()
    return lines.number(at: target, in: bytes)
  }
}

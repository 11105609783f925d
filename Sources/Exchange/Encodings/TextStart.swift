/// What the first bytes of a text say about its encoding.
struct TextStart {
  var encoding: TextEncoding
  /// The length of the byte order mark, which is no part of the text; 0 for UTF-8, whose readers know it.
  var skipped = 0

  /// Finds the encoding of a text: by its byte order mark, else as the user says, else as an XML declaration says, else by
  /// the zeros that plain letters have in UTF-16 and UTF-32; all else is taken for UTF-8.
  ///
  /// - Parameters:
  ///   - head: The beginning of the text, all of it or a few thousand bytes.
  ///   - input: What the user says.
  ///   - file: What messages call it.
  /// - Throws: A fault for an XML declaration that names no encoding that is known, and for UTF-16 of which nobody can
  ///   say which byte comes first.
  init(_ head: [UInt8], _ input: TextInput, file: String) throws(DataFault) {
    let zeros = Self.zeros(in: head)
    if input.detects, let mark = Self.mark(head) {
      // The bytes of a mark may also be letters, where the user says so.
      let isSure = mark.encoding.form == .utf8 || input.encoding?.isWide ?? true || zeros != nil
      if isSure {
        self = mark
        return
      }
    }
    if let named = input.encoding {
      encoding = named
      guard case .unordered(let width) = named.form else { return }
      if let mark = Self.mark(head), mark.encoding.isWide {
        self = mark
      } else if let zeros, zeros.isWide(width) {
        encoding = zeros
      } else if !head.isEmpty {
        throw DataFault(
          file: file, problem: "nothing in the text shows which byte of \(named.name) comes first",
          remedy: "say --encoding \(named.name)LE or --encoding \(named.name)BE")
      }
      return
    }
    encoding = .utf8
    guard input.detects, !head.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { return }
    if let zeros {
      encoding = zeros
    } else if let declared = Self.declaration(head) {
      guard let known = TextEncoding(declared) else {
        throw DataFault(
          file: file, line: 1, value: declared,
          problem: "is named as the encoding, and is none that is known",
          remedy: "name the encoding with --encoding, such as --encoding windows-1252")
      }
      // A declaration that can be read byte by byte is no UTF-16, whatever it says.
      encoding = known.isWide ? .utf8 : known
    }
  }

  /// Whether a text is in UTF-16 or UTF-32.
  static func isWide(_ head: [UInt8]) -> Bool {
    mark(head)?.encoding.isWide == true || zeros(in: head) != nil
  }

  /// The byte order mark.
  private static func mark(_ head: [UInt8]) -> TextStart? {
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { return TextStart(.utf8, 0) }
    if head.starts(with: [0xFF, 0xFE, 0, 0]) {
      return TextStart(.wide(4, isLittleEndian: true), 4)
    }
    if head.starts(with: [0, 0, 0xFE, 0xFF]) {
      return TextStart(.wide(4, isLittleEndian: false), 4)
    }
    if head.starts(with: [0xFF, 0xFE]) { return TextStart(.wide(2, isLittleEndian: true), 2) }
    if head.starts(with: [0xFE, 0xFF]) { return TextStart(.wide(2, isLittleEndian: false), 2) }
    return nil
  }

  private init(_ encoding: TextEncoding, _ skipped: Int) {
    self.encoding = encoding
    self.skipped = skipped
  }

  /// The wide encoding whose zeros the text has: at every place but one of each four bytes, or at one of each two.
  private static func zeros(in head: [UInt8]) -> TextEncoding? {
    let whole = head.prefix(1 << 14)
    var counts = [0, 0, 0, 0]
    for (place, byte) in whole.enumerated() where byte == 0 { counts[place & 3] += 1 }
    let sum = counts.reduce(0, +)
    guard sum > 0, whole.count >= 2 else { return nil }
    let quarter = whole.count / 4
    if quarter > 0, counts[2] == quarter, counts[3] == quarter, counts[0] == 0 {
      return .wide(4, isLittleEndian: true)
    }
    if quarter > 0, counts[0] >= quarter, counts[1] >= quarter, counts[3] == 0 {
      return .wide(4, isLittleEndian: false)
    }
    // Some are needed: line breaks, separators, digits; one alone may be damage.
    guard sum >= 2, sum * 50 >= whole.count || whole.count < 64 else { return nil }
    if counts[0] + counts[2] == 0 { return .wide(2, isLittleEndian: true) }
    if counts[1] + counts[3] == 0 { return .wide(2, isLittleEndian: false) }
    return nil
  }

  /// What an XML declaration names as the encoding; nil where there is none.
  private static func declaration(_ head: [UInt8]) -> String? {
    let start = head.firstIndex { $0 > 0x20 } ?? head.count
    guard head[start...].starts(with: Array("<?xml".utf8)) else { return nil }
    let text = head[start...].prefix(1024).prefix { $0 != 0x3E }
    guard let place = text.firstRange(of: Array("encoding".utf8)) else { return nil }
    var rest = text[place.upperBound...].drop { $0 <= 0x20 }
    guard rest.first == 0x3D else { return nil }
    rest = rest.dropFirst().drop { $0 <= 0x20 }
    guard let quote = rest.first, quote == 0x22 || quote == 0x27 else { return nil }
    let name = rest.dropFirst().prefix { $0 != quote }
    return String(decoding: name, as: UTF8.self)
  }
}

extension TextEncoding {
  /// Whether every character takes two or four bytes.
  var isWide: Bool {
    switch form {
    case .wide, .unordered: true
    default: false
    }
  }

  fileprivate func isWide(_ width: Int) -> Bool {
    if case .wide(width, _) = form { true } else { false }
  }
}

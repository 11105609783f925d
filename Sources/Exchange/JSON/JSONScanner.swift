/// Walks over JSON text byte by byte and gives its pieces (RFC 8259, nothing more).
///
/// The bytes are UTF-8 already; see ``TextCheck``.
struct JSONScanner {
  /// How deep arrays and objects may be nested.
  static let depthLimit = 500

  let bytes: UnsafeBufferPointer<UInt8>
  let file: String?
  private(set) var offset: Int
  private var lines = Lines()
  private var depth = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, file: String?) throws(DataFault) {
    self.bytes = bytes
    self.file = file
    offset = try TextCheck.start(of: bytes, file: file)
  }

  /// The line of the next byte; asked for in the order of the text.
  mutating func line() -> Int { lines.number(at: offset, in: bytes) }

  func fault(_ problem: String, remedy: String? = nil, at place: Int? = nil) -> DataFault {
    DataFault(
      file: file, line: Lines.number(at: min(place ?? offset, bytes.count), in: bytes),
      problem: problem, remedy: remedy)
  }

  /// The next byte that is not a space, without taking it; nil at the end.
  mutating func peek() -> UInt8? {
    while offset < bytes.count {
      let byte = bytes[offset]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      offset += 1
    }
    return nil
  }

  /// Takes one byte that must come next.
  mutating func expect(_ byte: UInt8, _ what: String) throws(DataFault) {
    guard peek() == byte else { throw unexpected(what) }
    offset += 1
  }

  /// What stands here although something else is needed.
  mutating func unexpected(_ wanted: String) -> DataFault {
    guard let byte = peek() else {
      return fault("the text ends where \(wanted) should be", remedy: "the file may be cut short")
    }
    let isNaN = byte == 0x4E || byte == 0x49
    return fault(
      "\(wanted) should be here, not \(Self.shown(byte, in: bytes, at: offset))",
      remedy: isNaN ? "JSON has no NaN and no Infinity: write null" : nil)
  }

  private static func shown(
    _ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, at offset: Int
  ) -> String {
    guard byte >= 0x20, byte != 0x7F else { return "byte \(byte)" }
    let rest = UnsafeBufferPointer(rebasing: bytes[offset..<min(offset + 4, bytes.count)])
    return String(decoding: rest, as: UTF8.self).first.map { "\"\($0)\"" } ?? "byte \(byte)"
  }

  /// Moves on.
  mutating func take(to next: Int) { offset = next }

  /// Begins an array or object whose opening bracket is next.
  mutating func open(_ bracket: UInt8, _ what: String) throws(DataFault) {
    try expect(bracket, what)
    depth += 1
    if depth > Self.depthLimit {
      throw fault("arrays and objects are nested more than \(Self.depthLimit) deep")
    }
  }

  /// Whether another element follows; takes the comma before it, or the closing bracket.
  mutating func hasNext(_ bracket: UInt8, isFirst: inout Bool) throws(DataFault) -> Bool {
    guard let byte = peek() else {
      throw unexpected(bracket == 0x5D ? "\"]\"" : "\"}\"")
    }
    if byte == bracket {
      offset += 1
      depth -= 1
      return false
    }
    if isFirst {
      isFirst = false
      return true
    }
    guard byte == 0x2C else {
      throw unexpected(bracket == 0x5D ? "\",\" or \"]\"" : "\",\" or \"}\"")
    }
    offset += 1
    if peek() == bracket { throw unexpected("a value after the comma") }
    return true
  }

  /// Reads the name of a member and its colon.
  mutating func name() throws(DataFault) -> String {
    guard peek() == 0x22 else { throw unexpected("a name in double quotes") }
    let name = try string()
    try expect(0x3A, "\":\"")
    return name
  }

  /// Takes a word such as `true` that must come next.
  mutating func word(_ word: StaticString) throws(DataFault) {
    let length = word.utf8CodeUnitCount
    for index in 0..<length {
      guard offset + index < bytes.count, bytes[offset + index] == word.utf8Start[index] else {
        throw unexpected("a value")
      }
    }
    offset += length
  }

  /// The bytes of the number that comes next, checked to be a JSON number.
  mutating func number() throws(DataFault) -> UnsafeBufferPointer<UInt8> {
    guard peek() != nil else { throw unexpected("a number") }
    let start = offset
    let bytes = bytes
    let count = bytes.count
    var index = offset
    func digits() -> Int {
      let first = index
      while index < count, bytes[index] &- 0x30 < 10 { index += 1 }
      return index - first
    }
    if bytes[index] == 0x2D { index += 1 }
    let whole = index
    guard digits() > 0 else { throw unexpected("a number") }
    if bytes[whole] == 0x30, index - whole > 1 {
      throw fault("a number begins with a needless 0", remedy: "put ids such as 007 in quotes")
    }
    if index < count, bytes[index] == 0x2E {
      index += 1
      if digits() == 0 { throw fault("a number has no digits after its point") }
    }
    if index < count, bytes[index] | 0x20 == 0x65 {
      index += 1
      if index < count, bytes[index] == 0x2B || bytes[index] == 0x2D { index += 1 }
      if digits() == 0 { throw fault("a number has no digits in its exponent") }
    }
    offset = index
    return UnsafeBufferPointer(rebasing: bytes[start..<index])
  }

  /// Fails where anything but spaces is left.
  mutating func end() throws(DataFault) {
    guard peek() == nil else {
      throw fault("there is more text after the end of the JSON value")
    }
  }
}

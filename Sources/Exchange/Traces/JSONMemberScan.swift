/// Walks over the members of a JSON object as far as the text goes, without reading their values.
struct JSONMemberScan {
  private let bytes: ArraySlice<UInt8>
  private var index: Int

  /// - Parameter bytes: They begin with the brace of the object; the end may be missing.
  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex + 1
  }

  /// The name of the next member, and its value where that is a string; nil at the end of the object or of the
  /// text.
  mutating func next() -> (name: String, text: String?)? {
    skipSpaces()
    guard index < bytes.endIndex, bytes[index] == 0x22, let name = string() else { return nil }
    skipSpaces()
    guard index < bytes.endIndex, bytes[index] == 0x3A else { return nil }
    index += 1
    skipSpaces()
    guard index < bytes.endIndex else { return nil }
    if bytes[index] == 0x22 {
      guard let text = string() else { return nil }
      return (name, text)
    }
    return skipValue() ? (name, nil) : nil
  }

  private mutating func skipSpaces() {
    while index < bytes.endIndex, bytes[index] <= 0x20 || bytes[index] == 0x2C { index += 1 }
  }

  /// The string here, its escapes as they are written.
  private mutating func string() -> String? {
    let start = index + 1
    index = start
    while index < bytes.endIndex {
      if bytes[index] == 0x22 {
        defer { index += 1 }
        return String(decoding: bytes[start..<index], as: UTF8.self)
      }
      index += bytes[index] == 0x5C ? 2 : 1
    }
    return nil
  }

  /// Passes over a value that is no string; false where the text ends within it.
  private mutating func skipValue() -> Bool {
    var depth = 0
    while index < bytes.endIndex {
      switch bytes[index] {
      case 0x22:
        guard string() != nil else { return false }
        continue
      case 0x7B, 0x5B: depth += 1
      case 0x7D, 0x5D:
        if depth == 0 { return true }
        depth -= 1
      case 0x2C: if depth == 0 { return true }
      default: break
      }
      index += 1
    }
    return false
  }
}

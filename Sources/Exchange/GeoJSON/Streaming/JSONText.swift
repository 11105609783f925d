/// Strings of JSON text that is known to be right.
enum JSONText {
  /// The characters between two quotes, escapes resolved; half a surrogate pair is U+FFFD.
  static func plain(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> String {
    let bytes = UnsafeBufferPointer(start: base + start, count: max(0, end - start))
    guard bytes.contains(0x5C) else { return String(decoding: bytes, as: UTF8.self) }
    var text: [UInt8] = []
    add(bytes, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// What messages say of a name that an object has twice.
  static func twice(_ name: String) -> String {
    "the name \(DataFault.quoted(name)) comes twice in one object"
  }

  /// Adds the characters between two quotes, escapes resolved.
  static func add(_ bytes: UnsafeBufferPointer<UInt8>, to text: inout [UInt8]) {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == 0x5C, index + 1 < bytes.count else {
        text.append(byte)
        index += 1
        continue
      }
      index += 2
      switch bytes[index - 1] {
      case 0x62: text.append(0x08)
      case 0x66: text.append(0x0C)
      case 0x6E: text.append(0x0A)
      case 0x72: text.append(0x0D)
      case 0x74: text.append(0x09)
      case 0x75:
        var code = UInt32(unit(bytes, index))
        index += 4
        if (0xD800..<0xDC00).contains(code), index + 1 < bytes.count, bytes[index] == 0x5C,
          bytes[index + 1] == 0x75, case let low = UInt32(unit(bytes, index + 2)),
          (0xDC00..<0xE000).contains(low)
        {
          code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
          index += 6
        }
        let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
        text.append(contentsOf: UTF8.encode(scalar) ?? .init())
      case let other: text.append(other)
      }
    }
  }

  private static func unit(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> UInt16 {
    guard start + 4 <= bytes.count else { return 0xFFFD }
    let digits = UnsafeBufferPointer(rebasing: bytes[start..<start + 4])
    return UInt16(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0xFFFD
  }
}

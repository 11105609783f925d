/// Names of files as text, whatever their bytes are.
///
/// To the system a name is bytes, which need not be UTF-8. Bytes that are not become characters of the end of the
/// last private plane, U+10FF80 to U+10FFFF, and go back to bytes before the system sees them; so every file can be
/// named, read and written, and two names never fall together.
package enum SystemPath {
  /// The character of the byte 0.
  private static let base: UInt32 = 0x10FF00

  private static func isByte(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= base + 0x80 }

  /// The text of a name that the system gives.
  ///
  /// - Complexity: O(*n*), *n* bytes.
  package static func text(of bytes: UnsafeBufferPointer<UInt8>) -> String {
    if TextCheck.firstInvalid(in: bytes) == nil {
      let text = String(decoding: bytes, as: UTF8.self)
      if !text.unicodeScalars.contains(where: isByte) { return text }
    }
    var text = String.UnicodeScalarView()
    var start = 0
    while start < bytes.count {
      // The shortest piece that is one character.
      let length = (1...4).first { length in
        guard start + length <= bytes.count else { return false }
        let piece = UnsafeBufferPointer(rebasing: bytes[start..<start + length])
        return TextCheck.firstInvalid(in: piece) == nil
      }
      let piece = bytes[start..<start + (length ?? 1)]
      let scalar = String(decoding: piece, as: UTF8.self).unicodeScalars.first
      if length != nil, let scalar, !isByte(scalar) {
        text.append(scalar)
      } else {
        text.append(contentsOf: piece.compactMap { Unicode.Scalar(base + UInt32($0)) })
      }
      start += piece.count
    }
    return String(text)
  }

  /// The text of a name that ends with a byte of 0.
  package static func text(of name: UnsafePointer<CChar>) -> String {
    var count = 0
    while name[count] != 0 { count += 1 }
    return name.withMemoryRebound(to: UInt8.self, capacity: count) {
      text(of: UnsafeBufferPointer(start: $0, count: count))
    }
  }

  /// Whether a name is UTF-8, so that programs that know nothing of this can take it.
  static func isPlain(_ path: String) -> Bool { !path.unicodeScalars.contains(where: isByte) }

  /// Hands over the bytes of a name, with a byte of 0 behind them.
  static func withBytes<Value>(
    of path: String, _ body: (UnsafePointer<CChar>) -> Value
  ) -> Value {
    guard !isPlain(path) else { return path.withCString(body) }
    var bytes: [UInt8] = []
    for scalar in path.unicodeScalars {
      if isByte(scalar) {
        bytes.append(UInt8(truncatingIfNeeded: scalar.value - base))
      } else {
        bytes.append(contentsOf: Array(String(scalar).utf8))
      }
    }
    bytes.append(0)
    return bytes.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { buffer in
        guard let start = buffer.baseAddress else { return path.withCString(body) }
        return body(start)
      }
    }
  }

  /// The name for people and for files: a byte that is no UTF-8 as `\xE9`.
  package static func shown(_ path: String) -> String {
    guard !isPlain(path) else { return path }
    var text = ""
    for scalar in path.unicodeScalars {
      guard isByte(scalar) else {
        text.unicodeScalars.append(scalar)
        continue
      }
      text += "\\x" + String(scalar.value - base, radix: 16, uppercase: true)
    }
    return text
  }
}

import CLanes

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Turns text of any encoding into UTF-8, piece by piece, with the system's `iconv`.
///
/// Encodings of one byte per character go through a table that is made with `iconv` once.
final class TextDecoder {
  /// Bytes that stand for no character.
  struct Invalid: Error, Hashable {
    /// Where they begin, counted from the first byte that was decoded.
    var offset: Int
    var bytes: [UInt8]
    /// Whether the text ends in the middle of a character.
    var isCut: Bool
  }

  /// The system has no converter for the encoding.
  struct Unavailable: Error {}

  let encoding: TextEncoding
  private let converter: iconv_t?
  /// The UTF-8 of each byte, the first in the lowest eight bits, its length in the highest; 0 for none.
  private let table: [UInt32]
  private let isASCII: Bool
  /// The beginning of a character whose rest has not come yet.
  private var pending: [UInt8] = []
  /// How many bytes have been decoded or are pending.
  private var count = 0

  /// - Throws: ``Unavailable`` where the system does not know the encoding.
  init(_ encoding: TextEncoding) throws(Unavailable) {
    self.encoding = encoding
    let converter = iconv_open("UTF-8", encoding.systemName)
    guard let converter, converter != iconv_t(bitPattern: -1) else { throw Unavailable() }
    self.converter = converter
    guard encoding.form == .single else {
      table = []
      isASCII = false
      return
    }
    var table = [UInt32](repeating: 0, count: 256)
    for byte in 0..<256 {
      let text = Self.alone(UInt8(byte), converter)
      guard !text.isEmpty, text.count <= 3 else { continue }
      table[byte] =
        text.enumerated().reduce(UInt32(text.count) << 24) {
          $0 | UInt32($1.element) << ($1.offset * 8)
        }
    }
    for (byte, text) in Self.corrections[encoding.name] ?? [] {
      table[byte] = Array(text.utf8).enumerated()
        .reduce(UInt32(text.utf8.count) << 24) { $0 | UInt32($1.element) << ($1.offset * 8) }
    }
    self.table = table
    isASCII = (0..<128).allSatisfy { table[$0] == 1 << 24 | UInt32($0) }
  }

  deinit {
    if let converter { iconv_close(converter) }
  }

  /// Where the C library follows an older edition than the files of today.
  private static let corrections: [String: [(Int, String)]] = [
    "macintosh": [(0xC6, "\u{2206}"), (0xF0, "\u{F8FF}")],
    "x-mac-cyrillic": [(0xFF, "\u{20AC}")],
  ]

  /// What one byte alone stands for; nothing where it stands for no character.
  private static func alone(_ byte: UInt8, _ converter: iconv_t) -> [UInt8] {
    _ = iconv(converter, nil, nil, nil, nil)
    var input = [CChar(bitPattern: byte)]
    return [UInt8](unsafeUninitializedCapacity: 16) { output, filled in
      filled = input.withUnsafeMutableBufferPointer { input in
        var (from, left) = (input.baseAddress, 1)
        return output.withMemoryRebound(to: CChar.self) { output in
          var (to, room) = (output.baseAddress, output.count)
          guard iconv(converter, &from, &left, &to, &room) != -1, left == 0 else { return 0 }
          _ = iconv(converter, nil, nil, &to, &room)
          return 16 - room
        }
      }
    }
  }

  /// Decodes the next bytes of a text.
  ///
  /// - Parameters:
  ///   - bytes: Any number of them; a character may go on in the next piece.
  ///   - text: Gets the UTF-8, up to what is invalid.
  /// - Throws: ``Invalid`` at the first bytes that stand for no character.
  func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, into text: inout [UInt8]
  ) throws(Invalid) {
    guard let base = bytes.baseAddress, bytes.count > 0 else { return }
    text.reserveCapacity(text.count + bytes.count + bytes.count / 2)
    guard table.isEmpty else { return try look(up: base, bytes.count, into: &text) }
    guard !pending.isEmpty else { return try convert(base, bytes.count, into: &text) }
    let whole = pending + bytes
    count -= pending.count
    pending = []
    try whole.withUnsafeBufferPointer { (bytes) throws(Invalid) in
      if let base = bytes.baseAddress { try convert(base, bytes.count, into: &text) }
    }
  }

  /// Ends the text.
  ///
  /// - Throws: ``Invalid`` where a character has only begun.
  func finish(into text: inout [UInt8]) throws(Invalid) {
    guard pending.isEmpty else {
      throw Invalid(offset: count - pending.count, bytes: pending, isCut: true)
    }
    guard table.isEmpty, let converter else { return }
    text += [UInt8](unsafeUninitializedCapacity: 32) { output, filled in
      filled = output.withMemoryRebound(to: CChar.self) { output in
        var (to, room) = (output.baseAddress, output.count)
        _ = iconv(converter, nil, nil, &to, &room)
        return output.count - room
      }
    }
  }

  /// Begins another text.
  func reset() {
    pending = []
    count = 0
    if table.isEmpty, let converter { _ = iconv(converter, nil, nil, nil, nil) }
  }

  private func look(
    up base: UnsafePointer<UInt8>, _ length: Int, into text: inout [UInt8]
  ) throws(Invalid) {
    var index = 0
    while index < length {
      if isASCII, base[index] < 0x80 {
        let plain = text_ascii(base + index, length - index)
        if plain > 0 {
          text.append(contentsOf: UnsafeBufferPointer(start: base + index, count: plain))
          index += plain
          continue
        }
      }
      let code = table[Int(base[index])]
      guard code != 0 else {
        throw Invalid(offset: count + index, bytes: [base[index]], isCut: false)
      }
      var (rest, left) = (code, code >> 24)
      while left > 0 {
        text.append(UInt8(truncatingIfNeeded: rest))
        rest >>= 8
        left -= 1
      }
      index += 1
    }
    count += length
  }

  private func convert(
    _ base: UnsafePointer<UInt8>, _ length: Int, into text: inout [UInt8]
  ) throws(Invalid) {
    guard let converter else { return }
    let start = UnsafeMutableRawPointer(mutating: base).assumingMemoryBound(to: CChar.self)
    var from: UnsafeMutablePointer<CChar>? = start
    var left = length
    var code: Int32 = E2BIG
    while code == E2BIG {
      code = 0
      text += [UInt8](unsafeUninitializedCapacity: max(64, left + left / 2)) { output, filled in
        filled = output.withMemoryRebound(to: CChar.self) { output in
          var (to, room) = (output.baseAddress, output.count)
          if iconv(converter, &from, &left, &to, &room) == -1 { code = errno }
          return output.count - room
        }
      }
    }
    let rest = UnsafeBufferPointer(start: base + (length - left), count: left)
    count += length
    if code == EINVAL, left < 16 {
      pending = Array(rest)
    } else if code != 0 {
      let width = if case .wide(let width, _) = encoding.form { width } else { 1 }
      throw Invalid(
        offset: count - left, bytes: Array(rest.prefix(width)), isCut: false)
    }
  }
}

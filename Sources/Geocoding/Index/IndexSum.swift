/// A sum over the content of an index, by which bytes that changed on a disk are noticed.
///
/// It is no protection against people who mean harm. Eight bytes are mixed in at a time.
///
/// - Complexity: O(*n*), *n* bytes.
struct IndexSum: Sendable {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  private mutating func mix(_ word: UInt64) {
    state = (state ^ word) &* 0x9E37_79B9_7F4A_7C15
    state ^= state >> 29
  }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    mix(UInt64(bytes.count))
    var offset = 0
    while offset + 8 <= bytes.count {
      mix(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < bytes.count {
      rest = rest << 8 | UInt64(bytes[offset])
      offset += 1
    }
    mix(rest)
  }

  mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { add($0) } }

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  mutating func add(_ numbers: [Int32]) {
    for number in numbers { mix(UInt64(UInt32(bitPattern: number))) }
  }

  /// In hexadecimal digits.
  var text: String { String(state, radix: 16) }
}

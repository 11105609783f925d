/// The chunks that PNG and APNG files consist of: PNG specification, third edition,
/// <https://www.w3.org/TR/png-3/>.
struct PNGChunks {
  private(set) var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// A chunk of a type of four letters.
  mutating func append(_ type: String, _ content: [UInt8]) {
    bytes += Self.bigEndian(UInt32(content.count))
    let checked = Array(type.utf8) + content
    bytes += checked
    bytes += Self.bigEndian(Deflate.checksum(checked))
  }

  /// Size and kind: eight bits each of red, green and blue, not interlaced.
  mutating func appendHeader(width: Int, height: Int) {
    append(
      "IHDR",
      Self.bigEndian(UInt32(width)) + Self.bigEndian(UInt32(height)) + [8, 2, 0, 0, 0])
  }

  static func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  static func bigEndian(_ value: UInt16) -> [UInt8] {
    [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
  }
}

/// A GIF file in the making: CompuServe's specification, version 89a,
/// <https://www.w3.org/Graphics/GIF/spec-gif89a.txt>.
struct GIFStream {
  private var bytes: [UInt8]
  /// Bits of an index.
  private let bits: Int

  /// - Parameters:
  ///   - width: In pixels.
  ///   - height: In pixels.
  ///   - colours: `0xRRGGBB`; at most 255, so that one index is left for what does not change.
  init(width: Int, height: Int, colours: [UInt32]) {
    precondition(colours.count <= 255, "a GIF has at most 256 colours, one of them transparent")
    var bits = 2
    while 1 << bits < colours.count + 1 { bits += 1 }
    self.bits = bits
    bytes = Array("GIF89a".utf8)
    bytes += Self.littleEndian(width) + Self.littleEndian(height)
    bytes += [UInt8(0x80 | 0x70 | (bits - 1)), 0, 0]
    for index in 0..<1 << bits {
      let colour = index < colours.count ? colours[index] : 0
      bytes += [16, 8, 0].map { UInt8(truncatingIfNeeded: colour >> $0) }
    }
  }

  /// - Parameter plays: 0 for without end.
  mutating func appendLoop(plays: Int) {
    // A file without this block is played once; the block counts the repetitions.
    guard plays != 1 else { return }
    bytes += [0x21, 0xFF, 11] + Array("NETSCAPE2.0".utf8)
    bytes += [3, 1] + Self.littleEndian(max(plays - 1, 0)) + [0]
  }

  /// A frame that is drawn over those before.
  mutating func append(
    _ indices: [UInt8], in box: PixelBox, hundredths: Int, transparent: UInt8
  ) {
    bytes += [0x21, 0xF9, 4, 0b101] + Self.littleEndian(hundredths) + [transparent, 0]
    bytes.append(0x2C)
    for number in [box.x, box.y, box.width, box.height] { bytes += Self.littleEndian(number) }
    bytes += [0, UInt8(bits)]
    let data = LempelZivWelch.compressed(indices, bits: bits)
    for start in stride(from: 0, to: data.count, by: 255) {
      let block = data[start..<min(start + 255, data.count)]
      bytes.append(UInt8(block.count))
      bytes += block
    }
    bytes.append(0)
  }

  func finished() -> [UInt8] { bytes + [0x3B] }

  private static func littleEndian(_ value: Int) -> [UInt8] {
    [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
  }
}

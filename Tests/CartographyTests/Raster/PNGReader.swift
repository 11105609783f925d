import Cartography

/// Reads the PNG and APNG files that we write, after the specification, for tests to look into.
struct PNGReader {
  struct Chunk {
    var type: String
    var content: [UInt8]
  }

  struct Frame {
    var x: Int
    var y: Int
    var width: Int
    var height: Int
    /// In seconds.
    var delay: Double
  }

  let chunks: [Chunk]
  let width: Int
  let height: Int

  /// Returns nil for what is no PNG of 24 bits a pixel, or has a wrong checksum.
  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { return nil }
    var chunks: [Chunk] = []
    var index = 8
    while index + 12 <= bytes.count {
      let length = Self.number(bytes[index..<index + 4])
      guard index + 12 + length <= bytes.count else { return nil }
      let checked = bytes[index + 4..<index + 8 + length]
      guard
        Self.checksum(checked) == Self.number(bytes[index + 8 + length..<index + 12 + length])
      else { return nil }
      chunks.append(
        Chunk(
          type: String(decoding: checked.prefix(4), as: UTF8.self),
          content: Array(checked.dropFirst(4))))
      index += 12 + length
    }
    guard index == bytes.count, let header = chunks.first, header.type == "IHDR",
      Array(header.content.dropFirst(8)) == [8, 2, 0, 0, 0]
    else { return nil }
    self.chunks = chunks
    width = Self.number(header.content[0..<4])
    height = Self.number(header.content[4..<8])
  }

  /// The pixels of the picture that every reader shows.
  var pixels: [UInt32] {
    let data = chunks.filter { $0.type == "IDAT" }.flatMap(\.content)
    return Self.pixels(data, width: width, height: height)
  }

  var announcedFrames: Int? {
    chunks.first { $0.type == "acTL" }.map { Self.number($0.content[0..<4]) }
  }

  var frames: [Frame] {
    chunks.filter { $0.type == "fcTL" }.map { chunk in
      let numbers = stride(from: 4, to: 20, by: 4).map { Self.number(chunk.content[$0..<$0 + 4]) }
      let delay = (Self.number(chunk.content[20..<22]), Self.number(chunk.content[22..<24]))
      return Frame(
        x: numbers[2], y: numbers[3], width: numbers[0], height: numbers[1],
        delay: Double(delay.0) / Double(delay.1))
    }
  }

  /// Every frame as it is shown.
  var shownFrames: [[UInt32]] {
    let data = chunks.filter { $0.type == "IDAT" || $0.type == "fdAT" }
      .map { $0.type == "fdAT" ? Array($0.content.dropFirst(4)) : $0.content }
    var canvas = [UInt32](repeating: 0, count: width * height)
    return zip(frames, data).map { frame, data in
      let part = Self.pixels(data, width: frame.width, height: frame.height)
      for row in 0..<frame.height {
        for column in 0..<frame.width {
          canvas[(frame.y + row) * width + frame.x + column] = part[row * frame.width + column]
        }
      }
      return canvas
    }
  }

  private static func pixels(_ data: [UInt8], width: Int, height: Int) -> [UInt32] {
    let length = 3 * width
    let rows = Deflate.expanded(data, count: (length + 1) * height)
    var above = [UInt8](repeating: 0, count: length)
    var pixels: [UInt32] = []
    for y in 0..<height {
      var row = Array(rows[y * (length + 1) + 1..<(y + 1) * (length + 1)])
      for index in row.indices {
        switch rows[y * (length + 1)] {
        case 1: row[index] &+= index < 3 ? 0 : row[index - 3]
        case 2: row[index] &+= above[index]
        default: break
        }
      }
      for x in 0..<width {
        pixels.append(row[3 * x..<3 * x + 3].reduce(0) { $0 << 8 | UInt32($1) })
      }
      above = row
    }
    return pixels
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }

  /// CRC-32 bit by bit, as the specification's appendix has it.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> Int {
    var remainder: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      remainder ^= UInt32(byte)
      for _ in 0..<8 {
        remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0xEDB8_8320 : remainder >> 1
      }
    }
    return Int(~remainder)
  }
}

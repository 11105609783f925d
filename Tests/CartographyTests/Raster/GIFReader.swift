/// Reads the GIF files that we write, after the specification, for tests to look into.
struct GIFReader {
  struct Frame {
    var x: Int
    var y: Int
    var width: Int
    var height: Int
    var hundredths: Int
    var transparent: UInt8
    var indices: [UInt8]
  }

  private(set) var width = 0
  private(set) var height = 0
  private(set) var colours: [UInt32] = []
  private(set) var frames: [Frame] = []
  /// Repetitions in the block for that; nil without one.
  private(set) var repetitions: Int?

  /// Returns nil for what is no such file.
  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: Array("GIF89a".utf8)), bytes.count > 13 else { return nil }
    func number(_ index: Int) -> Int { Int(bytes[index]) | Int(bytes[index + 1]) << 8 }
    width = number(6)
    height = number(8)
    let entries = 2 << Int(bytes[10] & 7)
    for entry in 0..<entries {
      colours.append(bytes[13 + 3 * entry..<16 + 3 * entry].reduce(0) { $0 << 8 | UInt32($1) })
    }
    var index = 13 + 3 * entries
    var delay = 0
    var transparent: UInt8 = 0
    while index < bytes.count, bytes[index] != 0x3B {
      switch (bytes[index], bytes[index + 1]) {
      case (0x21, 0xF9):
        delay = number(index + 4)
        transparent = bytes[index + 6]
        index += 8
      case (0x21, 0xFF):
        repetitions = number(index + 16)
        index += 19
      case (0x2C, _):
        let bits = Int(bytes[index + 10])
        var frame = Frame(
          x: number(index + 1), y: number(index + 3), width: number(index + 5),
          height: number(index + 7), hundredths: delay, transparent: transparent, indices: [])
        index += 11
        var data: [UInt8] = []
        while bytes[index] > 0 {
          data += bytes[index + 1..<index + 1 + Int(bytes[index])]
          index += 1 + Int(bytes[index])
        }
        index += 1
        guard let indices = Self.expanded(data, bits: bits) else { return nil }
        frame.indices = indices
        frames.append(frame)
      default: return nil
      }
    }
    guard index == bytes.count - 1 else { return nil }
  }

  /// Every frame as it is shown.
  var shownFrames: [[UInt32]] {
    var canvas = [UInt32](repeating: 0, count: width * height)
    return frames.map { frame in
      for row in 0..<frame.height {
        for column in 0..<frame.width {
          let colour = frame.indices[row * frame.width + column]
          if colour == frame.transparent { continue }
          canvas[(frame.y + row) * width + frame.x + column] = colours[Int(colour)]
        }
      }
      return canvas
    }
  }

  /// The reader's half of the LZW algorithm; nil where the codes make no sense or have no end.
  static func expanded(_ data: [UInt8], bits: Int) -> [UInt8]? {
    let clear = 1 << bits
    var table: [[UInt8]] = []
    var width = 0
    func start() -> [[UInt8]] { (0..<clear + 2).map { [UInt8(truncatingIfNeeded: $0)] } }
    var output: [UInt8] = []
    var previous: [UInt8]?
    var position = 0
    width = bits + 1
    table = start()
    while position + width <= 8 * data.count {
      var code = 0
      for bit in 0..<width where data[(position + bit) / 8] >> UInt8((position + bit) % 8) & 1 == 1
      {
        code |= 1 << bit
      }
      position += width
      if code == clear + 1 { return 8 * data.count - position < 8 ? output : nil }
      if code == clear {
        table = start()
        width = bits + 1
        previous = nil
        continue
      }
      guard code <= table.count else { return nil }
      var run = code < table.count ? table[code] : []
      if let previous {
        if run.isEmpty { run = previous + previous.prefix(1) }
        if table.count < 4096 { table.append(previous + run.prefix(1)) }
        if table.count == 1 << width, width < 12 { width += 1 }
      }
      guard !run.isEmpty else { return nil }
      output += run
      previous = run
    }
    return nil
  }
}

/// Counts lines, each ended by a line feed, in the order of the text.
struct LineCounter {
  private var line: Int
  private var place = 0

  init(line: Int) { self.line = line }

  mutating func number(at target: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    if target > place, let base = bytes.baseAddress {
      line += Self.breaks(base + place, min(target, bytes.count) - place)
      place = target
    }
    return line
  }

  static func number(
    at target: Int, from first: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var counter = LineCounter(line: first)
    return counter.number(at: target, in: bytes)
  }

  /// How many line feeds there are.
  static func breaks(in bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { breaks($0, bytes.count) } ?? 0
    }
  }

  static func breaks(_ base: UnsafePointer<UInt8>, _ count: Int) -> Int {
    let (low, feeds): (UInt64, UInt64) = (0x7F7F_7F7F_7F7F_7F7F, 0x0A0A_0A0A_0A0A_0A0A)
    let even: UInt64 = 0x00FF_00FF_00FF_00FF
    var index = 0
    var total = 0
    let raw = UnsafeRawPointer(base)
    while index + 8 <= count {
      // Eight bytes at a time, each with a sum of its own, which has room for 255.
      var sums: UInt64 = 0
      let last = min(index + 8 * 255, count - 7)
      while index < last {
        let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ feeds
        sums &+= ~(((word & low) &+ low) | word | low) >> 7
        index += 8
      }
      let pairs = (sums & even) &+ ((sums >> 8) & even)
      total += Int((pairs &* 0x0001_0001_0001_0001) >> 48)
    }
    while index < count {
      if base[index] == 0x0A { total += 1 }
      index += 1
    }
    return total
  }
}

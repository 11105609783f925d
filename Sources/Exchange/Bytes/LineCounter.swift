import CLanes

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
    text_line_feeds(base, count)
  }
}

/// The compression of GIF: runs seen before become codes of growing width.
///
/// After T. A. Welch, "A Technique for High-Performance Data Compression" (1984),
/// <https://doi.org/10.1109/MC.1984.1659158>.
package enum LempelZivWelch {
  private static let greatestCode = 4095
  /// Slots for at most 4,096 codes; a power of two, so that a mask finds the slot.
  private static let slots = 1 << 14

  /// - Parameters:
  ///   - indices: Each less than 2 to the power of `bits`.
  ///   - bits: 2 to 8.
  /// - Returns: The codes, the lowest bits first, without the blocks that GIF puts them in.
  /// - Complexity: O(*n*) for *n* indices.
  package static func compressed(_ indices: [UInt8], bits: Int) -> [UInt8] {
    let clear = 1 << bits
    let end = clear + 1
    var output = BitWriter()
    var width = bits + 1
    var next = end + 1
    // Which code stands for a known run and one more index; keys are run × 256 + index.
    var keys = [Int32](repeating: -1, count: slots)
    var codes = [UInt16](repeating: 0, count: slots)
    output.append(clear, width: width)
    var run: Int?
    for index in indices {
      guard let known = run else {
        run = Int(index)
        continue
      }
      let key = Int32(known << 8 | Int(index))
      var slot = Int(truncatingIfNeeded: (UInt32(key) &* 0x9E37_79B1) >> 18)
      while keys[slot] >= 0, keys[slot] != key { slot = (slot + 1) & (slots - 1) }
      if keys[slot] == key {
        run = Int(codes[slot])
        continue
      }
      output.append(known, width: width)
      if next <= greatestCode {
        keys[slot] = key
        codes[slot] = UInt16(next)
        // The reader learns a code one step later than we do.
        if next == 1 << width { width += 1 }
        next += 1
      } else {
        output.append(clear, width: width)
        for slot in keys.indices { keys[slot] = -1 }
        width = bits + 1
        next = end + 1
      }
      run = Int(index)
    }
    if let run {
      output.append(run, width: width)
      // The reader has learned one more code by now.
      if next == 1 << width, width < 12 { width += 1 }
    }
    output.append(end, width: width)
    return output.finished()
  }

  /// Bits into bytes, the lowest first.
  private struct BitWriter {
    private var bytes: [UInt8] = []
    private var pending: UInt32 = 0
    private var count = 0

    mutating func append(_ code: Int, width: Int) {
      pending |= UInt32(code) << UInt32(count)
      count += width
      while count >= 8 {
        bytes.append(UInt8(truncatingIfNeeded: pending))
        pending >>= 8
        count -= 8
      }
    }

    func finished() -> [UInt8] {
      count > 0 ? bytes + [UInt8(truncatingIfNeeded: pending)] : bytes
    }
  }
}

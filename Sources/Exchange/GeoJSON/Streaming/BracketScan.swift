import CLanes

/// Finds where a JSON value ends by its brackets and quotes, in text that may go on later.
struct BracketScan {
  private(set) var place: Int
  private(set) var isInString = false
  /// Whether what stands behind a string shows that quotes or brackets are missing.
  private(set) var isBroken = false
  /// Whether the value is neither an object nor an array, which ends with the text, too.
  private(set) var isScalar = false
  private var depth = 0
  private var hasBegun = false
  private var opening: UInt8 = 0
  private var closing: UInt8 = 0

  private let looksForBreaks: Bool
  /// Whether long runs go 64 bytes at a time.
  private let isWide: Bool

  /// - Parameters:
  ///   - place: Where the value begins.
  ///   - looksForBreaks: Whether it stops, too, where a string is followed by what no string is.
  ///   - isWide: Whether long runs go 64 bytes at a time; the outcome is the same.
  init(at place: Int, looksForBreaks: Bool = true, isWide: Bool = true) {
    self.place = place
    self.looksForBreaks = looksForBreaks
    self.isWide = isWide
  }

  /// Goes on with the text, which is longer than before; true where the value has ended or is broken.
  ///
  /// Of an object only the braces are counted, of an array only its brackets: in right text that
  /// is enough, and what is not right is found by who reads it.
  mutating func run(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = text.baseAddress else { return false }
    let count = text.count
    if !hasBegun {
      guard place < count else { return false }
      hasBegun = true
      opening = base[place]
      closing = opening &+ 2
      isScalar = opening != 0x7B && opening != 0x5B
      if isScalar, opening == 0x22 {
        isScalar = false
        isInString = true
        place += 1
      }
    }
    if isScalar { return runScalar(base, count) }
    if isWide, opening != 0x22 {
      switch text_walk_nested(base, count, opening, looksForBreaks, &place, &depth, &isInString) {
      case text_nesting_closed: return true
      case text_nesting_broken:
        isBroken = true
        return true
      default: break
      }
    }
    return runNested(base, count)
  }

  @inline(__always)
  private static func mayFollowString(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2C, 0x3A, 0x5D, 0x7D, 0x20, 0x09, 0x0A, 0x0D: true
    default: false
    }
  }

  private mutating func runScalar(_ base: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    while place < count {
      switch base[place] {
      case 0x2C, 0x5D, 0x7D, 0x20, 0x09, 0x0A, 0x0D: return true
      default: place += 1
      }
    }
    return false
  }

  private mutating func runNested(_ base: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let raw = UnsafeRawPointer(base)
    let open = UInt64(opening | 0x06) &* 0x0101_0101_0101_0101
    var index = place
    var depth = depth
    var isInString = isInString
    defer {
      place = index
      self.depth = depth
      self.isInString = isInString
    }
    while true {
      if isInString {
        var isEnded = false
        while index < count {
          if index + 8 <= count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
            let hits =
              JSONCursor.zeroBytes(word ^ 0x2222_2222_2222_2222)
              | JSONCursor.zeroBytes(word ^ 0x5C5C_5C5C_5C5C_5C5C)
            guard hits != 0 else {
              index += 8
              continue
            }
            index += hits.trailingZeroBitCount >> 3
          }
          let byte = base[index]
          if byte == 0x22 {
            index += 1
            isEnded = true
            break
          }
          if byte == 0x5C {
            // Half an escape waits for the rest of the text.
            guard index + 1 < count else { return false }
            index += 1
          }
          index += 1
        }
        guard isEnded else { return false }
        if depth > 0, looksForBreaks {
          guard index < count else {
            // What follows the quote is not here yet.
            index -= 1
            return false
          }
          if !Self.mayFollowString(base[index]) {
            isBroken = true
            return true
          }
        }
        isInString = false
        if depth == 0 { return true }
      }
      // Outside of strings: brackets have a bit pattern that few other bytes have.
      if index + 8 <= count {
        let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
        let hits =
          JSONCursor.zeroBytes(word ^ 0x2222_2222_2222_2222)
          | JSONCursor.zeroBytes((word | 0x0606_0606_0606_0606) ^ open)
        guard hits != 0 else {
          index += 8
          continue
        }
        index += hits.trailingZeroBitCount >> 3
      }
      guard index < count else { return false }
      let byte = base[index]
      index += 1
      if byte == 0x22 {
        isInString = true
      } else if byte == opening {
        depth += 1
      } else if byte == closing {
        depth -= 1
        if depth == 0 { return true }
      }
    }
  }
}

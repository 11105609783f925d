/// Looks for the id of a feature whose text may be wrong anywhere.
enum FeatureID {
  /// The id as messages show it, or another string or number; nil where there is none.
  static func find(
    _ name: String = "id", in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) -> String? {
    guard let base = text.baseAddress, range.upperBound <= text.count else { return nil }
    var depth = 0
    var place = range.lowerBound
    while place < range.upperBound {
      switch base[place] {
      case 0x7B, 0x5B: depth += 1
      case 0x7D, 0x5D: depth -= 1
      case 0x22:
        let end = self.end(ofString: place, in: base, range.upperBound)
        if depth == 1, JSONText.plain(base, place + 1, end) == name,
          let value = value(behind: end, in: base, range.upperBound)
        {
          return value
        }
        place = end
      default: break
      }
      place += 1
    }
    return nil
  }

  /// Where the closing quote of a string stands, or the text ends.
  private static func end(
    ofString start: Int, in base: UnsafePointer<UInt8>, _ limit: Int
  ) -> Int {
    var place = start + 1
    while place < limit, base[place] != 0x22 { place += base[place] == 0x5C ? 2 : 1 }
    return min(place, limit)
  }

  /// The string or the number behind a name and its colon.
  private static func value(
    behind end: Int, in base: UnsafePointer<UInt8>, _ limit: Int
  ) -> String? {
    var place = end + 1
    var hasColon = false
    while place < limit, base[place] <= 0x20 || (base[place] == 0x3A && !hasColon) {
      if base[place] == 0x3A { hasColon = true }
      place += 1
    }
    guard hasColon, place < limit else { return nil }
    if base[place] == 0x22 {
      return JSONText.plain(base, place + 1, self.end(ofString: place, in: base, limit))
    }
    guard base[place] == 0x2D || base[place] &- 0x30 < 10 else { return nil }
    let number = UnsafeBufferPointer(start: base + place, count: limit - place).prefix {
      $0 > 0x20 && $0 != 0x2C && $0 != 0x7D
    }
    return String(decoding: number, as: UTF8.self)
  }
}

/// What programs write into a cell that has no value: `NA`, `NaN`, `NULL`, `n/a` and the like.
///
/// In columns of numbers, of coordinates and of words of ours it is a gap; an id `NA` is an id, and a text stays as it is written.
package enum GapWord {
  private static let words: [StaticString] = [
    "na", "n/a", "#n/a", "<na>", "nan", "null", "none", "\\n", "n.a.",
  ]

  /// Whether the bytes are one of them, in any case and with spaces around them.
  static func isGap(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var (start, end) = (0, bytes.count)
    while start < end, DecimalReader.isSpace(bytes[start]) { start += 1 }
    while end > start, DecimalReader.isSpace(bytes[end - 1]) { end -= 1 }
    let count = end - start
    guard (2...4).contains(count) else { return false }
    return words.contains { word in
      guard word.utf8CodeUnitCount == count else { return false }
      for index in 0..<count {
        let byte = bytes[start + index]
        let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
        if lower != word.utf8Start[index] { return false }
      }
      return true
    }
  }

  package static func isGap(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { isGap($0) }
  }
}

extension FeatureParser {
  /// A value as messages show it: strings without their quotes, all cut where they are long.
  func text(_ start: Int, _ end: Int, limit: Int = 70) -> String {
    if end - start >= 2, cursor.base[start] == 0x22 {
      return JSONText.plain(cursor.base, start + 1, min(end - 1, start + limit))
    }
    let bytes = UnsafeBufferPointer(
      start: cursor.base + start, count: max(0, min(end - start, limit)))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The string of a member `type`; other values as they stand.
  func typeName(_ span: ByteSpan) -> String {
    let range = span.range
    guard cursor.base[range.lowerBound] == 0x22 else {
      return text(range.lowerBound, range.upperBound)
    }
    return JSONText.plain(cursor.base, range.lowerBound + 1, range.upperBound - 1)
  }
}

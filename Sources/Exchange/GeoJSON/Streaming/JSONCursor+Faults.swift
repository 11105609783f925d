/// What a cursor says of text that is not as it should be.
extension JSONCursor {
  func unneededComma() -> TextFault {
    TextFault(
      place - 1, "a value should follow the comma", "take the last comma out", mend: .trailingComma)
  }

  /// The fault of a string that ends with the text, or at a byte of 0.
  func unclosed(_ zero: Int) -> TextFault {
    guard isEnd(zero) else { return Self.zeroByte(zero) }
    return TextFault(place, "a string is not closed", "the file may be cut short", isCut: true)
  }

  /// What stands here although something else is needed.
  mutating func unexpected(_ wanted: String) -> TextFault {
    let byte = peek()
    if byte == 0 {
      guard isEnd(place) else { return Self.zeroByte(place) }
      return TextFault(
        place, "the text ends where \(wanted) should be", "the file may be cut short", isCut: true)
    }
    return TextFault(
      place, "\(wanted) should be here, not \(shown(byte))", remedy(byte, wanted: wanted))
  }

  /// Whether nothing but zeros follows, which stand behind every text.
  private func isEnd(_ zero: Int) -> Bool {
    for index in zero..<zero + Self.padding where base[index] != 0 { return false }
    return true
  }

  private static func zeroByte(_ place: Int) -> TextFault {
    TextFault(place, TextCheck.zeroProblem, TextCheck.zeroRemedy)
  }

  /// The character here; the code of one that nobody would see.
  private func shown(_ byte: UInt8) -> String {
    guard byte > 0x20, byte != 0x7F else { return "byte \(byte)" }
    let rest = String(decoding: UnsafeBufferPointer(start: base + place, count: 4), as: UTF8.self)
    guard let scalar = rest.unicodeScalars.first else { return "byte \(byte)" }
    let isSeen = !scalar.properties.isWhitespace && scalar.properties.generalCategory != .format
    let code = String(scalar.value, radix: 16, uppercase: true)
    return isSeen
      ? "\"\(rest.first ?? " ")\""
      : "U+" + String(repeating: "0", count: max(0, 4 - code.utf8.count)) + code
  }

  /// What to do about a byte, by what people and other programs write in the place of JSON.
  private func remedy(_ byte: UInt8, wanted: String) -> String {
    let ambiguous = "take it out, or put in what is missing before it"
    let letters = UnsafeBufferPointer(start: base + place, count: 9)
    let word = String(
      decoding: letters.prefix { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }, as: UTF8.self)
    switch (byte, word.lowercased()) {
    case (0x4E, _), (0x49, _), (_, "nan"), (_, "inf"), (_, "infinity"):
      return "JSON has no NaN and no Infinity: write null"
    case (0x2D, _) where base[place + 1] == 0x49:
      return "JSON has no NaN and no Infinity: write null"
    case (_, "undefined"), (_, "nil"), (_, "null"): return "write null"
    case (_, "true"), (_, "false"): return "write \(word.lowercased())"
    case (0x2F, _) where [0x2F, 0x2A].contains(base[place + 1]), (0x23, _):
      return "JSON has no comments: take it out"
    case (0xE2, _) where base[place + 1] == 0x80 && base[place + 2] & 0xF8 == 0x98,
      (0x27, _), (0x60, _):
      return "JSON has double quotes, \"…\": use them"
    case (0x2B, _): return "write the number without the plus sign"
    case (0x2E, _): return "write a digit before the point, and one point in a number"
    case (0x3D, _): return "write a colon"
    case (0x22, _), (0x30...0x39, _):
      if wanted.contains(",") { return "put the comma in" }
    case (0..<0x20, _), (0x7F, _), (0xC2, _), (0xE2, _), (0xEF, _): return "take it out"
    case (0x2C, _), (0x5D, _), (0x7D, _), (0x3A, _), (0x7B, _), (0x5B, _): return ambiguous
    default: break
    }
    if wanted == "\":\"" { return "put the colon in" }
    if wanted == "a value" { return "put text in double quotes, or write null" }
    if wanted.hasPrefix("a name") { return "put the name in double quotes" }
    return ambiguous
  }
}

/// What the bytes between tags and in attributes mean.
enum XMLCharacters {
  /// The text with its entities resolved, unless they are to be kept; what is no entity stays as it is.
  static func decoded(
    _ raw: [UInt8], isLatin1: Bool, keepsEntities: Bool = false
  ) -> String {
    let plain =
      isLatin1
      ? String(String.UnicodeScalarView(raw.map { Unicode.Scalar($0) }))
      : String(decoding: raw, as: UTF8.self)
    guard !keepsEntities, plain.contains("&") else { return plain }
    var result = ""
    var rest = Substring(plain)
    while let start = rest.firstIndex(of: "&") {
      result += rest[..<start]
      rest = rest[start...]
      guard let stop = rest.prefix(12).firstIndex(of: ";"),
        let character = Self.entity(rest[rest.index(after: start)..<stop])
      else {
        result += "&"
        rest = rest.dropFirst()
        continue
      }
      result.unicodeScalars.append(character)
      rest = rest[rest.index(after: stop)...]
    }
    return result + rest
  }

  private static func entity(_ name: Substring) -> Unicode.Scalar? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard name.hasPrefix("#") else { return nil }
      let digits = name.dropFirst()
      let value =
        digits.first == "x" || digits.first == "X"
        ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      return value.flatMap(Unicode.Scalar.init)
    }
  }
}

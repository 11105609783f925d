/// Mends what programs, not people, do to addresses: HTML's names for letters, UTF-8 that was read
/// as Windows-1252, and letters that became question marks.
enum DamagedText {
  /// The text with what can be mended mended; letters that are lost become U+FFFD, one for each.
  ///
  /// - Complexity: O(*n*); nothing but a look at the bytes where nothing is wrong.
  static func mended(_ text: String) -> String {
    guard isSuspect(text) else { return text }
    var scalars = Array(text.unicodeScalars)
    if scalars.contains("&") { scalars = withoutEntities(scalars) }
    // Twice, for what went through two such programs.
    for _ in 0..<2 {
      guard let decoded = decoded(scalars) else { break }
      scalars = decoded
    }
    return String(String.UnicodeScalarView(withLostLetters(scalars)))
  }

  private static func isSuspect(_ text: String) -> Bool {
    var before: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case 0x26, 0x3F: return true
      // U+FFFD, and the letters that the first bytes of UTF-8 are read as.
      case 0xBF where before == 0xEF, 0xBD where before == 0xBF: return true
      case 0x82...0x85, 0x8E...0x91, 0xA2...0xA5:
        if before == 0xC3 { return true }
      default: break
      }
      before = byte
    }
    return false
  }

  // MARK: UTF-8 read as Windows-1252

  /// The bytes from 0x80 to 0x9F of Windows-1252 that are no control characters.
  private static let windows: [Unicode.Scalar: UInt8] = {
    let letters = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ"
    var bytes: [Unicode.Scalar: UInt8] = [:]
    for (place, scalar) in letters.unicodeScalars.enumerated() where scalar != " " {
      bytes[scalar] = UInt8(0x80 + place)
    }
    return bytes
  }()

  private static func continuation(_ scalar: Unicode.Scalar) -> UInt32? {
    if (0x80...0xBF).contains(scalar.value) { return scalar.value & 0x3F }
    return windows[scalar].map { UInt32($0 & 0x3F) }
  }

  /// Nil where nothing looks like bytes of UTF-8.
  private static func decoded(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar]? {
    var decoded: [Unicode.Scalar] = []
    var isChanged = false
    var index = 0
    while index < scalars.count {
      if let (scalar, length) = sequence(scalars[index...].prefix(3)) {
        decoded.append(scalar)
        index += length
        isChanged = true
      } else {
        decoded.append(scalars[index])
        index += 1
      }
    }
    return isChanged ? decoded : nil
  }

  private static func sequence(
    _ scalars: ArraySlice<Unicode.Scalar>
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    let parts = Array(scalars)
    guard parts.count > 1, let second = continuation(parts[1]) else { return nil }
    let first = parts[0].value
    if first == 0xE2, parts.count > 2, let third = continuation(parts[2]) {
      return Unicode.Scalar((first & 0xF) << 12 | second << 6 | third).map { ($0, 3) }
    }
    switch first {
    case 0xC2...0xC5, 0xCE...0xD1:
      return Unicode.Scalar((first & 0x1F) << 6 | second).map { ($0, 2) }
    // The same in lower case, as somebody else made it.
    case 0xE2...0xE5 where windows[parts[1]] == nil:
      return Unicode.Scalar(((first - 0x20) & 0x1F) << 6 | second).map { ($0, 2) }
    default: return nil
    }
  }

  // MARK: HTML

  private static func withoutEntities(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var text: [Unicode.Scalar] = []
    var index = 0
    while index < scalars.count {
      if scalars[index] == "&", let end = scalars[index...].prefix(12).firstIndex(of: ";"),
        let scalar = entity(scalars[(index + 1)..<end])
      {
        text.append(scalar)
        index = end + 1
      } else {
        text.append(scalars[index])
        index += 1
      }
    }
    return text
  }

  private static func entity(_ scalars: ArraySlice<Unicode.Scalar>) -> Unicode.Scalar? {
    let name = String(String.UnicodeScalarView(scalars))
    if name.hasPrefix("#") {
      let digits = name.dropFirst()
      let value =
        digits.first == "x" || digits.first == "X"
        ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      return value.flatMap { Unicode.Scalar($0) }
    }
    if let known = entities[name] ?? entities[name.lowercased()] { return known }
    // `&odblac;`: without its accent the letter is as good.
    let accents = [
      "acute", "grave", "circ", "tilde", "uml", "dblac", "caron", "cedil", "ring", "ogon",
    ]
    guard let first = scalars.first, first.properties.isAlphabetic,
      accents.contains(where: { name.dropFirst().lowercased() == $0 })
    else { return nil }
    return first
  }

  /// The names of HTML for the letters from U+00A0 on, and some more.
  private static let entities: [String: Unicode.Scalar] = {
    let names = """
      nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn \
      sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave \
      Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml \
      ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN \
      szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave \
      iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc \
      uuml yacute thorn yuml
      """
    var entities: [String: Unicode.Scalar] = [
      "amp": "&", "quot": "\"", "apos": "'", "lt": "<", "gt": ">", "ndash": "\u{2013}",
      "mdash": "\u{2014}", "lsquo": "'", "rsquo": "'", "oelig": "œ", "OElig": "Œ", "scaron": "š",
      "Scaron": "Š",
    ]
    for (place, name) in names.split(separator: " ").enumerated() {
      entities[String(name)] = Unicode.Scalar(0xA0 + UInt32(place))
    }
    return entities
  }()

  // MARK: Question marks

  /// `S?o` and `S??o` have lost one letter; a question mark behind a word asks something.
  private static func withLostLetters(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    func isLost(_ scalar: Unicode.Scalar) -> Bool { scalar == "?" || scalar == "\u{FFFD}" }
    var text: [Unicode.Scalar] = []
    var index = 0
    while index < scalars.count {
      guard isLost(scalars[index]) else {
        text.append(scalars[index])
        index += 1
        continue
      }
      let end = scalars[index...].firstIndex { !isLost($0) } ?? scalars.count
      let isBehindLetter = text.last?.properties.isAlphabetic == true
      let isBeforeLetter = end < scalars.count && scalars[end].properties.isAlphabetic
      if isBeforeLetter || isBehindLetter && scalars[index..<end].contains("\u{FFFD}") {
        text.append("\u{FFFD}")
      } else {
        text.append(" ")
      }
      index = end
    }
    return text
  }
}

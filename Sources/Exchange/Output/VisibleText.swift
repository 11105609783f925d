/// Makes text that comes out of files safe to show: what would steer a terminal or turn lines round is written out.
package enum VisibleText {
  /// A text of any number of lines, with what cannot be seen as `\u001B`, and bytes of names that are no UTF-8 as `\xE9`.
  ///
  /// - Complexity: O(*n*), *n* bytes.
  package static func lines(_ text: String) -> String {
    text.unicodeScalars.contains(where: { isHidden($0) && $0 != "\n" })
      || !SystemPath.isPlain(text) ? escaped(text, keepsLines: true) : text
  }

  /// The same on one line.
  package static func line(_ text: String) -> String { escaped(text, keepsLines: false) }

  private static func escaped(_ text: String, keepsLines: Bool) -> String {
    var result = ""
    for scalar in SystemPath.shown(text).unicodeScalars {
      switch scalar {
      case "\n" where keepsLines: result.unicodeScalars.append(scalar)
      default: append(scalar, to: &result)
      }
    }
    return result
  }

  /// Adds one character, written out where it cannot be seen.
  static func append(_ scalar: Unicode.Scalar, to text: inout String) {
    switch scalar {
    case "\n": text += "\\n"
    case "\r": text += "\\r"
    case "\t": text += "\\t"
    default:
      guard isHidden(scalar) else {
        text.unicodeScalars.append(scalar)
        return
      }
      let digits = String(scalar.value, radix: 16, uppercase: true)
      text += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
  }

  /// Control characters, marks that turn the direction of text, other ends of lines, and what takes no room.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20..<0x7F: false
    case 0..<0x20, 0x7F...0x9F, 0xAD, 0x61C, 0x180E, 0x200B, 0x200E...0x200F, 0x2028...0x202E,
      0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: false
    }
  }
}

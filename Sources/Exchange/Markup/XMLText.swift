extension ByteBuffer {
  /// Adds text between tags.
  ///
  /// Characters that XML 1.0 cannot hold (control characters, U+FFFE, U+FFFF) become U+FFFD, and are counted in
  /// ``replacedCount``.
  func addXML(_ text: String, quotes: Bool = true) {
    var text = text
    text.withUTF8 { bytes in
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        switch byte {
        case 0x26: write("&amp;")
        case 0x3C: write("&lt;")
        case 0x3E: write("&gt;")
        case 0x22 where quotes: write("&quot;")
        case 0x0D: write("&#13;")
        case 0x09, 0x0A: add(byte)
        case 0..<0x20: addReplacement()
        case 0xEF where bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE:
          addReplacement()
          index += 2
        default: add(byte)
        }
        index += 1
      }
    }
  }

  private func addReplacement() {
    replacedCount += 1
    write("\u{FFFD}")
  }

  /// Adds the value of an attribute in double quotes, in which tabs and line breaks would become spaces.
  func addXMLValue(_ text: String) {
    guard text.utf8.contains(where: { $0 == 0x09 || $0 == 0x0A }) else { return addXML(text) }
    for character in text.unicodeScalars {
      switch character {
      case "\t": write("&#9;")
      case "\n": write("&#10;")
      default: addXML(String(character))
      }
    }
  }

  /// Adds a name or an id: characters that XML cannot hold become U+FFFD with their code behind it, so that texts which
  /// differ stay different.
  ///
  /// - Returns: What stands for the text.
  @discardableResult
  func addXMLName(_ text: String, isValue: Bool = true) -> String {
    let name = XMLName.holdable(text)
    if name.utf8.count != text.utf8.count { replacedCount += 1 }
    if isValue { addXMLValue(name) } else { addXML(name) }
    return name
  }

  /// Adds an element with text in it.
  func addElement(_ name: StaticString, _ text: String) {
    add(UInt8(0x3C))
    write(name)
    add(UInt8(0x3E))
    addXML(text)
    add("</")
    write(name)
    add(">")
  }
}

enum XMLName {
  /// A text in which U+FFFD and a code of four digits stand for each character that XML cannot hold.
  static func holdable(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0xEF }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if XMLFault.canHold(scalar) {
        result.append(scalar)
      } else {
        let digits = String(scalar.value | 0x1_0000, radix: 16, uppercase: true).dropFirst()
        result.append(contentsOf: "\u{FFFD}\(digits)".unicodeScalars)
      }
    }
    return String(result)
  }

  /// Whether a text can be the name of an element as it is: ASCII letters, digits and `_`, the first a letter.
  static func isPlain(_ name: String) -> Bool {
    guard let first = name.utf8.first, (0x41...0x5A).contains(first & 0xDF) else { return false }
    return name.utf8.allSatisfy {
      (0x41...0x5A).contains($0 & 0xDF) || (0x30...0x39).contains($0) || $0 == 0x5F
    } && !name.lowercased().hasPrefix("xml")
  }
}

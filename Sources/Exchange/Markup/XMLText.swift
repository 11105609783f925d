extension ByteBuffer {
  /// Adds text between tags or in a value in double quotes.
  ///
  /// Characters that XML 1.0 cannot hold become U+FFFD.
  func addXML(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      for byte in bytes {
        switch byte {
        case 0x26: add("&amp;")
        case 0x3C: add("&lt;")
        case 0x3E: add("&gt;")
        case 0x22: add("&quot;")
        case 0x0D: add("&#13;")
        case 0x09, 0x0A: add(byte)
        case 0..<0x20: write("\u{FFFD}")
        default: add(byte)
        }
      }
    }
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
  /// Whether a text can be the name of an element as it is: ASCII letters, digits and `_`, the first a letter.
  static func isPlain(_ name: String) -> Bool {
    guard let first = name.utf8.first, (0x41...0x5A).contains(first & 0xDF) else { return false }
    return name.utf8.allSatisfy {
      (0x41...0x5A).contains($0 & 0xDF) || (0x30...0x39).contains($0) || $0 == 0x5F
    } && !name.lowercased().hasPrefix("xml")
  }
}

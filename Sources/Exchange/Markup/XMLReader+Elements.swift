extension XMLReader {
  /// Moves to the outermost tag and sees that it is one of those that the format begins with.
  ///
  /// - Parameter remedy: What to do with XML that is something else.
  /// - Throws: A fault where the text begins with another tag, or has none.
  package func root(remedy: String = "say what it is with --from") throws(DataFault) {
    while true {
      switch try next() {
      case .open:
        if vocabulary.roots.contains(name) { return }
        throw fault(
          "this is XML but no \(vocabulary.format): it begins with <\(qualifiedName)>",
          remedy: remedy)
      case .end:
        throw fault(
          "there is no \(vocabulary.format) in the file", remedy: "it may be empty or cut short")
      default: continue
      }
    }
  }

  /// Passes over everything up to the end of the tag that has just opened.
  package func skip() throws(DataFault) {
    let outer = depth - 1
    while depth > outer { _ = try next() }
  }

  /// The text inside the tag that has just opened, up to its end, without spaces around it.
  ///
  /// Where there are tags in it, as in descriptions that are web pages, it is their markup.
  package func content() throws(DataFault) -> String {
    let outer = depth - 1
    var plain = ""
    while true {
      switch try next() {
      case .text: plain += wholeText.text
      case .open: return try markup(before: plain, outer)
      case .close, .end: return plain.withoutBlanks
      }
    }
  }

  /// The markup inside a tag, of which the first tag inside has opened.
  private func markup(before plain: String, _ outer: Int) throws(DataFault) -> String {
    let buffer = ByteBuffer(capacity: 256)
    buffer.addXML(plain, quotes: false)
    var names: [String] = []
    // Whether a tag has opened and nothing has come since.
    var isEmpty = false
    var event = Event.open
    while true {
      switch event {
      case .open:
        if isEmpty { buffer.add(UInt8(0x3E)) }
        names.append(qualifiedName)
        buffer.add("<\(qualifiedName)")
        for attribute in allAttributes {
          buffer.add(" \(attribute.name)=\"")
          buffer.addXML(attribute.value)
          buffer.add(UInt8(0x22))
        }
        isEmpty = true
      case .text:
        if isEmpty { buffer.add(UInt8(0x3E)) }
        isEmpty = false
        let (text, isCharacterData) = wholeText
        if isCharacterData { buffer.add(text) } else { buffer.addXML(text, quotes: false) }
      case .close, .end:
        guard event == .close, depth > outer else {
          return String(decoding: buffer.bytes, as: UTF8.self).withoutBlanks
        }
        let name = names.removeLast()
        buffer.add(isEmpty ? "/>" : "</\(name)>")
        isEmpty = false
      }
      event = try next()
    }
  }
}

extension String {
  /// Without spaces, tabs and line breaks around it.
  var withoutBlanks: String {
    let bytes = utf8
    guard let first = bytes.firstIndex(where: { $0 > 0x20 }),
      let last = bytes.lastIndex(where: { $0 > 0x20 })
    else { return "" }
    return String(self[first...last])
  }
}

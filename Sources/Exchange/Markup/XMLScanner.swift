/// Walks over XML text piece by piece and gives its tags and text, in bounded memory.
///
/// Well-formed enough to be read is enough: namespaces are cut off names, comments, declarations and
/// processing instructions are passed over, the five entities and character references are resolved.
/// Documents declared as Latin-1 are read as such.
package struct XMLScanner {
  /// What comes next in the text.
  package enum Event: Hashable, Sendable {
    /// A tag opens; its attributes are asked for by ``XMLScanner/attribute(_:)``. An empty tag is followed
    /// by its own ``close``.
    case open
    case close
    /// Text between tags; see ``XMLScanner/text``.
    case text
    case end
  }

  package let file: String
  private let source: ByteSource
  private var bytes: [UInt8] = []
  private var offset = 0
  private var end = 0
  /// Line breaks before `countedTo`; they are counted when somebody asks.
  private var countedLines = 0
  private var countedTo = 0
  private var isAtEnd = false
  private var isLatin1 = false
  private var closesItself = false

  /// The name of the tag, without its namespace, within `bytes`.
  private var nameStart = 0
  private var nameEnd = 0
  private var textStart = 0
  private var textEnd = 0
  /// Whether the text is character data, in which entities are none.
  private var isTextPlain = false
  private var attributes: [XMLAttributes.Place] = []
  private var openTags = XMLOpenTags()

  /// A tag or a text that is longer is no GPX.
  private static let longest = 64 << 20

  package init(_ source: ByteSource) throws(DataFault) {
    self.source = source
    file = source.name
    try refill()
    if end >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { offset = 3 }
    if end >= 2, (bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF) {
      throw DataFault(
        file: file, problem: "the text is UTF-16, not UTF-8", remedy: "save it as UTF-8")
    }
  }

  /// How many tags are open.
  package var depth: Int { openTags.count }

  /// The line of what is next, counted from 1.
  package var line: Int {
    countedLines + LineCounter.breaks(in: bytes[countedTo..<max(countedTo, offset)]) + 1
  }

  /// The same, without counting twice what was counted for it.
  package mutating func countedLine() -> Int {
    countedLines = line - 1
    countedTo = offset
    return countedLines + 1
  }

  package func fault(_ problem: String, remedy: String? = nil) -> DataFault {
    DataFault(file: file, line: line, problem: problem, remedy: remedy)
  }

  // MARK: What is here

  /// Whether the tag that opened or closed has this name.
  package func isNamed(_ name: StaticString) -> Bool { areEqual(nameStart, nameEnd, name) }

  private func areEqual(_ start: Int, _ stop: Int, _ name: StaticString) -> Bool {
    let count = name.utf8CodeUnitCount
    guard count == stop - start else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < count, bytes[start + index] == name.utf8Start[index] { index += 1 }
      return index == count
    }
  }

  package var name: String { String(decoding: bytes[nameStart..<nameEnd], as: UTF8.self) }

  /// Hands over the bytes of an attribute of the tag that opened, as they are written; nil where it has none.
  package func withAttribute<Value>(
    _ name: StaticString, _ body: (UnsafeBufferPointer<UInt8>) -> Value
  ) -> Value? {
    for attribute in attributes
    where areEqual(attribute.name.lowerBound, attribute.name.upperBound, name) {
      return bytes.withUnsafeBufferPointer {
        body(UnsafeBufferPointer(rebasing: $0[attribute.value]))
      }
    }
    return nil
  }

  /// The value of an attribute with its entities resolved.
  package func attribute(_ name: StaticString) -> String? {
    withAttribute(name) { XMLCharacters.decoded(Array($0), isLatin1: isLatin1) }
  }

  /// The text that comes next, as it is written, without spaces around it.
  package func withText<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
    bytes.withUnsafeBufferPointer { bytes in
      var start = textStart
      var end = textEnd
      while start < end, bytes[start] <= 0x20 { start += 1 }
      while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
      return body(UnsafeBufferPointer(rebasing: bytes[start..<end]))
    }
  }

  /// The text with its entities resolved.
  package var text: String {
    withText {
      XMLCharacters.decoded(Array($0), isLatin1: isLatin1, keepsEntities: isTextPlain)
    }
  }

  // MARK: Walking

  /// Moves to the next tag or text.
  ///
  /// - Throws: A fault with the line where tags do not match, or the text ends inside one.
  package mutating func next() throws(DataFault) -> Event {
    if closesItself {
      closesItself = false
      openTags.removeLast()
      return .close
    }
    while true {
      guard try has(1) else {
        if !openTags.isEmpty {
          throw fault(
            "the text ends inside <\(openTags.last)>",
            remedy: "the file is cut short; fetch it again")
        }
        return .end
      }
      if bytes[offset] != 0x3C {
        let from = try find(0x3C, from: offset)
        textStart = offset
        textEnd = from
        isTextPlain = false
        offset = from
        if openTags.isEmpty {
          if bytes[textStart..<textEnd].contains(where: { $0 > 0x20 }) {
            throw fault("there is text outside of all tags")
          }
          continue
        }
        return .text
      }
      guard try has(2) else { throw fault("the text ends inside a tag") }
      switch bytes[offset + 1] {
      case 0x3F: try declaration()
      case 0x21:
        if try skipMarkup() { return .text }
      case 0x2F: return try closingTag()
      default: return try openingTag()
      }
    }
  }

  // MARK: Tags

  private mutating func openingTag() throws(DataFault) -> Event {
    let close = try endOfTag(from: offset + 1)
    var stop = close
    if bytes[stop - 1] == 0x2F {
      closesItself = true
      stop -= 1
    }
    let start = offset + 1
    // Taken out of self, so that no copy is made.
    var found = attributes
    attributes = []
    found.removeAll(keepingCapacity: true)
    let (nameStop, fault) = bytes.withUnsafeBufferPointer { bytes in
      var index = start
      while index < stop, bytes[index] > 0x20, bytes[index] != 0x2F { index += 1 }
      return (index, XMLAttributes.find(bytes, index, stop, into: &found))
    }
    attributes = found
    guard nameStop > start else { throw self.fault("a tag has no name") }
    setName(start, nameStop)
    switch fault {
    case .noValue?: throw self.fault("an attribute of <\(name)> has no value")
    case .noQuotes?: throw self.fault("the value of an attribute of <\(name)> is not in quotes")
    case .notClosed?: throw self.fault("a quote in <\(name)> is not closed")
    case nil: break
    }
    offset = close + 1
    openTags.append(bytes[start..<nameStop])
    if depth > 200 { throw self.fault("tags are nested more than 200 deep") }
    return .open
  }

  private mutating func closingTag() throws(DataFault) -> Event {
    let close = try find(0x3E, from: offset)
    guard close < end else { throw fault("the text ends inside a tag") }
    var stop = close
    while stop > offset + 2, bytes[stop - 1] <= 0x20 { stop -= 1 }
    setName(offset + 2, stop)
    guard !openTags.isEmpty else {
      throw fault("</\(textOf(offset + 2, stop))> closes what was not opened")
    }
    guard openTags.isLast(bytes[offset + 2..<stop]) else {
      throw fault("<\(openTags.last)> is closed by </\(textOf(offset + 2, stop))>")
    }
    openTags.removeLast()
    offset = close + 1
    return .close
  }

  private func textOf(_ start: Int, _ stop: Int) -> String {
    String(decoding: bytes[start..<stop], as: UTF8.self)
  }

  private mutating func setName(_ start: Int, _ stop: Int) {
    nameEnd = stop
    nameStart = bytes.withUnsafeBufferPointer { bytes in
      var begin = start
      var index = start
      while index < stop {
        if bytes[index] == 0x3A { begin = index + 1 }
        index += 1
      }
      return begin
    }
  }

  /// The offset of the bracket that ends a tag; those in quotes do not count.
  private mutating func endOfTag(from start: Int) throws(DataFault) -> Int {
    var index = start
    var quote: UInt8 = 0
    while true {
      let (from, to) = (index, end)
      let (found, open) = bytes.withUnsafeBufferPointer { bytes in
        var (index, quote) = (from, quote)
        while index < to {
          let byte = bytes[index]
          if quote != 0 {
            if byte == quote { quote = 0 }
          } else if byte == 0x3E {
            break
          } else if byte == 0x22 || byte == 0x27 {
            quote = byte
          }
          index += 1
        }
        return (index, quote)
      }
      if found < end { return found }
      (index, quote) = (found, open)
      let moved = offset
      guard try more() else {
        throw fault(
          "the text ends inside a tag", remedy: "the file is cut short; fetch it again")
      }
      index -= moved - offset
    }
  }

  // MARK: Other markup

  private mutating func declaration() throws(DataFault) {
    let close = try find(0x3E, from: offset)
    guard close < end else { throw fault("the text ends inside a tag") }
    let text = String(decoding: bytes[offset..<close], as: UTF8.self).lowercased()
    if text.hasPrefix("<?xml "), text.contains("iso-8859-1") || text.contains("windows-1252") {
      isLatin1 = true
    }
    offset = close + 1
  }

  /// Passes over comments and declarations; true where it was character data, which is text.
  private mutating func skipMarkup() throws(DataFault) -> Bool {
    if try has(4), bytes[offset + 2] == 0x2D, bytes[offset + 3] == 0x2D {
      let close = try find("-->", from: offset + 4)
      offset = close + 3
      return false
    }
    if try has(9), bytes[offset..<offset + 9].elementsEqual("<![CDATA[".utf8) {
      let close = try find("]]>", from: offset + 9)
      textStart = offset + 9
      textEnd = close
      isTextPlain = true
      offset = close + 3
      return true
    }
    let close = try find(0x3E, from: offset)
    guard close < end else { throw fault("the text ends inside a tag") }
    if bytes[offset..<close].contains(0x5B) {
      throw fault("the document declares entities of its own", remedy: "take the declaration out")
    }
    offset = close + 1
    return false
  }

  // MARK: Bytes

  private mutating func has(_ count: Int) throws(DataFault) -> Bool {
    while offset + count > end { if try !more() { return false } }
    return true
  }

  /// The offset of a byte, or the end of the text.
  private mutating func find(_ byte: UInt8, from start: Int) throws(DataFault) -> Int {
    var index = start
    while true {
      let (from, to) = (index, end)
      let found = bytes.withUnsafeBufferPointer { bytes in
        var index = from
        while index < to, bytes[index] != byte { index += 1 }
        return index
      }
      if found < end { return found }
      index = found
      let moved = offset
      guard try more() else { return end }
      index -= moved - offset
    }
  }

  private mutating func find(_ word: StaticString, from start: Int) throws(DataFault) -> Int {
    var index = start - offset
    while true {
      let place = try find(word.utf8Start[0], from: offset + index)
      guard place < end else {
        throw fault(
          "the text ends inside a comment", remedy: "the file is cut short; fetch it again")
      }
      index = place - offset
      guard try has(index + 3) else { throw fault("the text ends inside a comment") }
      let from = offset + index
      if bytes[from + 1] == word.utf8Start[1], bytes[from + 2] == word.utf8Start[2] { return from }
      index += 1
    }
  }

  /// Moves what is left to the front and reads on; false at the end.
  private mutating func more() throws(DataFault) -> Bool {
    guard !isAtEnd else { return false }
    _ = countedLine()
    countedTo = 0
    bytes.removeSubrange(..<offset)
    offset = 0
    guard bytes.count < Self.longest else { throw fault("a tag or text is too long") }
    return try refill()
  }

  @discardableResult
  private mutating func refill() throws(DataFault) -> Bool {
    let before = bytes.count
    try source.read(1 << 18, into: &bytes)
    end = bytes.count
    isAtEnd = end == before
    return !isAtEnd
  }
}

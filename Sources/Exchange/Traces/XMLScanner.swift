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
  /// Counted from 1.
  package private(set) var line = 1
  /// How many tags are open.
  package private(set) var depth = 0

  private let source: ByteSource
  private var bytes: [UInt8]
  private var offset = 0
  private var end = 0
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
  private var attributes: [(name: Range<Int>, value: Range<Int>)] = []
  /// The names of the open tags after each other, and where each begins.
  private var openNames: [UInt8] = []
  private var openStarts: [Int] = []

  /// A tag or a text that is longer is no GPX.
  private static let longest = 64 << 20

  package init(_ source: ByteSource) throws(DataFault) {
    self.source = source
    file = source.name
    bytes = [UInt8](repeating: 0, count: 1 << 18)
    try refill()
    if end >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { offset = 3 }
    if end >= 2, (bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF) {
      throw DataFault(
        file: file, problem: "the text is UTF-16, not UTF-8", remedy: "save it as UTF-8")
    }
  }

  package func fault(_ problem: String, remedy: String? = nil) -> DataFault {
    DataFault(file: file, line: line, problem: problem, remedy: remedy)
  }

  // MARK: What is here

  /// Whether the tag that opened or closed has this name.
  package func isNamed(_ name: StaticString) -> Bool {
    guard name.utf8CodeUnitCount == nameEnd - nameStart else { return false }
    for index in 0..<name.utf8CodeUnitCount where bytes[nameStart + index] != name.utf8Start[index]
    {
      return false
    }
    return true
  }

  package var name: String { String(decoding: bytes[nameStart..<nameEnd], as: UTF8.self) }

  /// Hands over the bytes of an attribute of the tag that opened, as they are written; nil where it has none.
  package func withAttribute<Value>(
    _ name: StaticString, _ body: (UnsafeBufferPointer<UInt8>) -> Value
  ) -> Value? {
    for attribute in attributes where attribute.name.count == name.utf8CodeUnitCount {
      var isEqual = true
      for (index, place) in attribute.name.enumerated()
      where bytes[place] != name.utf8Start[index] {
        isEqual = false
      }
      guard isEqual else { continue }
      return bytes.withUnsafeBufferPointer {
        body(UnsafeBufferPointer(rebasing: $0[attribute.value]))
      }
    }
    return nil
  }

  /// The value of an attribute with its entities resolved.
  package func attribute(_ name: StaticString) -> String? {
    withAttribute(name) { decoded(Array($0)) }
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
  package var text: String { withText { decoded(Array($0), keepsEntities: isTextPlain) } }

  // MARK: Walking

  /// Moves to the next tag or text.
  ///
  /// - Throws: A fault with the line where tags do not match, or the text ends inside one.
  package mutating func next() throws(DataFault) -> Event {
    if closesItself {
      closesItself = false
      depth -= 1
      closeLast()
      return .close
    }
    while true {
      guard try has(1) else {
        if !openStarts.isEmpty {
          throw fault(
            "the text ends inside <\(lastOpen)>",
            remedy: "the file is cut short; fetch it again")
        }
        return .end
      }
      if bytes[offset] != 0x3C {
        let from = try find(0x3C, from: offset)
        textStart = offset
        textEnd = from
        isTextPlain = false
        countLines(textStart, textEnd)
        offset = from
        if openStarts.isEmpty {
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

  /// Passes over everything up to the end of the tag that has just opened.
  package mutating func skip() throws(DataFault) {
    let outer = depth - 1
    while depth > outer { _ = try next() }
  }

  /// The text inside the tag that has just opened, up to its end; inner tags are passed over.
  ///
  /// Afterwards ``withText(_:)`` has it, if it came in one piece.
  package mutating func content() throws(DataFault) -> String {
    let outer = depth - 1
    var content = ""
    while true {
      switch try next() {
      case .text: content += text
      case .open: try skip()
      case .close: if depth == outer { return content }
      case .end: return content
      }
    }
  }

  // MARK: Tags

  private mutating func openingTag() throws(DataFault) -> Event {
    let close = try endOfTag(from: offset + 1)
    countLines(offset, close)
    var stop = close
    if bytes[stop - 1] == 0x2F {
      closesItself = true
      stop -= 1
    }
    var index = offset + 1
    let start = index
    while index < stop, bytes[index] > 0x20, bytes[index] != 0x2F { index += 1 }
    guard index > start else { throw fault("a tag has no name") }
    setName(start, index)
    openStarts.append(openNames.count)
    openNames.append(contentsOf: bytes[start..<index])
    attributes.removeAll(keepingCapacity: true)
    while true {
      while index < stop, bytes[index] <= 0x20 { index += 1 }
      guard index < stop else { break }
      let nameStart = index
      while index < stop, bytes[index] != 0x3D, bytes[index] > 0x20 { index += 1 }
      let nameEnd = index
      while index < stop, bytes[index] <= 0x20 { index += 1 }
      guard index < stop, bytes[index] == 0x3D else {
        throw fault("an attribute of <\(name)> has no value")
      }
      index += 1
      while index < stop, bytes[index] <= 0x20 { index += 1 }
      guard index < stop, bytes[index] == 0x22 || bytes[index] == 0x27 else {
        throw fault("the value of an attribute of <\(name)> is not in quotes")
      }
      let quote = bytes[index]
      let valueStart = index + 1
      index = valueStart
      while index < stop, bytes[index] != quote { index += 1 }
      guard index < stop else { throw fault("a quote in <\(name)> is not closed") }
      attributes.append((nameStart..<nameEnd, valueStart..<index))
      index += 1
    }
    offset = close + 1
    depth += 1
    if depth > 200 { throw fault("tags are nested more than 200 deep") }
    return .open
  }

  private mutating func closingTag() throws(DataFault) -> Event {
    let close = try find(0x3E, from: offset)
    guard close < end else { throw fault("the text ends inside a tag") }
    countLines(offset, close)
    var stop = close
    while stop > offset + 2, bytes[stop - 1] <= 0x20 { stop -= 1 }
    let found = bytes[offset + 2..<stop]
    guard let start = openStarts.last else {
      throw fault("</\(String(decoding: found, as: UTF8.self))> closes what was not opened")
    }
    guard found.elementsEqual(openNames[start...]) else {
      throw fault("<\(lastOpen)> is closed by </\(String(decoding: found, as: UTF8.self))>")
    }
    setName(offset + 2, stop)
    closeLast()
    depth -= 1
    offset = close + 1
    return .close
  }

  private var lastOpen: String {
    String(decoding: openNames[(openStarts.last ?? 0)...], as: UTF8.self)
  }

  private mutating func closeLast() {
    if let start = openStarts.popLast() { openNames.removeLast(openNames.count - start) }
  }

  private mutating func setName(_ start: Int, _ stop: Int) {
    nameStart = start
    nameEnd = stop
    for index in start..<stop where bytes[index] == 0x3A { nameStart = index + 1 }
  }

  /// The offset of the bracket that ends a tag; those in quotes do not count.
  private mutating func endOfTag(from start: Int) throws(DataFault) -> Int {
    var index = start
    var quote: UInt8 = 0
    while true {
      while index < end {
        let byte = bytes[index]
        if quote != 0 {
          if byte == quote { quote = 0 }
        } else if byte == 0x3E {
          return index
        } else if byte == 0x22 || byte == 0x27 {
          quote = byte
        }
        index += 1
      }
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
    countLines(offset, close)
    offset = close + 1
  }

  /// Passes over comments and declarations; true where it was character data, which is text.
  private mutating func skipMarkup() throws(DataFault) -> Bool {
    if try has(4), bytes[offset + 2] == 0x2D, bytes[offset + 3] == 0x2D {
      let close = try find("-->", from: offset + 4)
      countLines(offset, close)
      offset = close + 3
      return false
    }
    if try has(9), bytes[offset..<offset + 9].elementsEqual("<![CDATA[".utf8) {
      let close = try find("]]>", from: offset + 9)
      textStart = offset + 9
      textEnd = close
      isTextPlain = true
      countLines(offset, close)
      offset = close + 3
      return true
    }
    let close = try find(0x3E, from: offset)
    guard close < end else { throw fault("the text ends inside a tag") }
    if bytes[offset..<close].contains(0x5B) {
      throw fault("the document declares entities of its own", remedy: "take the declaration out")
    }
    countLines(offset, close)
    offset = close + 1
    return false
  }

  // MARK: Bytes

  private mutating func countLines(_ start: Int, _ stop: Int) {
    bytes.withUnsafeBufferPointer { bytes in
      var count = 0
      for index in start..<stop { count &+= bytes[index] == 0x0A ? 1 : 0 }
      line += count
    }
  }

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
    if offset > 0 {
      let left = end - offset
      let from = offset
      bytes.withUnsafeMutableBytes { buffer in
        guard let base = buffer.baseAddress else { return }
        base.copyMemory(from: base + from, byteCount: left)
      }
      end = left
      offset = 0
    }
    if end == bytes.count {
      guard bytes.count < Self.longest else { throw fault("a tag or text is too long") }
      bytes.append(contentsOf: repeatElement(0, count: bytes.count))
    }
    return try refill()
  }

  @discardableResult
  private mutating func refill() throws(DataFault) -> Bool {
    let got = try source.refill(&bytes, from: end)
    if got < bytes.count - end { isAtEnd = true }
    end += got
    return got > 0
  }

  // MARK: Entities

  private func decoded(_ raw: [UInt8], keepsEntities: Bool = false) -> String {
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

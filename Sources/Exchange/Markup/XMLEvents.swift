import CExpat

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What expat found in a piece of XML, waiting to be read.
///
/// Everything that is done for each tag is done in plain memory: no objects, no checks, no allocation.
struct XMLBatch {
  struct Event {
    enum Kind: UInt8 { case open, close, text, characterData }

    var kind = Kind.text
    var space = XMLVocabulary.Space.own
    /// The name as it is written, and where it begins behind its prefix; or a text.
    var start: Int32 = 0
    var local: Int32 = 0
    var end: Int32 = 0
    /// Which of the attributes are those of the element.
    var firstAttribute: Int32 = 0
    var attributeCount: Int32 = 0
    var line: Int32 = 0
  }

  struct Attribute {
    var name: Int32
    /// The end of the name, too.
    var value: Int32
    var end: Int32
  }

  /// Names, values and texts, one behind the other.
  var bytes = RawList<UInt8>(capacity: 1 << 17)
  var events = RawList<Event>(capacity: 1 << 12)
  var attributes = RawList<Attribute>(capacity: 1 << 12)

  /// Gives the memory back.
  func deallocate() {
    bytes.deallocate()
    events.deallocate()
    attributes.deallocate()
  }

  func string(_ start: Int32, _ end: Int32) -> String {
    String(
      decoding: UnsafeBufferPointer(start: bytes.base + Int(start), count: Int(end - start)),
      as: UTF8.self)
  }
}

/// Takes what expat finds, at a place in memory that expat knows.
struct XMLEvents {
  typealias Event = XMLBatch.Event
  typealias Attribute = XMLBatch.Attribute

  private(set) var batch = XMLBatch()
  /// Why there is no more.
  private(set) var fault: (problem: String, remedy: String?)?
  /// The names of the elements that are open, as far as expat has got, one behind the other, and where each begins.
  private var openNames = RawList<UInt8>(capacity: 1 << 10)
  private var openStarts = RawList<Int>(capacity: 1 << 8)

  private let parser: XML_Parser
  private var spaces: XMLSpaces
  /// Where the text begins that has not ended yet, and whether it is character data.
  private var textStart = 0
  private var isCharacterData = false

  /// Whether references may stand in what is being parsed.
  var hasReferences = false

  /// Lines before the first that expat counts.
  var skippedLines = 0

  /// A text that is longer is none that anybody writes.
  private static let longestText = 64 << 20
  private static let deepest = 200

  init(_ parser: XML_Parser, _ vocabulary: XMLVocabulary) {
    self.parser = parser
    spaces = XMLSpaces(vocabulary)
  }

  /// Gives the memory back.
  func deallocate() {
    batch.deallocate()
    openNames.deallocate()
    openStarts.deallocate()
  }

  /// The name of the innermost element that is open as far as expat has got; nil where none is.
  var openName: String? {
    guard openStarts.count > 0 else { return nil }
    let start = openStarts.base[openStarts.count - 1]
    return String(
      decoding: UnsafeBufferPointer(
        start: openNames.base + start, count: openNames.count - start), as: UTF8.self)
  }

  /// Hands over what was found, but for a text that has not ended; `empty`, which has been read, is filled again.
  mutating func take(_ empty: XMLBatch) -> XMLBatch {
    var found = batch
    batch = empty
    batch.events.count = 0
    batch.attributes.count = 0
    batch.bytes.count = 0
    batch.bytes.append(found.bytes.base + textStart, found.bytes.count - textStart)
    found.bytes.count = textStart
    textStart = 0
    return found
  }

  /// Ends parsing with a fault.
  mutating func stop(_ problem: String, _ remedy: String?) {
    if fault == nil { fault = (problem, remedy) }
    XML_StopParser(parser, 0)
  }

  // MARK: What expat calls

  mutating func open(
    _ name: UnsafePointer<CChar>, _ list: UnsafeMutablePointer<UnsafePointer<CChar>?>
  ) {
    endText()
    if openStarts.count == Self.deepest {
      return stop("tags are nested more than \(Self.deepest) deep", nil)
    }
    if hasReferences, let name = unknownReference() {
      return stop(
        "&\(name); in <\(openName ?? "")> stands for no character that is known",
        "write the character itself")
    }
    var event = Event(kind: .open)
    event.line = Int32(truncatingIfNeeded: Int(XML_GetCurrentLineNumber(parser)) + skippedLines)
    event.start = Int32(truncatingIfNeeded: batch.bytes.count)
    let length = add(text: name)
    event.end = Int32(truncatingIfNeeded: batch.bytes.count)
    let base = batch.bytes.base + Int(event.start)
    var colon = 0
    while colon < length, base[colon] != 0x3A { colon += 1 }
    event.local = colon < length ? event.start + Int32(colon) + 1 : event.start
    openStarts.append(openNames.count)
    openNames.append(base, length)
    event.firstAttribute = Int32(truncatingIfNeeded: batch.attributes.count)
    var next = list
    while let key = next[0], let value = next[1] {
      next += 2
      var attribute = Attribute(
        name: Int32(truncatingIfNeeded: batch.bytes.count), value: 0, end: 0)
      let length = add(text: key)
      attribute.value = Int32(truncatingIfNeeded: batch.bytes.count)
      add(text: value)
      attribute.end = Int32(truncatingIfNeeded: batch.bytes.count)
      batch.attributes.append(attribute)
      event.attributeCount += 1
      // xmlns
      if length >= 5, key[0] == 0x78, key[1] == 0x6D, key[2] == 0x6C, key[3] == 0x6E, key[4] == 0x73
      {
        if length == 5 || key[5] == 0x3A { bind(attribute) }
      }
    }
    let start = Int(event.start)
    if openStarts.count == 1 { spaces.setRoot(prefix(start, event)) }
    event.space = event.local == event.start ? spaces.usual : spaces.space(of: prefix(start, event))
    batch.events.append(event)
    textStart = batch.bytes.count
  }

  mutating func close() {
    endText()
    batch.events.append(Event(kind: .close))
    openStarts.count -= 1
    openNames.count = openStarts.base[openStarts.count]
    spaces.leave(to: openStarts.count)
  }

  mutating func text(_ start: UnsafePointer<CChar>, _ count: Int) {
    if batch.bytes.count - textStart > Self.longestText { return stop("a text is too long", nil) }
    batch.bytes.append(UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self), count)
  }

  mutating func markCharacterData(_ begins: Bool) {
    endText()
    isCharacterData = begins
  }

  mutating func refuseDeclaration() {
    stop("the document declares entities of its own", "take the declaration out")
  }

  mutating func refuseReference(_ name: UnsafePointer<CChar>) {
    stop(
      "&\(String(cString: name)); stands for no character that is known",
      "write the character itself")
  }

  // MARK: Parts

  private mutating func endText() {
    guard batch.bytes.count > textStart else { return }
    var event = Event(kind: isCharacterData ? .characterData : .text)
    event.start = Int32(truncatingIfNeeded: textStart)
    event.local = event.start
    event.end = Int32(truncatingIfNeeded: batch.bytes.count)
    batch.events.append(event)
    textStart = batch.bytes.count
  }

  private func prefix(_ start: Int, _ event: Event) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(
      start: batch.bytes.base + start, count: max(0, Int(event.local - event.start) - 1))
  }

  @discardableResult
  private mutating func add(text: UnsafePointer<CChar>) -> Int {
    let length = strlen(text)
    batch.bytes.append(UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), length)
    return length
  }

  private mutating func bind(_ attribute: Attribute) {
    let name = UnsafeBufferPointer(
      start: batch.bytes.base + Int(attribute.name), count: Int(attribute.value - attribute.name))
    spaces.bind(
      UnsafeBufferPointer(rebasing: name.dropFirst(6)),
      to: batch.string(attribute.value, attribute.end), depth: openStarts.count)
  }

  /// A reference in the values of the tag being parsed that stands for nothing: expat passes over them there.
  private func unknownReference() -> String? {
    var (offset, size): (Int32, Int32) = (0, 0)
    guard let context = XML_GetInputContext(parser, &offset, &size) else { return nil }
    let count = min(Int(XML_GetCurrentByteCount(parser)), Int(size - offset))
    let tag = UnsafeRawBufferPointer(start: context + Int(offset), count: count)
    var index = 0
    while index < count {
      guard tag[index] == 0x26 else {
        index += 1
        continue
      }
      let name = tag[(index + 1)...].prefix { $0 != 0x3B }
      index += name.count + 1
      guard name.first != 0x23 else { continue }
      let text = String(decoding: name, as: UTF8.self)
      if !HTMLEntities.isKnown(text) { return text }
    }
    return nil
  }
}

/// A list of plain values that grows, in memory that is given back by hand.
struct RawList<Element: BitwiseCopyable> {
  private(set) var base: UnsafeMutablePointer<Element>
  private var capacity: Int
  var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    base = .allocate(capacity: capacity)
  }

  func deallocate() { base.deallocate() }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow(1) }
    base[count] = element
    count += 1
  }

  @inline(__always)
  mutating func append(_ start: UnsafePointer<Element>, _ more: Int) {
    if count + more > capacity { grow(more) }
    (base + count).update(from: start, count: more)
    count += more
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
  }
}

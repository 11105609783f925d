/// Walks over XML text and gives its tags and text, in bounded memory; expat parses it.
///
/// Text in any encoding that it is declared to be in is read; names of elements come with whose they are. Comments and
/// processing instructions are passed over, entities that a document declares are refused.
package final class XMLReader {
  /// What comes next in the text.
  package enum Event: Hashable, Sendable {
    /// A tag opens; its attributes are asked for by ``XMLReader/attribute(_:)``. An empty tag is followed
    /// by its own ``close``.
    case open
    case close
    /// Text between tags; see ``XMLReader/text``.
    case text
    case end
  }

  package let file: String

  /// How many tags are open.
  package private(set) var depth = 0
  /// The line of the tag that opened last, counted from 1.
  package private(set) var line = 1

  let vocabulary: XMLVocabulary
  /// What is ahead of what has been read.
  private let parsing: XMLParsing
  private var batch = XMLBatch()
  /// Which of the events of the batch comes next, and the one before it.
  private var cursor = 0
  private var current = XMLBatch.Event()

  /// Begins to read.
  ///
  /// - Parameters:
  ///   - source: The bytes of the text, or the text as UTF-8 if that is known already.
  ///   - vocabulary: The format that is expected.
  ///   - encoding: What the user says about the encoding; nil for what the text declares.
  /// - Throws: A fault where the memory for it is missing.
  init(
    _ source: ByteSource, _ vocabulary: XMLVocabulary, encoding: TextEncoding? = nil
  ) throws(DataFault) {
    self.vocabulary = vocabulary
    file = source.name
    source.readAsText(TextInput(encoding: encoding))
    parsing = try XMLParsing(source, vocabulary)
  }

  deinit { batch.deallocate() }

  // MARK: What is here

  /// A fault at the tag that opened last.
  package func fault(_ problem: String, remedy: String? = nil) -> DataFault {
    DataFault(file: file, line: line, problem: problem, remedy: remedy)
  }

  /// Whose the element is that opened.
  var space: XMLVocabulary.Space { current.space }

  /// Whether the tag that opened is one of the format's own, with this name.
  package func isNamed(_ name: StaticString) -> Bool {
    current.space == .own && areEqual(current.local, current.end, name)
  }

  private func areEqual(_ start: Int32, _ stop: Int32, _ name: StaticString) -> Bool {
    let count = name.utf8CodeUnitCount
    guard count == Int(stop - start) else { return false }
    let base = batch.bytes.base + Int(start)
    var index = 0
    while index < count, base[index] == name.utf8Start[index] { index += 1 }
    return index == count
  }

  /// The name of the tag that opened, without its prefix.
  package var name: String { string(current.local, current.end) }
  /// The name of the tag that opened, as it is written.
  package var qualifiedName: String { string(current.start, current.end) }

  private func string(_ start: Int32, _ end: Int32) -> String { batch.string(start, end) }

  private var attributes: UnsafeBufferPointer<XMLBatch.Attribute> {
    UnsafeBufferPointer(
      start: batch.attributes.base + Int(current.firstAttribute),
      count: Int(current.attributeCount))
  }

  /// Hands over the bytes of an attribute of the tag that opened; nil where it has none.
  package func withAttribute<Value>(
    _ name: StaticString, _ body: (UnsafeBufferPointer<UInt8>) -> Value
  ) -> Value? {
    for attribute in attributes where areEqual(attribute.name, attribute.value, name) {
      return body(
        UnsafeBufferPointer(
          start: batch.bytes.base + Int(attribute.value),
          count: Int(attribute.end - attribute.value)))
    }
    return nil
  }

  /// The value of an attribute.
  package func attribute(_ name: StaticString) -> String? {
    withAttribute(name) { String(decoding: $0, as: UTF8.self) }
  }

  /// All attributes of the tag that opened, as they are written.
  var allAttributes: [(name: String, value: String)] {
    attributes.map { (string($0.name, $0.value), string($0.value, $0.end)) }
  }

  /// The text that comes next, without spaces around it.
  package func withText<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
    let base = batch.bytes.base
    var (start, end) = (Int(current.start), Int(current.end))
    while start < end, base[start] <= 0x20 { start += 1 }
    while end > start, base[end - 1] <= 0x20 { end -= 1 }
    return body(UnsafeBufferPointer(start: base + start, count: end - start))
  }

  /// The same as a string.
  package var text: String { withText { String(decoding: $0, as: UTF8.self) } }

  /// The text with the spaces around it, and whether it is character data, which is often markup of another kind.
  var wholeText: (text: String, isCharacterData: Bool) {
    (string(current.start, current.end), current.kind == .characterData)
  }

  // MARK: Walking

  /// Moves to the next tag or text.
  ///
  /// - Throws: A fault with the line where the text is no XML, or ends inside a tag.
  package func next() throws(DataFault) -> Event {
    while true {
      if cursor < batch.events.count {
        let event = batch.events.base[cursor]
        cursor += 1
        current = event
        switch event.kind {
        case .open:
          depth += 1
          line = Int(event.line)
          return .open
        case .close:
          depth -= 1
          return .close
        case .text, .characterData: return .text
        }
      }
      cursor = 0
      guard let next = parsing.next(batch) else {
        batch.events.count = 0
        if let fault = parsing.fault { throw fault }
        return .end
      }
      batch = next
    }
  }
}

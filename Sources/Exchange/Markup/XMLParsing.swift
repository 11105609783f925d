import CExpat
import Dispatch

/// Parses XML piece by piece, one piece ahead of whoever reads.
///
/// Safe to send: one thread at a time parses, and what it found is looked at when it is done.
final class XMLParsing: @unchecked Sendable {
  /// What is wrong with the text behind what was found.
  private(set) var fault: DataFault?

  private let source: ByteSource
  private let parser: XML_Parser
  /// At a place that expat knows, too.
  private let events: UnsafeMutablePointer<XMLEvents>
  private var isAtEnd = false
  private var hasBegun = false
  private var hadReferences = false
  private var piece: [UInt8] = []
  /// Whether a piece is being parsed on another thread, and when it is done.
  private var isAhead = false
  private let done = DispatchSemaphore(value: 0)
  private static let queue = DispatchQueue.global(qos: .userInitiated)

  /// - Throws: A fault where the memory for it is missing.
  init(_ source: ByteSource, _ vocabulary: XMLVocabulary) throws(DataFault) {
    guard let parser = XML_ParserCreate("UTF-8") else {
      throw DataFault(file: source.name, problem: "there is no memory left to read it")
    }
    self.source = source
    self.parser = parser
    events = .allocate(capacity: 1)
    events.initialize(to: XMLEvents(parser, vocabulary))
    Self.setHandlers(parser, events)
  }

  deinit {
    XML_ParserFree(parser)
    events.pointee.deallocate()
    events.deinitialize(count: 1)
    events.deallocate()
  }

  private static func setHandlers(
    _ parser: XML_Parser, _ events: UnsafeMutablePointer<XMLEvents>
  ) {
    XML_SetUserData(parser, events)
    XML_SetElementHandler(
      parser,
      { data, name, attributes in
        if let name, let attributes { XMLParsing.events(data)?.pointee.open(name, attributes) }
      },
      { data, _ in XMLParsing.events(data)?.pointee.close() })
    XML_SetCharacterDataHandler(parser) { data, start, count in
      if let start { XMLParsing.events(data)?.pointee.text(start, Int(count)) }
    }
    XML_SetCdataSectionHandler(
      parser, { XMLParsing.events($0)?.pointee.markCharacterData(true) },
      { XMLParsing.events($0)?.pointee.markCharacterData(false) })
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, hasDeclarations in
      if hasDeclarations != 0 { XMLParsing.events(data)?.pointee.refuseDeclaration() }
    }
    XML_SetSkippedEntityHandler(parser) { data, name, _ in
      if let name { XMLParsing.events(data)?.pointee.refuseReference(name) }
    }
    // The names of HTML for characters, in place of whatever declaration a document names.
    XML_UseForeignDTD(parser, 1)
    XML_SetParamEntityParsing(parser, XML_PARAM_ENTITY_PARSING_ALWAYS)
    XML_SetExternalEntityRefHandler(parser) { parser, context, _, _, _ in
      guard let inner = XML_ExternalEntityParserCreate(parser, context, "UTF-8") else { return 0 }
      defer { XML_ParserFree(inner) }
      return HTMLEntities.declarations.withUnsafeBytes { bytes in
        let text = bytes.assumingMemoryBound(to: CChar.self)
        return XML_Parse(inner, text.baseAddress, Int32(text.count), 1) == XML_STATUS_OK ? 1 : 0
      }
    }
  }

  @inline(__always)
  private static func events(
    _ data: UnsafeMutableRawPointer?
  ) -> UnsafeMutablePointer<XMLEvents>? {
    data?.assumingMemoryBound(to: XMLEvents.self)
  }

  /// What was found in the next piece; nil where there is no more, or a fault.
  ///
  /// The batch `empty`, which has been read, is
  /// filled again; it stays with the caller where nil is returned.
  func next(_ empty: XMLBatch) -> XMLBatch? {
    if isAhead {
      done.wait()
      isAhead = false
    } else {
      guard fault == nil, !isAtEnd else { return nil }
      parse()
    }
    let found = events.pointee.take(empty)
    if fault == nil, !isAtEnd {
      isAhead = true
      Self.queue.async { [self] in
        parse()
        done.signal()
      }
    }
    return found
  }

  /// Hands the next piece of the text to expat.
  private func parse() {
    piece.removeAll(keepingCapacity: true)
    do throws(DataFault) {
      try source.read(1 << 17, into: &piece)
    } catch {
      fault = error
      return
    }
    if !hasBegun, !piece.isEmpty {
      hasBegun = true
      skipBlanks()
    }
    isAtEnd = piece.isEmpty
    // Only where one stands are values looked at for references; a tag may go on from the piece before.
    let hasReferences =
      piece.withUnsafeBufferPointer { FeatureSplitter.find(0x26, in: $0, from: 0) } != nil
    events.pointee.hasReferences = hadReferences || hasReferences
    hadReferences = hasReferences
    let status = piece.withUnsafeBytes { bytes in
      let text = bytes.assumingMemoryBound(to: CChar.self)
      return XML_Parse(parser, text.baseAddress, Int32(text.count), isAtEnd ? 1 : 0)
    }
    if status != XML_STATUS_OK { fault = parsingFault() }
  }

  /// Takes blank lines before the declaration out, which some programs write.
  private func skipBlanks() {
    let mark = piece.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let start = piece[mark...].firstIndex { $0 > 0x20 } ?? piece.count
    guard start > mark, piece[start...].starts(with: Array("<?xml".utf8)) else { return }
    events.pointee.skippedLines = piece[..<start].count { $0 == 0x0A }
    piece.removeFirst(start)
  }

  /// Why expat stopped.
  private func parsingFault() -> DataFault? {
    let code = XML_GetErrorCode(parser)
    let line = Int(XML_GetCurrentLineNumber(parser)) + events.pointee.skippedLines
    if let own = events.pointee.fault {
      return DataFault(file: source.name, line: line, problem: own.problem, remedy: own.remedy)
    }
    // There is nothing to be read; whoever wanted more says so.
    let open = events.pointee.openName
    if code == XML_ERROR_NO_ELEMENTS, open == nil { return nil }
    let (before, near) = bytesAtFault()
    let words = XMLFault(code, before: before, near: near, open: open)
    return DataFault(file: source.name, line: line, problem: words.problem, remedy: words.remedy)
  }

  /// The bytes before the fault and from it on, as far as they are there.
  private func bytesAtFault() -> (before: [UInt8], near: [UInt8]) {
    var (offset, size): (Int32, Int32) = (0, 0)
    guard let context = XML_GetInputContext(parser, &offset, &size), offset < size else {
      return ([], [])
    }
    let bytes = UnsafeRawBufferPointer(start: context, count: Int(size))
    return (
      Array(bytes[..<Int(offset)].suffix(64)), Array(bytes[Int(offset)...].prefix(256))
    )
  }
}

import CExpat

/// What is wrong with XML that expat does not read, in words.
struct XMLFault {
  var problem: String
  var remedy: String?

  /// - Parameters:
  ///   - code: What expat says.
  ///   - before: The bytes before the fault, some of them.
  ///   - near: The bytes from the fault on, some of them.
  ///   - open: The name of the innermost element that is open; nil where none is.
  init(_ code: XML_Error, before: [UInt8], near: [UInt8], open: String?) {
    let cut = "the file is cut short; fetch it again"
    switch code {
    case XML_ERROR_NO_ELEMENTS:
      self.init("the text ends inside <\(open ?? "")>", cut)
    case XML_ERROR_UNCLOSED_TOKEN:
      if near.starts(with: Array("<!--".utf8)) {
        self.init("the text ends inside a comment", cut)
      } else {
        self.init("the text ends inside a tag", cut)
      }
    case XML_ERROR_UNCLOSED_CDATA_SECTION, XML_ERROR_PARTIAL_CHAR:
      self.init("the text ends inside <\(open ?? "")>", cut)
    case XML_ERROR_TAG_MISMATCH:
      let start = near.starts(with: [0x3C, 0x2F]) ? 2 : 0
      let name = near.dropFirst(start).prefix { $0 > 0x20 && $0 != 0x3E }
      self.init("<\(open ?? "")> is closed by </\(String(decoding: name, as: UTF8.self))>", nil)
    case XML_ERROR_DUPLICATE_ATTRIBUTE:
      self.init("an attribute stands twice in one tag", "take one out")
    case XML_ERROR_BAD_CHAR_REF:
      let reference = String(decoding: near.prefix { $0 != 0x3B }.prefix(12), as: UTF8.self)
      self.init("\(reference); is a character that XML cannot hold", "take it out")
    case XML_ERROR_JUNK_AFTER_DOC_ELEMENT:
      self.init("there is text outside of all tags", nil)
    case XML_ERROR_SYNTAX where open == nil:
      self.init("there is text outside of all tags", nil)
    case XML_ERROR_INVALID_TOKEN: self.init(token: near, before: before, open: open)
    default:
      let words = XML_ErrorString(code).map { String(cString: $0) } ?? "error \(code.rawValue)"
      self.init("this is no well-formed XML: \(words)", nil)
    }
  }

  private init(_ problem: String, _ remedy: String?) {
    self.problem = problem
    self.remedy = remedy
  }

  /// For a character that cannot stand where it does.
  private init(token near: [UInt8], before: [UInt8], open: String?) {
    if near.prefix(4).withUnsafeBufferPointer({ TextCheck.firstInvalid(in: $0) }) == 0 {
      self.init(
        "the byte \(TextFeed.hexadecimal(Array(near.prefix(1)))) is not UTF-8",
        "declare the encoding at the beginning of the file, or name it with --encoding, such as "
          + TextEncoding.examples)
      return
    }
    let text = String(decoding: near, as: UTF8.self)
    if let scalar = text.unicodeScalars.first, !Self.canHold(scalar) {
      let code = String(scalar.value | 0x1_0000, radix: 16, uppercase: true).dropFirst()
      self.init("U+\(code) is a character that XML cannot hold", "take it out")
      return
    }
    let reference = before.reversed().prefix { ![0x3B, 0x3C, 0x3E, 0x20].contains($0) }
    if reference.contains(0x26) {
      self.init("& begins no reference", "write it as &amp;")
    } else if open == nil {
      self.init("there is text outside of all tags", nil)
    } else {
      let shown = text.prefix { $0 != ">" && !$0.isNewline }.prefix(40)
      self.init(
        "this is no well-formed XML: \(DataFault.shown(String(shown)))",
        "write < as &lt; and & as &amp; in texts")
    }
  }

  /// Whether a character can stand in XML 1.0.
  static func canHold(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: true
    case 0..<0x20, 0xFFFE, 0xFFFF: false
    default: true
    }
  }
}

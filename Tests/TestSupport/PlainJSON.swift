/// A JSON value (RFC 8259) as the text has it: numbers by their letters, members in their order.
///
/// Written for the tests alone, so that no fault of the program's reader hides one of its writer.
public indirect enum PlainJSON: Equatable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([PlainJSON])
  case object([(name: String, value: PlainJSON)])

  public static func == (a: PlainJSON, b: PlainJSON) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)), (.string(let a), .string(let b)): a == b
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)):
      a.map(\.name) == b.map(\.name) && a.map(\.value) == b.map(\.value)
    default: false
    }
  }

  public var members: [(name: String, value: PlainJSON)]? {
    if case .object(let members) = self { members } else { nil }
  }

  public var elements: [PlainJSON]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  public var text: String? { if case .string(let text) = self { text } else { nil } }

  public var number: Double? { if case .number(let text) = self { Double(text) } else { nil } }

  public subscript(name: String) -> PlainJSON? { members?.first { $0.name == name }?.value }

  /// What is wrong with a text, and where.
  public struct Fault: Error, CustomStringConvertible {
    public var byte: Int
    public var reason: String
    public var description: String { "byte \(byte): \(reason)" }
  }

  /// Reads a whole text.
  ///
  /// - Parameter bytes: UTF-8 without a byte order mark.
  /// - Throws: A ``Fault`` for whatever RFC 8259 forbids, and for names that come twice.
  public init(_ bytes: [UInt8]) throws {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw Fault(byte: 0, reason: "no UTF-8")
    }
    var parser = Parser(bytes: bytes)
    self = try parser.value()
    parser.skipSpace()
    guard parser.place == bytes.count else { throw parser.fault("text behind the value") }
  }

  private struct Parser {
    let bytes: [UInt8]
    var place = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    func fault(_ reason: String) -> Fault { Fault(byte: place, reason: reason) }

    var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    mutating func skipSpace() {
      while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
    }

    mutating func take(_ letter: Unicode.Scalar) -> Bool {
      skipSpace()
      guard next == UInt8(ascii: letter) else { return false }
      place += 1
      return true
    }

    mutating func value() throws -> PlainJSON {
      if take("{") { return .object(try members()) }
      if take("[") { return .array(try elements()) }
      if take("\"") { return .string(try string()) }
      for (word, value) in [
        ("null", PlainJSON.null), ("true", .bool(true)), ("false", .bool(false)),
      ]
      where bytes[place...].starts(with: word.utf8) {
        place += word.utf8.count
        return value
      }
      return .number(try number())
    }

    mutating func members() throws -> [(name: String, value: PlainJSON)] {
      var members: [(name: String, value: PlainJSON)] = []
      var names: Set<[UInt8]> = []
      if take("}") { return [] }
      repeat {
        guard take("\"") else { throw fault("no name") }
        let name = try string()
        guard names.insert(Array(name.utf8)).inserted else {
          throw fault("the name \(name) comes twice")
        }
        guard take(":") else { throw fault("no colon") }
        members.append((name, try value()))
      } while take(",")
      guard take("}") else { throw fault("an object without end") }
      return members
    }

    mutating func elements() throws -> [PlainJSON] {
      var elements: [PlainJSON] = []
      if take("]") { return [] }
      repeat { elements.append(try value()) } while take(",")
      guard take("]") else { throw fault("a list without end") }
      return elements
    }

    mutating func number() throws -> String {
      let start = place
      while let byte = next, "+-.eE0123456789".utf8.contains(byte) { place += 1 }
      let text = String(decoding: bytes[start..<place], as: UTF8.self)
      let rule = /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/
      guard text.wholeMatch(of: rule) != nil else { throw fault("no value: \(text)") }
      return text
    }

    mutating func string() throws -> String {
      var text: [UInt8] = []
      while let byte = next {
        place += 1
        switch byte {
        case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
        case UInt8(ascii: "\\"): text += Array(String(try escape()).utf8)
        case 0..<0x20: throw fault("a control character in a text")
        default: text.append(byte)
        }
      }
      throw fault("a text without end")
    }

    mutating func escape() throws -> Unicode.Scalar {
      guard let byte = next else { throw fault("a text without end") }
      place += 1
      let plain: [Unicode.Scalar: Unicode.Scalar] = [
        "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r",
        "t": "\t",
      ]
      if let scalar = plain[Unicode.Scalar(byte)] { return scalar }
      guard byte == UInt8(ascii: "u") else { throw fault("an unknown escape") }
      var code = try hexadecimal()
      if (0xD800..<0xDC00).contains(code) {
        guard bytes[place...].starts(with: "\\u".utf8) else { throw fault("half a surrogate pair") }
        place += 2
        let low = try hexadecimal()
        guard (0xDC00..<0xE000).contains(low) else { throw fault("half a surrogate pair") }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw fault("half a surrogate pair") }
      return scalar
    }

    mutating func hexadecimal() throws -> UInt32 {
      let digits = String(decoding: bytes[place...].prefix(4), as: UTF8.self)
      guard digits.utf8.count == 4, let code = UInt32(digits, radix: 16) else {
        throw fault("an escape without four digits")
      }
      place += 4
      return code
    }
  }
}

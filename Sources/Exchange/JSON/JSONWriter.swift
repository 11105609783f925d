/// Puts JSON text together.
struct JSONWriter {
  var bytes: [UInt8] = []

  mutating func write(_ text: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func add(_ value: JSONValue) {
    switch value {
    case .null: write("null")
    case .bool(true): write("true")
    case .bool(false): write("false")
    case .number(let number): bytes.append(contentsOf: number.text.utf8)
    case .string(let text): addString(text)
    case .array(let elements):
      write("[")
      for (index, element) in elements.enumerated() {
        if index > 0 { write(", ") }
        add(element)
      }
      write("]")
    case .object(let object): add(object)
    }
  }

  mutating func add(_ object: JSONObject) {
    write("{")
    for (index, member) in object.members.enumerated() {
      if index > 0 { write(", ") }
      addString(member.name)
      write(": ")
      add(member.value)
    }
    write("}")
  }

  /// The value on several lines; arrays of plain values stay on one.
  mutating func addPretty(_ value: JSONValue, indent: Int) {
    switch value {
    case .array(let elements) where elements.contains(where: \.isNested):
      write("[")
      for (index, element) in elements.enumerated() {
        addBreak(index, indent: indent + 1)
        addPretty(element, indent: indent + 1)
      }
      addBreak(0, indent: indent)
      write("]")
    case .object(let object) where !object.isEmpty:
      write("{")
      for (index, member) in object.members.enumerated() {
        addBreak(index, indent: indent + 1)
        addString(member.name)
        write(": ")
        addPretty(member.value, indent: indent + 1)
      }
      addBreak(0, indent: indent)
      write("}")
    default: add(value)
    }
  }

  private mutating func addBreak(_ index: Int, indent: Int) {
    if index > 0 { write(",") }
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: 2 * indent))
  }

  /// A text that is a JSON number already.
  mutating func addNumber(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// A string in quotes; only what must be escaped is.
  mutating func addString(_ text: String) {
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22: write("\\\"")
      case 0x5C: write("\\\\")
      case 0x0A: write("\\n")
      case 0x0D: write("\\r")
      case 0x09: write("\\t")
      case 0..<0x20:
        write("\\u00")
        bytes.append(byte >> 4 + 0x30)
        let low = byte & 0x0F
        bytes.append(low < 10 ? low + 0x30 : low - 10 + 0x61)
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }
}

extension JSONValue {
  fileprivate var isNested: Bool {
    switch self {
    case .array(let elements): elements.contains(where: \.isNested) || elements.count > 8
    case .object(let object): !object.isEmpty
    default: false
    }
  }
}

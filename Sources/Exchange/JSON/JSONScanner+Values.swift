extension JSONScanner {
  /// Reads any value.
  mutating func value() throws(DataFault) -> JSONValue {
    guard let next = peek() else { throw unexpected("a value") }
    switch next {
    case 0x22: return .string(try string())
    case 0x7B: return .object(try object())
    case 0x5B:
      try open(0x5B, "an array")
      var elements: [JSONValue] = []
      var isFirst = true
      while try hasNext(0x5D, isFirst: &isFirst) { elements.append(try value()) }
      return .array(elements)
    case 0x74:
      try word("true")
      return .bool(true)
    case 0x66:
      try word("false")
      return .bool(false)
    case 0x6E:
      try word("null")
      return .null
    case 0x2D, 0x30...0x39:
      return .number(JSONNumber(unchecked: String(decoding: try number(), as: UTF8.self)))
    default:
      throw unexpected("a value")
    }
  }

  /// Reads an object; a name that comes twice is an error.
  mutating func object() throws(DataFault) -> JSONObject {
    var found: [JSONObject.Member] = []
    try members { (scanner, name) throws(DataFault) in
      found.append(JSONObject.Member(name: name, value: try scanner.value()))
    }
    return JSONObject(unchecked: found)
  }

  /// Walks over the members of an object; `body` must take the value of each.
  mutating func members(
    _ body: (inout JSONScanner, String) throws(DataFault) -> Void
  ) throws(DataFault) {
    try open(0x7B, "an object")
    var seen: [String] = []
    var many: Set<ExactName> = []
    var isFirst = true
    while try hasNext(0x7D, isFirst: &isFirst) {
      _ = peek()
      let start = offset
      let name = try name()
      let isNew: Bool
      if seen.count < 24 {
        isNew = !seen.contains { ExactName.areSame($0, name) }
      } else {
        if many.isEmpty { many = Set(seen.map(ExactName.init)) }
        isNew = many.insert(ExactName(name)).inserted
      }
      guard isNew else {
        throw fault(
          "the name \"\(name)\" comes twice in one object", remedy: "keep one of them", at: start)
      }
      seen.append(name)
      try body(&self, name)
    }
  }
}

extension JSONScanner {
  /// Reads a string; its opening quote is next.
  mutating func string() throws(DataFault) -> String {
    try expect(0x22, "a string")
    let start = offset
    // Most strings have no escapes: one piece of the text.
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x22 {
        take(to: index + 1)
        return String(
          decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self)
      }
      if byte == 0x5C || byte < 0x20 { break }
      index += 1
    }
    return try stringWithEscapes(from: start, plainUntil: index)
  }

  private mutating func stringWithEscapes(
    from start: Int, plainUntil first: Int
  ) throws(DataFault) -> String {
    var text = Array(bytes[start..<first])
    var index = first
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0x22:
        take(to: index + 1)
        return String(decoding: text, as: UTF8.self)
      case 0x5C:
        guard index + 1 < bytes.count else { throw unclosed(start) }
        index = try escape(at: index, into: &text)
      case 0..<0x20:
        throw fault(
          "a string holds the control character \(byte)",
          remedy: byte == 0x0A || byte == 0x0D
            ? "close the string, or write \\n for a line break" : "write it as an escape",
          at: index)
      default:
        text.append(byte)
        index += 1
      }
    }
    throw unclosed(start)
  }

  private func unclosed(_ start: Int) -> DataFault {
    fault("a string is not closed", remedy: "the file may be cut short", at: start - 1)
  }

  /// Decodes the escape at `index` and returns the offset after it.
  private func escape(at index: Int, into text: inout [UInt8]) throws(DataFault) -> Int {
    switch bytes[index + 1] {
    case 0x22: text.append(0x22)
    case 0x5C: text.append(0x5C)
    case 0x2F: text.append(0x2F)
    case 0x62: text.append(0x08)
    case 0x66: text.append(0x0C)
    case 0x6E: text.append(0x0A)
    case 0x72: text.append(0x0D)
    case 0x74: text.append(0x09)
    case 0x75: return try unicodeEscape(at: index, into: &text)
    default:
      throw fault(
        "a string holds an unknown escape", remedy: "write \\\\ for a backslash", at: index)
    }
    return index + 2
  }

  private func unicodeEscape(at index: Int, into text: inout [UInt8]) throws(DataFault) -> Int {
    let unit = try hexUnit(at: index)
    var code = UInt32(unit)
    var next = index + 6
    if (0xD800...0xDFFF).contains(unit) {
      // A pair of surrogates is one character; half a pair is none.
      guard unit < 0xDC00, next + 1 < bytes.count, bytes[next] == 0x5C, bytes[next + 1] == 0x75,
        case let low = try hexUnit(at: next), (0xDC00...0xDFFF).contains(low)
      else {
        throw fault("a string holds half of a surrogate pair", at: index)
      }
      code = 0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
      next += 6
    }
    if let scalar = Unicode.Scalar(code) { text.append(contentsOf: UTF8.encode(scalar) ?? .init()) }
    return next
  }

  private func hexUnit(at index: Int) throws(DataFault) -> UInt16 {
    var unit: UInt16 = 0
    for place in index + 2..<index + 6 {
      let digit = place < bytes.count ? Self.hexDigit(bytes[place]) : nil
      guard let digit else { throw fault("\\u needs four hexadecimal digits", at: index) }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}

/// Reads and writes JSON text (RFC 8259).
public enum JSON {
  /// Reads one JSON value and nothing after it.
  ///
  /// Numbers keep their text, objects the order of their members. A name that comes twice, half a
  /// surrogate pair, nesting deeper than 500 and bytes that are not UTF-8 are errors.
  ///
  /// - Throws: A fault with the line, counted from 1.
  /// - Complexity: O(*n*), *n* bytes.
  public static func decode(_ bytes: [UInt8], file: String? = nil) throws(DataFault) -> JSONValue {
    try bytes.withBytes { (buffer) throws(DataFault) in
      var scanner = try JSONScanner(buffer, file: file)
      guard scanner.peek() != nil else {
        throw DataFault(file: file, problem: "the file is empty", remedy: "it needs JSON text")
      }
      let value = try scanner.value()
      try scanner.end()
      return value
    }
  }

  /// The value as UTF-8 text: on one line, or indented by two spaces and ended by a newline.
  public static func encode(_ value: JSONValue, pretty: Bool = false) -> [UInt8] {
    var writer = JSONWriter()
    if pretty {
      writer.addPretty(value, indent: 0)
      writer.bytes.append(0x0A)
    } else {
      writer.add(value)
    }
    return writer.bytes
  }
}

extension [UInt8] {
  /// The bytes without copying, for a closure that throws faults.
  func withBytes<Value>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(DataFault) -> Value
  ) throws(DataFault) -> Value {
    // The library's own method loses the error's type.
    let result: Result<Value, DataFault> = withUnsafeBufferPointer { buffer in
      do throws(DataFault) { return .success(try body(buffer)) } catch { return .failure(error) }
    }
    return try result.get()
  }
}

extension JSON {
  /// Reads a file that holds one JSON value; `-` is the standard input.
  ///
  /// - Throws: The fault of the file.
  package static func read(path: String) throws(DataFaults) -> JSONValue {
    let input = try readInput(path)
    do throws(DataFault) {
      return try decode(input.bytes, file: input.name)
    } catch {
      throw DataFaults(error)
    }
  }
}

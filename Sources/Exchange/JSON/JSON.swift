/// Reads and writes JSON text (RFC 8259).
public enum JSON {
  /// Reads one JSON value and nothing after it.
  ///
  /// - Throws: A fault with the line, counted from 1.
  public static func decode(_ bytes: [UInt8], file: String? = nil) throws(DataFault) -> JSONValue {
    fatalError("not written yet")
  }

  /// The value as UTF-8 text: on one line, or indented by two spaces and ended by a newline.
  public static func encode(_ value: JSONValue, pretty: Bool = false) -> [UInt8] {
    fatalError("not written yet")
  }
}

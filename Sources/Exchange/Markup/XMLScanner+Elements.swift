extension XMLScanner {
  /// Moves to the outermost tag and sees that it is one of those that a format begins with.
  ///
  /// - Parameters:
  ///   - roots: Names of tags, without namespaces.
  ///   - format: What messages call the format.
  ///   - remedy: What to do with XML that is something else.
  /// - Throws: A fault where the text begins with another tag, or has none.
  package mutating func root(
    _ roots: [String], format: String, remedy: String = "say what it is with --from"
  ) throws(DataFault) {
    while true {
      switch try next() {
      case .open:
        if roots.contains(name) { return }
        throw fault("this is XML but no \(format): it begins with <\(name)>", remedy: remedy)
      case .end:
        throw fault("there is no \(format) in the file", remedy: "it may be empty or cut short")
      default: continue
      }
    }
  }

  /// Passes over everything up to the end of the tag that has just opened.
  package mutating func skip() throws(DataFault) {
    let outer = depth - 1
    while depth > outer { _ = try next() }
  }

  /// The text inside the tag that has just opened, up to its end; inner tags are passed over.
  ///
  /// Afterwards ``withText(_:)`` has it, if it came in one piece.
  package mutating func content() throws(DataFault) -> String {
    let outer = depth - 1
    var content = ""
    while true {
      switch try next() {
      case .text: content += text
      case .open: try skip()
      case .close: if depth == outer { return content }
      case .end: return content
      }
    }
  }
}

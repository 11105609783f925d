/// An SVG document in the making: elements in order, everything escaped.
package struct SVGText {
  package private(set) var text = ""
  private var openElements: [String] = []

  package init() {}

  /// An element without content.
  package mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    begin(name, attributes)
    text += "/>\n"
  }

  /// An element that holds text alone.
  package mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String>, text content: String
  ) {
    begin(name, attributes)
    text += ">\(Self.escaped(content))</\(name)>\n"
  }

  /// An element that is spoken and hovered as `title`; none where that is empty.
  package mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String>, title: String
  ) {
    guard !title.isEmpty else { return element(name, attributes) }
    begin(name, attributes)
    text += "><title>\(Self.escaped(title))</title></\(name)>\n"
  }

  /// Opens an element; what `content` writes goes into it.
  package mutating func group(
    _ name: String = "g", _ attributes: KeyValuePairs<String, String> = [:],
    _ content: (inout SVGText) -> Void
  ) {
    begin(name, attributes)
    text += ">\n"
    content(&self)
    text += "</\(name)>\n"
  }

  private mutating func begin(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    text += "<\(name)"
    for (key, value) in attributes where !value.isEmpty {
      text += " \(key)=\"\(Self.escaped(value))\""
    }
  }

  /// Text that may stand in XML content and attributes; characters that XML forbids are left out.
  package static func escaped(_ content: String) -> String {
    var result = ""
    result.reserveCapacity(content.utf8.count)
    for scalar in content.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += " "
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": continue
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

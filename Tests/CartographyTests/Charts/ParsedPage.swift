import Cartography
import Foundation
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

/// What an XML parser finds in a picture.
struct ParsedPage {
  struct Text {
    var content: String
    var x: Double
    var y: Double
    var size: Double
    var anchor: String
    var isTurned: Bool

    /// From the left to the right end, in pixels, guessed on the safe side.
    var span: ClosedRange<Double> {
      let width = TextWidth.of(content, size: size)
      let left = anchor == "end" ? x - width : anchor == "middle" ? x - width / 2 : x
      return left...left + width
    }
  }

  private(set) var width = 0.0
  private(set) var height = 0.0
  private(set) var ids: [String] = []
  private(set) var classes: [String] = []
  private(set) var texts: [Text] = []

  var words: [String] { texts.map(\.content) }

  init(_ svg: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let reader = Reader()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = reader
    #expect(
      parser.parse(), "line \(parser.lineNumber) is not XML", sourceLocation: sourceLocation)
    width = reader.width
    height = reader.height
    ids = reader.ids
    classes = reader.classes
    texts = reader.texts
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var width = 0.0
    var height = 0.0
    var ids: [String] = []
    var classes: [String] = []
    var texts: [Text] = []
    private var sizes: [Double] = [16]
    private var shifts: [(Double, Double)] = [(0, 0)]
    private var content = ""
    private var text: Text?

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      func number(_ key: String) -> Double { attributes[key].flatMap(Double.init) ?? 0 }
      if name == "svg" { (width, height) = (number("width"), number("height")) }
      if let id = attributes["id"] { ids.append(id) }
      if let style = attributes["class"] { classes.append(style) }
      let size = attributes["font-size"].flatMap(Double.init) ?? sizes[sizes.count - 1]
      sizes.append(size)
      var shift = shifts[shifts.count - 1]
      let transform = attributes["transform"] ?? ""
      if name == "g", transform.hasPrefix("translate(") {
        let numbers = transform.dropFirst(10).split(separator: ")")[0].split(separator: " ")
          .compactMap { Double($0) }
        shift = (shift.0 + numbers[0], shift.1 + numbers[1])
      }
      shifts.append(shift)
      content = ""
      if name == "text" {
        text = Text(
          content: "", x: number("x") + shift.0, y: number("y") + shift.1, size: size,
          anchor: attributes["text-anchor"] ?? "", isTurned: transform.contains("rotate"))
      }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { content += string }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      sizes.removeLast()
      shifts.removeLast()
      guard name == "text", var text else { return }
      text.content = content
      texts.append(text)
    }
  }
}

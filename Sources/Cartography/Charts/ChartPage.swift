/// A page with a title and a sentence above, and something drawn below them.
struct ChartPage {
  /// Where the content begins, in pixels from the top.
  let top: Double
  private let title: String
  private let subtitle: String
  private let head: PageHead
  private let width: Double

  static let margin = 28.0

  init(title: String, subtitle: String, width: Double) {
    self.title = title
    self.subtitle = subtitle
    self.width = width
    head = PageHead(title: title, subtitle: subtitle, width: width - 2 * Self.margin)
    top = Self.margin + head.height
  }

  /// Sentences after each other, each with a capital letter and a full stop where there are several.
  static func sentences(_ parts: [String]) -> String {
    let parts = parts.filter { !$0.isEmpty }
    return parts.enumerated().map { index, part in
      let text = part.prefix(1).uppercased() + part.dropFirst()
      let isEnded = part.last.map { ".!?".contains($0) } ?? true
      return isEnded || (parts.count == 1 && index == 0) ? text : text + "."
    }.joined(separator: " ")
  }

  /// The whole document.
  ///
  /// - Parameters:
  ///   - height: Of the page, in pixels.
  ///   - description: What a reader hears who cannot see the picture; the subtitle where empty.
  ///   - content: Draws below the head.
  /// - Returns: SVG that ends with a line break.
  func document(
    height: Double, description: String = "", _ content: (inout SVGText) -> Void
  ) -> String {
    let (w, h) = (NumberText.tenths(width), NumberText.tenths(height.rounded(.up)))
    var svg = SVGText()
    svg.group(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 \(w) \(h)", "width": w,
        "height": h, "role": "img", "aria-labelledby": "title description",
        "font-family": Font.stack, "fill": Ink.text,
      ]
    ) { svg in
      svg.element("title", ["id": "title"], text: title.isEmpty ? "Chart" : title)
      svg.element(
        "desc", ["id": "description"], text: description.isEmpty ? subtitle : description)
      svg.element("rect", ["width": w, "height": h, "fill": Ink.page])
      head.draw(at: CanvasPoint(Self.margin, Self.margin), into: &svg)
      content(&svg)
    }
    return svg.text
  }
}

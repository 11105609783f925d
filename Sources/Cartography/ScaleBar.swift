/// A bar of a round length on the ground.
package struct ScaleBar: Hashable, Sendable {
  /// Length on the ground, in metres: 1, 2 or 5 times a power of ten.
  package let metres: Double
  /// Length on the page, in pixels.
  package let pixels: Double
  /// Parts of equal length, drawn black and white by turns.
  package let parts: Int

  /// The longest bar of at most `width` pixels.
  ///
  /// - Parameters:
  ///   - metresPerPixel: On the ground; more than 0.
  ///   - width: In pixels; more than 0.
  package init(metresPerPixel: Double, width: Double) {
    precondition(metresPerPixel > 0 && width > 0, "a scale bar needs a scale and room")
    metres = RoundNumbers.floor(metresPerPixel * width)
    pixels = metres / metresPerPixel
    let leading = NumberText.fine(metres).first { $0 != "0" && $0 != "." }
    parts = leading == "5" ? 5 : 2
  }

  /// How a length reads: `500 m`, `2 km`.
  package static func label(metres: Double) -> String {
    if metres >= 1000 { return "\(NumberText.people(metres / 1000)) km" }
    return metres >= 1 ? "\(NumberText.people(metres)) m" : "\(NumberText.fine(metres)) m"
  }

  func draw(at origin: CanvasPoint, into svg: inout SVGText) {
    svg.group("g", ["id": "scale-bar"]) { svg in
      let step = pixels / Double(parts)
      for part in 0..<parts {
        svg.element(
          "rect",
          [
            "x": NumberText.tenths(origin.x + Double(part) * step),
            "y": NumberText.tenths(origin.y), "width": NumberText.tenths(step), "height": "6",
            "fill": part.isMultiple(of: 2) ? Ink.text : Ink.paper, "stroke": Ink.text,
            "stroke-width": "1",
          ])
      }
      let y = NumberText.tenths(origin.y + 21)
      svg.element(
        "text",
        ["x": NumberText.tenths(origin.x), "y": y, "font-size": "12", "text-anchor": "middle"],
        text: "0")
      svg.element(
        "text",
        [
          "x": NumberText.tenths(origin.x + pixels), "y": y, "font-size": "12",
          "text-anchor": "middle",
        ],
        text: Self.label(metres: metres))
    }
  }
}

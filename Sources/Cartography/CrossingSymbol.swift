/// A crossing on the page: a deck between two parapets, as wide as many people use it.
package struct CrossingSymbol: Hashable, Sendable {
  package let style: CrossingStyle
  package let isOpen: Bool
  /// The middle of the deck.
  package let place: CanvasPoint
  /// Unit vector along the deck.
  package let direction: CanvasPoint
  /// From one end of the deck to the other, in pixels.
  package let length: Double
  /// Between the parapets, in pixels.
  package let width: Double

  static let leastWidth = 2.5
  static let greatestWidth = 13.0

  /// The width of a deck that `users` people use where the busiest has `most`: it grows with the
  /// square root, so that a quarter of the people is half the width.
  package static func width(users: Double, most: Double) -> Double {
    guard users > 0, most > 0 else { return leastWidth }
    return max(leastWidth, greatestWidth * (users / most).squareRoot())
  }

  /// The length of a deck of this width that has no length of its own.
  static func ownLength(width: Double) -> Double { 9 + width * 0.8 }

  /// Reach from the middle in any direction, in pixels.
  package var reach: Double { max(min(length, 40) / 2, width / 2) + 3 }

  func draw(title: String = "", into svg: inout SVGText) {
    let matrix = [
      NumberText.fine(direction.x), NumberText.fine(direction.y), NumberText.fine(-direction.y),
      NumberText.fine(direction.x), NumberText.tenths(place.x), NumberText.tenths(place.y),
    ]
    svg.group("g", ["transform": "matrix(\(matrix.joined(separator: " ")))"]) { svg in
      let half = length / 2
      let side = width / 2
      let box = CanvasBox(x: -half, y: -side, width: length, height: width)
      svg.element(
        "path",
        [
          "d": parapets(half: half, side: side), "fill": "none", "stroke": Ink.paper,
          "stroke-width": "4.5", "stroke-linejoin": "round",
        ])
      svg.element(
        "rect",
        [
          "x": NumberText.tenths(box.minX), "y": NumberText.tenths(box.minY),
          "width": NumberText.tenths(box.width), "height": NumberText.tenths(box.height),
          "fill": isOpen ? (style == .ferry ? Ink.water : Ink.paper) : "#C9CDD2",
        ],
        title: title)
      let ink = isOpen ? Ink.text : Ink.unused
      svg.element(
        "path",
        [
          "d": parapets(half: half, side: side), "fill": "none", "stroke": ink,
          "stroke-width": "1.8",
          "stroke-dasharray": style == .underpass ? "3 2" : style == .ferry ? "1.5 2.5" : "",
        ])
      if style == .levelCrossing {
        svg.element(
          "path",
          [
            "d": "M0-\(NumberText.tenths(side + 2.5))V\(NumberText.tenths(side + 2.5))",
            "stroke": ink, "stroke-width": "1.8", "stroke-dasharray": "2.5 1.5",
          ])
      }
    }
    if !isOpen { drawCross(into: &svg) }
  }

  /// The two long sides, spread at their ends as maps have always drawn bridges.
  private func parapets(half: Double, side: Double) -> String {
    let flare = style == .levelCrossing ? 0 : 2.6
    return [-1.0, 1].map { sign in
      PathText.line([
        CanvasPoint(-half - flare, sign * (side + flare)), CanvasPoint(-half, sign * side),
        CanvasPoint(half, sign * side), CanvasPoint(half + flare, sign * (side + flare)),
      ])
    }.joined()
  }

  private func drawCross(into svg: inout SVGText) {
    let cross =
      PathText.line([
        CanvasPoint(place.x - 6, place.y - 6), CanvasPoint(place.x + 6, place.y + 6),
      ])
      + PathText.line([
        CanvasPoint(place.x + 6, place.y - 6), CanvasPoint(place.x - 6, place.y + 6),
      ])
    for (width, colour) in [("6", Ink.paper), ("3.2", Ink.text)] {
      svg.element(
        "path",
        [
          "d": cross, "fill": "none", "stroke": colour, "stroke-width": width,
          "stroke-linecap": "round",
        ])
    }
  }
}

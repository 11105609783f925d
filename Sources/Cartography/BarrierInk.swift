/// How each family of barriers is drawn.
package enum BarrierInk {
  /// Draws areas, then lines, so that a railway lies over the river that it crosses.
  static func draw(_ barriers: [BarrierPath], into svg: inout SVGText) {
    for barrier in barriers where !barrier.rings.isEmpty { area(barrier, into: &svg) }
    for barrier in barriers where !barrier.lines.isEmpty {
      line(
        barrier.lines.map { PathText.line($0) }.joined(), style: barrier.style,
        title: barrier.name, into: &svg)
    }
  }

  private static func area(_ barrier: BarrierPath, into svg: inout SVGText) {
    let (fill, stroke) = areaColours(barrier.style)
    svg.element(
      "path",
      [
        "class": barrier.style.rawValue,
        "d": barrier.rings.map { PathText.line($0, closed: true) }.joined(),
        "fill": fill, "fill-rule": "evenodd", "stroke": stroke, "stroke-width": "1.2",
        "stroke-linejoin": "round", "stroke-dasharray": barrier.style == .other ? "6 3" : "",
      ],
      title: barrier.name)
  }

  package static func areaColours(_ style: BarrierStyle) -> (fill: String, stroke: String) {
    switch style {
    case .water: (Ink.water, Ink.waterEdge)
    case .railway: ("#DAD7DD", Ink.text)
    case .road: (Ink.road, Ink.roadEdge)
    case .fence: ("#E5DCCF", Ink.fence)
    case .other: ("#E2DFDA", Ink.other)
    }
  }

  static func line(
    _ path: String, style: BarrierStyle, title: String = "", into svg: inout SVGText
  ) {
    svg.group("g", ["class": style.rawValue]) { svg in
      let strokes = strokes(style)
      for (index, stroke) in strokes.enumerated() {
        svg.element(
          "path",
          [
            "d": path, "fill": "none", "stroke": stroke.colour, "stroke-width": stroke.width,
            "stroke-dasharray": stroke.dashes, "stroke-linejoin": "round",
          ],
          title: index == 0 ? title : "")
      }
    }
  }

  private struct Stroke {
    var colour: String
    var width: String
    var dashes = ""
  }

  private static func strokes(_ style: BarrierStyle) -> [Stroke] {
    switch style {
    case .water: [Stroke(colour: Ink.waterEdge, width: "4"), Stroke(colour: Ink.water, width: "2")]
    case .railway:
      [
        Stroke(colour: Ink.text, width: "3.6"),
        Stroke(colour: Ink.paper, width: "2", dashes: "7 7"),
      ]
    case .road:
      [Stroke(colour: Ink.roadEdge, width: "4.6"), Stroke(colour: Ink.road, width: "2.8")]
    case .fence:
      [
        Stroke(colour: Ink.fence, width: "1.4"),
        Stroke(colour: Ink.fence, width: "7", dashes: "1.4 8"),
      ]
    case .other: [Stroke(colour: Ink.other, width: "2.4", dashes: "9 4")]
    }
  }
}

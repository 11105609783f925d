/// North arrow and scale bar, at the foot of the legend.
enum ScaleCorner {
  static let height = 66.0

  static func draw(
    _ scene: MapScene, at origin: CanvasPoint, width: Double, into svg: inout SVGText
  ) {
    drawNorth(
      bearing: scene.drawing.northBearing, at: CanvasPoint(origin.x + 14, origin.y + 36),
      into: &svg)
    let scale = scene.frame.metresPerPixel * scene.drawing.groundMetresPerUnit
    guard scale > 1e-12, scale < 1e12 else { return }
    ScaleBar(metresPerPixel: scale, width: width - 80)
      .draw(at: CanvasPoint(origin.x + 48, origin.y + 38), into: &svg)
  }

  private static func drawNorth(
    bearing: Double, at place: CanvasPoint, into svg: inout SVGText
  ) {
    let turn =
      "translate(\(NumberText.tenths(place.x)) \(NumberText.tenths(place.y)))"
      + " rotate(\(NumberText.fine(bearing.isFinite ? bearing : 0)))"
    svg.group("g", ["id": "north", "transform": turn]) { svg in
      svg.element(
        "path",
        [
          "d": "M0-14L7 12L0 7Z", "fill": Ink.paper, "stroke": Ink.text, "stroke-width": "1.2",
          "stroke-linejoin": "round",
        ])
      svg.element(
        "path",
        [
          "d": "M0-14L-7 12L0 7Z", "fill": Ink.text, "stroke": Ink.text, "stroke-width": "1.2",
          "stroke-linejoin": "round",
        ])
      svg.element(
        "text",
        ["y": "-18", "font-size": "13", "font-weight": "bold", "text-anchor": "middle"], text: "N")
    }
  }
}

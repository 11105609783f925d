/// Draws sites: open ones in the colour of their people, unused ones small and grey.
enum FacilityMarker {
  /// Reach of an open facility's marker from its centre, in pixels, halo included.
  static let reach = 11.0

  static func draw(
    _ status: MapDrawing.Facility.Status, look: FacilityLook, at place: CanvasPoint,
    title: String = "", into svg: inout SVGText
  ) {
    draw(
      status, shape: MarkerShape.allCases[look.shape], colour: Palette.facilities[look.colour].hex,
      at: place, title: title, into: &svg)
  }

  /// The sign of a status, in no facility's colour.
  static func drawKey(
    _ status: MapDrawing.Facility.Status, at place: CanvasPoint, into svg: inout SVGText
  ) {
    draw(status, shape: .circle, colour: Ink.unused, at: place, title: "", into: &svg)
  }

  private static func draw(
    _ status: MapDrawing.Facility.Status, shape: MarkerShape, colour: String, at place: CanvasPoint,
    title: String, into svg: inout SVGText
  ) {
    svg.group("g", ["transform": translate(place)]) { svg in
      let radius = status == .required ? 8.5 : 7.5
      svg.element(
        "path",
        [
          "d": shape.path(radius: radius), "fill": Ink.text, "stroke": Ink.paper,
          "stroke-width": "5",
        ],
        title: title)
      switch status {
      case .new:
        svg.element(
          "path",
          [
            "d": shape.path(radius: radius), "fill": colour, "stroke": Ink.text,
            "stroke-width": "1.6",
          ])
      case .existing:
        svg.element(
          "path",
          [
            "d": shape.path(radius: radius), "fill": colour, "stroke": Ink.text,
            "stroke-width": "1.6",
          ])
        svg.element("path", ["d": shape.path(radius: radius - 4), "fill": Ink.paper])
      case .required:
        svg.element(
          "path",
          ["d": shape.path(radius: radius), "fill": Ink.text, "stroke": Ink.text])
        svg.element(
          "path",
          [
            "d": shape.path(radius: radius - 2.8), "fill": colour, "stroke": Ink.paper,
            "stroke-width": "1.6",
          ])
      }
    }
  }

  static func draw(
    _ status: MapDrawing.UnusedSite.Status, at place: CanvasPoint, title: String = "",
    into svg: inout SVGText
  ) {
    svg.group("g", ["transform": translate(place)]) { svg in
      switch status {
      case .candidate:
        svg.element(
          "circle",
          ["r": "3.2", "fill": Ink.paper, "stroke": Ink.unused, "stroke-width": "1.6"],
          title: title)
      case .closed:
        svg.element(
          "circle",
          ["r": "6", "fill": "#D5D8DC", "stroke": Ink.paper, "stroke-width": "4"], title: title)
        svg.element(
          "path",
          [
            "d": "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0ZM-4.2-4.2L4.2 4.2M4.2-4.2L-4.2 4.2",
            "fill": "#D5D8DC", "stroke": "#4B5159", "stroke-width": "1.8",
          ])
      }
    }
  }

  private static func translate(_ place: CanvasPoint) -> String {
    "translate(\(NumberText.tenths(place.x)) \(NumberText.tenths(place.y)))"
  }
}

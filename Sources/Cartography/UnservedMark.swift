/// Marks people whom nobody serves: a red ring with a cross in it.
enum UnservedMark {
  /// Marks up to here are large and name the person on hovering.
  private static let individualLimit = 300

  /// As large as the crowd allows, in pixels.
  static func radius(_ places: [CanvasPoint]) -> Double {
    let room = DemandDots.inhabitedArea(places) / Double(max(places.count, 1))
    return min(max((0.4 * room).squareRoot(), 2.6), 6.5)
  }

  static func draw(
    _ people: [(place: CanvasPoint, point: MapDrawing.DemandPoint)], into svg: inout SVGText
  ) {
    let places = people.map(\.place)
    let radius = radius(places)
    draw(at: places, radius: radius, into: &svg)
    guard people.count <= individualLimit else { return }
    for (place, point) in people {
      let words = [point.name, point.reason].filter { !$0.isEmpty }.joined(separator: ": ")
      svg.element(
        "circle",
        [
          "cx": NumberText.tenths(place.x), "cy": NumberText.tenths(place.y),
          "r": NumberText.tenths(radius), "fill": "transparent",
        ],
        title: words)
    }
  }

  static func draw(at places: [CanvasPoint], radius: Double, into svg: inout SVGText) {
    let dots = PathText.dots(places)
    for (width, colour) in [
      (2 * radius + 2, Ink.paper), (2 * radius, Ink.unserved), (1.4 * radius, Ink.paper),
    ] {
      svg.element(
        "path",
        [
          "d": dots, "transform": "scale(.1)", "fill": "none", "stroke": colour,
          "stroke-width": NumberText.tenths(10 * width), "stroke-linecap": "round",
        ])
    }
    let arm = NumberText.tenths(0.5 * radius)
    let side = NumberText.tenths(radius)
    var crosses = ""
    for place in places {
      let x = NumberText.tenths(place.x)
      let y = NumberText.tenths(place.y)
      crosses += "M\(x) \(y)m-\(arm)-\(arm)l\(side) \(side)m0-\(side)l-\(side) \(side)"
    }
    svg.element(
      "path",
      [
        "d": crosses, "fill": "none", "stroke": Ink.unserved,
        "stroke-width": NumberText.tenths(max(radius / 3.4, 1)),
      ])
  }
}

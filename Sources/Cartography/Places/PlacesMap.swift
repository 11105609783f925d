import Geography

/// The map of one panel.
struct PlacesMap {
  let panel: PlacesChart.Panel
  let box: CanvasBox
  /// The number of the panel, for its own clip.
  let number: Int

  private var metresPerPixel = 1.0
  private var center = PlanarPoint(0, 0)

  init(panel: PlacesChart.Panel, box: CanvasBox, number: Int) {
    self.panel = panel
    self.box = box
    self.number = number
    var extent = PlanarBox()
    for place in panel.places { extent.add(place.point) }
    if extent.isEmpty { for trip in panel.trips { for point in trip { extent.add(point) } } }
    guard !extent.isEmpty else { return }
    metresPerPixel = max(
      max(extent.width, 200) / (box.width - 120),
      max(extent.height, 200) / (box.height - 100 - Self.barRoom))
    // Dots stay clear of the scale bar at the bottom.
    center = PlanarPoint(
      extent.center.x, extent.center.y - (Self.barRoom - 20) / 2 * metresPerPixel)
  }

  /// Pixels at the bottom where the scale bar stands.
  private static let barRoom = 56.0

  private var bar: ScaleBar { ScaleBar(metresPerPixel: metresPerPixel, width: 130) }

  static func colour(of mark: PlacesChart.Mark) -> String {
    PlaceColour.of(mark.name)
  }

  private func canvas(_ point: PlanarPoint) -> CanvasPoint {
    CanvasPoint(
      box.center.x + (point.x - center.x) / metresPerPixel,
      box.center.y - (point.y - center.y) / metresPerPixel)
  }

  func draw(into svg: inout SVGText) {
    box.drawRectangle(fill: Ink.land, stroke: Ink.frame, into: &svg)
    svg.group("clipPath", ["id": "map-\(number + 1)"]) { svg in
      svg.element(
        "rect",
        [
          "x": NumberText.tenths(box.minX), "y": NumberText.tenths(box.minY),
          "width": NumberText.tenths(box.width), "height": NumberText.tenths(box.height),
        ])
    }
    svg.group("g", ["clip-path": "url(#map-\(number + 1))"]) { svg in
      drawLines(panel.trips, colour: "#8D8779", width: "0.8", opacity: "0.55", into: &svg)
      drawLines(panel.barriers, colour: Ink.waterEdge, width: "3", opacity: "", into: &svg)
      // The smaller on top: none hides another.
      let bySize = panel.places.enumerated().sorted { one, other in
        (other.element.hours, one.offset) < (one.element.hours, other.offset)
      }
      for (_, place) in bySize { drawDot(place, into: &svg) }
      drawNames(into: &svg)
    }
    bar.draw(at: CanvasPoint(box.minX + 18, box.maxY - 34), into: &svg)
    if !panel.note.isEmpty {
      svg.text(
        panel.note, at: CanvasPoint(box.maxX - 10, box.maxY - 12), size: 11.5, anchor: "end",
        colour: Ink.softText, hasHalo: true)
    }
  }

  private func drawLines(
    _ lines: [[PlanarPoint]], colour: String, width: String, opacity: String,
    into svg: inout SVGText
  ) {
    // Far outside nothing can be seen, and coordinates would grow.
    let around = box.expanded(by: 400)
    var path = ""
    for line in lines {
      var run: [CanvasPoint] = []
      for point in line {
        let place = canvas(point)
        if around.contains(place) {
          if let last = run.last, last.distance(to: place) < 0.7 { continue }
          run.append(place)
        } else {
          if run.count > 1 { path += PathText.line(run) }
          run = []
        }
      }
      if run.count > 1 { path += PathText.line(run) }
    }
    guard !path.isEmpty else { return }
    svg.element(
      "path",
      [
        "d": path, "fill": "none", "stroke": colour, "stroke-width": width,
        "stroke-opacity": opacity, "stroke-linejoin": "round",
      ])
  }

  private func radius(_ place: PlacesChart.Mark) -> Double {
    let most = panel.places.map(\.hours).max() ?? 1
    return 6 + 12 * (place.hours / max(most, 1e-9)).squareRoot()
  }

  private func drawDot(_ place: PlacesChart.Mark, into svg: inout SVGText) {
    let at = canvas(place.point)
    svg.element(
      "circle",
      [
        "cx": NumberText.tenths(at.x), "cy": NumberText.tenths(at.y),
        "r": NumberText.tenths(radius(place)), "fill": Self.colour(of: place),
        "fill-opacity": "0.82", "stroke": Ink.paper, "stroke-width": "1.4",
      ], title: "\(place.number) \(place.name): \(place.detail)")
  }

  /// Names of the first places where there is room for them.
  private func drawNames(into svg: inout SVGText) {
    // Names beside dots, not upon them.
    var taken = panel.places.map {
      CanvasBox(around: canvas($0.point), radius: 0.7 * radius($0))
    }
    taken.append(CanvasBox(x: box.minX, y: box.maxY - 46, width: 200, height: 46))
    for place in panel.places {
      let at = canvas(place.point)
      guard box.contains(at) else { continue }
      let text = place.isNamed ? "\(place.number) \(place.name)" : "\(place.number)"
      let size = place.isNamed ? 13.0 : 11.5
      let width = TextWidth.of(text, size: size)
      let reach = radius(place) + 3
      let spots = [
        CanvasPoint(at.x + reach, at.y + 4), CanvasPoint(at.x - reach - width, at.y + 4),
        CanvasPoint(at.x - width / 2, at.y - reach - 2),
        CanvasPoint(at.x - width / 2, at.y + reach + 10),
      ]
      let found = spots.first { spot in
        let room = CanvasBox(x: spot.x, y: spot.y - size * 0.8, width: width, height: size)
        return box.contains(room) && !taken.contains { $0.overlaps(room) }
      }
      guard let spot = found else { continue }
      taken.append(CanvasBox(x: spot.x, y: spot.y - size * 0.8, width: width, height: size))
      svg.text(
        text, at: spot, size: size, weight: place.isNamed ? "bold" : "", hasHalo: true)
    }
  }
}

import Geography

/// One step on its way to the page.
struct ClusterScene {
  let figure: ClusterFigure
  let step: ClusterStep
  private let clusterCount: Int
  private let window: FigureWindow

  init(figure: ClusterFigure, step: ClusterStep) {
    self.figure = figure
    self.step = step
    clusterCount = step.clusterCount
    window = figure.window
  }

  func draw(into svg: inout SVGText) {
    let box = window.box
    svg.text(
      TextFitting.truncated(
        step.caption, width: ClusterFigure.pageWidth - 2 * ChartPage.margin, size: 16),
      at: CanvasPoint(ChartPage.margin, figure.page.top + 15), size: 16)
    svg.group("clipPath", ["id": "window"]) {
      box.drawRectangle(fill: "", stroke: "", into: &$0)
    }
    window.drawGround(into: &svg)
    svg.group("g", ["clip-path": "url(#window)"]) { svg in
      drawRegions(into: &svg)
      if figure.barriers.contains(where: { !$0.isEmpty }) {
        svg.group("g", ["id": "barriers"]) { BarrierInk.draw(figure.barriers, into: &$0) }
      }
      drawPoints(into: &svg)
      drawMoves(into: &svg)
      drawCenters(into: &svg)
      figure.labels.draw(into: &svg)
    }
    window.drawRim(into: &svg)
    let key = ClusterKey(figure: figure, step: step, clusterCount: clusterCount)
    key.draw(
      at: CanvasPoint(box.maxX + 20, box.minY), width: ClusterFigure.keyWidth - 20, into: &svg)
    svg.text(
      TextFitting.truncated(
        key.note, width: ClusterFigure.pageWidth - 2 * ChartPage.margin, size: 12),
      at: CanvasPoint(ChartPage.margin, window.bottom + 20), size: 12, colour: Ink.softText)
  }

  private func drawRegions(into svg: inout SVGText) {
    let regions = regions
    guard regions.contains(where: { !$0.isEmpty }) else { return }
    svg.group("g", ["id": "regions", "stroke-linejoin": "round"]) { svg in
      for (cluster, rings) in regions.enumerated() where !rings.isEmpty {
        svg.element(
          "path",
          [
            "class": "c\(cluster)", "d": rings.map { PathText.line($0, closed: true) }.joined(),
            "fill": figure.colour(cluster), "fill-opacity": "0.17", "fill-rule": "evenodd",
          ])
      }
      // Borders after all fillings: else each would cover half of its neighbour's.
      for (width, colour) in [("2.6", Ink.paper), ("0.9", Ink.frame)] {
        svg.element(
          "path",
          [
            "d": regions.joined().map { PathText.line($0, closed: true) }.joined(),
            "fill": "none", "stroke": colour, "stroke-width": width,
          ])
      }
    }
  }

  /// The rings of each cluster's region, in pixels.
  private var regions: [[[CanvasPoint]]] {
    let around = window.box.expanded(by: 4)
    switch step.regions {
    case .none: return []
    case .nearest(let xUnit, let yUnit):
      let corners = [
        CanvasPoint(around.minX, around.minY), CanvasPoint(around.maxX, around.maxY),
      ].map(window.point)
      return NearestRegions.polygons(
        around: step.centers, in: PlanarBox(corners), xUnit: xUnit, yUnit: yUnit
      ).map { $0.count > 2 ? [$0.map(window.canvas)] : [] }
    case .areas(let areas):
      return areas.map { polygons in
        polygons.flatMap(\.rings).compactMap { ring in
          let places = ring.lazy.filter(\.isFinite).map(window.canvas)
          let clipped = LineClipping.thinned(LineClipping.ring(Array(places), in: around))
          return clipped.count > 2 ? clipped : nil
        }
      }
    }
  }

  private func drawPoints(into svg: inout SVGText) {
    let dots = figure.dots
    var places = [[CanvasPoint]](repeating: [], count: clusterCount)
    var loose: [CanvasPoint] = []
    for (index, place) in zip(dots.indices, dots.places) {
      if step.clusters.indices.contains(index), let cluster = step.clusters[index], cluster >= 0 {
        places[cluster].append(place)
      } else {
        loose.append(place)
      }
    }
    svg.group("g", ["id": "points"]) { svg in
      if !loose.isEmpty {
        drawDots(loose, style: "loose", colour: Ink.unused, radius: dots.radius * 0.8, into: &svg)
      }
      for (cluster, places) in places.enumerated() where !places.isEmpty {
        drawDots(
          places, style: "c\(cluster)", colour: figure.colour(cluster), radius: dots.radius,
          into: &svg)
      }
    }
  }

  private func drawDots(
    _ places: [CanvasPoint], style: String, colour: String, radius: Double,
    into svg: inout SVGText
  ) {
    svg.element(
      "path",
      [
        "class": style, "d": PathText.dots(places), "transform": "scale(.1)", "fill": "none",
        "stroke": colour, "stroke-width": NumberText.tenths(20 * radius),
        "stroke-linecap": "round", "stroke-opacity": NumberText.fine(figure.dots.opacity),
      ])
  }

  /// Arrows from where the centres stood, as far as their signs leave them to be seen.
  private func drawMoves(into svg: inout SVGText) {
    var lines = ""
    var heads = ""
    for (old, new) in zip(step.previousCenters, step.centers) where old.isFinite && new.isFinite {
      let (a, b) = (window.canvas(old), window.canvas(new))
      let length = a.distance(to: b)
      let rest = length - CenterMarker.reach - 1
      guard rest > 4 else { continue }
      let (dx, dy) = ((b.x - a.x) / length, (b.y - a.y) / length)
      let tip = CanvasPoint(a.x + dx * rest, a.y + dy * rest)
      let size = min(9, rest * 0.6)
      let foot = CanvasPoint(tip.x - dx * size, tip.y - dy * size)
      lines += PathText.line([a, foot])
      heads += PathText.line(
        [
          tip, CanvasPoint(foot.x - dy * size * 0.45, foot.y + dx * size * 0.45),
          CanvasPoint(foot.x + dy * size * 0.45, foot.y - dx * size * 0.45),
        ], closed: true)
    }
    guard !lines.isEmpty else { return }
    svg.group("g", ["id": "moves"]) { svg in
      for (width, colour) in [("5", Ink.paper), ("1.8", Ink.text)] {
        svg.element(
          "path",
          [
            "d": lines, "fill": "none", "stroke": colour, "stroke-width": width,
            "stroke-linecap": "round",
          ])
      }
      svg.element("path", ["d": heads, "fill": Ink.text, "stroke": Ink.paper])
    }
  }

  private func drawCenters(into svg: inout SVGText) {
    guard !step.centers.isEmpty else { return }
    svg.group("g", ["id": "centers"]) { svg in
      for (cluster, center) in step.centers.enumerated() {
        guard let place = window.visible(center) else { continue }
        CenterMarker.draw(
          at: place, look: figure.look(cluster),
          number: CenterMarker.number(cluster, of: clusterCount), title: figure.name(cluster),
          into: &svg)
      }
    }
  }
}

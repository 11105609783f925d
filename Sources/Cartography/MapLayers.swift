import Geography

/// The layers of the map inside its window, from the ground up.
extension MapScene {
  func drawLayers(into svg: inout SVGText) {
    drawAreas(into: &svg)
    if barriers.contains(where: { !$0.isEmpty }) {
      svg.group("g", ["id": "barriers"]) { BarrierInk.draw(barriers, into: &$0) }
    }
    drawRoutes(into: &svg)
    drawDemand(into: &svg)
    drawCrossings(into: &svg)
    drawUnusedSites(into: &svg)
    if !unserved.isEmpty {
      svg.group("g", ["id": "unserved"]) { UnservedMark.draw(unserved, into: &$0) }
    }
    drawFacilities(into: &svg)
  }

  func colour(of facility: Int?) -> String? {
    guard let facility, looks.indices.contains(facility) else { return nil }
    return Palette.facilities[looks[facility].colour].hex
  }

  private func drawAreas(into svg: inout SVGText) {
    guard !drawing.areas.isEmpty else { return }
    let window = frame.box.expanded(by: 12)
    svg.group("g", ["id": "areas"]) { svg in
      for area in drawing.areas {
        let rings = area.polygons.flatMap(\.rings)
          .map { BarrierPath.ring($0, frame: frame, window: window) }
          .filter { $0.count > 2 }
        guard !rings.isEmpty else { continue }
        let colour = colour(of: area.facility)
        svg.element(
          "path",
          [
            "d": rings.map { PathText.line($0, closed: true) }.joined(),
            "fill": colour ?? "none", "fill-opacity": "0.13", "fill-rule": "evenodd",
            "stroke": colour ?? Ink.softText, "stroke-opacity": "0.6",
            "stroke-width": colour == nil ? "1" : "1.3",
            "stroke-dasharray": colour == nil ? "5 3" : "", "stroke-linejoin": "round",
          ],
          title: area.name)
      }
    }
  }

  private func drawRoutes(into svg: inout SVGText) {
    guard !drawing.routes.isEmpty else { return }
    let window = frame.box.expanded(by: 12)
    var paths = [String](repeating: "", count: drawing.facilities.count + 1)
    for route in drawing.routes {
      let places = route.path.lazy.filter(\.isFinite).map(frame.canvas)
      let text = LineClipping.line(Array(places), in: window)
        .map { PathText.line(LineClipping.thinned($0, tolerance: 0.5)) }.joined()
      let facility = route.facility.flatMap { looks.indices.contains($0) ? $0 : nil }
      paths[facility ?? drawing.facilities.count] += text
    }
    let crowd = Double(drawing.routes.count)
    let opacity = min(max(25 / crowd.squareRoot(), 0.12), 0.7)
    svg.group("g", ["id": "routes", "fill": "none", "stroke-linejoin": "round"]) { svg in
      for (facility, path) in paths.enumerated() where !path.isEmpty {
        svg.element(
          "path",
          [
            "d": path, "stroke": colour(of: facility) ?? Ink.softText,
            "stroke-width": crowd > 2000 ? "0.6" : "1.1",
            "stroke-opacity": NumberText.fine(opacity),
          ])
      }
    }
  }

  private func drawDemand(into svg: inout SVGText) {
    guard served.contains(where: { $0.contains { !$0.isEmpty } }) else { return }
    svg.group(
      "g",
      [
        "id": "demand", "transform": "scale(.1)", "fill": "none", "stroke-linecap": "round",
        "stroke-opacity": NumberText.fine(dots.opacity),
      ]
    ) { svg in
      for (facility, sizes) in served.enumerated() {
        for (size, places) in sizes.enumerated() where !places.isEmpty {
          svg.element(
            "path",
            [
              "class": "f\(facility)", "stroke": colour(of: facility) ?? Ink.softText,
              "stroke-width": NumberText.tenths(20 * dots.radius(size: size)),
              "d": PathText.dots(places),
            ],
            title: "\(drawing.demandNoun) of \(drawing.facilities[facility].name)")
        }
      }
    }
  }

  private func drawCrossings(into svg: inout SVGText) {
    guard !crossings.isEmpty else { return }
    svg.group("g", ["id": "crossings"]) { svg in
      // The busiest last, on top.
      let order = crossings.indices.sorted {
        (crossings[$0].crossing.users, $0) < (crossings[$1].crossing.users, $1)
      }
      for index in order {
        let (symbol, crossing) = crossings[index]
        let use =
          crossing.isOpen ? "\(NumberText.people(crossing.users)) \(drawing.demandNoun)" : "closed"
        symbol.draw(
          title: [crossing.name, use].filter { !$0.isEmpty }.joined(separator: ": "), into: &svg)
      }
    }
  }

  private func drawUnusedSites(into svg: inout SVGText) {
    guard !drawing.unusedSites.isEmpty else { return }
    svg.group("g", ["id": "unused-sites"]) { svg in
      // Closed sites over candidates: they are the news.
      for status in MapDrawing.UnusedSite.Status.allCases {
        for site in drawing.unusedSites where site.status == status {
          guard let place = frame.visible(site.position) else { continue }
          FacilityMarker.draw(status, at: place, title: site.name, into: &svg)
        }
      }
    }
  }

  private func drawFacilities(into svg: inout SVGText) {
    guard !drawing.facilities.isEmpty else { return }
    svg.group("g", ["id": "facilities"]) { svg in
      for (facility, look) in zip(drawing.facilities, looks) {
        guard let place = frame.visible(facility.position) else { continue }
        FacilityMarker.draw(
          facility.status, look: look, at: place, title: facility.name, into: &svg)
      }
    }
  }
}

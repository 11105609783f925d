/// Draws a ``MapDrawing`` as one SVG file, 1,200 px wide, that needs nothing else.
public enum SVGMap {
  static let pageWidth = 1200.0
  static let margin = 28.0
  static let mapWidth = 866.0
  static let sideX = margin + mapWidth + 22
  static let sideWidth = pageWidth - margin - sideX

  /// The whole SVG document, the same bytes for the same drawing.
  ///
  /// The layers are groups with ids for whoever wants to show or hide them: `areas`, `barriers`,
  /// `routes`, `demand`, `crossings`, `unused-sites`, `unserved`, `facilities`, `labels`, `legend`,
  /// `scale-bar`, `north`. The dots of facility *i* have the class `f`*i*.
  ///
  /// - Parameter drawing: What to show; nothing in it is required.
  /// - Returns: An SVG document in UTF-8 that ends with a line break.
  /// - Complexity: O(*n* log *n* + *c* · *v*) for *n* demand points, *c* crossings given as points and
  ///   *v* barrier vertices in the window.
  public static func render(_ drawing: MapDrawing) -> String {
    let head = PageHead(drawing, width: pageWidth - 2 * margin)
    let origin = CanvasPoint(margin, margin + head.height)
    let scene = MapScene(drawing, origin: origin, width: mapWidth)
    let labels = MapLabels(scene)
    let legend = Legend(scene, width: sideWidth)
    let sideBottom = origin.y + legend.height + ScaleCorner.height
    let bodyBottom = max(scene.frame.box.maxY, sideBottom)
    let foot = PageFoot(drawing, numbered: labels.numbered, width: pageWidth - 2 * margin)
    let height = (bodyBottom + foot.height + margin).rounded(.up)

    var svg = SVGText()
    svg.group(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 1200 \(Int(clamping: height))",
        "width": "1200", "height": "\(Int(clamping: height))", "role": "img",
        "aria-labelledby": "map-title map-description", "font-family": Font.stack,
        "fill": Ink.text,
      ]
    ) { svg in
      svg.element("title", ["id": "map-title"], text: drawing.title.isEmpty ? "Map" : drawing.title)
      svg.element("desc", ["id": "map-description"], text: description(of: scene))
      svg.element(
        "rect", ["width": "1200", "height": "\(Int(clamping: height))", "fill": Ink.page])
      head.draw(at: CanvasPoint(margin, margin), into: &svg)
      drawMap(scene, labels: labels, into: &svg)
      legend.draw(at: CanvasPoint(sideX, origin.y), into: &svg)
      ScaleCorner.draw(
        scene, at: CanvasPoint(sideX, bodyBottom - ScaleCorner.height), width: sideWidth, into: &svg
      )
      foot.draw(at: CanvasPoint(margin, bodyBottom), into: &svg)
    }
    return svg.text
  }

  private static func drawMap(_ scene: MapScene, labels: MapLabels, into svg: inout SVGText) {
    let box = scene.frame.box
    func rectangle(
      _ svg: inout SVGText, fill: String, stroke: String = ""
    ) {
      svg.element(
        "rect",
        [
          "x": NumberText.tenths(box.minX), "y": NumberText.tenths(box.minY),
          "width": NumberText.tenths(box.width), "height": NumberText.tenths(box.height),
          "fill": fill, "stroke": stroke,
        ])
    }
    svg.group("clipPath", ["id": "map-window"]) { rectangle(&$0, fill: "") }
    rectangle(&svg, fill: Ink.land)
    svg.group("g", ["id": "map", "clip-path": "url(#map-window)"]) { svg in
      scene.drawLayers(into: &svg)
      labels.draw(into: &svg)
    }
    rectangle(&svg, fill: "none", stroke: Ink.frame)
  }

  /// What a reader hears who cannot see the map.
  private static func description(of scene: MapScene) -> String {
    let drawing = scene.drawing
    var parts = drawing.subtitle.isEmpty ? [] : [drawing.subtitle]
    let names = drawing.facilities.prefix(20).map { facility in
      facility.people.map { "\(facility.name) (\(NumberText.people($0)))" } ?? facility.name
    }
    if !names.isEmpty {
      let rest = drawing.facilities.count - names.count
      parts.append(
        "\(drawing.facilityNoun): " + names.joined(separator: ", ")
          + (rest > 0 ? " and \(rest) more" : "") + ".")
    }
    if scene.unservedWeight > 0 {
      parts.append("Not served: \(NumberText.people(scene.unservedWeight)) \(drawing.demandNoun).")
    }
    return parts.joined(separator: " ")
  }
}

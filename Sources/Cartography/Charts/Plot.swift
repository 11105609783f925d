/// A pane of a chart: a box on the page with an axis below and one at its left.
struct Plot {
  /// Where the data are drawn, in pixels.
  let box: CanvasBox
  let x: AxisScale
  let y: AxisScale

  static let tickSize = 12.0
  static let nameSize = 13.0

  func place(_ a: Double, _ b: Double) -> CanvasPoint {
    CanvasPoint(
      x.position(a, from: box.minX, to: box.maxX), y.position(b, from: box.maxY, to: box.minY))
  }

  /// Room that the axis at the left needs, in pixels.
  static func leftRoom(_ y: AxisScale, hasName: Bool) -> Double {
    let widest = y.labels.map { TextWidth.of($0, size: tickSize) }.max() ?? 0
    return widest + 10 + (hasName ? nameSize + 8 : 0)
  }

  /// Room that the axis below needs, in pixels.
  static func bottomRoom(hasName: Bool) -> Double { 22 + (hasName ? nameSize + 8 : 0) }

  /// The ground of the pane and thin lines at the ticks.
  func drawGround(grid: Bool = true, into svg: inout SVGText) {
    box.drawRectangle(fill: Ink.land, stroke: "", into: &svg)
    guard grid else { return }
    var path = ""
    for tick in y.ticks {
      let at = NumberText.tenths(place(x.lower, tick).y)
      path += "M\(NumberText.tenths(box.minX)) \(at)H\(NumberText.tenths(box.maxX))"
    }
    for tick in x.ticks {
      let at = NumberText.tenths(place(tick, y.lower).x)
      path += "M\(at) \(NumberText.tenths(box.minY))V\(NumberText.tenths(box.maxY))"
    }
    svg.element("path", ["d": path, "stroke": "#DFDCD5", "stroke-width": "1"])
  }

  /// The frame, ticks with their values and names.
  ///
  /// - Parameters:
  ///   - xName: Below the pane, empty for none.
  ///   - yName: At the left, upwards, empty for none.
  ///   - keepsInside: Whether values below the pane stay within its sides.
  ///   - svg: Where it is drawn.
  func drawAxes(
    xName: String, yName: String, keepsInside: Bool = false, into svg: inout SVGText
  ) {
    box.drawRectangle(fill: "none", stroke: Ink.frame, into: &svg)
    drawTicks(keepsInside: keepsInside, into: &svg)
    if !xName.isEmpty {
      svg.text(
        TextFitting.truncated(xName, width: box.width, size: Self.nameSize),
        at: CanvasPoint(box.center.x, box.maxY + Self.bottomRoom(hasName: true) - 5),
        size: Self.nameSize, anchor: "middle")
    }
    if !yName.isEmpty {
      let left = box.minX - Self.leftRoom(y, hasName: true) + Self.nameSize - 2
      let at = "\(NumberText.tenths(left)) \(NumberText.tenths(box.center.y))"
      svg.element(
        "text",
        [
          "transform": "translate(\(at)) rotate(-90)", "text-anchor": "middle",
          "font-size": NumberText.tenths(Self.nameSize),
        ],
        text: TextFitting.truncated(yName, width: box.height, size: Self.nameSize))
    }
  }

  private func drawTicks(keepsInside: Bool, into svg: inout SVGText) {
    svg.group("g", ["font-size": NumberText.tenths(Self.tickSize), "fill": Ink.softText]) { svg in
      var marks = ""
      var end = -Double.infinity
      for (tick, label) in zip(x.ticks, x.labels) {
        let at = place(tick, y.lower)
        marks += "M\(NumberText.tenths(at.x)) \(NumberText.tenths(at.y))v5"
        // Wide values next to each other: every other one has to do.
        let half = TextWidth.of(label, size: Self.tickSize) / 2
        guard at.x - half > end + 6 else { continue }
        if keepsInside, at.x - half < box.minX || at.x + half > box.maxX { continue }
        end = at.x + half
        svg.text(label, at: CanvasPoint(at.x, at.y + 18), anchor: "middle")
      }
      for (tick, label) in zip(y.ticks, y.labels) {
        let at = place(x.lower, tick)
        marks += "M\(NumberText.tenths(at.x)) \(NumberText.tenths(at.y))h-5"
        svg.text(label, at: CanvasPoint(at.x - 8, at.y + 4.2), anchor: "end")
      }
      svg.element("path", ["d": marks, "stroke": Ink.frame, "stroke-width": "1"])
    }
  }
}

extension CanvasBox {
  func drawRectangle(
    fill: String, stroke: String, width: String = "", into svg: inout SVGText
  ) {
    svg.element(
      "rect",
      [
        "x": NumberText.tenths(minX), "y": NumberText.tenths(minY),
        "width": NumberText.tenths(self.width), "height": NumberText.tenths(height),
        "fill": fill, "stroke": stroke, "stroke-width": width,
      ])
  }
}

extension SVGText {
  /// One line of text; no size for the size of what it stands in.
  mutating func text(
    _ content: String, at place: CanvasPoint, size: Double? = nil, anchor: String = "",
    weight: String = "", colour: String = "", hasHalo: Bool = false
  ) {
    element(
      "text",
      [
        "x": NumberText.tenths(place.x), "y": NumberText.tenths(place.y),
        "font-size": size.map(NumberText.tenths) ?? "", "text-anchor": anchor,
        "font-weight": weight, "fill": colour, "stroke": hasHalo ? Ink.paper : "",
        "stroke-width": hasHalo ? "3.4" : "", "stroke-linejoin": hasHalo ? "round" : "",
        "paint-order": hasHalo ? "stroke" : "",
      ],
      text: content)
  }
}

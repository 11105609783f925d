import Geography

/// Where on the page the points of a figure stand.
struct FigureWindow: Sendable {
  /// What is drawn is cut to this box, in pixels.
  let box: CanvasBox
  /// For maps alone.
  let frame: MapFrame?
  let groundMetresPerUnit: Double
  /// For columns alone.
  let plot: Plot?
  private let xName: String
  private let yName: String

  private static let plotHeight = 620.0

  init(axes: ClusterFigure.Axes, extent: PlanarBox, origin: CanvasPoint, width: Double) {
    switch axes {
    case .map(let scale):
      let frame = MapFrame(
        showing: extent.isEmpty ? PlanarBox([PlanarPoint(0, 0)]) : extent, origin: origin,
        width: width)
      self.frame = frame
      box = frame.box
      plot = nil
      groundMetresPerUnit = scale
      (xName, yName) = ("", "")
    case .columns(let xName, let yName):
      let xs = extent.isEmpty ? [] : [extent.minX, extent.maxX]
      let ys = extent.isEmpty ? [] : [extent.minY, extent.maxY]
      let x = AxisScale(showing: xs, ticks: 9, margin: 0.04)
      let y = AxisScale(showing: ys, ticks: 8, margin: 0.04)
      let left = Plot.leftRoom(y, hasName: !yName.isEmpty)
      let bottom = Plot.bottomRoom(hasName: !xName.isEmpty)
      box = CanvasBox(
        x: origin.x + left, y: origin.y, width: width - left, height: Self.plotHeight - bottom)
      plot = Plot(box: box, x: x, y: y)
      frame = nil
      groundMetresPerUnit = 1
      (self.xName, self.yName) = (xName, yName)
    }
  }

  /// The lower end of everything that belongs to the window, in pixels.
  var bottom: Double {
    plot == nil ? box.maxY : box.maxY + Plot.bottomRoom(hasName: !xName.isEmpty)
  }

  func canvas(_ point: PlanarPoint) -> CanvasPoint {
    if let frame { return frame.canvas(point) }
    return plot?.place(point.x, point.y) ?? box.center
  }

  /// Where on the page a place stands; nil outside the window and where it is not finite.
  func visible(_ point: PlanarPoint) -> CanvasPoint? {
    guard point.isFinite else { return nil }
    let place = canvas(point)
    return box.contains(place) ? place : nil
  }

  /// The place that stands at a pixel.
  func point(_ place: CanvasPoint) -> PlanarPoint {
    if let frame {
      return PlanarPoint(
        frame.center.x + (place.x - frame.box.center.x) * frame.metresPerPixel,
        frame.center.y - (place.y - frame.box.center.y) * frame.metresPerPixel)
    }
    guard let plot else { return PlanarPoint(0, 0) }
    return PlanarPoint(
      plot.x.lower + (place.x - box.minX) / box.width * plot.x.span,
      plot.y.lower + (box.maxY - place.y) / box.height * plot.y.span)
  }

  func drawGround(into svg: inout SVGText) {
    if let plot {
      plot.drawGround(into: &svg)
    } else {
      box.drawRectangle(fill: Ink.land, stroke: "", into: &svg)
    }
  }

  func drawRim(into svg: inout SVGText) {
    if let plot {
      plot.drawAxes(xName: xName, yName: yName, into: &svg)
    } else {
      box.drawRectangle(fill: "none", stroke: Ink.frame, into: &svg)
    }
  }
}

/// What the signs of a clustering mean, beside it: clusters with how many points they have.
struct ClusterKey {
  private let figure: ClusterFigure
  private let clusterCount: Int
  private let hasCenters: Bool
  /// Points of each cluster.
  private let counts: [Int]
  /// Points of no cluster.
  private let loose: Int

  private static let rowHeight = 23.0
  private static let size = 13.0
  /// Between the first row and the top of the picture, and for the scale bar below the last.
  private static let headHeight = 14.0
  private static let scaleHeight = 44.0

  init(figure: ClusterFigure, step: ClusterStep, clusterCount: Int) {
    self.figure = figure
    self.clusterCount = clusterCount
    hasCenters = !step.centers.isEmpty
    var counts = [Int](repeating: 0, count: clusterCount)
    var loose = 0
    for cluster in step.clusters {
      if let cluster, cluster >= 0 { counts[cluster] += 1 } else { loose += 1 }
    }
    self.counts = counts
    self.loose = loose
  }

  /// What of the points is not drawn, below the picture.
  var note: String {
    let count = figure.content.points.count
    let dots = figure.dots
    var parts = ["\(NumberText.people(Double(count))) \(figure.content.noun)"]
    if dots.lost > 0 { parts.append("\(NumberText.people(Double(dots.lost))) without a place") }
    if dots.indices.count + dots.lost < count {
      parts.append(
        "\(NumberText.people(Double(dots.indices.count))) of them drawn, one for each spot")
    }
    if figure.labels.leftOut > 0 {
      let count = NumberText.people(Double(figure.labels.leftOut))
      parts.append("no room for \(count) of the labels")
    }
    return parts.joined(separator: ", ")
  }

  func draw(at origin: CanvasPoint, width: Double, into svg: inout SVGText) {
    svg.group("g", ["id": "key", "font-size": NumberText.tenths(Self.size)]) { svg in
      var y = origin.y + Self.headHeight - 4
      svg.text("clusters", at: CanvasPoint(origin.x, y), weight: "bold")
      svg.text(
        figure.content.noun, at: CanvasPoint(origin.x + width, y), anchor: "end",
        colour: Ink.softText)
      y += 2
      let room = figure.window.box.height - Self.headHeight - Self.scaleHeight
      let rows = Int(clamping: room / Self.rowHeight) - (loose > 0 ? 1 : 0)
      let shown = clusterCount <= rows ? clusterCount : rows - 1
      for cluster in 0..<shown {
        y += Self.rowHeight
        drawRow(
          name: figure.name(cluster), count: counts[cluster], x: origin.x, y: y, width: width,
          into: &svg
        ) { place, svg in
          drawSign(cluster, at: place, into: &svg)
        }
      }
      if shown < clusterCount {
        y += Self.rowHeight
        svg.text(
          "and \(NumberText.people(Double(clusterCount - shown))) more",
          at: CanvasPoint(origin.x, y + 4.5), colour: Ink.softText)
      }
      if loose > 0 {
        y += Self.rowHeight
        drawRow(name: "in none", count: loose, x: origin.x, y: y, width: width, into: &svg) {
          dot(Ink.unused, at: $0, into: &$1)
        }
      }
      drawScale(x: origin.x, width: width, into: &svg)
    }
  }

  private func drawRow(
    name: String, count: Int, x: Double, y: Double, width: Double, into svg: inout SVGText,
    sign: (CanvasPoint, inout SVGText) -> Void
  ) {
    sign(CanvasPoint(x + 10, y), &svg)
    let number = NumberText.people(Double(count))
    let room = width - 26 - TextWidth.of(number, size: Self.size) - 8
    svg.text(
      TextFitting.truncated(name, width: room, size: Self.size),
      at: CanvasPoint(x + 26, y + 4.5))
    svg.text(number, at: CanvasPoint(x + width, y + 4.5), anchor: "end", colour: Ink.softText)
  }

  private func drawSign(_ cluster: Int, at place: CanvasPoint, into svg: inout SVGText) {
    guard hasCenters else { return dot(figure.colour(cluster), at: place, into: &svg) }
    let look = figure.look(cluster)
    let at = "translate(\(NumberText.tenths(place.x)) \(NumberText.tenths(place.y)))"
    svg.element(
      "path",
      [
        "d": MarkerShape.allCases[look.shape].path(radius: 6), "transform": at,
        "fill": figure.colour(cluster), "stroke": Ink.text, "stroke-width": "1.3",
        "stroke-linejoin": "round",
      ])
  }

  private func dot(_ colour: String, at place: CanvasPoint, into svg: inout SVGText) {
    svg.element(
      "circle",
      [
        "cx": NumberText.tenths(place.x), "cy": NumberText.tenths(place.y), "r": "5",
        "fill": colour,
      ])
  }

  private func drawScale(x: Double, width: Double, into svg: inout SVGText) {
    guard let frame = figure.window.frame else { return }
    let scale = frame.metresPerPixel * figure.window.groundMetresPerUnit
    guard scale > 1e-12, scale < 1e12 else { return }
    ScaleBar(metresPerPixel: scale, width: width - 40)
      .draw(at: CanvasPoint(x + 4, frame.box.maxY - 28), into: &svg)
  }
}

/// Which groups joined at which height, as a tree that lies on its side.
public struct Dendrogram: Hashable, Sendable {
  /// Two groups become one.
  ///
  /// Leaves are 0 up to *n* − 1; the merge with index *i* makes group *n* + *i*.
  public struct Merge: Hashable, Sendable {
    public var first: Int
    public var second: Int
    /// The distance at which they join; not less than that of the merges that made them.
    public var height: Double

    public init(_ first: Int, _ second: Int, height: Double) {
      self.first = first
      self.second = second
      self.height = height
    }
  }

  public var title = "Who joins whom"
  public var subtitle = ""
  public var leafCount: Int
  /// In order of height; *n* − 1 for a whole tree, fewer where some groups never join.
  public var merges: [Merge]
  /// One for each leaf; numbers from 1 where empty.
  public var labels: [String] = []
  /// What the height is, with its unit.
  public var heightName = "height"
  /// Where the tree is cut into clusters; nil for no cut.
  public var cut: Double?
  /// The cluster of each leaf, for its colour; empty for branches below the cut in order.
  public var clusters: [Int?] = []

  public init(leafCount: Int, merges: [Merge]) {
    self.leafCount = leafCount
    self.merges = merges
  }

  /// More leaves than this are drawn as the branches that join last.
  public static let greatestLeafCount = 200
  private static let pageWidth = 960.0
  private static let labelWidth = 190.0

  /// The chart as an SVG document; the same bytes for the same chart.
  ///
  /// - Precondition: Every group is joined at most once, after it was made.
  /// - Complexity: O(*n*) for *n* leaves.
  public func svg() -> String {
    let tree = DendrogramTree(self, greatestLeafCount: Self.greatestLeafCount)
    var sentences = [subtitle]
    if tree.rows.count < leafCount {
      let (all, some) = (Double(leafCount), Double(tree.rows.count))
      sentences.append(
        "\(NumberText.people(all)) leaves; the \(NumberText.people(some)) branches that join last "
          + "are shown, with the number of leaves in each")
    }
    let page = ChartPage(
      title: title, subtitle: ChartPage.sentences(sentences), width: Self.pageWidth)
    let count = Double(max(tree.rows.count, 1))
    let row = min(max(560 / count, 11), 26)
    let names = tree.rows.map(tree.name)
    let widest = names.map { TextWidth.of($0, size: Self.size(row: row)) }.max() ?? 0
    let right = min(widest + 14, Self.labelWidth)
    let plot = Plot(
      box: CanvasBox(
        x: ChartPage.margin + 8, y: page.top + 26,
        width: Self.pageWidth - 2 * ChartPage.margin - right - 8, height: max(row * count, 60)),
      x: AxisScale(
        showing: merges.map(\.height) + (cut.map { [$0] } ?? []), ticks: 8, margin: 0.03,
        includesZero: true),
      y: AxisScale(lower: 0, upper: count))
    let height = plot.box.maxY + Plot.bottomRoom(hasName: true) + ChartPage.margin
    return page.document(height: height) { svg in
      draw(tree, plot: plot.mirrored, names: names, row: row, into: &svg)
    }
  }

  private static func size(row: Double) -> Double { min(12.5, row - 1) }

  private func draw(
    _ tree: DendrogramTree, plot: MirroredPlot, names: [String], row: Double,
    into svg: inout SVGText
  ) {
    plot.drawGround(into: &svg)
    for (colour, path) in tree.paths(place: plot.place) {
      svg.element(
        "path",
        [
          "d": path, "fill": "none", "stroke": colour ?? Ink.text,
          "stroke-width": row < 14 ? "1.3" : "1.8", "stroke-linejoin": "round",
        ])
    }
    let size = Self.size(row: row)
    svg.group("g", ["id": "leaves", "font-size": NumberText.tenths(size)]) { svg in
      for (index, name) in names.enumerated() {
        let place = plot.place(0, Double(index) + 0.5)
        svg.text(
          TextFitting.truncated(name, width: Self.labelWidth - 14, size: size),
          at: CanvasPoint(plot.box.maxX + 7, place.y + size * 0.35))
      }
    }
    if let cut, cut.isFinite {
      let x = plot.place(cut, 0).x
      let line = [CanvasPoint(x, plot.box.minY), CanvasPoint(x, plot.box.maxY)]
      svg.element(
        "path",
        [
          "d": PathText.line(line), "stroke": Ink.unserved, "stroke-width": "1.8",
          "stroke-dasharray": "7 5",
        ])
      svg.text(
        "cut at \(NumberText.measured(cut))", at: CanvasPoint(x, plot.box.minY - 8), size: 12.5,
        anchor: x > plot.box.maxX - 50 ? "end" : x < plot.box.minX + 50 ? "start" : "middle")
    }
    plot.drawAxes(xName: heightName, into: &svg)
  }
}

/// A plot of which the numbers grow to the left, and downwards.
struct MirroredPlot {
  let box: CanvasBox
  private let x: AxisScale
  private let y: AxisScale

  init(_ plot: Plot) {
    box = plot.box
    x = plot.x
    y = plot.y
  }

  func place(_ a: Double, _ b: Double) -> CanvasPoint {
    CanvasPoint(
      x.position(a, from: box.maxX, to: box.minX), y.position(b, from: box.minY, to: box.maxY))
  }

  func drawGround(into svg: inout SVGText) {
    box.drawRectangle(fill: Ink.land, stroke: "", into: &svg)
    var path = ""
    for tick in x.ticks {
      let top = place(tick, y.lower)
      path +=
        "M\(NumberText.tenths(top.x)) \(NumberText.tenths(top.y))V\(NumberText.tenths(box.maxY))"
    }
    svg.element("path", ["d": path, "stroke": "#DFDCD5", "stroke-width": "1"])
  }

  func drawAxes(xName: String, into svg: inout SVGText) {
    box.drawRectangle(fill: "none", stroke: Ink.frame, into: &svg)
    for (tick, label) in zip(x.ticks, x.labels) {
      svg.text(
        label, at: CanvasPoint(place(tick, 0).x, box.maxY + 18), size: Plot.tickSize,
        anchor: "middle", colour: Ink.softText)
    }
    svg.text(
      TextFitting.truncated(xName, width: box.width, size: Plot.nameSize),
      at: CanvasPoint(box.center.x, box.maxY + Plot.bottomRoom(hasName: true) - 5),
      size: Plot.nameSize, anchor: "middle")
  }
}

extension Plot {
  fileprivate var mirrored: MirroredPlot { MirroredPlot(self) }
}

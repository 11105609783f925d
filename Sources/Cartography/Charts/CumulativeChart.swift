/// Which share of people is within a distance, for each distance.
public struct CumulativeChart: Hashable, Sendable {
  public struct Series: Hashable, Sendable {
    public var name: String
    /// One for each person or place; infinite for those who cannot get there: they count as people,
    /// and no distance reaches them.
    public var distances: [Double]
    /// People at each; one at each where empty.
    public var weights: [Double]

    public init(name: String, distances: [Double], weights: [Double] = []) {
      precondition(
        weights.isEmpty || weights.count == distances.count,
        "a curve needs a weight for each distance, or none at all")
      self.name = name
      self.distances = distances
      self.weights = weights
    }

    /// The share of people within a distance, 0 to 1; 0 where there are no people.
    ///
    /// - Complexity: O(*n*) for *n* distances.
    package func share(within distance: Double) -> Double {
      var all = 0.0
      var near = 0.0
      for (index, value) in distances.enumerated() {
        let weight = weights.isEmpty ? 1 : weights[index]
        all += weight
        if value <= distance { near += weight }
      }
      return all > 0 ? near / all : 0
    }
  }

  public var title: String
  public var subtitle = ""
  /// What is measured, with its unit: `way to school (m)`.
  public var xName: String
  public var unit = "m"
  /// Whose share it is.
  public var noun = "people"
  public var series: [Series]
  /// Distances that are marked, with the share of each series within them.
  public var thresholds: [Double] = []

  public init(title: String, xName: String, series: [Series]) {
    self.title = title
    self.xName = xName
    self.series = series
  }

  private static let pageWidth = 960.0
  private static let keyWidth = 210.0
  /// More thresholds than this have no room in the key.
  private static let keyedThresholds = 5

  /// The chart as an SVG document; the same bytes for the same chart.
  ///
  /// - Complexity: O(*n* log *n*) for *n* distances.
  public func svg() -> String {
    let page = ChartPage(title: title, subtitle: subtitle, width: Self.pageWidth)
    let finite = series.flatMap { $0.distances.filter(\.isFinite) }
    let x = AxisScale(
      showing: [finite.max() ?? 0, thresholds.filter(\.isFinite).max() ?? 0], ticks: 8,
      includesZero: true)
    let y = AxisScale(showing: [0, 100], ticks: 5)
    let left = Plot.leftRoom(y, hasName: true)
    let plot = Plot(
      box: CanvasBox(
        x: ChartPage.margin + left, y: page.top + 24,
        width: Self.pageWidth - 2 * ChartPage.margin - left - Self.keyWidth - 20, height: 430),
      x: x, y: y)
    let rows = series.reduce(0.0) { $0 + keyHeight($1) }
    let height =
      max(plot.box.maxY + Plot.bottomRoom(hasName: true), page.top + 24 + rows)
      + ChartPage.margin
    return page.document(height: height) { svg in
      plot.drawGround(into: &svg)
      drawThresholds(plot, into: &svg)
      for (index, one) in series.enumerated() {
        let look = SeriesLook(index)
        svg.element(
          "path",
          [
            "d": Self.steps(of: one, plot: plot), "fill": "none", "stroke": look.colour,
            "stroke-width": "2.6", "stroke-dasharray": look.dashes, "stroke-linejoin": "round",
          ])
      }
      plot.drawAxes(xName: xName, yName: "share of \(noun) (%)", into: &svg)
      drawKey(at: CanvasPoint(plot.box.maxX + 20, plot.box.minY + 10), into: &svg)
    }
  }

  private var marked: [Double] {
    Array(Set(thresholds.filter { $0.isFinite && $0 >= 0 })).sorted()
  }

  private func keyHeight(_ series: Series) -> Double {
    26 + 17 * Double(min(marked.count, Self.keyedThresholds) + 1)
  }

  /// The curve in steps, one for each half pixel at most.
  private static func steps(of series: Series, plot: Plot) -> String {
    let order = series.distances.indices.sorted {
      (series.distances[$0], $0) < (series.distances[$1], $1)
    }
    let weight = { (index: Int) in series.weights.isEmpty ? 1 : series.weights[index] }
    let all = order.reduce(0) { $0 + weight($1) }
    guard all > 0 else { return "" }
    var places = [plot.place(0, 0)]
    var near = 0.0
    for index in order where series.distances[index].isFinite {
      let before = plot.place(series.distances[index], 100 * near / all)
      near += weight(index)
      let after = plot.place(series.distances[index], 100 * near / all)
      if let last = places.last, after.x - last.x < 0.5, places.count > 1 {
        places[places.count - 1].y = after.y
      } else {
        places += [before, after]
      }
    }
    places.append(plot.place(plot.x.upper, 100 * near / all))
    return PathText.line(places)
  }

  private func drawThresholds(_ plot: Plot, into svg: inout SVGText) {
    var end = -Double.infinity
    for threshold in marked {
      let x = plot.place(threshold, 0).x
      svg.element(
        "path",
        [
          "d": PathText.line([
            CanvasPoint(x, plot.box.minY - 4), CanvasPoint(x, plot.box.maxY),
          ]), "stroke": Ink.text, "stroke-width": "1.2", "stroke-dasharray": "5 4",
        ])
      let text = label(threshold)
      let half = TextWidth.of(text, size: 12) / 2
      guard x - half > end + 6 else { continue }
      end = x + half
      svg.text(text, at: CanvasPoint(x, plot.box.minY - 8), size: 12, anchor: "middle")
    }
  }

  private func drawKey(at origin: CanvasPoint, into svg: inout SVGText) {
    var y = origin.y
    for (index, one) in series.enumerated() {
      SeriesLook(index).drawKey(
        one.name, at: CanvasPoint(origin.x, y), width: Self.keyWidth, into: &svg)
      for threshold in marked.prefix(Self.keyedThresholds) {
        y += 17
        row(
          "within \(label(threshold))", one.share(within: threshold), x: origin.x, y: y,
          into: &svg)
      }
      let reached = one.share(within: .greatestFiniteMagnitude)
      if reached < 1, !one.distances.isEmpty {
        y += 17
        row("out of reach", 1 - reached, x: origin.x, y: y, into: &svg)
      }
      y += 26
    }
  }

  private func row(
    _ name: String, _ share: Double, x: Double, y: Double, into svg: inout SVGText
  ) {
    svg.text(name, at: CanvasPoint(x + 28, y), size: 12, colour: Ink.softText)
    svg.text(
      Self.percent(share), at: CanvasPoint(x + Self.keyWidth, y), size: 12, anchor: "end")
  }

  /// Neither all nor nobody unless it is so.
  private static func percent(_ share: Double) -> String {
    let rounded = (share * 1000).rounded() / 10
    if share < 1, rounded >= 100 { return "> 99.9 %" }
    if share > 0, rounded <= 0 { return "< 0.1 %" }
    return "\(NumberText.fixed(rounded, decimals: 1)) %"
  }

  private func label(_ distance: Double) -> String {
    "\(NumberText.measured(distance)) \(unit)"
  }
}

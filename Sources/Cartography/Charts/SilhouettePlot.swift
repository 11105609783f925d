/// The silhouette of every point, sorted within its cluster.
///
/// After P. J. Rousseeuw, "Silhouettes" (1987),
/// <https://doi.org/10.1016/0377-0427(87)90125-7>.
public struct SilhouettePlot: Hashable, Sendable {
  public var title = "Silhouette of each point"
  public var subtitle = ""
  /// From −1 to 1, one for each point.
  public var values: [Double]
  /// The cluster of each point; points of none are left out.
  public var clusters: [Int?]
  /// Numbers from 1 where empty.
  public var clusterNames: [String] = []

  public init(values: [Double], clusters: [Int?]) {
    self.values = values
    self.clusters = clusters
  }

  private static let pageWidth = 900.0
  private static let gap = 5.0
  private static let leastBand = 11.0
  private static let leftRoom = 120.0
  private static let rightRoom = 130.0

  /// The chart as an SVG document; the same bytes for the same chart.
  ///
  /// Bands are as high as clusters are large, but high enough for a name each.
  ///
  /// - Complexity: O(*n* log *n*) for *n* points.
  public func svg() -> String {
    let groups = sortedGroups
    let shown = groups.indices.filter { !groups[$0].isEmpty }
    let count = shown.reduce(0) { $0 + groups[$1].count }
    let sum = shown.reduce(0) { $0 + groups[$1].reduce(0, +) }
    let page = ChartPage(title: title, subtitle: subtitle, width: Self.pageWidth)
    let rest = max(460 - Double(shown.count) * 4, 120)
    let bands = shown.map {
      Self.leastBand + rest * Double(groups[$0].count) / Double(max(count, 1))
    }
    let plotHeight = max(bands.reduce(0) { $0 + $1 + Self.gap } + Self.gap, 200)
    let low = groups.joined().min() ?? 0
    let x = AxisScale(showing: [low < -0.02 ? low : 0, 1], ticks: 9)
    let plot = Plot(
      box: CanvasBox(
        x: ChartPage.margin + Self.leftRoom, y: page.top + 24,
        width: Self.pageWidth - 2 * ChartPage.margin - Self.leftRoom - Self.rightRoom,
        height: plotHeight),
      x: x, y: AxisScale(lower: 0, upper: 1))
    let height = plot.box.maxY + Plot.bottomRoom(hasName: true) + ChartPage.margin
    return page.document(height: height) { svg in
      drawGround(plot, into: &svg)
      var y = plot.box.minY + Self.gap
      for (cluster, band) in zip(shown, bands) {
        draw(groups[cluster], cluster: cluster, top: y, band: band, plot: plot, into: &svg)
        y += band + Self.gap
      }
      if count > 0 { drawMean(sum / Double(count), plot: plot, into: &svg) }
    }
  }

  /// The values of each cluster, the highest first.
  private var sortedGroups: [[Double]] {
    var groups: [[Double]] = []
    for (value, cluster) in zip(values, clusters) {
      guard let cluster, cluster >= 0, value.isFinite else { continue }
      while groups.count <= cluster { groups.append([]) }
      groups[cluster].append(value)
    }
    return groups.map { $0.sorted(by: >) }
  }

  private func drawGround(_ plot: Plot, into svg: inout SVGText) {
    plot.drawGround(into: &svg)
    plot.drawAxes(xName: "silhouette", yName: "", into: &svg)
    let (x, top) = (Self.pageWidth - ChartPage.margin, plot.box.minY - 8)
    svg.text("mean", at: CanvasPoint(x, top), size: 12, anchor: "end", colour: Ink.softText)
    svg.text(
      "points", at: CanvasPoint(x - 56, top), size: 12, anchor: "end", colour: Ink.softText)
    svg.text(
      "cluster", at: CanvasPoint(plot.box.minX - 8, top), size: 12, anchor: "end",
      colour: Ink.softText)
  }

  private func draw(
    _ values: [Double], cluster: Int, top: Double, band: Double, plot: Plot,
    into svg: inout SVGText
  ) {
    let zero = plot.place(0, 0).x
    let rows = min(values.count, max(Int(clamping: band * 2), 1))
    var corners = [CanvasPoint(zero, top)]
    for row in 0..<rows {
      let value = values[(2 * row + 1) * values.count / (2 * rows)]
      let x = plot.place(value, 0).x
      corners.append(CanvasPoint(x, top + band * Double(row) / Double(rows)))
      corners.append(CanvasPoint(x, top + band * Double(row + 1) / Double(rows)))
    }
    corners.append(CanvasPoint(zero, top + band))
    svg.element(
      "path",
      [
        "class": "c\(cluster)", "d": PathText.line(corners, closed: true),
        "fill": SeriesLook(cluster).colour,
      ])
    let middle = top + band / 2 + 4
    let name =
      clusterNames.indices.contains(cluster) ? clusterNames[cluster] : "\(cluster + 1)"
    svg.text(
      TextFitting.truncated(name, width: Self.leftRoom - 10, size: 12),
      at: CanvasPoint(plot.box.minX - 8, middle), size: 12, anchor: "end")
    let right = Self.pageWidth - ChartPage.margin
    let mean = values.reduce(0, +) / Double(values.count)
    svg.text(
      NumberText.fixed(mean, decimals: 2), at: CanvasPoint(right, middle), size: 12,
      anchor: "end")
    svg.text(
      NumberText.people(Double(values.count)), at: CanvasPoint(right - 56, middle), size: 12,
      anchor: "end", colour: Ink.softText)
  }

  private func drawMean(_ mean: Double, plot: Plot, into svg: inout SVGText) {
    let x = plot.place(mean, 0).x
    svg.element(
      "path",
      [
        "d": PathText.line([
          CanvasPoint(x, plot.box.minY), CanvasPoint(x, plot.box.maxY),
        ]), "stroke": Ink.text, "stroke-width": "1.6", "stroke-dasharray": "6 4",
      ])
    svg.text(
      "mean of all \(NumberText.fixed(mean, decimals: 3))",
      at: CanvasPoint(x, plot.box.minY - 8), size: 12, anchor: "middle")
  }
}

/// Every column of a table against every other, coloured by cluster, and where given the plane of the
/// first two principal components.
public struct ScatterMatrix: Hashable, Sendable {
  /// A plane that holds as much of the spread as a plane can.
  public struct Plane: Hashable, Sendable {
    /// Coordinates of each row of the table.
    public var first: [Double]
    public var second: [Double]
    /// Shares of the whole variance, 0 to 1.
    public var firstShare: Double
    public var secondShare: Double

    public init(first: [Double], second: [Double], firstShare: Double, secondShare: Double) {
      precondition(first.count == second.count, "a plane has two coordinates for each point")
      self.first = first
      self.second = second
      self.firstShare = firstShare
      self.secondShare = secondShare
    }
  }

  public var title = "All columns against each other"
  public var subtitle = ""
  public var columnNames: [String]
  /// The values of each column, one for each row of the table; what is not finite is not drawn.
  public var columns: [[Double]]
  /// The cluster of each row of the table.
  public var clusters: [Int?]
  public var plane: Plane?

  /// - Precondition: A name for each column, and columns of one length.
  public init(columnNames: [String], columns: [[Double]], clusters: [Int?]) {
    precondition(
      columnNames.count == columns.count
        && columns.allSatisfy { $0.count == clusters.count },
      "a scatter matrix needs a name for each column, and a cluster for each row")
    self.columnNames = columnNames
    self.columns = columns
    self.clusters = clusters
  }

  /// More columns than this are left out, and that is said.
  public static let greatestColumnCount = 8
  /// Points in all panes together; of more, every so many is drawn.
  private static let greatestDotCount = 120_000
  private static let pageWidth = 1100.0
  private static let gap = 8.0

  /// The chart as an SVG document; the same bytes for the same chart.
  ///
  /// Panes below the diagonal show two columns each, those on it how the values of one are spread;
  /// the plane stands above it, where a full matrix would repeat itself.
  ///
  /// - Complexity: O(*n* log *n*) for *n* values.
  public func svg() -> String {
    let count = min(columns.count, Self.greatestColumnCount)
    let panes = count * (count + 1) / 2 + (plane == nil ? 0 : 1)
    let stride = max((clusters.count * panes + Self.greatestDotCount - 1) / Self.greatestDotCount, 1)
    let page = ChartPage(
      title: title, subtitle: sentence(shown: count, stride: stride), width: Self.pageWidth)
    let scales = columns.prefix(count).map { AxisScale(showing: $0, ticks: 4, margin: 0.06) }
    let left = (scales.map { Plot.leftRoom($0, hasName: true) }.max() ?? 0)
    let width = Self.pageWidth - 2 * ChartPage.margin - left
    let side = max((width - Self.gap * Double(count - 1)) / Double(max(count, 1)), 1)
    let high = count == 1 ? min(side, 420) : side * 0.82
    let bottom = page.top + 8 + Double(count) * (high + Self.gap)
    let matrix = ScatterPanes(
      chart: self, scales: scales, stride: stride,
      origin: CanvasPoint(ChartPage.margin + left, page.top + 8), width: side, height: high,
      gap: Self.gap)
    return page.document(height: bottom + Plot.bottomRoom(hasName: true) + 34) { svg in
      matrix.draw(into: &svg)
      matrix.drawKey(
        at: CanvasPoint(ChartPage.margin, bottom + Plot.bottomRoom(hasName: true) + 12),
        width: Self.pageWidth - 2 * ChartPage.margin, into: &svg)
    }
  }

  private func sentence(shown: Int, stride: Int) -> String {
    var parts = subtitle.isEmpty ? [] : [subtitle]
    if shown < columns.count {
      parts.append("The first \(shown) of \(columns.count) columns are shown.")
    }
    if stride > 1 {
      let drawn = (clusters.count + stride - 1) / stride
      parts.append(
        "\(NumberText.people(Double(drawn))) of \(NumberText.people(Double(clusters.count))) "
          + "rows are drawn.")
    }
    return parts.joined(separator: " ")
  }
}

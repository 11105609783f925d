/// Curves over whole numbers, such as groups or facilities, in panes side by side that share them.
///
///     var chart = CurveChart(title: "How many schools?", xName: "schools", xs: Array(1...20))
///     chart.panels = [.init(title: "mean way (m)", series: [.init(name: "", values: means)])]
///     chart.chosen = 7
///     let page = chart.svg()
public struct CurveChart: Hashable, Sendable {
  /// One curve; in order of the numbers below, nil where there is no value.
  public struct Series: Hashable, Sendable {
    /// Empty where a pane has one curve alone.
    public var name: String
    public var values: [Double?]
    /// Half the length of an error bar for each value; empty for none.
    public var errors: [Double?]

    public init(name: String = "", values: [Double?], errors: [Double?] = []) {
      self.name = name
      self.values = values
      self.errors = errors
    }
  }

  /// A pane with an axis of its own.
  public struct Panel: Hashable, Sendable {
    /// What is measured, with its unit.
    public var title: String
    /// How to read it: `higher is better`.
    public var note: String
    public var series: [Series]
    /// The number that this pane speaks for, ringed on its first curve.
    public var best: Int?
    /// A level across the pane.
    public var level: Double?
    /// Whether the axis goes down to 0 in any case.
    public var includesZero: Bool

    public init(
      title: String, note: String = "", series: [Series], best: Int? = nil, level: Double? = nil,
      includesZero: Bool = false
    ) {
      self.title = title
      self.note = note
      self.series = series
      self.best = best
      self.level = level
      self.includesZero = includesZero
    }
  }

  public var title: String
  /// A verdict in a sentence; wrapped to the width of the page.
  public var subtitle = ""
  /// What the numbers below count.
  public var xName: String
  public var xs: [Int]
  public var panels: [Panel] = []
  /// The number that was chosen, marked in all panes.
  public var chosen: Int?

  public init(title: String, xName: String, xs: [Int]) {
    self.title = title
    self.xName = xName
    self.xs = xs
  }

  static let pageWidth = 1100.0
  private static let gap = 26.0
  static let headHeight = 46.0

  /// The chart as an SVG document; the same bytes for the same chart.
  public func svg() -> String {
    let page = ChartPage(title: title, subtitle: subtitle, width: Self.pageWidth)
    let columns = min(max(panels.count, 1), panels.count == 4 ? 2 : 3)
    let rows = (panels.count + columns - 1) / columns
    let cellWidth =
      (Self.pageWidth - 2 * ChartPage.margin - Self.gap * Double(columns - 1)) / Double(columns)
    let plotHeight = columns == 1 ? 380.0 : columns == 2 ? 260 : 215
    let heights = (0..<rows).map { row in
      let inRow = panels[(row * columns)..<min((row + 1) * columns, panels.count)]
      let keys = inRow.map(\.keyRows).max() ?? 0
      return Self.headHeight + Double(keys) * 17 + plotHeight + Plot.bottomRoom(hasName: true) + 18
    }
    let height = page.top + heights.reduce(0, +) + ChartPage.margin / 2
    return page.document(height: height) { svg in
      var y = page.top + 6
      for (row, rowHeight) in heights.enumerated() {
        for column in 0..<columns where row * columns + column < panels.count {
          let x = ChartPage.margin + Double(column) * (cellWidth + Self.gap)
          let pane = CurvePane(
            panel: panels[row * columns + column], xs: xs, xName: xName, chosen: chosen,
            cell: CanvasBox(x: x, y: y, width: cellWidth, height: rowHeight - 18))
          pane.draw(into: &svg)
        }
        y += rowHeight
      }
    }
  }
}

extension CurveChart.Panel {
  /// Lines of the key above the pane.
  var keyRows: Int { series.count > 1 ? (series.count + 1) / 2 : 0 }
}

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
  /// Points in all panes together; of more, some stand for all.
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
    let sample = RowSample(of: clusters.count, about: Self.greatestDotCount / max(panes, 1))
    let page = ChartPage(
      title: title, subtitle: sentence(shown: count, sample: sample), width: Self.pageWidth)
    let scales = columns.prefix(count).map { AxisScale(showing: $0, ticks: 4, margin: 0.06) }
    let left = (scales.map { Plot.leftRoom($0, hasName: true) }.max() ?? 0)
    let width = Self.pageWidth - 2 * ChartPage.margin - left
    let side = max((width - Self.gap * Double(count - 1)) / Double(max(count, 1)), 1)
    let high = count == 1 ? min(side, 420) : side * 0.82
    let bottom = page.top + 8 + Double(count) * (high + Self.gap)
    let matrix = ScatterPanes(
      chart: self, scales: scales, sample: sample,
      origin: CanvasPoint(ChartPage.margin + left, page.top + 8), width: side, height: high,
      gap: Self.gap)
    return page.document(height: bottom + Plot.bottomRoom(hasName: true) + 34) { svg in
      matrix.draw(into: &svg)
      matrix.drawKey(
        at: CanvasPoint(ChartPage.margin, bottom + Plot.bottomRoom(hasName: true) + 12),
        width: Self.pageWidth - 2 * ChartPage.margin, into: &svg)
    }
  }

  private func sentence(shown: Int, sample: RowSample) -> String {
    var sentences = [subtitle]
    if shown < columns.count {
      sentences.append("the first \(shown) of \(columns.count) columns are shown")
    }
    if sample.count < clusters.count {
      let (some, all) = (Double(sample.count), Double(clusters.count))
      sentences.append("\(NumberText.people(some)) of \(NumberText.people(all)) rows are drawn")
    }
    return ChartPage.sentences(sentences)
  }
}

/// Rows of a table that stand for all of them, the same on every run and in no step with any order
/// that the table may have.
struct RowSample {
  let count: Int
  private let threshold: UInt64
  private let isWhole: Bool

  init(of rows: Int, about wanted: Int) {
    let share = Double(wanted) / Double(max(rows, 1))
    isWhole = share >= 1
    let threshold = isWhole ? 0 : UInt64(clamping: share * 0x1p32)
    self.threshold = threshold
    count = isWhole ? rows : (0..<rows).count { Self.mixed($0) < threshold }
  }

  func contains(_ row: Int) -> Bool { isWhole || Self.mixed(row) < threshold }

  /// 32 bits that look random: the finisher of SplitMix64 (Steele, Lea, Flood 2014,
  /// <https://doi.org/10.1145/2660193.2660195>).
  private static func mixed(_ row: Int) -> UInt64 {
    var z = UInt64(row) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z >> 32
  }
}

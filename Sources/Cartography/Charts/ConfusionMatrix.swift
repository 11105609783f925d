/// How many points of each true class fell into each cluster.
public struct ConfusionMatrix: Hashable, Sendable {
  public var title = "True classes and clusters"
  public var subtitle = ""
  /// A row for each class, a column for each cluster; those that match stand at the same index.
  public var counts: [[Int]]
  public var rowNames: [String]
  public var columnNames: [String]
  public var rowTitle = "true class"
  public var columnTitle = "cluster"

  /// - Precondition: A name for each row and column, and rows of one length.
  public init(counts: [[Int]], rowNames: [String], columnNames: [String]) {
    precondition(
      counts.count == rowNames.count
        && counts.allSatisfy { $0.count == columnNames.count },
      "a confusion matrix needs a name for each row and for each column")
    self.counts = counts
    self.rowNames = rowNames
    self.columnNames = columnNames
  }

  /// More rows or columns than this are left out, and that is said.
  public static let greatestSide = 60
  private static let nameSize = 12.5

  /// The chart as an SVG document; the same bytes for the same chart.
  ///
  /// A cell is the darker, the greater its share of its row.
  public func svg() -> String {
    let rows = min(counts.count, Self.greatestSide)
    let columns = min(columnNames.count, Self.greatestSide)
    var sentences = [subtitle]
    if rows < counts.count || columns < columnNames.count {
      sentences.append(
        "the first \(rows) of \(counts.count) classes and \(columns) of "
          + "\(columnNames.count) clusters are shown")
    }
    let digits = counts.joined().map { TextWidth.of(NumberText.people(Double($0)), size: 12) }
    let side = max(min(56, 760 / Double(max(columns, 1))), min(max(digits.max() ?? 0, 14) + 8, 60))
    let left = nameWidth(rowNames.prefix(rows), limit: 200) + 34
    let names = columnNames.prefix(columns)
    let isFlat = names.allSatisfy { TextWidth.of($0, size: Self.nameSize) <= side - 6 }
    let top = (isFlat ? 18 : nameWidth(names, limit: 150)) + 30
    let totals = counts.prefix(rows).map { NumberText.people(Double($0.reduce(0, +))) }
    let right = max(nameWidth(totals, limit: 200), 20) + 14
    let width = max(2 * ChartPage.margin + left + side * Double(columns) + right, 620)
    let page = ChartPage(title: title, subtitle: ChartPage.sentences(sentences), width: width)
    let origin = CanvasPoint(ChartPage.margin + left, page.top + top)
    let high = side * Double(rows)
    return page.document(height: origin.y + high + 44) { svg in
      for row in 0..<rows {
        drawRow(row, columns: columns, origin: origin, side: side, into: &svg)
        svg.text(
          totals[row],
          at: CanvasPoint(
            origin.x + side * Double(columns) + right,
            origin.y + side * (Double(row) + 0.5) + 4.5),
          size: Self.nameSize, anchor: "end", colour: Ink.softText)
      }
      svg.text(
        "all", at: CanvasPoint(origin.x + side * Double(columns) + right, origin.y - 8),
        size: Self.nameSize, anchor: "end", colour: Ink.softText)
      drawColumnNames(names, isFlat: isFlat, origin: origin, side: side, into: &svg)
      drawTitles(
        origin: origin, width: side * Double(columns), height: high, top: page.top, into: &svg)
      CanvasBox(x: origin.x, y: origin.y, width: side * Double(columns), height: high)
        .drawRectangle(fill: "none", stroke: Ink.frame, into: &svg)
    }
  }

  private func nameWidth(_ names: some Sequence<String>, limit: Double) -> Double {
    min(names.map { TextWidth.of($0, size: Self.nameSize) }.max() ?? 0, limit)
  }

  private func drawRow(
    _ row: Int, columns: Int, origin: CanvasPoint, side: Double, into svg: inout SVGText
  ) {
    let total = counts[row].reduce(0, +)
    let y = origin.y + side * Double(row)
    for column in 0..<columns {
      let count = counts[row][column]
      let share = total > 0 ? Double(count) / Double(total) : 0
      let box = CanvasBox(
        x: origin.x + side * Double(column), y: y, width: side, height: side)
      box.drawRectangle(fill: Self.shade(share), stroke: "#FFFFFF", into: &svg)
      if row == column {
        box.expanded(by: -1.5).drawRectangle(
          fill: "none", stroke: Ink.text, width: "1.6", into: &svg)
      }
      guard count > 0 else { continue }
      let text = NumberText.people(Double(count))
      let size = min(13, 13 * (side - 5) / TextWidth.of(text, size: 13))
      svg.text(
        text, at: CanvasPoint(box.center.x, box.center.y + size * 0.36), size: size,
        anchor: "middle", colour: share > 0.5 ? Ink.paper : Ink.text)
    }
    svg.text(
      TextFitting.truncated(rowNames[row], width: 200, size: Self.nameSize),
      at: CanvasPoint(origin.x - 8, y + side / 2 + 4.5), size: Self.nameSize, anchor: "end")
  }

  private func drawColumnNames(
    _ names: ArraySlice<String>, isFlat: Bool, origin: CanvasPoint, side: Double,
    into svg: inout SVGText
  ) {
    for (column, name) in names.enumerated() {
      let x = origin.x + side * (Double(column) + 0.5)
      guard !isFlat else {
        svg.text(name, at: CanvasPoint(x, origin.y - 8), size: Self.nameSize, anchor: "middle")
        continue
      }
      let at = "\(NumberText.tenths(x + 4.5)) \(NumberText.tenths(origin.y - 8))"
      svg.element(
        "text",
        [
          "transform": "translate(\(at)) rotate(-90)",
          "font-size": NumberText.tenths(Self.nameSize),
        ],
        text: TextFitting.truncated(name, width: 150, size: Self.nameSize))
    }
  }

  private func drawTitles(
    origin: CanvasPoint, width: Double, height: Double, top: Double, into svg: inout SVGText
  ) {
    svg.text(
      columnTitle, at: CanvasPoint(origin.x + width / 2, top + 12), size: 13, anchor: "middle",
      weight: "bold")
    let at =
      "\(NumberText.tenths(ChartPage.margin + 10)) \(NumberText.tenths(origin.y + height / 2))"
    svg.element(
      "text",
      [
        "transform": "translate(\(at)) rotate(-90)", "text-anchor": "middle",
        "font-size": "13", "font-weight": "bold",
      ],
      text: TextFitting.truncated(rowTitle, width: max(height, 80), size: 13, bold: true))
    svg.text(
      "Shade: share of the row", at: CanvasPoint(origin.x, origin.y + height + 22), size: 12,
      colour: Ink.softText)
  }

  /// From the colour of the ground to a dark blue.
  private static func shade(_ share: Double) -> String {
    let ends = [(0xF4, 0x08), (0xF3, 0x45), (0xF0, 0x7E)]
    var value = 0
    for (light, dark) in ends {
      value = value << 8 | Int(clamping: (Double(light) + share * Double(dark - light)).rounded())
    }
    let digits = String(value, radix: 16, uppercase: true)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }
}

/// When somebody is at a place: a row for each day of the week, a column for each hour.
struct WeekStrip {
  let mark: PlacesChart.Mark

  static let height = 114.0
  private static let dayNames = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
  private static let nameWidth = 26.0
  private static let rowHeight = 10.0

  func draw(at origin: CanvasPoint, width: Double, into svg: inout SVGText) {
    let size = 12.5
    svg.text(
      "\(mark.number)", at: CanvasPoint(origin.x, origin.y + 10), size: size, weight: "bold",
      colour: colour)
    let shift = TextWidth.of("\(mark.number)", size: size) + 12
    let detail = TextFitting.truncated(mark.detail, width: width - 110, size: 12)
    let room = width - shift - TextWidth.of(detail, size: 12) - 14
    svg.text(
      TextFitting.truncated(mark.name, width: room, size: size, bold: true),
      at: CanvasPoint(origin.x + shift, origin.y + 10), size: size, weight: "bold")
    svg.text(
      detail,
      at: CanvasPoint(origin.x + width, origin.y + 10), size: 12, anchor: "end",
      colour: Ink.softText)
    let left = origin.x + Self.nameWidth
    let top = origin.y + 17
    let step = (width - Self.nameWidth) / 24
    let most = mark.week.max() ?? 0
    for day in 0..<7 {
      let y = top + Double(day) * Self.rowHeight
      svg.text(
        Self.dayNames[day], at: CanvasPoint(origin.x, y + 8.5), size: 9.5, colour: Ink.softText)
      svg.element(
        "rect",
        [
          "x": NumberText.tenths(left), "y": NumberText.tenths(y),
          "width": NumberText.tenths(24 * step), "height": NumberText.tenths(Self.rowHeight - 1),
          "fill": "#F0EEE9",
        ])
      guard most > 0 else { continue }
      for hour in 0..<24 where mark.week[day * 24 + hour] > 0 {
        svg.element(
          "rect",
          [
            "x": NumberText.tenths(left + Double(hour) * step), "y": NumberText.tenths(y),
            "width": NumberText.tenths(step), "height": NumberText.tenths(Self.rowHeight - 1),
            "fill": colour,
            "fill-opacity": NumberText.fine(
              max(0.08, (mark.week[day * 24 + hour] / most).squareRoot())),
          ])
      }
    }
    for hour in stride(from: 0, through: 24, by: 6) {
      svg.text(
        "\(hour)", at: CanvasPoint(left + Double(hour) * step, top + 7 * Self.rowHeight + 9),
        size: 9.5, anchor: hour == 0 ? "start" : hour == 24 ? "end" : "middle",
        colour: Ink.softText)
    }
  }

  private var colour: String { PlacesMap.colour(of: mark) }
}

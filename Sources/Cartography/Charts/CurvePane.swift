/// One pane of a ``CurveChart`` on its way to the page.
struct CurvePane {
  private let panel: CurveChart.Panel
  private let xs: [Int]
  private let xName: String
  private let chosen: Int?
  private let cell: CanvasBox
  private let plot: Plot

  init(panel: CurveChart.Panel, xs: [Int], xName: String, chosen: Int?, cell: CanvasBox) {
    self.panel = panel
    self.xs = xs
    self.xName = xName
    self.chosen = chosen
    self.cell = cell
    var values: [Double] = []
    for series in panel.series {
      for (index, value) in series.values.enumerated() {
        guard let value, value.isFinite else { continue }
        let error = series.error(index)
        values += [value - error, value + error]
      }
    }
    if let level = panel.level { values.append(level) }
    // Room for the signs of the outermost values.
    if let low = values.min(), let high = values.max(), (high - low).isFinite {
      let room = (high - low) * 0.04
      values.append(high + room)
      if low < 0 || !panel.includesZero { values.append(low - room) }
    }
    let y = AxisScale(showing: values, ticks: 5, includesZero: panel.includesZero)
    let whole = (xs.min() ?? 0)...(xs.max() ?? 1)
    let left = Plot.leftRoom(y, hasName: false)
    let top = cell.minY + CurveChart.headHeight + Double(panel.keyRows) * 17
    let bottom = cell.maxY - Plot.bottomRoom(hasName: true)
    let box = CanvasBox(
      x: cell.minX + left, y: top, width: cell.width - left, height: bottom - top)
    let x = AxisScale(whole: whole, ticks: Int(clamping: box.width / 26))
    plot = Plot(box: box, x: x, y: y)
  }

  func draw(into svg: inout SVGText) {
    drawHead(into: &svg)
    plot.drawGround(into: &svg)
    drawChosen(into: &svg)
    if let level = panel.level, level.isFinite {
      let y = NumberText.tenths(plot.place(plot.x.lower, level).y)
      svg.element(
        "path",
        [
          "d": "M\(NumberText.tenths(plot.box.minX)) \(y)H\(NumberText.tenths(plot.box.maxX))",
          "stroke": Ink.frame, "stroke-width": "1.4", "stroke-dasharray": "6 4",
        ])
    }
    for (index, series) in panel.series.enumerated().reversed() {
      draw(series, look: SeriesLook(index), into: &svg)
    }
    if panel.series.allSatisfy({ $0.values.allSatisfy { $0?.isFinite != true } }) {
      svg.text(
        "no values", at: plot.box.center, size: 13, anchor: "middle", colour: Ink.softText)
    }
    drawBest(into: &svg)
    plot.drawAxes(xName: xName, yName: "", into: &svg)
  }

  private func drawHead(into svg: inout SVGText) {
    svg.text(
      TextFitting.truncated(panel.title, width: cell.width, size: 15, bold: true),
      at: CanvasPoint(cell.minX, cell.minY + 13), size: 15, weight: "bold")
    svg.text(
      TextFitting.truncated(panel.note, width: cell.width, size: 12),
      at: CanvasPoint(cell.minX, cell.minY + 30), size: 12, colour: Ink.softText)
    guard panel.series.count > 1 else { return }
    for (index, series) in panel.series.enumerated() {
      let (row, column) = index.quotientAndRemainder(dividingBy: 2)
      let half = cell.width / 2
      SeriesLook(index).drawKey(
        series.name,
        at: CanvasPoint(
          cell.minX + Double(column) * half, cell.minY + 48 + Double(row) * 17),
        width: half - 8, into: &svg)
    }
  }

  private func drawChosen(into svg: inout SVGText) {
    guard let chosen, xs.contains(chosen) else { return }
    let x = plot.place(Double(chosen), plot.y.lower).x
    let step = plot.box.width / plot.x.span
    let half = min(max(step * 0.4, 5), 14)
    CanvasBox(x: x - half, y: plot.box.minY, width: 2 * half, height: plot.box.height)
      .drawRectangle(fill: "#E4DFC6", stroke: "", into: &svg)
  }

  private func draw(
    _ series: CurveChart.Series, look: SeriesLook, into svg: inout SVGText
  ) {
    var places: [CanvasPoint] = []
    var line = ""
    var part: [CanvasPoint] = []
    var bars = ""
    for (index, x) in xs.enumerated() {
      guard index < series.values.count, let value = series.values[index], value.isFinite else {
        line += PathText.line(part)
        part = []
        continue
      }
      let place = plot.place(Double(x), value)
      part.append(place)
      places.append(place)
      let error = series.error(index)
      guard error > 0 else { continue }
      let high = plot.place(Double(x), value + error)
      let low = plot.place(Double(x), value - error)
      let (left, right) = (NumberText.tenths(place.x - 4), NumberText.tenths(place.x + 4))
      bars += PathText.line([high, low])
      for end in [high, low] { bars += "M\(left) \(NumberText.tenths(end.y))H\(right)" }
    }
    line += PathText.line(part)
    svg.element(
      "path",
      [
        "d": line, "fill": "none", "stroke": look.colour, "stroke-width": "2.2",
        "stroke-dasharray": look.dashes, "stroke-linejoin": "round",
      ])
    if !bars.isEmpty {
      svg.element(
        "path", ["d": bars, "fill": "none", "stroke": look.colour, "stroke-width": "1.4"])
    }
    // Where numbers are many, dots would run together.
    guard places.count <= 60 else { return }
    svg.element(
      "path",
      [
        "d": PathText.dots(places), "transform": "scale(.1)", "fill": "none",
        "stroke": look.colour, "stroke-width": places.count <= 30 ? "70" : "48",
        "stroke-linecap": "round",
      ])
  }

  private func drawBest(into svg: inout SVGText) {
    guard let best = panel.best, let index = xs.firstIndex(of: best),
      let values = panel.series.first?.values, index < values.count, let value = values[index],
      value.isFinite
    else { return }
    let place = plot.place(Double(best), value)
    svg.element(
      "circle",
      [
        "cx": NumberText.tenths(place.x), "cy": NumberText.tenths(place.y), "r": "8",
        "fill": "none", "stroke": Ink.text, "stroke-width": "1.8",
      ])
  }
}

extension CurveChart.Series {
  /// Half the length of an error bar; 0 for none.
  func error(_ index: Int) -> Double {
    guard index < errors.count, let error = errors[index], error.isFinite else { return 0 }
    return max(error, 0)
  }
}

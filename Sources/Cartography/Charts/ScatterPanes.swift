/// The panes of a ``ScatterMatrix`` on their way to the page.
struct ScatterPanes {
  let chart: ScatterMatrix
  let scales: [AxisScale]
  /// Rows of the table that are drawn.
  let sample: RowSample
  let origin: CanvasPoint
  /// Of one pane, in pixels.
  let width: Double
  let height: Double
  let gap: Double

  private var count: Int { scales.count }
  private var clusterCount: Int { (chart.clusters.lazy.compactMap { $0 }.max() ?? -1) + 1 }

  func draw(into svg: inout SVGText) {
    for row in 0..<count {
      for column in 0...row {
        let plot = Plot(
          box: box(row: row, column: column), x: scales[column],
          y: row == column ? AxisScale(lower: 0, upper: 1) : scales[row])
        plot.drawGround(into: &svg)
        if row == column {
          drawSpread(of: row, plot: plot, into: &svg)
        } else {
          drawDots(chart.columns[column], chart.columns[row], plot: plot, into: &svg)
        }
        drawRim(plot, row: row, column: column, into: &svg)
      }
    }
    drawPlane(into: &svg)
  }

  /// The clusters in a line, as many as have room.
  func drawKey(at place: CanvasPoint, width: Double, into svg: inout SVGText) {
    var x = place.x
    for cluster in 0..<clusterCount {
      let name = "\(cluster + 1)"
      let step = 24 + TextWidth.of(name, size: 12) + 10
      guard x + step < place.x + width - 70 else {
        svg.text(
          "and \(clusterCount - cluster) more", at: CanvasPoint(x, place.y), size: 12,
          colour: Ink.softText)
        return
      }
      svg.element(
        "circle",
        [
          "cx": NumberText.tenths(x + 6), "cy": NumberText.tenths(place.y - 4.3), "r": "5",
          "fill": SeriesLook(cluster).colour,
        ])
      svg.text(name, at: CanvasPoint(x + 16, place.y), size: 12)
      x += step
    }
  }

  private func box(row: Int, column: Int, spanning panes: Int = 1) -> CanvasBox {
    CanvasBox(
      x: origin.x + Double(column) * (width + gap), y: origin.y + Double(row) * (height + gap),
      width: Double(panes) * (width + gap) - gap, height: Double(panes) * (height + gap) - gap)
  }

  /// Values only where the matrix ends, so that each is written once.
  private func drawRim(_ plot: Plot, row: Int, column: Int, into svg: inout SVGText) {
    let none = AxisScale(lower: 0, upper: 1)
    let isLeft = column == 0 && row > 0
    let isLowest = row == count - 1
    let rim = Plot(box: plot.box, x: isLowest ? plot.x : none, y: isLeft ? plot.y : none)
    rim.drawAxes(
      xName: isLowest ? chart.columnNames[column] : "",
      yName: isLeft ? chart.columnNames[row] : "", keepsInside: count > 1, into: &svg)
    guard row == column, count > 1 else { return }
    svg.text(
      TextFitting.truncated(
        chart.columnNames[row], width: plot.box.width - 12, size: 12.5, bold: true),
      at: CanvasPoint(plot.box.minX + 6, plot.box.minY + 16), size: 12.5, weight: "bold",
      hasHalo: true)
  }

  private func drawDots(
    _ xs: [Double], _ ys: [Double], plot: Plot, into svg: inout SVGText
  ) {
    var places: [Int: [CanvasPoint]] = [:]
    var all: [CanvasPoint] = []
    for index in xs.indices
    where xs[index].isFinite && ys[index].isFinite && sample.contains(index) {
      let place = plot.place(xs[index], ys[index])
      places[chart.clusters[index] ?? -1, default: []].append(place)
      all.append(place)
    }
    let dots = DemandDots(places: all, weights: [])
    let radius = min(dots.radius, 3)
    for (cluster, places) in places.sorted(by: { $0.key < $1.key }) {
      svg.element(
        "path",
        [
          "class": cluster < 0 ? "loose" : "c\(cluster)", "d": PathText.dots(places),
          "transform": "scale(.1)", "fill": "none",
          "stroke": cluster < 0 ? Ink.unused : SeriesLook(cluster).colour,
          "stroke-width": NumberText.tenths(20 * radius), "stroke-linecap": "round",
          "stroke-opacity": "0.85",
        ])
    }
  }

  /// How many values of each cluster lie where, the clusters upon each other.
  private func drawSpread(of column: Int, plot: Plot, into svg: inout SVGText) {
    let bins = 24
    let clusters = clusterCount
    // The last one is for rows in no cluster.
    var counts = [[Int]](
      repeating: Array(repeating: 0, count: bins), count: clusters + 1)
    let scale = scales[column]
    for (value, cluster) in zip(chart.columns[column], chart.clusters) where value.isFinite {
      let bin = Int(clamping: (value - scale.lower) / scale.span * Double(bins))
      counts[cluster ?? clusters][min(max(bin, 0), bins - 1)] += 1
    }
    let most = (0..<bins).map { bin in counts.reduce(0) { $0 + $1[bin] } }.max() ?? 0
    guard most > 0 else { return }
    // Room above for the name.
    let unit = (plot.box.height - 24) / Double(most)
    var tops = [Double](repeating: plot.box.maxY, count: bins)
    let step = plot.box.width / Double(bins)
    for (cluster, counts) in counts.enumerated() where counts.contains(where: { $0 > 0 }) {
      var path = ""
      for (bin, count) in counts.enumerated() where count > 0 {
        let high = Double(count) * unit
        let x = plot.box.minX + Double(bin) * step
        path += PathText.line(
          [
            CanvasPoint(x, tops[bin]), CanvasPoint(x, tops[bin] - high),
            CanvasPoint(x + step, tops[bin] - high), CanvasPoint(x + step, tops[bin]),
          ], closed: true)
        tops[bin] -= high
      }
      let colour = cluster == clusters ? Ink.unused : SeriesLook(cluster).colour
      svg.element("path", ["d": path, "fill": colour])
    }
  }

  private func drawPlane(into svg: inout SVGText) {
    guard let plane = chart.plane, count > 2 else { return }
    let panes = count / 2
    let whole = box(row: 0, column: count - panes, spanning: panes)
    let x = AxisScale(showing: plane.first, ticks: 6, margin: 0.05)
    let y = AxisScale(showing: plane.second, ticks: 5, margin: 0.05)
    let left = Plot.leftRoom(y, hasName: true)
    // Clear of the name on the diagonal's pane below it.
    let plot = Plot(
      box: CanvasBox(
        x: whole.minX + left, y: whole.minY, width: whole.width - left,
        height: whole.height - Plot.bottomRoom(hasName: true) - 4),
      x: x, y: y)
    plot.drawGround(into: &svg)
    drawDots(plane.first, plane.second, plot: plot, into: &svg)
    func name(_ word: String, _ share: Double) -> String {
      "\(word) component (\(NumberText.fixed(100 * share, decimals: 0)) %)"
    }
    plot.drawAxes(
      xName: name("first", plane.firstShare), yName: name("second", plane.secondShare), into: &svg)
  }
}

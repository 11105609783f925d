/// Lines over whole numbers, as one SVG file that needs nothing else.
public struct LineChart: Sendable {
  public struct Point: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  public struct Line: Hashable, Sendable {
    public var name: String
    /// From left to right.
    public var points: [Point]

    public init(name: String, points: [Point]) {
      self.name = name
      self.points = points
    }
  }

  public var title: String
  public var subtitle: String
  /// What runs from left to right, in whole numbers.
  public var horizontal: String
  /// The unit of what runs upwards from 0.
  public var vertical: String
  /// The uppermost first.
  public var lines: [Line]
  /// Where on the horizontal axis the reader should look; nil for nowhere.
  public var marked: Double?

  private static let width = 760.0
  private static let height = 440.0
  private static let left = 84.0
  /// Room for the names of lines beside their ends.
  private static let right = 170.0
  private static let top = 84.0
  private static let bottom = 62.0

  public init(
    title: String, subtitle: String, horizontal: String, vertical: String, lines: [Line],
    marked: Double? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.horizontal = horizontal
    self.vertical = vertical
    self.lines = lines
    self.marked = marked
  }

  /// The whole SVG document, the same bytes for the same chart.
  ///
  /// - Complexity: O(points).
  public func svg() -> String {
    let points = lines.flatMap(\.points)
    let scale = Scale(
      least: points.map(\.x).min() ?? 0, most: points.map(\.x).max() ?? 1,
      top: Self.step(for: points.map(\.y).max() ?? 1))
    var svg = SVGText()
    svg.group(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": "0 0 \(Int(Self.width)) \(Int(Self.height))",
        "width": "\(Int(Self.width))", "height": "\(Int(Self.height))", "role": "img",
        "aria-labelledby": "chart-title", "font-family": Font.stack, "font-size": "13",
        "fill": Ink.text,
      ]
    ) { svg in
      svg.element("title", ["id": "chart-title"], text: title)
      svg.element(
        "rect",
        ["width": "\(Int(Self.width))", "height": "\(Int(Self.height))", "fill": Ink.page])
      svg.element(
        "text", ["x": "24", "y": "34", "font-size": "19", "font-weight": "bold"],
        text: TextFitting.truncated(title, width: Self.width - 48, size: 19, bold: true))
      svg.element("text", ["x": "24", "y": "57", "fill": Ink.softText], text: subtitle)
      drawAxes(scale, into: &svg)
      drawLines(scale, into: &svg)
    }
    return svg.text
  }

  /// From numbers to the page.
  private struct Scale {
    var least: Double
    var most: Double
    var top: (step: Double, count: Int)

    func x(_ value: Double) -> Double {
      let room = LineChart.width - LineChart.left - LineChart.right
      guard most > least else { return LineChart.left + room / 2 }
      return LineChart.left + room * (value - least) / (most - least)
    }

    func y(_ value: Double) -> Double {
      let room = LineChart.height - LineChart.top - LineChart.bottom
      return LineChart.height - LineChart.bottom - room * value / (top.step * Double(top.count))
    }
  }

  /// Round steps of the vertical axis, four to eight of them, that reach over a value.
  private static func step(for value: Double) -> (step: Double, count: Int) {
    guard value > 0, value.isFinite else { return (1, 1) }
    let step = RoundNumbers.floor(value / 4)
    return (step, Int((value / step).rounded(.up)))
  }

  private func drawAxes(_ scale: Scale, into svg: inout SVGText) {
    let end = Self.width - Self.right
    svg.group("g", ["id": "axes", "fill": Ink.softText]) { svg in
      for index in 0...scale.top.count {
        let value = scale.top.step * Double(index)
        let y = NumberText.tenths(scale.y(value))
        svg.element(
          "path",
          [
            "d": "M\(NumberText.tenths(Self.left)) \(y)H\(NumberText.tenths(end))",
            "stroke": index == 0 ? Ink.frame : "#E3E6EA",
          ])
        svg.element(
          "text",
          [
            "x": NumberText.tenths(Self.left - 10),
            "y": NumberText.tenths(scale.y(value) + 4.5), "text-anchor": "end",
          ], text: "\(NumberText.people(value)) \(vertical)")
      }
      // Every number where there is room for it, else every second, fifth or tenth.
      let count = scale.most - scale.least
      let stride = [1.0, 2, 5, 10, 20, 50, 100].first { count / $0 <= 16 } ?? 1000
      var value = scale.least
      while value <= scale.most {
        svg.element(
          "text",
          [
            "x": NumberText.tenths(scale.x(value)),
            "y": NumberText.tenths(Self.height - Self.bottom + 20), "text-anchor": "middle",
            "font-weight": value == marked ? "bold" : "",
            "fill": value == marked ? Ink.text : "",
          ], text: NumberText.tenths(value))
        value += stride
      }
      svg.element(
        "text",
        [
          "x": NumberText.tenths((Self.left + end) / 2),
          "y": NumberText.tenths(Self.height - Self.bottom + 44), "text-anchor": "middle",
        ], text: horizontal)
      if let marked, marked >= scale.least, marked <= scale.most {
        let x = NumberText.tenths(scale.x(marked))
        svg.element(
          "path",
          [
            "d": "M\(x) \(NumberText.tenths(Self.top))"
              + "V\(NumberText.tenths(Self.height - Self.bottom))",
            "stroke": Ink.frame, "stroke-dasharray": "3 4",
          ])
      }
    }
  }

  private func drawLines(_ scale: Scale, into svg: inout SVGText) {
    svg.group("g", ["id": "lines"]) { svg in
      var lastName = -Double.infinity
      for (index, line) in lines.enumerated() {
        guard let last = line.points.last else { continue }
        let colour = Palette.facilities[index % Palette.facilities.count].hex
        let places = line.points.map { CanvasPoint(scale.x($0.x), scale.y($0.y)) }
        svg.element(
          "path",
          [
            "d": PathText.line(places), "fill": "none", "stroke": colour, "stroke-width": "2.2",
          ])
        for (place, point) in zip(places, line.points) {
          svg.element(
            "circle",
            [
              "cx": NumberText.tenths(place.x), "cy": NumberText.tenths(place.y), "r": "3.4",
              "fill": colour,
            ],
            title: "\(line.name), \(NumberText.tenths(point.x)): "
              + "\(NumberText.people(point.y)) \(vertical)")
        }
        // Names stand one below the other where lines end side by side.
        lastName = max(scale.y(last.y) + 4.5, lastName + 17)
        svg.element(
          "text",
          [
            "x": NumberText.tenths(scale.x(last.x) + 12), "y": NumberText.tenths(lastName),
            "fill": colour, "font-weight": "bold",
          ], text: line.name)
      }
    }
  }
}

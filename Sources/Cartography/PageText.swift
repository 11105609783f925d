/// Title and headline sentence above the map.
struct PageHead {
  private let title: [String]
  private let subtitle: [String]
  private static let titleSize = 27.0
  private static let subtitleSize = 16.0

  init(_ drawing: MapDrawing, width: Double) {
    self.init(title: drawing.title, subtitle: drawing.subtitle, width: width)
  }

  init(title: String, subtitle: String, width: Double) {
    self.title = TextFitting.wrapped(
      title, width: width, size: Self.titleSize, bold: true, lines: 2)
    self.subtitle = TextFitting.wrapped(
      subtitle, width: width, size: Self.subtitleSize, lines: 6)
  }

  var height: Double {
    Double(title.count) * Self.titleSize * 1.25 + Double(subtitle.count) * Self.subtitleSize * 1.4
      + (title.isEmpty && subtitle.isEmpty ? 0 : 12)
  }

  func draw(at origin: CanvasPoint, into svg: inout SVGText) {
    var y = origin.y
    for line in title {
      svg.element(
        "text",
        [
          "x": NumberText.tenths(origin.x), "y": NumberText.tenths(y + Self.titleSize * 0.85),
          "font-size": NumberText.tenths(Self.titleSize), "font-weight": "bold",
        ],
        text: line)
      y += Self.titleSize * 1.25
    }
    for line in subtitle {
      svg.element(
        "text",
        [
          "x": NumberText.tenths(origin.x), "y": NumberText.tenths(y + Self.subtitleSize),
          "font-size": NumberText.tenths(Self.subtitleSize),
        ],
        text: line)
      y += Self.subtitleSize * 1.4
    }
  }
}

/// Names of numbered facilities and credits below the map.
struct PageFoot {
  private let names: [String]
  private let credits: [String]
  private static let nameSize = 12.0
  private static let creditSize = 12.0
  private static let columns = 4
  private let columnWidth: Double

  init(_ drawing: MapDrawing, numbered: [(number: Int, name: String)], width: Double) {
    columnWidth = width / Double(Self.columns)
    let room = columnWidth - 14
    names = numbered.map {
      TextFitting.truncated("\($0.number) · \($0.name)", width: room, size: Self.nameSize)
    }
    credits = drawing.credits.flatMap {
      TextFitting.wrapped($0, width: width, size: Self.creditSize)
    }
  }

  private var nameRows: Int { (names.count + Self.columns - 1) / Self.columns }

  var height: Double {
    (names.isEmpty ? 0 : Double(nameRows) * 17 + 12)
      + (credits.isEmpty ? 0 : Double(credits.count) * 16 + 12)
  }

  func draw(at origin: CanvasPoint, into svg: inout SVGText) {
    var y = origin.y
    if !names.isEmpty {
      y += 12
      for (index, name) in names.enumerated() {
        let (column, row) = index.quotientAndRemainder(dividingBy: nameRows)
        svg.element(
          "text",
          [
            "x": NumberText.tenths(origin.x + Double(column) * columnWidth),
            "y": NumberText.tenths(y + Double(row) * 17 + 12),
            "font-size": NumberText.tenths(Self.nameSize),
          ],
          text: name)
      }
      y += Double(nameRows) * 17
    }
    guard !credits.isEmpty else { return }
    svg.group("g", ["id": "credits", "fill": Ink.softText]) { svg in
      for (row, line) in credits.enumerated() {
        svg.element(
          "text",
          [
            "x": NumberText.tenths(origin.x), "y": NumberText.tenths(y + 24 + Double(row) * 16),
            "font-size": NumberText.tenths(Self.creditSize),
          ],
          text: line)
      }
    }
  }
}

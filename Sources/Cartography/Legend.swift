/// The key beside the map: only what the map shows.
struct Legend {
  /// One line of the key: a symbol, words, and a number at the right edge.
  private struct Row {
    var lines: [String]
    var number = ""
    var isHeading = false
    var height: Double
    var symbol: (CanvasPoint, inout SVGText) -> Void = { _, _ in }
  }

  /// Up to here every facility has a line of its own.
  private static let facilityLimit = 24
  private static let symbolWidth = 34.0
  private static let textSize = 13.0

  private let width: Double
  private var rows: [Row] = []

  init(_ scene: MapScene, width: Double) {
    self.width = width
    addPeople(scene)
    addSites(scene)
    addFacilities(scene)
    addCrossings(scene)
    addBarriers(scene)
    addLines(scene)
  }

  var height: Double { rows.reduce(0) { $0 + $1.height } }

  func draw(at origin: CanvasPoint, into svg: inout SVGText) {
    guard !rows.isEmpty else { return }
    svg.group("g", ["id": "legend", "font-size": "13"]) { svg in
      var y = origin.y
      for row in rows {
        draw(row, x: origin.x, y: y, into: &svg)
        y += row.height
      }
    }
  }

  private func draw(_ row: Row, x: Double, y: Double, into svg: inout SVGText) {
    let lineHeight = Self.textSize * 1.25
    let block = Double(row.lines.count) * lineHeight
    let middle = row.isHeading ? y + row.height - 9 : y + row.height / 2
    row.symbol(CanvasPoint(x + Self.symbolWidth / 2 - 4, middle), &svg)
    for (index, line) in row.lines.enumerated() {
      let baseline = middle - block / 2 + lineHeight * (Double(index) + 0.77)
      svg.element(
        "text",
        [
          "x": NumberText.tenths(row.isHeading ? x : x + Self.symbolWidth),
          "y": NumberText.tenths(baseline), "font-weight": row.isHeading ? "bold" : "",
        ],
        text: line)
    }
    guard !row.number.isEmpty else { return }
    svg.element(
      "text",
      [
        "x": NumberText.tenths(x + width), "y": NumberText.tenths(middle + 4.3),
        "text-anchor": "end", "fill": Ink.softText,
      ],
      text: row.number)
  }

  private mutating func heading(_ text: String) {
    rows.append(
      Row(
        lines: [TextFitting.truncated(Self.capitalised(text), width: width, size: 13, bold: true)],
        isHeading: true, height: rows.isEmpty ? 20 : 32))
  }

  private mutating func add(
    _ text: String, number: String = "", height: Double = 22, lines limit: Int = 3,
    symbol: @escaping (CanvasPoint, inout SVGText) -> Void
  ) {
    let room =
      width - Self.symbolWidth
      - (number.isEmpty ? 0 : TextWidth.of(number, size: Self.textSize) + 8)
    let lines = TextFitting.wrapped(text, width: room, size: Self.textSize, lines: limit)
    rows.append(
      Row(
        lines: lines, number: number,
        height: max(height, Double(lines.count) * Self.textSize * 1.25 + 5), symbol: symbol))
  }

  private mutating func addPeople(_ scene: MapScene) {
    let dots = scene.dots
    let sizes = DemandDots.sizes.indices.filter { size in
      scene.served.contains { !$0[size].isEmpty }
    }
    guard !sizes.isEmpty || scene.unservedWeight > 0 || !scene.unserved.isEmpty else { return }
    let noun = scene.drawing.demandNoun
    heading(noun)
    let example = scene.drawing.facilities.indices.first {
      scene.served[$0].contains { !$0.isEmpty }
    }
    let colour = scene.colour(of: example) ?? Ink.softText
    func dot(_ radius: Double) -> (CanvasPoint, inout SVGText) -> Void {
      { place, svg in
        svg.element(
          "circle",
          [
            "cx": NumberText.tenths(place.x), "cy": NumberText.tenths(place.y),
            "r": NumberText.tenths(radius), "fill": colour,
          ])
      }
    }
    if let least = sizes.first, let most = sizes.last {
      add("in the colour of the place that serves them", symbol: dot(max(dots.radius, 2.2)))
      if !dots.isUniform {
        for size in least == most ? [least] : [least, most] {
          let weight = dots.typicalWeight * DemandDots.sizes[size] * DemandDots.sizes[size]
          let radius = dots.radius(size: size)
          add(
            "about \(NumberText.people(weight >= 1 ? weight.rounded() : weight))",
            height: max(22, 2 * radius + 4),
            symbol: dot(radius))
        }
      }
    }
    if scene.unservedWeight > 0 || !scene.unserved.isEmpty {
      let radius = max(UnservedMark.radius(scene.unserved.map(\.place)), 4)
      add("not served", number: NumberText.people(scene.unservedWeight)) { place, svg in
        UnservedMark.draw(at: [place], radius: radius, into: &svg)
      }
    }
  }

  private mutating func addSites(_ scene: MapScene) {
    let drawing = scene.drawing
    guard !drawing.facilities.isEmpty || !drawing.unusedSites.isEmpty else { return }
    heading(drawing.facilityNoun)
    for status in MapDrawing.Facility.Status.allCases {
      let count = drawing.facilities.count { $0.status == status }
      guard count > 0 else { continue }
      let words = [
        MapDrawing.Facility.Status.new: "new", .required: "required", .existing: "existing",
      ]
      add(words[status] ?? "", number: NumberText.people(Double(count)), height: 25) { place, svg in
        FacilityMarker.drawKey(status, at: place, into: &svg)
      }
    }
    for status in MapDrawing.UnusedSite.Status.allCases {
      let count = drawing.unusedSites.count { $0.status == status }
      guard count > 0 else { continue }
      let words = status == .closed ? "closed" : "candidate, not chosen"
      add(words, number: NumberText.people(Double(count))) { place, svg in
        FacilityMarker.draw(status, at: place, into: &svg)
      }
    }
  }

  private mutating func addFacilities(_ scene: MapScene) {
    let facilities = scene.drawing.facilities
    guard facilities.count > 1, facilities.count <= Self.facilityLimit else { return }
    heading("\(scene.drawing.demandNoun) served by")
    for (facility, look) in zip(facilities, scene.looks) {
      let number = facility.people.map(NumberText.people) ?? ""
      add(facility.name, number: number, height: 23, lines: facilities.count <= 14 ? 2 : 1) {
        place, svg in
        FacilityMarker.draw(facility.status, look: look, at: place, into: &svg)
      }
    }
  }

  private mutating func addCrossings(_ scene: MapScene) {
    guard !scene.crossings.isEmpty else { return }
    heading("Crossings")
    let open = scene.crossings.filter(\.symbol.isOpen)
    for style in CrossingStyle.allCases where open.contains(where: { $0.symbol.style == style }) {
      let sample = Self.sample(style, width: 5)
      add(style.legendName.lowercased()) { place, svg in sample(place).draw(into: &svg) }
    }
    if scene.greatestUse > 0 {
      let style = open.max { $0.crossing.users < $1.crossing.users }?.symbol.style ?? .bridge
      for users in RoundNumbers.samples(upTo: scene.greatestUse) {
        let width = CrossingSymbol.width(users: users, most: scene.greatestUse)
        let sample = Self.sample(style, width: width)
        add(
          "used by \(NumberText.people(users)) \(scene.drawing.demandNoun)",
          height: max(22, width + 15)
        ) { place, svg in sample(place).draw(into: &svg) }
      }
    }
    if open.count < scene.crossings.count {
      let style = scene.crossings.first { !$0.symbol.isOpen }?.symbol.style ?? .bridge
      let sample = Self.sample(style, width: 4.5, isOpen: false)
      add("closed") { place, svg in sample(place).draw(into: &svg) }
    }
  }

  private static func sample(
    _ style: CrossingStyle, width: Double, isOpen: Bool = true
  ) -> (CanvasPoint) -> CrossingSymbol {
    { place in
      CrossingSymbol(
        style: style, isOpen: isOpen, place: place, direction: CanvasPoint(1, 0), length: 18,
        width: width)
    }
  }

  private mutating func addBarriers(_ scene: MapScene) {
    let shown = scene.barriers.filter(\.isInFrame)
    guard !shown.isEmpty else { return }
    heading("Barriers")
    for style in BarrierStyle.allCases {
      if shown.contains(where: { $0.style == style && !$0.rings.isEmpty }) {
        let (fill, stroke) = BarrierInk.areaColours(style)
        add(style.legendName.lowercased()) { place, svg in
          svg.element(
            "rect",
            [
              "x": NumberText.tenths(place.x - 11), "y": NumberText.tenths(place.y - 6),
              "width": "22", "height": "12", "fill": fill, "stroke": stroke,
            ])
        }
      } else if shown.contains(where: { $0.style == style }) {
        add(style.legendName.lowercased()) { place, svg in
          let path = PathText.line([
            CanvasPoint(place.x - 12, place.y), CanvasPoint(place.x + 12, place.y),
          ])
          BarrierInk.line(path, style: style, into: &svg)
        }
      }
    }
  }

  private mutating func addLines(_ scene: MapScene) {
    let hasCatchments = scene.drawing.areas.contains { $0.facility != nil }
    guard hasCatchments || !scene.drawing.routes.isEmpty else { return }
    heading("Also shown")
    let colour = scene.colour(of: 0) ?? Ink.softText
    if !scene.drawing.routes.isEmpty {
      add("the way that \(scene.drawing.demandNoun) take") { place, svg in
        svg.element(
          "path",
          [
            "d": "M\(NumberText.tenths(place.x - 12)) \(NumberText.tenths(place.y))h24",
            "stroke": colour, "stroke-width": "1.4",
          ])
      }
    }
    if hasCatchments {
      add("area served by one place") { place, svg in
        svg.element(
          "rect",
          [
            "x": NumberText.tenths(place.x - 11), "y": NumberText.tenths(place.y - 6),
            "width": "22", "height": "12", "fill": colour, "fill-opacity": "0.15",
            "stroke": colour,
          ])
      }
    }
  }

  private static func capitalised(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}

import Geography

/// Texts next to points, none over another; those without room are left out.
struct PointLabels: Sendable {
  private var shown: [(text: String, place: PlacedLabel)] = []
  /// How many texts had no room.
  private(set) var leftOut = 0

  private static let size = 11.5
  private static let greatestWidth = 170.0
  /// More texts than this never have room on one page.
  private static let greatestCount = 600

  init(
    _ labels: [String?], points: [PlanarPoint], window: FigureWindow, obstacles: [CanvasPoint],
    dots: PointDots
  ) {
    var requests: [LabelRequest] = []
    var texts: [String] = []
    for (point, label) in zip(points, labels) {
      guard let label, !label.isEmpty, let place = window.visible(point) else { continue }
      guard requests.count < Self.greatestCount else {
        leftOut += 1
        continue
      }
      let text = TextFitting.truncated(label, width: Self.greatestWidth, size: Self.size)
      texts.append(text)
      requests.append(
        LabelRequest(
          anchor: place, clearance: dots.radius + 1,
          width: TextWidth.of(text, size: Self.size), height: Self.size * 1.2,
          mayLead: labels.count <= 60))
    }
    guard !requests.isEmpty else { return }
    // Other points are in the way only where they are few: in a crowd no text would have room.
    let places = dots.places.count <= 300 ? dots.places : requests.map(\.anchor)
    var placement = LabelPlacement(
      frame: window.box.expanded(by: -2),
      obstacles: places.map { CanvasBox(around: $0, radius: dots.radius * 0.9) }
        + obstacles.map { CanvasBox(around: $0, radius: CenterMarker.reach) })
    for (text, place) in zip(texts, placement.place(requests)) {
      if let place { shown.append((text, place)) } else { leftOut += 1 }
    }
  }

  func draw(into svg: inout SVGText) {
    guard !shown.isEmpty else { return }
    svg.group("g", ["id": "labels", "font-size": NumberText.tenths(Self.size)]) { svg in
      for label in shown where !label.place.leader.isEmpty {
        svg.element(
          "path",
          [
            "d": PathText.line(label.place.leader), "fill": "none", "stroke": Ink.softText,
            "stroke-width": "0.8",
          ])
      }
      for (text, place) in shown {
        let x =
          switch place.alignment {
          case .start: place.box.minX
          case .middle: place.box.center.x
          case .end: place.box.maxX
          }
        svg.text(
          text, at: CanvasPoint(x, place.box.minY + Self.size * 0.93),
          anchor: place.alignment == .start ? "" : place.alignment.rawValue, hasHalo: true)
      }
    }
  }
}

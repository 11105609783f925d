package import Geography

/// Maps of the places of people, and when they are there: a strip of a week by hours for each of the
/// first.
package struct PlacesChart: Hashable, Sendable {
  package var title: String
  package var subtitle: String
  package var panels: [Panel]

  package init(title: String, subtitle: String, panels: [Panel]) {
    self.title = title
    self.subtitle = subtitle
    self.panels = panels
  }

  /// One person, or all of them together.
  package struct Panel: Hashable, Sendable {
    package var title: String
    /// What the map leaves out.
    package var note: String
    /// Points in metres.
    package var places: [Mark]
    package var trips: [[PlanarPoint]]
    package var barriers: [[PlanarPoint]]

    package init(
      title: String, note: String, places: [Mark], trips: [[PlanarPoint]],
      barriers: [[PlanarPoint]]
    ) {
      self.title = title
      self.note = note
      self.places = places
      self.trips = trips
      self.barriers = barriers
    }
  }

  /// A place on the map, and in the strips.
  package struct Mark: Hashable, Sendable {
    package var point: PlanarPoint
    package var number: Int
    /// `home`, or what else it is called.
    package var name: String
    package var detail: String
    /// Hours spent there.
    package var hours: Double
    /// Seconds in each of the 168 hours of the week, from Monday 0:00 on.
    package var week: [Double]
    package var isNamed: Bool

    package init(
      point: PlanarPoint, number: Int, name: String, detail: String, hours: Double,
      week: [Double], isNamed: Bool
    ) {
      self.point = point
      self.number = number
      self.name = name
      self.detail = detail
      self.hours = hours
      self.week = week
      self.isNamed = isNamed
    }
  }

  /// So many places of a panel have a strip.
  package static let strips = 5

  private static let width = 1080.0
  private static let mapWidth = 560.0
  private static let panelHeight = 598.0
  private static let gap = 34.0

  /// The chart as an SVG document; the same bytes for the same chart.
  package func svg() -> String {
    let page = ChartPage(title: title, subtitle: subtitle, width: Self.width)
    let height = page.top + Double(max(1, panels.count)) * (Self.panelHeight + Self.gap)
    return page.document(height: height) { svg in
      for (number, panel) in panels.enumerated() {
        let top = page.top + Double(number) * (Self.panelHeight + Self.gap)
        svg.group("g", ["id": "panel-\(number + 1)"]) { svg in
          svg.text(
            TextFitting.truncated(panel.title, width: Self.width - 80, size: 15, bold: true),
            at: CanvasPoint(ChartPage.margin, top + 14), size: 15, weight: "bold")
          let map = CanvasBox(
            x: ChartPage.margin, y: top + 28, width: Self.mapWidth,
            height: Self.panelHeight - 28)
          PlacesMap(panel: panel, box: map, number: number).draw(into: &svg)
          var y = top + 28
          for mark in panel.places.prefix(Self.strips) {
            WeekStrip(mark: mark).draw(
              at: CanvasPoint(map.maxX + 28, y),
              width: Self.width - map.maxX - 28 - ChartPage.margin, into: &svg)
            y += WeekStrip.height
          }
        }
      }
    }
  }
}

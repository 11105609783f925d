package import Geography

/// The window of the map on the page, and the way from metres to pixels.
package struct MapFrame: Hashable, Sendable {
  /// The window, in pixels.
  package let box: CanvasBox
  /// The place in the middle of the window.
  package let center: PlanarPoint
  package let metresPerPixel: Double

  private static let leastHeight = 540.0
  private static let greatestHeight = 1080.0
  /// Room around the outermost people, so that labels at the rim fit.
  private static let margin = 44.0
  /// What an extent without size is drawn as, in metres.
  private static let leastExtent = 100.0

  /// A window with its upper left corner at `origin` that shows all of `extent`.
  ///
  /// Its height follows the shape of the extent, within limits; then the window shows more of the
  /// surroundings. An empty extent is a place at the origin.
  package init(showing extent: PlanarBox, origin: CanvasPoint, width: Double) {
    let groundWidth = max(extent.width, extent.height / 50, Self.leastExtent)
    let groundHeight = max(extent.height, extent.width / 50, Self.leastExtent)
    let inner = width - 2 * Self.margin
    let ideal = inner * groundHeight / groundWidth + 2 * Self.margin
    let height = min(max(ideal, Self.leastHeight), Self.greatestHeight).rounded()
    box = CanvasBox(x: origin.x, y: origin.y, width: width, height: height)
    center = extent.center
    metresPerPixel = max(groundWidth / inner, groundHeight / (height - 2 * Self.margin))
  }

  package func canvas(_ point: PlanarPoint) -> CanvasPoint {
    CanvasPoint(
      box.center.x + (point.x - center.x) / metresPerPixel,
      box.center.y - (point.y - center.y) / metresPerPixel)
  }

  /// Where on the page a place stands; nil outside the window and where it is not finite.
  package func visible(_ point: PlanarPoint) -> CanvasPoint? {
    guard point.isFinite else { return nil }
    let place = canvas(point)
    return box.contains(place) ? place : nil
  }
}

extension MapDrawing {
  /// What the map must show: people, facilities, the crossings that people use, and their routes.
  package var extent: PlanarBox {
    var box = PlanarBox()
    func add(_ points: some Sequence<PlanarPoint>) {
      for point in points where point.isFinite { box.add(point) }
    }
    add(demand.lazy.map(\.position))
    add(facilities.lazy.map(\.position))
    for crossing in crossings where crossing.users > 0 { add(crossing.path) }
    for route in routes { add(route.path) }
    if box.isEmpty {
      add(unusedSites.lazy.map(\.position))
      for barrier in barriers { for shape in barrier.shapes { add(shape.points) } }
    }
    return box
  }
}

extension MapDrawing.Shape {
  package var points: [PlanarPoint] {
    switch self {
    case .line(let points): points
    case .area(let polygon): polygon.exterior
    }
  }
}

import Geography
import Travel

/// The ground nearest to each center where a distance is the sum of the differences of two columns, or
/// the largest of them.
///
/// The largest difference of *x* and *y* is the sum of the differences of (*x* + *y*) ÷ 2 and
/// (*x* − *y*) ÷ 2: the same squares, turned.
struct GridRegions {
  /// By what the columns were divided before they were compared.
  var xUnit = 1.0
  var yUnit = 1.0
  /// Whether distances are largest differences.
  var takesLargest = false

  /// How wide the ground is where it is divided: areas are true to a metre there.
  private static let width = 10_000.0

  /// - Parameters:
  ///   - centers: In the units of the picture.
  ///   - window: The ground, in the same units.
  /// - Returns: Areas for each center.
  func polygons(of centers: [PlanarPoint], within window: PlanarBox) -> [[PlanarPolygon]] {
    var polygons = [[PlanarPolygon]](repeating: [], count: centers.count)
    let corners = [
      PlanarPoint(window.minX, window.minY), PlanarPoint(window.maxX, window.minY),
      PlanarPoint(window.minX, window.maxY), PlanarPoint(window.maxX, window.maxY),
    ].map(turned)
    let box = PlanarBox(corners)
    let scale = Self.width / max(box.width, box.height)
    guard scale > 0, scale.isFinite else { return polygons }
    let middle = box.center
    func there(_ point: PlanarPoint) -> PlanarPoint {
      let point = turned(point)
      return PlanarPoint((point.x - middle.x) * scale, (point.y - middle.y) * scale)
    }
    func back(_ point: PlanarPoint) -> PlanarPoint {
      turnedBack(PlanarPoint(point.x / scale + middle.x, point.y / scale + middle.y))
    }
    let areas = ServiceAreas.of(
      sites: centers.map(there), distance: ManhattanDistance(),
      within: PlanarBox([
        PlanarPoint(-box.width / 2 * scale, -box.height / 2 * scale),
        PlanarPoint(box.width / 2 * scale, box.height / 2 * scale),
      ]))
    for area in areas {
      guard let site = area.site else { continue }
      polygons[site] = area.polygons.map { polygon in
        PlanarPolygon(
          exterior: polygon.exterior.map(back), holes: polygon.holes.map { $0.map(back) })
      }
    }
    return polygons
  }

  private func turned(_ point: PlanarPoint) -> PlanarPoint {
    let (x, y) = (point.x / xUnit, point.y / yUnit)
    return takesLargest ? PlanarPoint((x + y) / 2, (x - y) / 2) : PlanarPoint(x, y)
  }

  private func turnedBack(_ point: PlanarPoint) -> PlanarPoint {
    takesLargest
      ? PlanarPoint((point.x + point.y) * xUnit, (point.x - point.y) * yUnit)
      : PlanarPoint(point.x * xUnit, point.y * yUnit)
  }
}

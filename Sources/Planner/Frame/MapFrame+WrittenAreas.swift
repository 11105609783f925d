import Exchange
import Geography

extension MapFrame {
  /// The decimals of what is written: a centimetre in degrees, a millimetre in metres.
  private var decimalCell: (power: Double, cell: Double) {
    isGeographic ? (1e7, 1e-7) : (1e3, 1e-3)
  }

  /// Areas of the map as files have them, with the decimals that are written, valid together as one
  /// geometry.
  ///
  /// Rounding can make the banks of a strip that is narrower than a decimal cross each other; such
  /// strips are taken out.
  ///
  /// - Parameter polygons: On the map, valid together.
  /// - Returns: The rings of each, closed.
  /// - Throws: A `ProjectionError` for a corner off the map, or a `GeometryError`.
  func writtenAreas(_ polygons: [PlanarPolygon]) throws -> [[[Position]]] {
    let (power, cell) = decimalCell
    let rounded = try areas(polygons).compactMap { rings -> PlanarPolygon? in
      let all = rings.map { ring in
        var corners: [PlanarPoint] = []
        for position in ring.dropLast() {
          let corner = PlanarPoint(
            (position.x * power).rounded() / power, (position.y * power).rounded() / power)
          if corners.last != corner { corners.append(corner) }
        }
        while corners.count > 1, corners.first == corners.last { corners.removeLast() }
        return corners
      }
      guard let exterior = all.first, exterior.count > 2 else { return nil }
      return PlanarPolygon(exterior: exterior, holes: all.dropFirst().filter { $0.count > 2 })
    }
    let valid =
      try PlanarPolygon.fault(of: rounded) == nil
      ? rounded : PlanarPolygon.onGrid(rounded, cell: cell)
    return valid.map { polygon in
      polygon.rings.map { ring in (ring + ring.prefix(1)).map { Position($0.x, $0.y) } }
    }
  }
}

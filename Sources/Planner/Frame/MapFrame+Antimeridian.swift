import Exchange
import Geography

extension MapFrame {
  /// Areas of the map as files have them; what lies over the antimeridian is cut there (RFC 7946,
  /// 3.1.9).
  ///
  /// - Parameter polygons: On the map.
  /// - Returns: The rings of each, closed: the first position comes again at the end.
  /// - Throws: A `ProjectionError` for a corner off the map, or a `GeometryError`.
  func areas(_ polygons: [PlanarPolygon]) throws -> [[[Position]]] {
    try polygons.flatMap { polygon -> [[[Position]]] in
      let rings = try polygon.rings.map { ring in
        let positions = try positions(ring)
        return positions + positions.prefix(1)
      }
      return isGeographic ? try Antimeridian.cut(rings: rings) : [rings]
    }
  }

  /// An area of the map, of one part or more.
  ///
  /// - Throws: As ``areas(_:)`` does.
  func geometry(_ polygon: PlanarPolygon) throws -> Geometry {
    let parts = try areas([polygon])
    return parts.count == 1 ? .polygon(parts[0]) : .multiPolygon(parts)
  }

  /// A line, cut where it crosses the antimeridian.
  func geometry(line: [Position]) -> Geometry {
    let parts = isGeographic ? Antimeridian.cut(line: line) : [line]
    return parts.count == 1 ? .lineString(parts[0]) : .multiLineString(parts)
  }
}

/// Cuts at 180° what would else seem to go around the whole earth.
enum Antimeridian {
  /// Half of the last decimal that is written, in degrees.
  private static var precision: Double { 0.5e-7 }

  private static func crosses(_ line: [Position]) -> Bool {
    zip(line, line.dropFirst()).contains { abs($0.x - $1.x) > 180 }
  }

  /// An area in parts, with closed rings; as it is where no edge leads over 180°.
  ///
  /// - Throws: A `GeometryError` where GEOS cannot cut it.
  static func cut(rings: [[Position]]) throws -> [[[Position]]] {
    guard rings.contains(where: crosses) else { return [rings] }
    // All longitudes as if the world went on beyond 180°.
    let turned = rings.map { ring in
      ring.dropLast().map { corner in
        let x = corner.x < 0 ? corner.x + 360 : corner.x
        return PlanarPoint(abs(x - 180) <= precision ? 180 : x, corner.y)
      }
    }
    let polygon = PlanarPolygon(exterior: turned[0], holes: Array(turned.dropFirst()))
    let valid = try polygon.fault() == nil ? [polygon] : polygon.repaired()
    let sides = [
      (box: PlanarBox([PlanarPoint(0, -90), PlanarPoint(180, 90)]), shift: 0.0),
      (box: PlanarBox([PlanarPoint(180, -90), PlanarPoint(360, 90)]), shift: 360.0),
    ]
    return try sides.flatMap { side in
      try valid.flatMap { try $0.clipped(to: side.box) }.map { part in
        part.rings.map { ring in
          (ring + ring.prefix(1)).map { Position($0.x - side.shift, $0.y) }
        }
      }
    }
  }

  /// A line in parts; as it is where no piece of it leads over 180°.
  static func cut(line: [Position]) -> [[Position]] {
    guard crosses(line), let first = line.first else { return [line] }
    var parts: [[Position]] = []
    var part = [first]
    for (one, other) in zip(line, line.dropFirst()) {
      if abs(one.x - other.x) > 180 {
        let edge = one.x < 0 ? -180.0 : 180
        let rest = other.x + (one.x < 0 ? -360 : 360) - one.x
        let share = rest == 0 ? 0 : (edge - one.x) / rest
        let latitude = one.y + share * (other.y - one.y)
        parts.append(part + [Position(edge, latitude)])
        part = [Position(-edge, latitude)]
      }
      part.append(other)
    }
    parts.append(part)
    // A part of a single place, on the antimeridian itself, is none.
    let long = parts.filter { part in part.contains { $0 != part[0] } }
    return long.isEmpty ? [line] : long
  }
}

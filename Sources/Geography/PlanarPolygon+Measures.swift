extension PlanarPolygon {
  /// Whether the point lies in the area or on its rim; points in holes do not, on a hole's rim do.
  ///
  /// Exact: no tolerance. Where rings touch or cross, a point is inside if an odd number of rings
  /// lies between it and the far outside.
  ///
  /// - Complexity: O(*v*) for *v* corners; ``PreparedArea`` answers many points faster.
  public func contains(_ point: PlanarPoint) -> Bool {
    guard point.isFinite else { return false }
    var isInside = false
    for ring in rings {
      guard var start = ring.last else { continue }
      for end in ring {
        switch point.passage(by: start, end) {
        case .onIt: return true
        case .crossed: isInside.toggle()
        case .missed: break
        }
        start = end
      }
    }
    return isInside
  }

  /// Square metres: the outer ring less the holes; for valid polygons.
  public var area: Double {
    holes.reduce(abs(Self.signedArea(of: exterior))) { $0 - abs(Self.signedArea(of: $1)) }
  }

  /// Square metres, negative for a clockwise ring.
  package static func signedArea(of ring: [PlanarPoint]) -> Double {
    guard ring.count > 2, let first = ring.first else { return 0 }
    // Measured from a corner: coordinates of millions of metres would eat the digits.
    var twice = 0.0
    for index in 1..<ring.count - 1 {
      let (a, b) = (ring[index], ring[index + 1])
      twice += (a.x - first.x) * (b.y - first.y) - (b.x - first.x) * (a.y - first.y)
    }
    return twice / 2
  }

  /// The place on the rim, holes included, that is nearest to the point; nil without corners.
  ///
  /// Of several as near, the first along the rings.
  public func nearestBoundaryPoint(to point: PlanarPoint) -> PlanarPoint? {
    rings.compactMap { point.nearest(onLine: $0, isClosed: true) }
      .min { $0.distance(to: point) < $1.distance(to: point) }
  }
}

/// How a ray from a point to the east passes an edge.
enum Passage {
  case missed, crossed, onIt
}

extension PlanarPoint {
  /// The place on a polyline that is nearest to the point.
  ///
  /// - Parameters:
  ///   - line: Corners in order.
  ///   - isClosed: Whether an edge leads from the last corner back to the first.
  /// - Returns: The first of several as near; nil for a line without corners.
  public func nearest(onLine line: [PlanarPoint], isClosed: Bool = false) -> PlanarPoint? {
    guard let first = line.first, let last = line.last else { return nil }
    var start = isClosed ? last : first
    var best: (place: PlanarPoint, distance: Double)?
    for end in line {
      let place = nearest(onSegment: start, end)
      let distance = distance(to: place)
      if best.map({ distance < $0.distance }) ?? true { best = (place, distance) }
      start = end
    }
    return best?.place
  }

  /// The place on a segment that is nearest to the point.
  package func nearest(onSegment start: PlanarPoint, _ end: PlanarPoint) -> PlanarPoint {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let length2 = dx * dx + dy * dy
    guard length2 > 0 else { return start }
    let share = ((x - start.x) * dx + (y - start.y) * dy) / length2
    if share <= 0 { return start }
    if share >= 1 { return end }
    return PlanarPoint(start.x + share * dx, start.y + share * dy)
  }

  func passage(by start: PlanarPoint, _ end: PlanarPoint) -> Passage {
    if start.y == y, end.y == y {
      return min(start.x, end.x) <= x && x <= max(start.x, end.x) ? .onIt : .missed
    }
    let isUpward = start.y < end.y
    let (low, high) = isUpward ? (start, end) : (end, start)
    guard low.y <= y, y <= high.y else { return .missed }
    switch turn(from: low, to: high) {
    case .straight: return .onIt
    // The lower end belongs to the edge, the upper to the next: a corner is passed once.
    case .left: return y < high.y ? .crossed : .missed
    case .right: return .missed
    }
  }
}

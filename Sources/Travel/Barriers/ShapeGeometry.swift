import Geography

extension Barrier.Shape {
  /// The nearest place on the line or on the bank; nil for a shape without points.
  func nearestPlace(to place: PlanarPoint) -> PlanarPoint? {
    switch self {
    case .line(let points): place.nearest(onLine: points)
    case .area(let polygon): polygon.nearestBoundaryPoint(to: place)
    }
  }

  /// The distance to what blocks: zero inside an area, infinite for a shape without points.
  func distance(to place: PlanarPoint) -> Double {
    if case .area(let polygon) = self, polygon.contains(place) { return 0 }
    return nearestPlace(to: place)?.distance(to: place) ?? .infinity
  }

  /// The segments of the line or of all rings.
  var segments: [(PlanarPoint, PlanarPoint)] {
    switch self {
    case .line(let points): Array(zip(points, points.dropFirst()))
    case .area(let polygon):
      polygon.rings.flatMap { ring in zip(ring, ring.dropFirst() + ring.prefix(1)) }
    }
  }

  /// The line, or all rings.
  var lines: [[PlanarPoint]] {
    switch self {
    case .line(let points): [points]
    case .area(let polygon): polygon.rings
    }
  }

  /// The points of the line or of the outer ring.
  var corners: [PlanarPoint] {
    switch self {
    case .line(let points): points
    case .area(let polygon): polygon.exterior
    }
  }

  var polygon: PlanarPolygon? {
    guard case .area(let polygon) = self else { return nil }
    return polygon
  }
}

extension Barrier {
  /// The distance to the nearest of its shapes.
  func distance(to place: PlanarPoint) -> Double {
    shapes.reduce(.infinity) { min($0, $1.distance(to: place)) }
  }

  /// What it is and what it is called: `fence "North fence" (f7)`.
  var label: String {
    let kind = kind.isEmpty ? "barrier" : kind
    guard !name.isEmpty else {
      return id.lowercased().hasPrefix(kind.lowercased()) ? id : "\(kind) \(id)"
    }
    return "\(kind) \"\(name)\"" + (name.lowercased() == id.lowercased() ? "" : " (\(id))")
  }

  /// The name to show to people.
  var title: String { name.isEmpty ? id : "\(id) (\(name))" }
}

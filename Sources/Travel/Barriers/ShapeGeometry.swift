import Geography

/// The nearest place on a line or ring, in metres.
struct NearestPlace {
  var point: PlanarPoint
  var distance: Double

  /// The place on the line nearest to another; nil for a line without points.
  static func on(_ points: [PlanarPoint], isClosed: Bool, to place: PlanarPoint) -> NearestPlace? {
    guard let first = points.first else { return nil }
    var best = NearestPlace(point: first, distance: place.distance(to: first))
    var previous = isClosed ? points[points.count - 1] : first
    for next in points {
      let candidate = closest(on: previous, next, to: place)
      let distance = place.distance(to: candidate)
      if distance < best.distance { best = NearestPlace(point: candidate, distance: distance) }
      previous = next
    }
    return best
  }

  private static func closest(
    on a: PlanarPoint, _ b: PlanarPoint, to place: PlanarPoint
  ) -> PlanarPoint {
    let dx = b.x - a.x
    let dy = b.y - a.y
    let square = dx * dx + dy * dy
    guard square > 0 else { return a }
    let part = min(1, max(0, ((place.x - a.x) * dx + (place.y - a.y) * dy) / square))
    return part == 1 ? b : PlanarPoint(a.x + part * dx, a.y + part * dy)
  }
}

extension Barrier.Shape {
  /// The nearest place on the line or on the bank; nil for a shape without points.
  func nearestPlace(to place: PlanarPoint) -> NearestPlace? {
    switch self {
    case .line(let points): NearestPlace.on(points, isClosed: false, to: place)
    case .area(let polygon):
      polygon.rings.compactMap { NearestPlace.on($0, isClosed: true, to: place) }
        .min { $0.distance < $1.distance }
    }
  }

  /// Whether the place lies inside an area (even–odd rule; undecided on the bank).
  func covers(_ place: PlanarPoint) -> Bool {
    guard case .area(let polygon) = self else { return false }
    var isInside = false
    for ring in polygon.rings {
      guard var a = ring.last else { continue }
      for b in ring {
        if (a.y > place.y) != (b.y > place.y) {
          let x = a.x + (place.y - a.y) / (b.y - a.y) * (b.x - a.x)
          if place.x < x { isInside.toggle() }
        }
        a = b
      }
    }
    return isInside
  }

  /// The distance to what blocks: zero inside an area.
  func distance(to place: PlanarPoint) -> Double {
    covers(place) ? 0 : nearestPlace(to: place)?.distance ?? .infinity
  }

  /// The segments of the line or of all rings.
  var segments: [(PlanarPoint, PlanarPoint)] {
    switch self {
    case .line(let points): Array(zip(points, points.dropFirst()))
    case .area(let polygon):
      polygon.rings.flatMap { ring in zip(ring, ring.dropFirst() + ring.prefix(1)) }
    }
  }
}

/// Finds a point that lies inside an area.
enum InnerPoint {
  /// The centroid of the largest polygon, or a point at half its height where that lies outside.
  ///
  /// The latter is the middle of the widest stretch inside. Nil for areas without rings.
  static func of(_ polygons: [[[Position]]]) -> Position? {
    let largest = polygons.max { a, b in
      (a.first.map { area($0).magnitude } ?? 0) < (b.first.map { area($0).magnitude } ?? 0)
    }
    guard let rings = largest, let outer = rings.first, let origin = outer.first else { return nil }
    if let centroid = centroid(of: outer), contains(centroid, rings) { return centroid }
    let ys = outer.map(\.y)
    // Between two heights where the ring has corners, so that no corner is hit.
    let middle = ((ys.min() ?? origin.y) + (ys.max() ?? origin.y)) / 2
    let below = ys.filter { $0 <= middle }.max() ?? middle
    let above = ys.filter { $0 > middle }.min() ?? middle
    let y = (below + above) / 2
    var crossings: [Double] = []
    for ring in rings {
      for (a, b) in zip(ring, ring.dropFirst()) where (a.y > y) != (b.y > y) {
        crossings.append(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x))
      }
    }
    crossings.sort()
    var best: (x: Double, width: Double)?
    for start in stride(from: 0, to: crossings.count - 1, by: 2) {
      let width = crossings[start + 1] - crossings[start]
      if width > best?.width ?? -1 { best = (crossings[start] + width / 2, width) }
    }
    return best.map { Position($0.x, y) } ?? origin
  }

  private static func area(_ ring: [Position]) -> Double {
    guard let origin = ring.first else { return 0 }
    var twice = 0.0
    for (a, b) in zip(ring, ring.dropFirst()) {
      twice += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
    }
    return twice / 2
  }

  private static func centroid(of ring: [Position]) -> Position? {
    let area = area(ring)
    guard area != 0, let origin = ring.first else { return nil }
    var x = 0.0
    var y = 0.0
    for (a, b) in zip(ring, ring.dropFirst()) {
      let (ax, ay) = (a.x - origin.x, a.y - origin.y)
      let (bx, by) = (b.x - origin.x, b.y - origin.y)
      let cross = ax * by - bx * ay
      x += (ax + bx) * cross
      y += (ay + by) * cross
    }
    return Position(origin.x + x / (6 * area), origin.y + y / (6 * area))
  }

  private static func contains(_ point: Position, _ rings: [[Position]]) -> Bool {
    var isInside = false
    for ring in rings {
      for (a, b) in zip(ring, ring.dropFirst()) where (a.y > point.y) != (b.y > point.y) {
        if point.x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x) { isInside.toggle() }
      }
    }
    return isInside
  }
}

/// Cuts long lines and large areas down to what a window shows.
package enum LineClipping {
  /// The parts of a line inside the box, in order.
  package static func line(_ points: [CanvasPoint], in box: CanvasBox) -> [[CanvasPoint]] {
    var parts: [[CanvasPoint]] = []
    var part: [CanvasPoint] = []
    for (a, b) in zip(points, points.dropFirst()) {
      guard let range = box.clippedRange(from: a, to: b) else {
        if part.count > 1 { parts.append(part) }
        part = []
        continue
      }
      let start = range.enter == 0 ? a : between(a, b, range.enter)
      let end = range.leave == 1 ? b : between(a, b, range.leave)
      if part.isEmpty { part = [start] }
      part.append(end)
      if range.leave < 1 {
        parts.append(part)
        part = []
      }
    }
    if part.count > 1 { parts.append(part) }
    return parts
  }

  /// The part of a ring inside the box; where it leaves and comes back it runs along the rim.
  ///
  /// Uses the reentrant clipping of I. E. Sutherland and G. W. Hodgman (1974),
  /// <https://doi.org/10.1145/360767.360802>: right for filling, with edges along the rim.
  package static func ring(_ points: [CanvasPoint], in box: CanvasBox) -> [CanvasPoint] {
    var ring = points
    let sides: [(CanvasPoint) -> Double] = [
      { $0.x - box.minX }, { box.maxX - $0.x }, { $0.y - box.minY }, { box.maxY - $0.y },
    ]
    for inside in sides {
      guard var previous = ring.last else { return [] }
      var kept: [CanvasPoint] = []
      kept.reserveCapacity(ring.count + 4)
      for point in ring {
        let here = inside(point)
        let there = inside(previous)
        if (here >= 0) != (there >= 0) {
          kept.append(between(previous, point, there / (there - here)))
        }
        if here >= 0 { kept.append(point) }
        previous = point
      }
      ring = kept
    }
    return ring
  }

  /// The line with fewer points, nowhere more than about twice `tolerance` pixels away from the
  /// whole one; both ends stay.
  ///
  /// - Complexity: O(*n*) for *n* points, and O(*k*²) at worst for the *k* of them that lie more than
  ///   `tolerance` apart.
  package static func thinned(
    _ points: [CanvasPoint], tolerance: Double = 0.3
  ) -> [CanvasPoint] {
    straightened(sparse(points, spacing: tolerance), tolerance: tolerance)
  }

  /// Leaves out points nearer than `spacing` to the last one kept.
  private static func sparse(_ points: [CanvasPoint], spacing: Double) -> [CanvasPoint] {
    guard points.count > 2, var last = points.first, let end = points.last else { return points }
    var kept = [last]
    for point in points.dropFirst().dropLast() where point.distance(to: last) >= spacing {
      kept.append(point)
      last = point
    }
    kept.append(end)
    return kept
  }

  /// Leaves out points that lie on the way between their neighbours.
  ///
  /// After D. H. Douglas, T. K. Peucker (1973), <https://doi.org/10.3138/FM57-6770-U75U-7727>.
  private static func straightened(
    _ points: [CanvasPoint], tolerance: Double
  ) -> [CanvasPoint] {
    guard points.count > 2 else { return points }
    var isKept = [Bool](repeating: false, count: points.count)
    isKept[0] = true
    isKept[points.count - 1] = true
    var open = [(0, points.count - 1)]
    while let (start, end) = open.popLast() {
      var farthest = start
      var distance = tolerance
      for index in (start + 1)..<max(end, start + 1) {
        let here = distanceToSegment(points[index], points[start], points[end])
        if here > distance { (farthest, distance) = (index, here) }
      }
      guard farthest > start else { continue }
      isKept[farthest] = true
      open.append((start, farthest))
      open.append((farthest, end))
    }
    return zip(points, isKept).filter(\.1).map(\.0)
  }

  private static func distanceToSegment(
    _ point: CanvasPoint, _ a: CanvasPoint, _ b: CanvasPoint
  ) -> Double {
    let dx = b.x - a.x
    let dy = b.y - a.y
    let square = dx * dx + dy * dy
    guard square > 0 else { return point.distance(to: a) }
    let t = min(max(((point.x - a.x) * dx + (point.y - a.y) * dy) / square, 0), 1)
    return point.distance(to: CanvasPoint(a.x + t * dx, a.y + t * dy))
  }

  private static func between(_ a: CanvasPoint, _ b: CanvasPoint, _ t: Double) -> CanvasPoint {
    CanvasPoint(a.x + t * (b.x - a.x), a.y + t * (b.y - a.y))
  }
}

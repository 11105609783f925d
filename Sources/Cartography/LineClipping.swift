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

  /// Leaves out points nearer than `spacing` pixels to the last one kept; both ends stay.
  package static func thinned(_ points: [CanvasPoint], spacing: Double = 0.3) -> [CanvasPoint] {
    guard points.count > 2, var last = points.first, let end = points.last else { return points }
    var kept = [last]
    for point in points.dropFirst().dropLast() where point.distance(to: last) >= spacing {
      kept.append(point)
      last = point
    }
    kept.append(end)
    return kept
  }

  private static func between(_ a: CanvasPoint, _ b: CanvasPoint, _ t: Double) -> CanvasPoint {
    CanvasPoint(a.x + t * (b.x - a.x), a.y + t * (b.y - a.y))
  }
}

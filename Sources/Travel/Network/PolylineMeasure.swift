import Geography

/// Lengths along a drawn line, in metres.
enum PolylineMeasure {
  static func length(_ points: ArraySlice<PlanarPoint>) -> Double {
    zip(points, points.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
  }

  /// The point that lies a share of the way along, from 0 to 1; the ends exactly.
  static func point(on points: ArraySlice<PlanarPoint>, at share: Double) -> PlanarPoint? {
    guard share > 0 else { return points.first }
    guard share < 1 else { return points.last }
    var left = share * length(points)
    for (a, b) in zip(points, points.dropFirst()) {
      let step = a.distance(to: b)
      if left <= step, step > 0 {
        let part = left / step
        return PlanarPoint(a.x + part * (b.x - a.x), a.y + part * (b.y - a.y))
      }
      left -= step
    }
    return points.last
  }

  /// The part of a line between two shares of the way, in the order asked for.
  static func part(
    of points: ArraySlice<PlanarPoint>, from start: Double, to end: Double
  ) -> [PlanarPoint] {
    guard start <= end else { return part(of: points, from: end, to: start).reversed() }
    guard let first = point(on: points, at: start), let last = point(on: points, at: end) else {
      return []
    }
    let total = length(points)
    var walked = 0.0
    var result = [first]
    for (a, b) in zip(points, points.dropFirst()) {
      walked += a.distance(to: b)
      if walked > start * total, walked < end * total { result.append(b) }
    }
    result.append(last)
    return result
  }
}

import Geography

/// Counts ways that lead through the gap between two barriers.
///
/// A shortest way bends where barriers end, so most leaks touch an end of the gap instead of
/// crossing it. Such a way leads through the gap where the gap lies on the outer side of its bend;
/// on the inner side lies the barrier that it goes around.
struct GapLeak {
  let from: PlanarPoint
  let to: PlanarPoint
  private let box: PlanarBox

  /// Metres within which a way touches an end of the gap.
  private static var touch: Double { 0.002 }

  init(from: PlanarPoint, to: PlanarPoint) {
    self.from = from
    self.to = to
    box = PlanarBox([from, to]).expanded(by: Self.touch)
  }

  /// Whether a way leads through the gap, given corner after corner.
  ///
  /// - Complexity: O(*n*) for *n* corners.
  func isOn(_ path: [PlanarPoint]) -> Bool {
    for leg in path.indices.dropFirst() {
      let (a, b) = (path[leg - 1], path[leg])
      guard isNear(a, b) else { continue }
      if touches(a, b, from) {
        if opens(towards: to, from: from, on: path, leg: leg) { return true }
      } else if touches(a, b, to) {
        if opens(towards: from, from: to, on: path, leg: leg) { return true }
      } else if Self.turn(a, b, from) * Self.turn(a, b, to) < 0,
        Self.turn(from, to, a) * Self.turn(from, to, b) <= 0
      {
        return true
      }
    }
    return false
  }

  private func isNear(_ a: PlanarPoint, _ b: PlanarPoint) -> Bool {
    min(a.x, b.x) <= box.maxX && max(a.x, b.x) >= box.minX
      && min(a.y, b.y) <= box.maxY && max(a.y, b.y) >= box.minY
  }

  private func touches(_ a: PlanarPoint, _ b: PlanarPoint, _ end: PlanarPoint) -> Bool {
    end.distance(to: Self.nearest(to: end, onLegFrom: a, to: b)) <= Self.touch
  }

  /// Whether a way that touches one end of the gap has the gap on the outer side of its bend.
  private func opens(
    towards other: PlanarPoint, from end: PlanarPoint, on path: [PlanarPoint], leg: Int
  ) -> Bool {
    let (a, b) = (path[leg - 1], path[leg])
    let bend = bend(around: end, on: path, leg: leg)
    // A way without any bend begins or ends here: it uses the gap as much as it can.
    guard bend != 0 else { return true }
    let side = Self.turn(a, b, other)
    // Where the gap goes on straight ahead, the way leaves the barrier's end along its own line.
    return abs(side) <= Self.touch * a.distance(to: b) || (side < 0) == (bend > 0)
  }

  /// More than 0 where the way turns left at the end that it touches, or else at the corner nearest
  /// to it on the way; 0 where it never turns.
  private func bend(around end: PlanarPoint, on path: [PlanarPoint], leg: Int) -> Double {
    let corners = path.indices.dropFirst().dropLast()
    var nearest: (distance: Double, turn: Double)?
    for corner in corners {
      let turn = Self.turn(path[corner - 1], path[corner], path[corner + 1])
      guard turn != 0, isStraight(path, between: corner, and: leg) else { continue }
      let distance = path[corner].distance(to: end)
      if distance < nearest?.distance ?? .infinity { nearest = (distance, turn) }
    }
    return nearest?.turn ?? 0
  }

  /// Whether a way does not turn between a corner and a leg.
  private func isStraight(_ path: [PlanarPoint], between corner: Int, and leg: Int) -> Bool {
    let between = corner < leg ? (corner + 1)..<leg : leg..<corner
    return between.allSatisfy { Self.turn(path[$0 - 1], path[$0], path[$0 + 1]) == 0 }
  }

  /// Twice the area of a triangle: more than 0 where it turns left.
  private static func turn(_ a: PlanarPoint, _ b: PlanarPoint, _ c: PlanarPoint) -> Double {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
  }

  private static func nearest(
    to point: PlanarPoint, onLegFrom a: PlanarPoint, to b: PlanarPoint
  ) -> PlanarPoint {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let square = dx * dx + dy * dy
    guard square > 0 else { return a }
    let part = min(max(((point.x - a.x) * dx + (point.y - a.y) * dy) / square, 0), 1)
    return PlanarPoint(a.x + part * dx, a.y + part * dy)
  }
}

extension Finding {
  /// The same findings, every gap with the number of ways that lead through it.
  static func counting(_ paths: [[PlanarPoint]], through findings: [Finding]) -> [Finding] {
    findings.map { finding in
      guard case .opening(let from, let to) = finding.place else { return finding }
      let gap = GapLeak(from: from, to: to)
      var counted = finding
      counted.routes = paths.count { gap.isOn($0) }
      return counted
    }
  }
}

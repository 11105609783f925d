import Geography
import Travel

extension BarrierFacts {
  /// How far rounding may move a wall, in metres, and a little more.
  static let blur = 0.004

  /// The id of a barrier that a leg of the route goes right through, other than on a deck.
  func wallCrossed(by route: Route<PlanarPoint>) -> String? {
    let used = distance.crossings.filter { route.crossings.contains($0.id) }
    for (a, b) in zip(route.path, route.path.dropFirst())
    where !used.contains(where: { mayBeDeck(a, b, of: $0) }) {
      for barrier in distance.barriers {
        for (c, d) in Self.segments(of: barrier) where Self.goesThrough(a, b, c, d) {
          return barrier.id
        }
      }
    }
    return nil
  }

  /// Whether a leg runs along a line crossing, or over the water that a point crossing spans.
  private func mayBeDeck(
    _ a: PlanarPoint, _ b: PlanarPoint, of crossing: Crossing
  ) -> Bool {
    switch crossing.shape {
    case .lines(let parts):
      let reach = BarrierDistance.defaultAttachmentTolerance
      return [a, b].allSatisfy { end in
        parts.contains { (end.nearest(onLine: $0) ?? end).distance(to: end) <= reach }
      }
    case .line(let deck):
      // Ends drawn in the water were moved to the bank.
      return [a, b].allSatisfy { end in
        let nearest = end.nearest(onLine: deck) ?? end
        return nearest.distance(to: end) <= BarrierDistance.defaultAttachmentTolerance
      }
    case .point(let place):
      // Of a line it is a gate, where legs end; over water it is as long as the water is wide.
      let reach = BarrierDistance.defaultAttachmentTolerance
      let isByWater = distance.barriers.flatMap(\.shapes).contains { shape in
        guard case .area(let polygon) = shape else { return false }
        let bank = polygon.nearestBoundaryPoint(to: place) ?? place
        return polygon.contains(place) || bank.distance(to: place) <= reach
      }
      return isByWater && (place.nearest(onLine: [a, b]) ?? a).distance(to: place) <= reach
    }
  }

  static func segments(of barrier: Barrier) -> [(PlanarPoint, PlanarPoint)] {
    barrier.shapes.flatMap { shape in
      switch shape {
      case .line(let line): Array(zip(line, line.dropFirst()))
      case .area(let polygon):
        polygon.rings.flatMap { ring in Array(zip(ring, ring.dropFirst() + ring.prefix(1))) }
      }
    }
  }

  /// Whether two segments cross each other more than rounding could make them.
  private static func goesThrough(
    _ a: PlanarPoint, _ b: PlanarPoint, _ c: PlanarPoint, _ d: PlanarPoint
  ) -> Bool {
    /// How far `p` lies to the left of the line from `u` to `v`, in metres.
    func left(_ p: PlanarPoint, of u: PlanarPoint, _ v: PlanarPoint) -> Double {
      let cross = (v.x - u.x) * (p.y - u.y) - (v.y - u.y) * (p.x - u.x)
      return cross / max(u.distance(to: v), 1e-9)
    }
    func areApart(_ one: Double, _ other: Double) -> Bool {
      min(one, other) < -blur && max(one, other) > blur
    }
    return areApart(left(a, of: c, d), left(b, of: c, d))
      && areApart(left(c, of: a, b), left(d, of: a, b))
  }
}

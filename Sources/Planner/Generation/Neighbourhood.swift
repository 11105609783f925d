import Geography

/// The part of a disc that is seen from its middle without looking over a barrier.
struct Neighbourhood {
  let plane: LocalPlane
  let radius: Double
  private let edges: [(PlanarPoint, PlanarPoint)]
  private let clearance: Double

  init(disc: District.Disc, barriers: GenerationBarriers, clearance: Double) {
    let plane = LocalPlane(origin: disc.center)
    let reach = disc.radius + clearance
    let middle = PlanarPoint(0, 0)
    self.plane = plane
    self.radius = disc.radius
    self.clearance = clearance
    edges = barriers.edges
      .map { (plane.planar($0.0), plane.planar($0.1)) }
      .filter { Neighbourhood.distance(from: middle, to: $0) <= reach }
  }

  /// Whether the straight line from the middle to a point meets no barrier and the point keeps
  /// the clearance from all of them.
  func holds(_ point: PlanarPoint) -> Bool {
    let middle = PlanarPoint(0, 0)
    return edges.allSatisfy { edge in
      !Neighbourhood.meet(middle, point, edge.0, edge.1)
        && Neighbourhood.distance(from: point, to: edge) >= clearance
    }
  }

  private static func meet(
    _ a: PlanarPoint, _ b: PlanarPoint, _ c: PlanarPoint, _ d: PlanarPoint
  ) -> Bool {
    // Touching counts as meeting; collinear runs are left to the clearance.
    turn(a, b, c) * turn(a, b, d) <= 0 && turn(c, d, a) * turn(c, d, b) <= 0
  }

  private static func turn(_ a: PlanarPoint, _ b: PlanarPoint, _ c: PlanarPoint) -> Double {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
  }

  private static func distance(
    from point: PlanarPoint, to edge: (PlanarPoint, PlanarPoint)
  ) -> Double {
    let (a, b) = edge
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let square = dx * dx + dy * dy
    guard square > 0 else { return point.distance(to: a) }
    let t = max(0, min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / square))
    return point.distance(to: PlanarPoint(a.x + t * dx, a.y + t * dy))
  }
}

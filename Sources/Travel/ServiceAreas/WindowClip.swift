import Geography

/// Cuts triangles of the mesh to a window, so that neighbours keep the same corners.
struct WindowClip: Sendable {
  /// A corner, and the line from there to the next corner; nil for a side of the window.
  struct Corner: Sendable {
    var place: PlanarPoint
    var halfedge: Int32?
  }

  let window: PlanarBox

  /// What of a triangle lies in the window, anticlockwise; fewer than three corners for nothing.
  func corners(ofTriangle triangle: Int32, in world: BarrierWorld) -> [Corner] {
    let mesh = world.mesh.triangulation
    var corners = (3 * triangle..<3 * triangle + 3).map { halfedge in
      Corner(place: world.grid.point(mesh.start(halfedge)), halfedge: halfedge)
    }
    let box = PlanarBox(corners.lazy.map(\.place))
    guard box.meets(window) else { return [] }
    let isInside =
      box.minX >= window.minX && box.maxX <= window.maxX && box.minY >= window.minY
      && box.maxY <= window.maxY
    if isInside { return corners }
    for side in Side.allCases { corners = cut(corners, side, world) }
    var distinct: [Corner] = []
    for corner in corners {
      // Of two corners at one place the later one knows the line that goes on.
      if distinct.last?.place == corner.place { distinct.removeLast() }
      distinct.append(corner)
    }
    if let first = distinct.first, let last = distinct.last, distinct.count > 1,
      first.place == last.place
    {
      distinct.removeLast()
    }
    return distinct
  }

  private enum Side: CaseIterable { case west, east, south, north }

  /// Metres inside one side of the window; exactly zero on it.
  private func depth(_ point: PlanarPoint, _ side: Side) -> Double {
    switch side {
    case .west: point.x - window.minX
    case .east: window.maxX - point.x
    case .south: point.y - window.minY
    case .north: window.maxY - point.y
    }
  }

  private func cut(_ corners: [Corner], _ side: Side, _ world: BarrierWorld) -> [Corner] {
    var kept: [Corner] = []
    for (index, corner) in corners.enumerated() {
      let next = corners[index + 1 == corners.count ? 0 : index + 1]
      let (here, there) = (depth(corner.place, side), depth(next.place, side))
      if here >= 0 {
        // The part that starts here leaves at once, or runs on.
        kept.append(here == 0 && there < 0 ? Corner(place: corner.place, halfedge: nil) : corner)
      }
      guard (here < 0 && there > 0) || (here > 0 && there < 0) else { continue }
      let place = crossing(of: corner, next, side, world)
      // Outwards the rim goes on along the window, inwards along the same edge.
      kept.append(Corner(place: place, halfedge: here > 0 ? nil : corner.halfedge))
    }
    return kept
  }

  /// Where an edge meets a side of the window: the same place whichever triangle asks.
  private func crossing(
    of corner: Corner, _ next: Corner, _ side: Side, _ world: BarrierWorld
  ) -> PlanarPoint {
    var (a, b) = (corner.place, next.place)
    if let halfedge = corner.halfedge {
      let mesh = world.mesh.triangulation
      a = world.grid.point(mesh.start(halfedge))
      b = world.grid.point(mesh.end(halfedge))
      if (a.x, a.y) > (b.x, b.y) { swap(&a, &b) }
    }
    let (depthA, depthB) = (depth(a, side), depth(b, side))
    let share = depthA / (depthA - depthB)
    var place = PlanarPoint(a.x + share * (b.x - a.x), a.y + share * (b.y - a.y))
    switch side {
    case .west: place.x = window.minX
    case .east: place.x = window.maxX
    case .south: place.y = window.minY
    case .north: place.y = window.maxY
    }
    return place
  }
}

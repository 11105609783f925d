import Geography

/// Finds free ends of line barriers that nearly meet another barrier: through such a gap paths leak.
struct BarrierGaps {
  let world: BarrierWorld
  /// Metres up to which an end nearly meets.
  let reach: Double

  struct Gap {
    /// The free end, as a vertex of the mesh.
    var end: Int32
    /// The nearest place on the other barrier.
    var place: PlanarPoint
    var metres: Double
    var edge: Int32
    /// Whether that place is a free end as well.
    var isBetweenEnds = false
  }

  /// The gaps, narrowest first, each once.
  ///
  /// - Complexity: O(free ends × triangles within reach of each).
  func find() -> [Gap] {
    let mesh = world.mesh
    var gaps: [Gap] = []
    var freeEnds: [PlanarPoint] = []
    for vertex in Int32(Triangulation.frameCorners)..<Int32(mesh.triangulation.vertexCount) {
      guard let own = onlyWall(at: vertex) else { continue }
      freeEnds.append(mesh.positions[Int(vertex)])
      if let gap = gap(at: vertex, besides: own) { gaps.append(gap) }
    }
    let ends = Set(freeEnds)
    for index in gaps.indices { gaps[index].isBetweenEnds = ends.contains(gaps[index].place) }
    gaps.sort { ($0.metres, $0.end) < ($1.metres, $1.end) }
    // Two free ends that face each other are one gap.
    var seen: Set<GapEnds> = []
    return gaps.filter { gap in
      let end = mesh.positions[Int(gap.end)]
      return seen.insert(GapEnds(end, gap.place)).inserted
    }
  }

  private struct GapEnds: Hashable {
    var ends: Set<PlanarPoint>
    init(_ a: PlanarPoint, _ b: PlanarPoint) { ends = [a, b] }
  }

  /// The noded edge of the only wall at a vertex; nil where there are more or none.
  private func onlyWall(at vertex: Int32) -> Int32? {
    var found: Int32?
    var count = 0
    world.mesh.triangulation.forEachHalfedge(from: vertex) { halfedge in
      if let edge = world.mesh.edge(along: halfedge) {
        found = edge
        count += 1
      }
    }
    return count == 1 ? found : nil
  }

  /// Walks over the triangles within reach that no wall hides, and keeps the nearest wall.
  private func gap(at vertex: Int32, besides own: Int32) -> Gap? {
    let mesh = world.mesh
    let triangulation = mesh.triangulation
    let end = mesh.positions[Int(vertex)]
    var best: Gap?
    var seen: Set<Int32> = []
    var pending: [Int32] = []
    triangulation.forEachHalfedge(from: vertex) { pending.append($0 / 3) }
    // Ends: each triangle is looked at once.
    while let triangle = pending.popLast() {
      guard seen.insert(triangle).inserted, mesh.isLand(triangle: triangle) else { continue }
      for halfedge in 3 * triangle..<3 * triangle + 3 {
        let a = mesh.positions[Int(triangulation.corners[Int(halfedge)])]
        let b = mesh.positions[Int(triangulation.corners[Int(Triangulation.next(halfedge))])]
        let place = end.nearest(onSegment: a, b)
        let metres = end.distance(to: place)
        guard metres <= reach else { continue }
        if let edge = mesh.edge(along: halfedge) {
          guard edge != own, metres > 0, metres < best?.metres ?? .infinity else { continue }
          // The same barrier a few steps on is a bend, and what lies beside the end, as a second
          // track does, was never meant to meet it.
          guard !isNext(edge, to: own), isAhead(place, of: vertex, along: own) else { continue }
          best = Gap(end: vertex, place: place, metres: metres, edge: edge)
        } else {
          let twin = triangulation.twins[Int(halfedge)]
          if twin >= 0 { pending.append(twin / 3) }
        }
      }
    }
    return best
  }

  /// Whether an edge shares a vertex with the free end's own edge.
  private func isNext(_ edge: Int32, to own: Int32) -> Bool {
    let a = world.mesh.noded.edges[Int(edge)]
    let b = world.mesh.noded.edges[Int(own)]
    return a.first == b.first || a.first == b.last || a.last == b.first || a.last == b.last
  }

  /// Whether a place lies in the direction in which the free end points, within 80°.
  private func isAhead(_ place: PlanarPoint, of vertex: Int32, along own: Int32) -> Bool {
    let corners = Int32(Triangulation.frameCorners)
    let edge = world.mesh.noded.edges[Int(own)]
    let other = edge.first + corners == vertex ? edge.last : edge.first
    let end = FreeEnd(
      place: world.mesh.positions[Int(vertex)],
      before: world.mesh.positions[Int(other + corners)])
    return end.isAhead(place)
  }
}

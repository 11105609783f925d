public import Geography

extension BarrierDistance {
  /// Where a point lies with respect to the barriers.
  public enum Whereabouts: Hashable, Sendable {
    case land
    /// On a line or on a bank: reachable, on both sides.
    case onBarrier(id: String)
    /// Inside an area: unreachable.
    case insideArea(id: String)
    /// More than 1,050 km from the middle of the barriers: unreachable, and surely a mistake.
    case beyondWorld
  }

  public func whereabouts(of point: PlanarPoint) -> Whereabouts {
    guard let world else { return .land }
    guard let place = world.grid.snap(point) else { return .beyondWorld }
    let mesh = world.mesh
    let placement = mesh.triangulation.locate(place, from: 0)
    var land = false
    var area: Int32?
    mesh.forEachTriangle(at: placement) { triangle in
      if mesh.isLand(triangle: triangle) {
        land = true
      } else {
        area = area ?? mesh.areasOverRegion[Int(mesh.regions[Int(triangle)])].first
      }
    }
    if !land, let area {
      return .insideArea(id: barriers[Int(world.barrierOfShape[Int(area)])].id)
    }
    var barrier: Int32?
    switch placement {
    case .inside: break
    case .on(let halfedge): barrier = world.barrier(along: halfedge)
    case .at(let vertex):
      mesh.triangulation.forEachHalfedge(from: vertex) { halfedge in
        barrier = barrier ?? world.barrier(along: halfedge)
      }
    }
    return barrier.map { .onBarrier(id: barriers[Int($0)].id) } ?? .land
  }

  /// The nearest place on land: the point itself, or the nearest bank of the area that it lies in.
  public func nearestLand(to point: PlanarPoint) -> PlanarPoint {
    var place = point
    // A bank may lie in another area; a few moves lead out of any real cluster of areas.
    for _ in 0..<8 {
      guard case .insideArea(let id) = whereabouts(of: place),
        let barrier = barriers.first(where: { $0.id == id })
      else { return place }
      let banks = barrier.shapes.compactMap { shape in
        shape.distance(to: place) < 0.01 ? shape.nearestPlace(to: place) : nil
      }
      let nearest = banks.min { $0.distance(to: place) < $1.distance(to: place) }
      guard let nearest else { return place }
      if let dry = dryPlace(by: nearest) { return dry }
      guard nearest != place else { return place }
      place = nearest
    }
    return place
  }

  /// A place on land within the rounding of the grid; nil where there is none.
  private func dryPlace(by bank: PlanarPoint) -> PlanarPoint? {
    for reach in [0, 0.001, 0.002, 0.003] {
      for (dx, dy) in [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 1), (-1, 1), (-1, -1), (1, -1)] {
        let place = PlanarPoint(bank.x + reach * Double(dx), bank.y + reach * Double(dy))
        switch whereabouts(of: place) {
        case .land, .onBarrier: return place
        case .insideArea, .beyondWorld: continue
        }
      }
    }
    return nil
  }

  /// The ids of the barriers around the land that can be reached from a point, the longest first.
  ///
  /// Names what shuts somebody in or out: every barrier between that land and land that cannot be
  /// reached from it.
  public func enclosingBarriers(of point: PlanarPoint) -> [String] {
    guard let world, let place = world.grid.snap(point) else { return [] }
    let mesh = world.mesh
    var isReached = [Bool](repeating: false, count: mesh.areasOverRegion.count)
    var pending: [Int32] = []
    mesh.forEachTriangle(at: mesh.triangulation.locate(place, from: 0)) { triangle in
      if mesh.isLand(triangle: triangle) { pending.append(mesh.regions[Int(triangle)]) }
    }
    let joined = openJoints()
    // Ends: each region is reached once.
    while let region = pending.popLast() {
      guard !isReached[Int(region)] else { continue }
      isReached[Int(region)] = true
      pending.append(contentsOf: joined[region] ?? [])
    }
    var lengths: [Int32: Double] = [:]
    for halfedge in 0..<Int32(3 * mesh.triangulation.triangleCount) {
      guard let edge = mesh.edge(along: halfedge) else { continue }
      let beyond = mesh.triangulation.twins[Int(halfedge)] / 3
      guard isReached[Int(mesh.regions[Int(halfedge / 3)])],
        !isReached[Int(mesh.regions[Int(beyond)])]
      else { continue }
      let length = GridVector(
        from: mesh.triangulation.start(halfedge), to: mesh.triangulation.end(halfedge)
      ).length
      var counted: Set<Int32> = []
      for source in mesh.noded.sources(of: Int(edge)) {
        let barrier = world.barrierOfShape[Int(source.shape)]
        if counted.insert(barrier).inserted { lengths[barrier, default: 0] += length }
      }
    }
    return lengths.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { barriers[Int($0.key)].id }
  }

  /// The regions that open crossings lead to from each region, in the direction of travel.
  private func openJoints() -> [Int32: [Int32]] {
    guard let world, let arcs else { return [:] }
    var joined: [Int32: [Int32]] = [:]
    for node in 0..<world.mesh.nodeCount {
      for arc in Int(arcs.starts[node])..<Int(arcs.starts[node + 1]) {
        joined[world.region(ofNode: arcs.entries[arc].from), default: []]
          .append(world.region(ofNode: Int32(node)))
      }
    }
    return joined
  }

  /// What a careful planner wants to know about the barriers and crossings.
  ///
  /// Computed at each call: gaps that leak, crossings that open half of what they should, and what
  /// is harmless but worth knowing.
  public var findings: [BarrierFinding] {
    guard let world else { return [] }
    return world.findings
      + BarrierReview(world: world, crossings: crossings).findings(
        gapReach: BarrierDistance.defaultGapReach)
  }
}

extension BarrierWorld {
  /// The first barrier that runs along a half-edge.
  func barrier(along halfedge: Int32) -> Int32? {
    guard let edge = mesh.edge(along: halfedge) else { return nil }
    return mesh.noded.sources(of: Int(edge)).first.map { barrierOfShape[Int($0.shape)] }
  }
}

import Geography

/// Barriers and crossings worked through: the mesh, who sees whom, and the arcs over the crossings.
final class BarrierWorld: Sendable {
  /// One way over a crossing, from node to node.
  struct Arc: Hashable, Sendable {
    var from: Int32
    var to: Int32
    /// The way that it takes, by its position in ``BarrierWorld/attached``.
    var way: Int32
    /// Whether it goes with ``Crossing/Direction/leftToRight`` or ``Crossing/Direction/forward``, as
    /// far as its way runs as its crossing is drawn.
    var isForward: Bool
    /// Metres, without the cost.
    var length: Double
  }

  let barriers: [Barrier]
  let grid: MillimetreGrid
  let mesh: BarrierMesh
  let graph: SightGraph
  /// The ways over the crossings: of most crossings one.
  let attached: [AttachedCrossing]
  /// Metres within which a crossing may lie from its barrier.
  let tolerance: Double
  /// The arcs of all crossings, open or not, in both directions.
  let arcs: [Arc]
  /// The barrier that each shape belongs to.
  let barrierOfShape: [Int32]
  /// What attaching the crossings brought to light.
  let findings: [BarrierFinding]
  /// Searches for single pairs.
  let idle = IdleSearches()

  /// Attaches the crossings to the barriers and builds the world.
  convenience init(
    barriers: [Barrier], crossings: [Crossing], tolerance: Double
  ) throws(BarrierWorldError) {
    try Self.checkIDs(barriers, crossings)
    let box = try Self.box(of: barriers)
    var attachment = CrossingAttachment(barriers: barriers, tolerance: tolerance)
    let attached = try attachment.attach(crossings)
    try self.init(
      barriers: barriers, crossings: crossings, attached: attached,
      grid: MillimetreGrid(around: box), findings: attachment.findings, tolerance: tolerance)
  }

  /// Builds the world with crossings that know where they lie.
  init(
    barriers: [Barrier], crossings: [Crossing], attached: [AttachedCrossing],
    grid: MillimetreGrid, findings: [BarrierFinding], tolerance: Double
  ) throws(BarrierWorldError) {
    self.barriers = barriers
    self.tolerance = tolerance
    self.grid = grid
    self.attached = attached
    var vertices = VertexTable(grid: grid)
    for barrier in barriers { try vertices.add(barrier) }
    var ends: [[Int32]] = []
    for way in attached { ends.append(try vertices.add(way.ends, id: crossings[way.leader].id)) }
    let noded = vertices.noder.node()
    barrierOfShape = vertices.barrierOfShape
    mesh = BarrierMesh(
      noded: noded, isArea: vertices.isArea,
      exactPositions: vertices.exact
        + noded.vertices.dropFirst(vertices.exact.count).map(grid.point),
      crossingVertices: ends.joined(), grid: grid)
    graph = SightGraph(of: mesh)

    var arcs: [Arc] = []
    var joins = [Bool](repeating: false, count: crossings.count)
    for (number, way) in attached.enumerated() {
      let found = Self.arcs(
        of: way, number: Int32(number), ends: ends[number], mesh: mesh,
        barrierOfShape: barrierOfShape)
      for member in way.members where !found.isEmpty { joins[Int(member.crossing)] = true }
      arcs.append(contentsOf: found)
    }
    let useless = attached.filter { !joins[$0.leader] }.compactMap { way -> BarrierFinding? in
      guard let place = way.ends.first else { return nil }
      let crossing = crossings[way.leader]
      return BarrierFinding(
        kind: .crossingJoinsNothing,
        message: "crossing \(crossing.title) joins no two pieces of land at \(at: place); "
          + "draw it from one side of its barrier to the other",
        location: place, ids: [crossing.id])
    }
    self.arcs = arcs
    self.findings = findings + useless
  }

  private static func box(of barriers: [Barrier]) throws(BarrierWorldError) -> PlanarBox {
    var box = PlanarBox()
    for barrier in barriers {
      for shape in barrier.shapes {
        for line in shape.lines {
          for corner in line {
            guard corner.isFinite else { throw .coordinateNotFinite(id: barrier.id) }
            box.add(corner)
          }
        }
      }
    }
    return box
  }

  private static func checkIDs(
    _ barriers: [Barrier], _ crossings: [Crossing]
  ) throws(BarrierWorldError) {
    var seen: Set<String> = []
    for barrier in barriers where !seen.insert(barrier.id).inserted {
      throw .duplicateBarrier(id: barrier.id)
    }
    seen = []
    for crossing in crossings {
      guard seen.insert(crossing.id).inserted else { throw .duplicateCrossing(id: crossing.id) }
      guard crossing.cost.isFinite, crossing.cost >= 0 else {
        throw .badCost(crossing: crossing.id, cost: crossing.cost)
      }
      let places: [PlanarPoint] =
        if case .point(let place) = crossing.shape { [place] } else {
          crossing.parts.flatMap(\.self)
        }
      guard places.allSatisfy(\.isFinite) else { throw .coordinateNotFinite(id: crossing.id) }
    }
  }

  private static func arcs(
    of way: AttachedCrossing, number: Int32, ends: [Int32], mesh: BarrierMesh,
    barrierOfShape: [Int32]
  ) -> [Arc] {
    let corners = Int32(Triangulation.frameCorners)
    var found: [Arc] = []
    func join(_ a: Int32, _ b: Int32) {
      guard a >= 0, b >= 0, a != b else { return }
      let there = Arc(from: a, to: b, way: number, isForward: true, length: way.length)
      let back = Arc(from: b, to: a, way: number, isForward: false, length: way.length)
      if !found.contains(there) { found.append(there) }
      if !found.contains(back) { found.append(back) }
    }
    switch way.way {
    case .gate(_, let barriers):
      let vertex = ends[0] + corners
      mesh.triangulation.forEachHalfedge(from: vertex) { halfedge in
        guard let edge = mesh.edge(along: halfedge) else { return }
        let source = mesh.noded.sources(of: Int(edge)).first { source in
          barriers.contains(Int(barrierOfShape[Int(source.shape)]))
        }
        guard let source else { return }
        let left = mesh.cornerNodes[Int(halfedge)]
        let right = mesh.cornerNodes[
          Int(Triangulation.next(mesh.triangulation.twins[Int(halfedge)]))]
        let leavesAsDrawn =
          (mesh.noded.edges[Int(edge)].first + corners == vertex) == source.isForward
        if leavesAsDrawn { join(left, right) } else { join(right, left) }
      }
    case .deck:
      for a in mesh.nodes(at: ends[0] + corners) {
        for b in mesh.nodes(at: ends[1] + corners) { join(a, b) }
      }
    }
    return found
  }
}

extension BarrierMesh {
  /// The nodes at a vertex, in ascending order.
  func nodes(at vertex: Int32) -> [Int32] {
    var found: Set<Int32> = []
    triangulation.forEachHalfedge(from: vertex) { halfedge in
      let node = cornerNodes[Int(halfedge)]
      if node >= 0 { found.insert(node) }
    }
    return found.sorted()
  }
}

/// Snaps shapes to the grid and remembers the exact coordinates of their vertices.
private struct VertexTable {
  let grid: MillimetreGrid
  var noder = Noder()
  /// The coordinates given first for each vertex.
  var exact: [PlanarPoint] = []
  var isArea: [Bool] = []
  var barrierOfShape: [Int32] = []
  private var barrierCount: Int32 = 0

  init(grid: MillimetreGrid) { self.grid = grid }

  mutating func add(_ barrier: Barrier) throws(BarrierWorldError) {
    for shape in barrier.shapes {
      let number = Int32(isArea.count)
      barrierOfShape.append(barrierCount)
      switch shape {
      case .line(let points):
        isArea.append(false)
        guard points.count >= 2 else {
          throw .tooFewPoints(barrier: barrier.id, points: points.count, needed: 2)
        }
        try add(points, shape: number, isClosed: false, id: barrier.id)
      case .area(let polygon):
        isArea.append(true)
        for ring in polygon.rings {
          guard ring.count >= 3 else {
            throw .tooFewPoints(barrier: barrier.id, points: ring.count, needed: 3)
          }
          try add(ring, shape: number, isClosed: true, id: barrier.id)
        }
      }
    }
    barrierCount += 1
  }

  private mutating func add(
    _ points: [PlanarPoint], shape: Int32, isClosed: Bool, id: String
  ) throws(BarrierWorldError) {
    let numbers = try add(points, id: id)
    for (a, b) in zip(numbers, numbers.dropFirst()) {
      noder.addSegment(from: a, to: b, shape: shape)
    }
    if isClosed, let first = numbers.first, let last = numbers.last {
      noder.addSegment(from: last, to: first, shape: shape)
    }
  }

  /// Adds places; returns their vertex numbers.
  mutating func add(_ places: [PlanarPoint], id: String) throws(BarrierWorldError) -> [Int32] {
    var numbers: [Int32] = []
    numbers.reserveCapacity(places.count)
    for place in places {
      let number = noder.vertex(at: try snap(place, id: id))
      if Int(number) == exact.count { exact.append(place) }
      numbers.append(number)
    }
    return numbers
  }

  private func snap(
    _ point: PlanarPoint, id: String
  ) throws(BarrierWorldError) -> GridPoint {
    guard point.isFinite else { throw .coordinateNotFinite(id: id) }
    guard let snapped = grid.snap(point) else {
      throw .beyondGrid(id: id, metres: point.distance(to: grid.origin))
    }
    return snapped
  }
}

import Geography

/// The land between barriers as triangles, and the sectors in which paths can bend.
///
/// A **wall** is an edge that belongs to a barrier and has land on at least one side; it cannot be
/// passed. A **node** is a vertex together with one **sector**, the wedge of land between two
/// consecutive walls around it: two-sided lines, free ends, joints and courtyards then need no
/// special case. A sector narrower than 180° cannot bend a path; it becomes a node only where a
/// crossing starts from it.
struct BarrierMesh: Sendable {
  /// A wedge of land around a vertex.
  struct Node: Sendable {
    var vertex: Int32
    /// The first half-edge of the sector, anticlockwise, leaving the vertex.
    var halfedge: Int32
    /// The walls that bound the sector, clockwise side first; nil where no wall ends here.
    var walls: Walls?
    var isCrossing: Bool

    struct Walls: Sendable {
      var first: GridVector
      var last: GridVector
    }

    /// Whether a path that comes from, or goes to, the direction `step` can be a shortest path here.
    ///
    /// True where walls take up the angle opposite, or where the path goes straight on along a wall.
    @inline(__always)
    func canBend(towards step: GridVector) -> Bool {
      guard !isCrossing, let walls else { return true }
      let a = walls.first
      let b = walls.last
      let fromFirst = a.cross(step)
      if fromFirst < 0 { return true }
      let toLast = step.cross(b)
      if toLast < 0 { return true }
      if fromFirst == 0, a.dot(step) < 0 { return true }
      if toLast == 0, step.dot(b) < 0 { return true }
      // Along the wall of a free end.
      return fromFirst == 0 && toLast == 0 && a.dot(b) > 0 && a.dot(step) > 0
    }
  }

  let triangulation: Triangulation
  /// Where the vertices lie in metres, frame corners included; the exact coordinates given.
  let positions: [PlanarPoint]
  /// Whether the half-edge stops a path.
  let isWall: [Bool]
  /// Triangle *t* belongs to region `regions[t]`: the triangles that meet over edges without walls.
  let regions: [Int32]
  /// The areas that cover a region, as shape numbers; empty for land.
  let areasOverRegion: [[Int32]]
  /// Whether a triangle can be travelled through.
  let isLandTriangle: [Bool]
  let nodes: [Node]
  /// The node of each corner of each triangle, or −1.
  let cornerNodes: [Int32]
  /// The noded edge under a half-edge that is part of a barrier.
  let edgeOfHalfedge: [Int32: Int32]
  let noded: NodedBarriers

  var nodeCount: Int { nodes.count }

  func position(ofNode node: Int) -> PlanarPoint { positions[Int(nodes[node].vertex)] }

  func isLand(triangle: Int32) -> Bool { isLandTriangle[Int(triangle)] }

  /// Triangulates the land and finds its sectors.
  ///
  /// - Parameters:
  ///   - noded: The barriers, cut at all joints.
  ///   - isArea: Whether a shape is an area.
  ///   - exactPositions: Metres of the vertices of `noded`.
  ///   - crossingVertices: Vertices of `noded` from which a crossing starts.
  ///   - grid: The grid of the vertices.
  init(
    noded: NodedBarriers, isArea: [Bool], exactPositions: [PlanarPoint],
    crossingVertices: Set<Int32>, grid: MillimetreGrid
  ) {
    let mesh = Triangulation(places: noded.vertices, constraints: noded.edges)
    let corners = Int32(Triangulation.frameCorners)
    triangulation = mesh
    self.noded = noded
    positions =
      (0..<Triangulation.frameCorners).map { grid.point(mesh.points[$0]) } + exactPositions

    var edgeOfHalfedge: [Int32: Int32] = [:]
    edgeOfHalfedge.reserveCapacity(2 * noded.edges.count)
    for (number, edge) in noded.edges.enumerated() {
      guard let halfedge = mesh.halfedge(from: edge.first + corners, to: edge.last + corners)
      else { preconditionFailure("a barrier's edge is not in the triangulation") }
      edgeOfHalfedge[halfedge] = Int32(number)
      edgeOfHalfedge[mesh.twins[Int(halfedge)]] = Int32(number)
    }
    self.edgeOfHalfedge = edgeOfHalfedge

    let (regions, areas) = Self.regions(
      of: mesh, noded: noded, isArea: isArea, edgeOfHalfedge: edgeOfHalfedge)
    self.regions = regions
    areasOverRegion = areas
    isLandTriangle = regions.map { areas[Int($0)].isEmpty }

    var isWall = [Bool](repeating: false, count: 3 * mesh.triangleCount)
    for halfedge in 0..<isWall.count where mesh.isConstraint[halfedge] { isWall[halfedge] = true }
    self.isWall = isWall

    var nodes: [Node] = []
    var cornerNodes = [Int32](repeating: -1, count: 3 * mesh.triangleCount)
    for vertex in corners..<Int32(mesh.vertexCount) {
      Self.addNodes(
        of: vertex, mesh: mesh, isWall: isWall, regions: regions, areas: areas,
        isCrossing: crossingVertices.contains(vertex - corners), nodes: &nodes,
        cornerNodes: &cornerNodes)
    }
    self.nodes = nodes
    self.cornerNodes = cornerNodes
  }

  /// Flood-fills the triangles, then walks from region to region over the barriers' edges: each
  /// edge of an area turns its inside to its outside (the even–odd rule, area by area).
  private static func regions(
    of mesh: Triangulation, noded: NodedBarriers, isArea: [Bool],
    edgeOfHalfedge: [Int32: Int32]
  ) -> ([Int32], [[Int32]]) {
    var regions = [Int32](repeating: -1, count: mesh.triangleCount)
    var areas: [[Int32]] = []
    // The triangles at the frame's corners are land: no barrier reaches the frame.
    var pending: [(triangle: Int32, areas: [Int32])] = [(mesh.outgoing[0] / 3, [])]
    var head = 0
    var stack: [Int32] = []
    while head < pending.count {
      let (seed, inside) = pending[head]
      head += 1
      if regions[Int(seed)] >= 0 { continue }
      let region = Int32(areas.count)
      areas.append(inside)
      regions[Int(seed)] = region
      stack.append(seed)
      while let triangle = stack.popLast() {
        for halfedge in 3 * triangle..<3 * triangle + 3 {
          let twin = mesh.twins[Int(halfedge)]
          guard twin >= 0, regions[Int(twin / 3)] < 0 else { continue }
          guard mesh.isConstraint[Int(halfedge)], let edge = edgeOfHalfedge[halfedge] else {
            regions[Int(twin / 3)] = region
            stack.append(twin / 3)
            continue
          }
          var beyond = inside
          for source in noded.sources(of: Int(edge)) where isArea[Int(source.shape)] {
            if let index = beyond.firstIndex(of: source.shape) {
              beyond.remove(at: index)
            } else {
              beyond.append(source.shape)
            }
          }
          pending.append((twin / 3, beyond.sorted()))
        }
      }
    }
    return (regions, areas)
  }

  private static func addNodes(
    of vertex: Int32, mesh: Triangulation, isWall: [Bool], regions: [Int32], areas: [[Int32]],
    isCrossing: Bool, nodes: inout [Node], cornerNodes: inout [Int32]
  ) {
    var around: [Int32] = []
    mesh.forEachHalfedge(from: vertex) { around.append($0) }
    let firstWall = around.firstIndex { isWall[Int($0)] }
    let point = mesh.points[Int(vertex)]
    guard let firstWall else {
      guard areas[Int(regions[Int(around[0] / 3)])].isEmpty else { return }
      // Nothing bends around a vertex without walls, but a crossing may start here.
      let node = Node(vertex: vertex, halfedge: around[0], walls: nil, isCrossing: isCrossing)
      for halfedge in around { cornerNodes[Int(halfedge)] = Int32(nodes.count) }
      nodes.append(node)
      return
    }
    let ordered = Array(around[firstWall...] + around[..<firstWall])
    var begin = 0
    while begin < ordered.count {
      var end = begin + 1
      while end < ordered.count, !isWall[Int(ordered[end])] { end += 1 }
      let closing = ordered[end == ordered.count ? 0 : end]
      if areas[Int(regions[Int(ordered[begin] / 3)])].isEmpty {
        let first = GridVector(from: point, to: mesh.end(ordered[begin]))
        let last = GridVector(from: point, to: mesh.end(closing))
        let turn = first.cross(last)
        // A cross of zero is a straight wall or, with one wall only, a free end.
        if isCrossing || turn <= 0 {
          for halfedge in ordered[begin..<end] { cornerNodes[Int(halfedge)] = Int32(nodes.count) }
          nodes.append(
            Node(
              vertex: vertex, halfedge: ordered[begin],
              walls: Node.Walls(first: first, last: last), isCrossing: isCrossing))
        }
      }
      begin = end
    }
  }
}

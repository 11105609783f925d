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

      /// Whether they are the two sides of a wall that ends here.
      @inline(__always)
      var areOneFreeEnd: Bool { first.cross(last) == 0 && first.dot(last) > 0 }
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
  /// The noded edge under each half-edge, or −1 where it is not part of a barrier.
  private let edgeOfHalfedge: [Int32]
  let noded: NodedBarriers

  var nodeCount: Int { nodes.count }

  func position(ofNode node: Int) -> PlanarPoint { positions[Int(nodes[node].vertex)] }

  func isLand(triangle: Int32) -> Bool { isLandTriangle[Int(triangle)] }

  /// The noded edge under a half-edge; nil where it is not part of a barrier.
  func edge(along halfedge: Int32) -> Int32? {
    let edge = edgeOfHalfedge[Int(halfedge)]
    return edge < 0 ? nil : edge
  }

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
    crossingVertices: some Sequence<Int32>, grid: MillimetreGrid
  ) {
    let mesh = Triangulation(places: noded.vertices, constraints: noded.edges)
    let corners = Int32(Triangulation.frameCorners)
    triangulation = mesh
    self.noded = noded
    positions =
      (0..<Triangulation.frameCorners).map { grid.point(mesh.points[$0]) } + exactPositions

    var edgeOfHalfedge = [Int32](repeating: -1, count: 3 * mesh.triangleCount)
    for (number, edge) in noded.edges.enumerated() {
      guard let halfedge = mesh.halfedge(from: edge.first + corners, to: edge.last + corners)
      else { preconditionFailure("a barrier's edge is not in the triangulation") }
      edgeOfHalfedge[Int(halfedge)] = Int32(number)
      edgeOfHalfedge[Int(mesh.twins[Int(halfedge)])] = Int32(number)
    }
    self.edgeOfHalfedge = edgeOfHalfedge

    let (regions, areas) = Self.regions(
      of: mesh, noded: noded, isArea: isArea, edgeOfHalfedge: edgeOfHalfedge)
    self.regions = regions
    areasOverRegion = areas
    isLandTriangle = regions.map { areas[Int($0)].isEmpty }

    isWall = Array(UnsafeBufferPointer(start: mesh.isConstraint, count: 3 * mesh.triangleCount))

    var isCrossing = [Bool](repeating: false, count: noded.vertices.count)
    for vertex in crossingVertices { isCrossing[Int(vertex)] = true }
    (nodes, cornerNodes) = Self.nodes(
      of: mesh, isLand: isLandTriangle, isCrossing: isCrossing)
  }

  /// Flood-fills the triangles, then walks from region to region over the barriers' edges: each
  /// edge of an area turns its inside to its outside (the even–odd rule, area by area).
  private static func regions(
    of mesh: Triangulation, noded: NodedBarriers, isArea: [Bool], edgeOfHalfedge: [Int32]
  ) -> ([Int32], [[Int32]]) {
    var regions = [Int32](repeating: -1, count: mesh.triangleCount)
    var areas: [[Int32]] = []
    // The triangles at the frame's corners are land: no barrier reaches the frame.
    var seed = mesh.outgoing[0] / 3
    var inside: [Int32] = []
    // Half-edges of barriers whose twins lie in other regions.
    var pending: [Int32] = []
    var head = 0
    var stack: [Int32] = []
    // Ends: each round numbers a triangle that has no region yet, and each triangle gets one once.
    while true {
      let region = Int32(areas.count)
      areas.append(inside)
      regions[Int(seed)] = region
      stack.append(seed)
      while let triangle = stack.popLast() {
        for halfedge in 3 * triangle..<3 * triangle + 3 {
          let twin = mesh.twins[Int(halfedge)]
          guard twin >= 0, regions[Int(twin / 3)] < 0 else { continue }
          if mesh.isConstraint[Int(halfedge)] {
            pending.append(halfedge)
          } else {
            regions[Int(twin / 3)] = region
            stack.append(twin / 3)
          }
        }
      }
      while head < pending.count, regions[Int(mesh.twins[Int(pending[head])] / 3)] >= 0 {
        head += 1
      }
      guard head < pending.count else { return (regions, areas) }
      let halfedge = pending[head]
      seed = mesh.twins[Int(halfedge)] / 3
      inside = areas[Int(regions[Int(halfedge / 3)])]
      for source in noded.sources(of: Int(edgeOfHalfedge[Int(halfedge)]))
      where isArea[Int(source.shape)] {
        if let index = inside.firstIndex(of: source.shape) {
          inside.remove(at: index)
        } else {
          inside.append(source.shape)
        }
      }
      inside.sort()
    }
  }

  /// The sectors of land in which a path can bend or a crossing starts, and the corners of
  /// triangles that lie in each.
  private static func nodes(
    of mesh: Triangulation, isLand: [Bool], isCrossing: [Bool]
  ) -> ([Node], [Int32]) {
    let corners = Int32(Triangulation.frameCorners)
    var nodes: [Node] = []
    nodes.reserveCapacity(2 * isCrossing.count)
    var cornerNodes = [Int32](repeating: -1, count: 3 * mesh.triangleCount)
    for vertex in corners..<Int32(mesh.vertexCount) {
      let isCrossing = isCrossing[Int(vertex - corners)]
      let outgoing = mesh.outgoing[Int(vertex)]
      let firstWall = mesh.firstConstraint(from: outgoing)
      let begin = firstWall ?? outgoing
      var sector = begin
      // Ends: sector by sector, once around the vertex.
      repeat {
        // A sector reaches from wall to wall, or all round where there is none.
        var next = mesh.rotated(sector)
        while next != begin, !mesh.isConstraint[Int(next)] { next = mesh.rotated(next) }
        defer { sector = next }
        guard isLand[Int(sector / 3)] else { continue }
        var walls: Node.Walls?
        if firstWall != nil {
          let place = mesh.points[Int(vertex)]
          let ends = Node.Walls(
            first: GridVector(from: place, to: mesh.end(sector)),
            last: GridVector(from: place, to: mesh.end(next)))
          // A cross of zero is a straight wall or, with one wall only, a free end.
          guard isCrossing || ends.first.cross(ends.last) <= 0 else { continue }
          walls = ends
        }
        var halfedge = sector
        repeat {
          cornerNodes[Int(halfedge)] = Int32(nodes.count)
          halfedge = mesh.rotated(halfedge)
        } while halfedge != next
        nodes.append(
          Node(vertex: vertex, halfedge: sector, walls: walls, isCrossing: isCrossing))
      } while sector != begin
    }
    return (nodes, cornerNodes)
  }
}

public import Geography

/// Points that a ``BarrierDistance`` has worked through: where each lies in the mesh and which nodes
/// it sees.
public struct PreparedPoints: PreparedPlaces {
  let points: [PlanarPoint]
  /// The mesh in which they were worked through; nil without barriers.
  ///
  /// The numbers of triangles and nodes mean nothing in another.
  let mesh: Triangulation?
  let standings: [Standing]
  /// The places of the points on the grid.
  let grids: [GridPoint]
  /// The nodes in sight of point *i*, where a shortest path can use the sight.
  let sights: NodeLists
  /// The points in land triangle *t* or on its rim:
  /// `pointsInTriangle[triangleStarts[t]..<triangleStarts[t + 1]]`; empty without barriers.
  let triangleStarts: [Int32]
  let pointsInTriangle: [Int32]

  public var count: Int { points.count }
  public subscript(index: Int) -> PlanarPoint { points[index] }

  /// Where a point stands.
  struct Standing: Sendable {
    var grid: GridPoint
    var placement: Triangulation.Placement
    /// Whether it can be reached at all: false inside an area and beyond the grid.
    var isOnLand: Bool
  }

  init(_ points: [PlanarPoint], in world: BarrierWorld?) {
    self.points = points
    mesh = world?.mesh.triangulation
    guard let world else {
      standings = []
      grids = []
      sights = NodeLists()
      triangleStarts = []
      pointsInTriangle = []
      return
    }
    let standings = world.standings(of: points)
    self.standings = standings
    grids = standings.map(\.grid)
    sights = world.sights(of: points, standings: standings)
    (triangleStarts, pointsInTriangle) = Self.byTriangle(standings, in: world.mesh)
  }

  private static func byTriangle(
    _ standings: [Standing], in mesh: BarrierMesh
  ) -> ([Int32], [Int32]) {
    var starts = [Int32](repeating: 0, count: mesh.triangulation.triangleCount + 1)
    for standing in standings where standing.isOnLand {
      mesh.forEachTriangle(at: standing.placement) { starts[Int($0) + 1] += 1 }
    }
    for triangle in 1..<starts.count { starts[triangle] += starts[triangle - 1] }
    var next = starts
    var members = [Int32](repeating: 0, count: Int(starts[starts.count - 1]))
    for (index, standing) in standings.enumerated() where standing.isOnLand {
      mesh.forEachTriangle(at: standing.placement) { triangle in
        members[Int(next[Int(triangle)])] = Int32(index)
        next[Int(triangle)] += 1
      }
    }
    return (starts, members)
  }
}

extension BarrierWorld {
  /// Stops where points were prepared in another world: its numbers would lead out of bounds.
  func require(_ places: PreparedPoints) {
    precondition(
      places.mesh === mesh.triangulation, "the points were prepared in another world of barriers")
  }
}

extension BarrierMesh {
  /// Calls `body` with the triangles that a place touches.
  func forEachTriangle(at placement: Triangulation.Placement, _ body: (Int32) -> Void) {
    switch placement {
    case .inside(let triangle): body(triangle)
    case .on(let halfedge):
      body(halfedge / 3)
      let twin = triangulation.twins[Int(halfedge)]
      if twin >= 0 { body(twin / 3) }
    case .at(let vertex): triangulation.forEachHalfedge(from: vertex) { body($0 / 3) }
    }
  }
}

extension BarrierWorld {
  /// Finds points in the mesh, walking from one to the next along a Hilbert curve.
  func standings(of points: [PlanarPoint]) -> [PreparedPoints.Standing] {
    let grids = points.map { grid.snap($0) }
    let order = HilbertCurve.order(grids.map { $0 ?? GridPoint(0, 0) })
    let parts = ChunkedWork(count: points.count, chunk: 4096).map { range in
      var hint: Int32 = 0
      return range.map { slot -> PreparedPoints.Standing in
        guard let place = grids[order[slot]] else {
          return PreparedPoints.Standing(
            grid: GridPoint(0, 0), placement: .inside(triangle: 0), isOnLand: false)
        }
        let placement = mesh.triangulation.locate(place, from: hint)
        var isOnLand = false
        mesh.forEachTriangle(at: placement) { triangle in
          hint = triangle
          if mesh.isLand(triangle: triangle) { isOnLand = true }
        }
        return PreparedPoints.Standing(grid: place, placement: placement, isOnLand: isOnLand)
      }
    }
    var standings = [PreparedPoints.Standing?](repeating: nil, count: points.count)
    var slot = 0
    for part in parts {
      for standing in part {
        standings[order[slot]] = standing
        slot += 1
      }
    }
    return standings.compactMap(\.self)
  }

  /// The nodes that each point sees and from which a shortest path can go on.
  ///
  /// - Complexity: O(points × triangles in sight), on all cores.
  func sights(of points: [PlanarPoint], standings: [PreparedPoints.Standing]) -> NodeLists {
    let parts = ChunkedWork(count: points.count, chunk: max(512, points.count / 64)).map { range in
      mesh.withView { view in
        var expansion = SightExpansion()
        var collector = NodesInSight(view: view)
        for index in range {
          let standing = standings[index]
          if standing.isOnLand {
            collector.begin(from: points[index], at: standing.grid)
            expansion.expand(
              from: standing.grid, standing: standing.placement, in: view, visitor: &collector)
          }
          collector.end()
        }
        return collector.lists
      }
    }
    return NodeLists(joining: parts)
  }
}

import Geography

/// The waypoints of a world with their views: together the shortest paths from all land to the
/// nearest site.
///
/// A node is of use only where a path bends around it, or takes a crossing from it. So it is shown
/// only what lies behind it as seen from the next place of its own path (the cone of ``Waypoint``);
/// from everywhere else in its sight there is a shorter way that avoids it.
struct WaypointSearch {
  private let world: BarrierWorld
  private let arcs: CrossingArcs
  private(set) var waypoints: [Waypoint] = []
  private var looks: [Look] = []

  /// How to find what a waypoint is good for.
  private struct Look: Sendable {
    var eye: GridPoint
    var node: Int32 = -1
    var placement: Triangulation.Placement?
    var cone: Cone = .everything
  }

  /// Where a waypoint can be the next place of a shortest path.
  enum Cone: Sendable {
    case everything
    case nothing
    /// Anticlockwise from one direction to another, at most half a turn.
    case between(GridVector, GridVector)
  }

  /// Finds the waypoints; their views are found by ``views(into:)``.
  ///
  /// - Parameters:
  ///   - world: The barriers.
  ///   - arcs: The open crossings.
  ///   - sites: The sites in the world.
  ///   - chosen: Positions of those that count.
  /// - Complexity: O((*n* + *s*) log *n*), *n* nodes and *s* sights between them.
  init(world: BarrierWorld, arcs: CrossingArcs, sites: PreparedPoints, chosen: [Int]) {
    self.world = world
    self.arcs = arcs
    for number in chosen where sites.standings[number].isOnLand {
      let standing = sites.standings[number]
      waypoints.append(Waypoint(place: sites[number], remaining: 0, site: Int32(number)))
      looks.append(Look(eye: standing.grid, placement: standing.placement))
    }
    addNodes(sites, chosen)
  }

  /// Dijkstra's algorithm from all sites at once, against the direction of travel, that remembers
  /// the next place of each path.
  private mutating func addNodes(_ sites: PreparedPoints, _ chosen: [Int]) {
    let mesh = world.mesh
    // In their order, so that the first of equally near sites is the one with the lowest number.
    let standing = chosen.filter { sites.standings[$0].isOnLand }.sorted()
    var paths = NodePaths(nodeCount: mesh.nodeCount)
    paths.find(toSites: standing, sights: sites.sights, graph: world.graph, arcs: arcs)
    let points = mesh.triangulation.points
    func place(after number: Int) -> GridPoint? {
      if paths.nextCrossings[number] >= 0 { return nil }
      let next = Int(paths.nextNodes[number])
      if next < 0 { return sites.grids[standing[Int(paths.sites[number])]] }
      return points[Int(mesh.nodes[next].vertex)]
    }
    for number in 0..<mesh.nodeCount where paths.lengths[number] < .infinity {
      let node = mesh.nodes[number]
      let eye = points[Int(node.vertex)]
      let cone = place(after: number).map { Self.cone(at: node, eye, before: $0) } ?? .everything
      if case .nothing = cone { continue }
      var waypoint = Waypoint(
        place: mesh.position(ofNode: number), remaining: paths.lengths[number],
        site: Int32(standing[Int(paths.sites[number])]))
      if case .between(let first, let last) = cone {
        let place = world.grid.point(eye)
        waypoint.firstEdge = HalfPlane(
          through: place, along: Double(first.dx), Double(first.dy))
        waypoint.lastEdge = HalfPlane(
          through: place, along: -Double(last.dx), -Double(last.dy))
      }
      waypoints.append(waypoint)
      looks.append(Look(eye: eye, node: Int32(number), cone: cone))
    }
  }

  /// The directions from which a path to `next` bends around the walls of a node.
  static func cone(
    at node: BarrierMesh.Node, _ eye: GridPoint, before next: GridPoint
  ) -> Cone {
    let step = GridVector(from: eye, to: next)
    if step.isZero { return .everything }
    guard let walls = node.walls else { return .nothing }
    let back = step.reversed
    // Along the wall of a free end: on which of its sides, the directions do not tell.
    if walls.first.cross(walls.last) == 0, walls.first.dot(walls.last) > 0,
      walls.first.cross(step) == 0, walls.first.dot(step) > 0
    {
      return .everything
    }
    if walls.first.cross(step) < 0 { return .between(walls.first, back) }
    if step.cross(walls.last) < 0 { return .between(back, walls.last) }
    return .nothing
  }

  /// For each triangle asked about the views into it, in the order of the waypoints.
  ///
  /// - Complexity: O(waypoints × triangles in their cones), on all cores.
  func views(into isWanted: [Bool]) -> WaypointViews {
    let mesh = world.mesh
    let grid = world.grid
    let looks = looks
    let parts = ChunkedWork(count: looks.count, chunk: max(16, looks.count / 64)).map { range in
      mesh.withView { view in
        var expansion = SightExpansion()
        var collector = ViewCollector(mesh: view, grid: grid, isWanted: isWanted)
        for number in range {
          let look = looks[number]
          collector.begin(Int32(number), from: look.eye, within: look.cone)
          if let placement = look.placement {
            expansion.expand(
              from: look.eye, standing: placement, in: view, visitor: &collector)
          } else {
            expansion.expand(
              from: mesh.nodes[Int(look.node)], in: view, visitor: &collector)
          }
        }
        return collector.found
      }
    }
    return WaypointViews(parts, triangleCount: isWanted.count)
  }
}

/// The views into the triangles of a mesh: those into *t* are `views[starts[t]..<starts[t + 1]]`.
struct WaypointViews: Sendable {
  private let starts: [Int]
  private let views: [WaypointView]

  typealias Found = (triangle: Int32, view: WaypointView)

  init(_ parts: [[Found]], triangleCount: Int) {
    var starts = [Int](repeating: 0, count: triangleCount + 1)
    for part in parts {
      for found in part { starts[Int(found.triangle) + 1] += 1 }
    }
    for triangle in 1..<starts.count { starts[triangle] += starts[triangle - 1] }
    var next = starts
    var views = [WaypointView](
      repeating: WaypointView(waypoint: -1), count: starts[triangleCount])
    for part in parts {
      for found in part {
        views[next[Int(found.triangle)]] = found.view
        next[Int(found.triangle)] += 1
      }
    }
    self.starts = starts
    self.views = views
  }

  var count: Int { views.count }

  func choices(in triangle: Int32, of waypoints: [Waypoint]) -> [WaypointChoice] {
    views[starts[Int(triangle)]..<starts[Int(triangle) + 1]].map {
      WaypointChoice(waypoints[Int($0.waypoint)], $0)
    }
  }
}

/// Notes the parts of triangles that a waypoint sees within its cone.
private struct ViewCollector: SightVisitor {
  let mesh: MeshView
  let grid: MillimetreGrid
  let isWanted: [Bool]
  var found: [WaypointViews.Found] = []
  private var number: Int32 = 0
  private var place = PlanarPoint(0, 0)
  private var cone: WaypointSearch.Cone = .everything

  init(mesh: MeshView, grid: MillimetreGrid, isWanted: [Bool]) {
    self.mesh = mesh
    self.grid = grid
    self.isWanted = isWanted
  }

  mutating func begin(_ number: Int32, from eye: GridPoint, within cone: WaypointSearch.Cone) {
    self.number = number
    self.cone = cone
    place = grid.point(eye)
  }

  mutating func sees(corner halfedge: Int32) {}

  mutating func standsIn(triangle: Int32) {
    guard isWanted[Int(triangle)] else { return }
    found.append((triangle, WaypointView(waypoint: number)))
  }

  mutating func enters(triangle: Int32, right: GridVector, left: GridVector) -> Bool {
    if case .between(let first, let last) = cone {
      if first.cross(right) <= 0, first.cross(left) <= 0 { return false }
      if right.cross(last) <= 0, left.cross(last) <= 0 { return false }
    }
    if isWanted[Int(triangle)] {
      let view = WaypointView(
        waypoint: number,
        right: HalfPlane(through: place, along: Double(right.dx), Double(right.dy)),
        left: HalfPlane(through: place, along: -Double(left.dx), -Double(left.dy)))
      found.append((triangle, view))
    }
    return true
  }
}

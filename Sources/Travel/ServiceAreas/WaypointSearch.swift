import Geography
import HeapModule

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

  /// - Parameters:
  ///   - sites: The sites in the world.
  ///   - chosen: Those that count.
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
    var lengths = [Double](repeating: .infinity, count: mesh.nodeCount)
    var nearest = [Int32](repeating: -1, count: mesh.nodeCount)
    var nextPlaces = [GridPoint?](repeating: nil, count: mesh.nodeCount)
    var heap = Heap<Entry>()
    func relax(_ node: Int32, _ length: Double, _ site: Int32, by way: GridPoint?) {
      let known = lengths[Int(node)]
      guard length < known || (length == known && site < nearest[Int(node)]) else { return }
      lengths[Int(node)] = length
      nearest[Int(node)] = site
      nextPlaces[Int(node)] = way
      heap.insert(Entry(length: length, site: site, node: node))
    }
    for site in chosen where sites.standings[site].isOnLand {
      for entry in sites.sights.range(site) {
        relax(
          sites.sights.nodes[entry], sites.sights.lengths[entry], Int32(site),
          by: sites.grids[site])
      }
    }
    let points = mesh.triangulation.points
    while let entry = heap.popMin() {
      let node = Int(entry.node)
      guard entry.length == lengths[node], entry.site == nearest[node] else { continue }
      let place = points[Int(mesh.nodes[node].vertex)]
      for sight in Int(world.graph.starts[node])..<Int(world.graph.starts[node + 1]) {
        relax(
          world.graph.targets[sight], entry.length + world.graph.lengths[sight], entry.site,
          by: place)
      }
      for arc in Int(arcs.starts[node])..<Int(arcs.starts[node + 1]) {
        relax(
          arcs.entries[arc].from, entry.length + arcs.entries[arc].length, entry.site, by: nil)
      }
    }
    for number in 0..<mesh.nodeCount where lengths[number] < .infinity {
      let node = mesh.nodes[number]
      let eye = points[Int(node.vertex)]
      let cone = nextPlaces[number].map { Self.cone(at: node, eye, before: $0) } ?? .everything
      if case .nothing = cone { continue }
      var waypoint = Waypoint(
        place: mesh.position(ofNode: number), remaining: lengths[number], site: nearest[number])
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

  private struct Entry: Comparable {
    var length: Double
    var site: Int32
    var node: Int32
    static func < (a: Entry, b: Entry) -> Bool {
      (a.length, a.site, a.node) < (b.length, b.site, b.node)
    }
  }

  /// The directions from which a path to `next` bends around the walls of a node.
  static func cone(
    at node: BarrierMesh.Node, _ eye: GridPoint, before next: GridPoint
  ) -> Cone {
    let step = GridVector(from: eye, to: next)
    if step.isZero { return .everything }
    guard let walls = node.walls else { return .nothing }
    let back = GridVector(-step.dx, -step.dy)
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
  private var eye = GridPoint(0, 0)
  private var place = PlanarPoint(0, 0)
  private var cone: WaypointSearch.Cone = .everything

  init(mesh: MeshView, grid: MillimetreGrid, isWanted: [Bool]) {
    self.mesh = mesh
    self.grid = grid
    self.isWanted = isWanted
  }

  mutating func begin(_ number: Int32, from eye: GridPoint, within cone: WaypointSearch.Cone) {
    self.number = number
    self.eye = eye
    self.cone = cone
    place = grid.point(eye)
  }

  mutating func sees(corner halfedge: Int32) {}

  mutating func standsIn(triangle: Int32) {
    guard isWanted[Int(triangle)] else { return }
    found.append((triangle, WaypointView(waypoint: number)))
  }

  mutating func enters(triangle: Int32, right: GridPoint, left: GridPoint) -> Bool {
    let toRight = GridVector(from: eye, to: right)
    let toLeft = GridVector(from: eye, to: left)
    if case .between(let first, let last) = cone {
      if first.cross(toRight) <= 0, first.cross(toLeft) <= 0 { return false }
      if toRight.cross(last) <= 0, toLeft.cross(last) <= 0 { return false }
    }
    if isWanted[Int(triangle)] {
      let view = WaypointView(
        waypoint: number,
        right: HalfPlane(through: place, along: Double(toRight.dx), Double(toRight.dy)),
        left: HalfPlane(through: place, along: -Double(toLeft.dx), -Double(toLeft.dy)))
      found.append((triangle, view))
    }
    return true
  }
}

import Geography
import Synchronization

/// The shortest path of single pairs.
///
/// Holds the memory of a search; ``IdleSearches`` lends it to one thread at a time. It belongs to its
/// world and therefore does not hold it: they would keep each other alive.
final class PairSearch: @unchecked Sendable {
  private var expansion = SightExpansion()
  private var origin: OriginSights
  private var destination: NodesInSight
  private var paths: NodePaths

  init(world: BarrierWorld) {
    (origin, destination) = world.mesh.withView { view in
      (OriginSights(view: view), NodesInSight(view: view))
    }
    paths = NodePaths(nodeCount: world.mesh.nodeCount)
  }

  /// What a search found.
  enum Answer {
    case unreachable
    case inSight
    /// The path goes over nodes, the first of which is given where a search found it.
    case byNodes(first: Int32?, length: Double)

    func length(from start: PlanarPoint, to end: PlanarPoint) -> Double {
      switch self {
      case .unreachable: .infinity
      case .inSight: start.distance(to: end)
      case .byNodes(_, let length): length
      }
    }
  }

  /// The shortest path from `start` to `end` in the world that the search was made for; nil where
  /// there is none.
  func route(
    from start: PlanarPoint, to end: PlanarPoint, in world: BarrierWorld, arcs: CrossingArcs,
    crossings: [Crossing]
  ) -> Route<PlanarPoint>? {
    switch find(from: start, to: end, in: world, arcs: arcs, table: nil) {
    case .inSight:
      return Route(distance: start.distance(to: end), path: [start, end], crossings: [])
    case .byNodes(let first?, let length):
      return Route(
        from: start, to: end, by: first, length: length, paths: paths, crossings: crossings,
        world: world)
    case .byNodes, .unreachable: return nil
    }
  }

  /// Finds the shortest path in the world that the search was made for: in the table of all pairs where
  /// there is one, else by a search.
  ///
  /// A path longer than `longest`, in metres, may not be found.
  func find(
    from start: PlanarPoint, to end: PlanarPoint, in world: BarrierWorld, arcs: CrossingArcs,
    table: NodeTable?, longest: Double = .infinity
  ) -> Answer {
    guard let from = world.standing(of: start), let to = world.standing(of: end), from.isOnLand,
      to.isOnLand
    else { return .unreachable }
    return world.mesh.withView { view in
      origin.begin(from: start, standing: from, to: to, in: view)
      expansion.expand(from: from.grid, standing: from.placement, in: view, visitor: &origin)
      if origin.seesTarget { return .inSight }
      origin.nodes.end()
      destination.restart(in: view)
      destination.begin(from: end, at: to.grid)
      expansion.expand(from: to.grid, standing: to.placement, in: view, visitor: &destination)
      destination.end()
      if let table {
        let length = table.distance(from: origin.nodes.lists, to: destination.lists)
        return length < .infinity ? .byNodes(first: nil, length: length) : .unreachable
      }
      let found = paths.find(
        toSite: destination.lists, from: start, seeing: origin.nodes.lists, in: view,
        graph: world.graph, arcs: arcs, longest: longest)
      return found.map { .byNodes(first: $0.node, length: $0.length) } ?? .unreachable
    }
  }
}

/// Searches that wait to be used again, at most one per thread at work.
final class IdleSearches: Sendable {
  private let idle = Mutex<[PairSearch]>([])

  func with<Result>(world: BarrierWorld, _ body: (PairSearch) -> Result) -> Result {
    let search = idle.withLock { $0.popLast() } ?? PairSearch(world: world)
    defer { idle.withLock { $0.append(search) } }
    return body(search)
  }
}

/// Collects the nodes that a point sees, and whether it sees one other point.
private struct OriginSights: SightVisitor {
  var nodes: NodesInSight
  private(set) var seesTarget = false
  private var target = GridVector(0, 0)
  private var targetTriangles: [Int32] = []

  init(view: MeshView) { nodes = NodesInSight(view: view) }

  mutating func begin(
    from point: PlanarPoint, standing: PreparedPoints.Standing, to target: PreparedPoints.Standing,
    in view: MeshView
  ) {
    nodes.restart(in: view)
    nodes.begin(from: point, at: standing.grid)
    seesTarget = false
    self.target = GridVector(from: standing.grid, to: target.grid)
    targetTriangles.removeAll(keepingCapacity: true)
    switch target.placement {
    case .inside(let triangle): targetTriangles.append(triangle)
    case .on(let halfedge):
      targetTriangles.append(halfedge / 3)
      targetTriangles.append(view.twins[Int(halfedge)] / 3)
    case .at(let vertex):
      let first = view.outgoing[Int(vertex)]
      var halfedge = first
      // Ends: once around the vertex.
      repeat {
        targetTriangles.append(halfedge / 3)
        halfedge = view.twins[Int(Triangulation.previous(halfedge))]
      } while halfedge != first && halfedge >= 0
    }
  }

  mutating func standsIn(triangle: Int32) {
    if targetTriangles.contains(triangle) { seesTarget = true }
  }

  @inline(__always)
  mutating func enters(triangle: Int32, right: GridVector, left: GridVector) -> Bool {
    if !seesTarget, targetTriangles.contains(triangle), right.cross(target) > 0,
      left.cross(target) < 0
    {
      seesTarget = true
    }
    return !seesTarget
  }

  @inline(__always)
  mutating func sees(corner halfedge: Int32) { nodes.sees(corner: halfedge) }
}

extension BarrierWorld {
  /// Where one point stands; nil beyond the grid.
  func standing(of point: PlanarPoint) -> PreparedPoints.Standing? {
    guard let place = grid.snap(point) else { return nil }
    let placement = mesh.triangulation.locate(place, from: 0)
    var isOnLand = false
    mesh.forEachTriangle(at: placement) { if mesh.isLand(triangle: $0) { isOnLand = true } }
    return PreparedPoints.Standing(grid: place, placement: placement, isOnLand: isOnLand)
  }
}

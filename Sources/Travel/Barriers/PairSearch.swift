import Geography

/// The distance of single pairs by way of a ``NodeTable``.
///
/// Holds the memory of a search; keep one per thread and ask it again and again.
struct PairSearch {
  private var expansion = SightExpansion()
  private var origin: TargetSights
  private var destination: TargetSights

  init(world: BarrierWorld) {
    origin = TargetSights(world: world)
    destination = TargetSights(world: world)
  }

  mutating func distance(
    from start: PlanarPoint, to end: PlanarPoint, world: BarrierWorld, table: NodeTable
  ) -> Double {
    guard let from = world.standing(of: start), let to = world.standing(of: end), from.isOnLand,
      to.isOnLand
    else { return .infinity }
    return world.mesh.withView { view in
      origin.begin(from: start, standing: from, target: to, view: view)
      expansion.expand(from: from.grid, standing: from.placement, in: view, visitor: &origin)
      if origin.seesTarget { return start.distance(to: end) }
      destination.begin(from: end, standing: to, target: nil, view: view)
      expansion.expand(from: to.grid, standing: to.placement, in: view, visitor: &destination)
      return table.lengths.withUnsafeBufferPointer { lengths in
        var best = Double.infinity
        for (last, after) in destination.found {
          let row = Int(last) * table.count
          for (first, before) in origin.found {
            best = min(best, before + (lengths[row + Int(first)] + after))
          }
        }
        return best
      }
    }
  }
}

/// Collects the nodes that a point sees, and whether it sees one other point.
private struct TargetSights: SightVisitor {
  private(set) var found: [(Int32, Double)] = []
  private(set) var seesTarget = false
  private let nodes: [BarrierMesh.Node]
  private let positions: [PlanarPoint]
  private var view: MeshView?
  private var point = PlanarPoint(0, 0)
  private var place = GridPoint(0, 0)
  private var target = GridPoint(0, 0)
  private var targetTriangles: [Int32] = []
  private var stamp: Int32 = 0
  private var stamps: [Int32]

  init(world: BarrierWorld) {
    nodes = world.mesh.nodes
    positions = world.mesh.positions
    stamps = [Int32](repeating: 0, count: world.mesh.nodeCount)
  }

  mutating func begin(
    from point: PlanarPoint, standing: PreparedPoints.Standing,
    target: PreparedPoints.Standing?, view: MeshView
  ) {
    found.removeAll(keepingCapacity: true)
    targetTriangles.removeAll(keepingCapacity: true)
    seesTarget = false
    stamp += 1
    self.view = view
    self.point = point
    place = standing.grid
    guard let target else { return }
    self.target = target.grid
    switch target.placement {
    case .inside(let triangle): targetTriangles.append(triangle)
    case .on(let halfedge):
      targetTriangles.append(halfedge / 3)
      targetTriangles.append(view.twins[Int(halfedge)] / 3)
    case .at(let vertex):
      let first = view.outgoing[Int(vertex)]
      var halfedge = first
      repeat {
        targetTriangles.append(halfedge / 3)
        halfedge = view.twins[Int(Triangulation.previous(halfedge))]
      } while halfedge != first && halfedge >= 0
    }
  }

  mutating func standsIn(triangle: Int32) {
    if targetTriangles.contains(triangle) { seesTarget = true }
  }

  mutating func enters(triangle: Int32, right: GridPoint, left: GridPoint) -> Bool {
    if !seesTarget, targetTriangles.contains(triangle), orientation(place, right, target) > 0,
      orientation(place, left, target) < 0
    {
      seesTarget = true
    }
    return !seesTarget
  }

  mutating func sees(corner halfedge: Int32) {
    guard let view else { return }
    let number = view.cornerNodes[Int(halfedge)]
    guard number >= 0, stamps[Int(number)] != stamp else { return }
    stamps[Int(number)] = stamp
    let node = nodes[Int(number)]
    let step = GridVector(from: view.points[Int(node.vertex)], to: place)
    guard step.isZero || node.canBend(towards: step) else { return }
    found.append((number, point.distance(to: positions[Int(node.vertex)])))
  }
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

public import Geography

/// A piece of land that no open crossing joins to the land outside.
public struct Pocket: Hashable, Sendable {
  /// Square metres.
  public var area: Double
  /// A place inside it.
  public var location: PlanarPoint
  /// The ids of the barriers around it, the longest first.
  public var barriers: [String]
  /// The regions of the mesh that it is made of.
  let regions: Set<Int32>
}

extension BarrierDistance {
  /// The pockets of land that no open crossing joins to the outside, the largest first.
  ///
  /// Islands in a river, ring fences without a gate, and what lies between two barriers that meet.
  public var pockets: [Pocket] {
    guard let world, let arcs else { return [] }
    let mesh = world.mesh
    var groups = DisjointSets(count: mesh.areasOverRegion.count)
    for node in 0..<mesh.nodeCount {
      for arc in Int(arcs.starts[node])..<Int(arcs.starts[node + 1]) {
        groups.join(
          world.region(ofNode: arcs.entries[arc].from), world.region(ofNode: Int32(node)))
      }
    }
    let outside = groups.root(of: mesh.regions[Int(mesh.triangulation.outgoing[0] / 3)])
    var members: [Int32: Set<Int32>] = [:]
    var areas: [Int32: Double] = [:]
    var largest: [Int32: (area: Double, place: PlanarPoint)] = [:]
    for triangle in 0..<Int32(mesh.triangulation.triangleCount)
    where mesh.isLand(triangle: triangle) {
      let region = mesh.regions[Int(triangle)]
      let root = groups.root(of: region)
      guard root != outside else { continue }
      members[root, default: []].insert(region)
      let (area, middle) = mesh.areaAndMiddle(ofTriangle: triangle)
      areas[root, default: 0] += area
      if area > largest[root]?.area ?? 0 { largest[root] = (area, middle) }
    }
    return members.compactMap { root, regions -> Pocket? in
      guard let place = largest[root]?.place, let area = areas[root] else { return nil }
      return Pocket(
        area: area, location: place, barriers: enclosingBarriers(of: place), regions: regions)
    }.sorted {
      ($1.area, $0.location.x, $0.location.y) < ($0.area, $1.location.x, $1.location.y)
    }
  }

  /// Which of the pockets a point lies in; nil outside all of them, and inside areas.
  public func pocket(of point: PlanarPoint, among pockets: [Pocket]) -> Int? {
    guard let world, let place = world.grid.snap(point) else { return nil }
    let mesh = world.mesh
    var found: Int?
    var isOutside = false
    mesh.forEachTriangle(at: mesh.triangulation.locate(place, from: 0)) { triangle in
      guard mesh.isLand(triangle: triangle) else { return }
      let region = mesh.regions[Int(triangle)]
      if let pocket = pockets.firstIndex(where: { $0.regions.contains(region) }) {
        found = pocket
      } else {
        isOutside = true
      }
    }
    return isOutside ? nil : found
  }
}

extension BarrierWorld {
  func region(ofNode node: Int32) -> Int32 {
    mesh.regions[Int(mesh.nodes[Int(node)].halfedge / 3)]
  }
}

extension BarrierMesh {
  /// Square metres and the middle of a triangle.
  func areaAndMiddle(ofTriangle triangle: Int32) -> (Double, PlanarPoint) {
    let a = positions[Int(triangulation.corners[Int(3 * triangle)])]
    let b = positions[Int(triangulation.corners[Int(3 * triangle + 1)])]
    let c = positions[Int(triangulation.corners[Int(3 * triangle + 2)])]
    let area = ((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)) / 2
    return (area, PlanarPoint((a.x + b.x + c.x) / 3, (a.y + b.y + c.y) / 3))
  }
}

import Geography

/// Collects the nodes that an eye sees and from which a shortest path can go on, with the straight
/// lengths to them.
///
/// Keep one per thread and use it again: it holds the memory of the search.
struct NodesInSight: SightVisitor {
  private(set) var lists = NodeLists()
  private var view: MeshView
  private var position = PlanarPoint(0, 0)
  private var eye = GridPoint(0, 0)
  /// The node that looks; nil for a point.
  private var source: BarrierMesh.Node?
  private var stamp: Int32 = 0
  /// The last look that met each node.
  private var stamps: [Int32]

  init(view: MeshView) {
    self.view = view
    stamps = [Int32](repeating: 0, count: view.nodes.count)
  }

  /// Begins a look that has met no node yet.
  private mutating func beginLook() {
    // A search that is used for years has used up its numbers.
    if stamp == .max {
      stamp = 0
      for node in stamps.indices { stamps[node] = 0 }
    }
    stamp += 1
  }

  /// Begins the list of a point.
  mutating func begin(from position: PlanarPoint, at eye: GridPoint) {
    self.position = position
    self.eye = eye
    source = nil
    beginLook()
  }

  /// Begins the list of a node.
  mutating func begin(from number: Int) {
    let node = view.nodes[number]
    position = view.positions[Int(node.vertex)]
    eye = view.points[Int(node.vertex)]
    source = node
    beginLook()
    stamps[number] = stamp
  }

  mutating func end() { lists.endList() }

  /// Forgets all lists; the pointers must be those of the mesh as before.
  mutating func restart(in view: MeshView) {
    self.view = view
    lists.removeAll()
  }

  @inline(__always)
  mutating func standsIn(triangle: Int32) {}

  @inline(__always)
  mutating func enters(triangle: Int32, right: GridVector, left: GridVector) -> Bool { true }

  @inline(__always)
  mutating func sees(corner halfedge: Int32) {
    let number = view.cornerNodes[Int(halfedge)]
    guard number >= 0, stamps[Int(number)] != stamp else { return }
    stamps[Int(number)] = stamp
    let vertex = Int(view.nodes[Int(number)].vertex)
    let back = GridVector(from: view.points[vertex], to: eye)
    if back.isZero {
      // A point that stands on the node's vertex; nodes see no others at their own.
      if source != nil { return }
    } else {
      guard view.nodes[Int(number)].canBend(towards: back) else { return }
      if let source, !source.canBend(towards: back.reversed) { return }
    }
    lists.append(number, position.distance(to: view.positions[vertex]))
  }
}

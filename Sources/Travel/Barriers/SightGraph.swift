import Dispatch
import Geography

/// Which nodes see which, as flat lists: node *n* sees `targets[starts[n]..<starts[n + 1]]`.
///
/// Only sights that a shortest path can use are kept: at both ends the path can bend around a wall,
/// go straight on along one, or take a crossing.
struct SightGraph: Sendable {
  let starts: [Int32]
  let targets: [Int32]
  /// Metres.
  let lengths: [Double]

  /// - Complexity: O(nodes × triangles in sight), on all cores.
  init(of mesh: BarrierMesh) {
    // Few enough chunks that their stamps do not outweigh the search.
    let chunks = ChunkedWork(count: mesh.nodeCount, chunk: max(64, mesh.nodeCount / 64))
    let parts = chunks.map { range in
      mesh.withView { view in
        var expansion = SightExpansion()
        var collector = NodeSights(mesh: mesh, view: view)
        for number in range {
          collector.begin(from: number)
          expansion.expand(from: mesh.nodes[number], in: view, visitor: &collector)
          collector.end()
        }
        return collector.lists
      }
    }
    let joined = NodeLists(joining: parts)
    starts = joined.starts
    targets = joined.nodes
    lengths = joined.lengths
  }
}

/// Lists of nodes and the straight lengths to them, one list per node or point.
struct NodeLists: Sendable {
  var starts: [Int32] = [0]
  var nodes: [Int32] = []
  var lengths: [Double] = []

  init() {}

  init(joining parts: [NodeLists]) {
    let total = parts.reduce(0) { $0 + $1.nodes.count }
    starts.reserveCapacity(parts.reduce(1) { $0 + $1.starts.count - 1 })
    nodes.reserveCapacity(total)
    lengths.reserveCapacity(total)
    for part in parts {
      let base = Int32(nodes.count)
      for start in part.starts.dropFirst() { starts.append(base + start) }
      nodes.append(contentsOf: part.nodes)
      lengths.append(contentsOf: part.lengths)
    }
  }

  mutating func append(_ node: Int32, _ length: Double) {
    nodes.append(node)
    lengths.append(length)
  }

  mutating func endList() { starts.append(Int32(nodes.count)) }

  func range(_ list: Int) -> Range<Int> { Int(starts[list])..<Int(starts[list + 1]) }
}

/// Collects the nodes that a node sees, where a shortest path can use the sight.
private struct NodeSights: SightVisitor {
  let mesh: BarrierMesh
  let view: MeshView
  var lists = NodeLists()
  private var source = 0
  private var stamps: [Int32]

  init(mesh: BarrierMesh, view: MeshView) {
    self.mesh = mesh
    self.view = view
    stamps = [Int32](repeating: -1, count: mesh.nodeCount)
  }

  mutating func begin(from node: Int) {
    source = node
    stamps[node] = Int32(node)
  }

  mutating func end() { lists.endList() }

  mutating func standsIn(triangle: Int32) {}

  mutating func enters(triangle: Int32, right: GridPoint, left: GridPoint) -> Bool { true }

  mutating func sees(corner halfedge: Int32) {
    let number = view.cornerNodes[Int(halfedge)]
    guard number >= 0, stamps[Int(number)] != Int32(source) else { return }
    stamps[Int(number)] = Int32(source)
    let from = mesh.nodes[source]
    let to = mesh.nodes[Int(number)]
    let step = GridVector(
      from: view.points[Int(from.vertex)], to: view.points[Int(to.vertex)])
    guard !step.isZero, from.canBend(towards: step),
      to.canBend(towards: GridVector(-step.dx, -step.dy))
    else { return }
    let length = mesh.positions[Int(from.vertex)].distance(to: mesh.positions[Int(to.vertex)])
    lists.append(number, length)
  }
}

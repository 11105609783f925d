public import Geography

/// A network of streets: nodes, and edges with a length in metres, some of them one-way.
///
///     let graph = try StreetGraph(rows: [
///       StreetRow(from: "mill", to: "church", length: 350),
///       StreetRow(from: "church", to: "school", length: 200, direction: .forward),
///     ])
///
/// Nodes and edges are known by number. With coordinates, points can be snapped to its streets.
/// Two one-way edges that are each other's reverse, in length and shape, are one two-way street.
public struct StreetGraph: Sendable {
  /// An edge as the graph keeps it.
  public struct Edge: Hashable, Sendable {
    let tail: Int32
    let head: Int32
    /// Metres.
    public let length: Double
    public let direction: StreetDirection
    /// The number of the row or of the line that it comes from.
    public let source: Int

    /// The node where it begins as drawn.
    public var from: Int { Int(tail) }
    /// The node where it ends as drawn.
    public var to: Int { Int(head) }
  }

  /// One way to enter a node; kept by the node entered, because searches run from the facility.
  struct Arc {
    /// The slot of the node that it comes from.
    let tail: Int32
    let edge: Int32
    let length: Double
  }

  /// In the order in which they first came; empty where the graph was made from lines.
  public let nodeIDs: [String]
  /// A place on the map per node; empty where none were given.
  public let positions: [PlanarPoint]
  public let nodeCount: Int
  public let edges: [Edge]
  /// How many nodes hang together, one-way streets taken as two-way; the largest part first.
  public let partSizes: [Int]
  /// The part of each node, as an index into ``partSizes``.
  public let partOfNode: [Int32]
  /// Whether every street can be used both ways.
  public let isSymmetric: Bool

  /// By node, its place in the searches' memory, where neighbours lie together.
  let slots: [Int32]
  /// By slot, the node.
  let nodeOfSlot: [Int32]
  /// By slot, where the arcs into the node begin; one more entry than nodes.
  let arcStarts: [Int32]
  let arcs: [Arc]
  /// Where the points of each edge begin in `shapePoints`; empty without positions.
  let shapeStarts: [Int32]
  let shapePoints: [PlanarPoint]
  /// For an edge that is another's reverse, the number of that other; else its own number.
  let standIns: [Int32]
  /// At least so many metres of street per metre of map, for all edges; 0 without positions.
  let leastStretch: Double
  let grid: StreetGrid?
  private let numbers: [String: Int]

  init(
    nodeIDs: [String], numbers: [String: Int], positions: [PlanarPoint], nodeCount: Int,
    edges given: [Edge], shapeStarts: [Int32], shapePoints: [PlanarPoint]
  ) {
    precondition(given.count < Int32.max / 2, "a network holds up to a milliard edges")
    self.nodeIDs = nodeIDs
    self.numbers = numbers
    self.positions = positions
    self.nodeCount = nodeCount
    self.shapeStarts = shapeStarts
    self.shapePoints = shapePoints
    let merged = ReversePairs.merge(given) { edge in
      shapeStarts.isEmpty
        ? [] : shapePoints[Int(shapeStarts[edge])..<Int(shapeStarts[edge + 1])]
    }
    edges = merged.edges
    standIns = merged.standIns
    isSymmetric = edges.allSatisfy { $0.direction == .both }
    nodeOfSlot = NodeOrder.nearNeighbours(edges: edges, nodeCount: nodeCount)
    var slots = [Int32](repeating: 0, count: nodeCount)
    for (slot, node) in nodeOfSlot.enumerated() { slots[Int(node)] = Int32(slot) }
    self.slots = slots
    (arcStarts, arcs) = Self.arcs(of: edges, standIns: standIns, slots: slots)
    (partOfNode, partSizes) = NodeParts.parts(edges: edges, nodeCount: nodeCount)
    guard !positions.isEmpty else {
      grid = nil
      leastStretch = 0
      return
    }
    let edges = edges
    let standIns = standIns
    grid = StreetGrid(
      points: shapePoints, starts: shapeStarts,
      edges: edges.indices.filter { standIns[$0] == $0 })
    leastStretch = edges.indices.reduce(Double.infinity) { least, edge in
      let drawn = PolylineMeasure.length(
        shapePoints[Int(shapeStarts[edge])..<Int(shapeStarts[edge + 1])])
      return drawn > 0 ? min(least, edges[edge].length / drawn) : least
    }
  }

  /// The number of the node with that id; nil where there is none.
  public func node(named id: String) -> Int? { numbers[id] }

  /// The part of the network in which a place lies, as an index into ``partSizes``.
  public func part(of place: NetworkPlace) -> Int {
    switch place {
    case .node(let node): Int(partOfNode[node])
    case .onEdge(let edge, _, _): Int(partOfNode[edges[edge].from])
    }
  }

  /// A grid of the streets in parts of so many nodes or more.
  func grid(ofPartsFrom nodes: Int) -> StreetGrid {
    StreetGrid(
      points: shapePoints, starts: shapeStarts,
      edges: edges.indices.filter {
        standIns[$0] == $0 && partSizes[Int(partOfNode[edges[$0].from])] >= nodes
      })
  }

  /// The line along which an edge is drawn, in metres; empty where the graph has no positions.
  public func shape(ofEdge edge: Int) -> ArraySlice<PlanarPoint> {
    shapeStarts.isEmpty ? [] : shapePoints[Int(shapeStarts[edge])..<Int(shapeStarts[edge + 1])]
  }

  /// Where a place touches the street; nil where the graph has no positions.
  public func position(of place: NetworkPlace) -> PlanarPoint? {
    guard !positions.isEmpty else { return nil }
    switch place {
    case .node(let node): return positions[node]
    case .onEdge(let edge, let offset, _):
      return PolylineMeasure.point(on: shape(ofEdge: edge), at: share(offset, of: edge))
    }
  }

  /// How far along its edge an offset lies, from 0 to 1.
  func share(_ offset: Double, of edge: Int) -> Double {
    edges[edge].length > 0 ? min(max(offset / edges[edge].length, 0), 1) : 0
  }

  private static func arcs(
    of edges: [Edge], standIns: [Int32], slots: [Int32]
  ) -> (starts: [Int32], arcs: [Arc]) {
    let nodeCount = slots.count
    var starts = [Int32](repeating: 0, count: nodeCount + 1)
    // Self-loops lead nowhere that a search has not been, so they have no arcs.
    func forEachArc(_ body: (_ slot: Int, _ arc: Arc) -> Void) {
      for (number, edge) in edges.enumerated()
      where standIns[number] == number && edge.tail != edge.head {
        let index = Int32(number)
        let (from, to) = (slots[edge.from], slots[edge.to])
        if edge.direction.allowsForward {
          body(Int(to), Arc(tail: from, edge: index, length: edge.length))
        }
        if edge.direction.allowsBackward {
          body(Int(from), Arc(tail: to, edge: index, length: edge.length))
        }
      }
    }
    forEachArc { slot, _ in starts[slot + 1] += 1 }
    for node in 0..<nodeCount { starts[node + 1] += starts[node] }
    var next = starts
    let arcs = [Arc](unsafeUninitializedCapacity: Int(starts[nodeCount])) { buffer, count in
      forEachArc { slot, arc in
        (buffer.baseAddress.unsafelyUnwrapped + Int(next[slot])).initialize(to: arc)
        next[slot] += 1
      }
      count = Int(starts[nodeCount])
    }
    return (starts, arcs)
  }
}

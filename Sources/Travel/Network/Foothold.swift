/// A place as a search sees it: the slots of the nodes next to it and the metres between.
struct Foothold {
  /// The end of the street as drawn for a departure, its beginning for an arrival.
  ///
  /// Where there is no such way, a node at an infinite distance.
  var first: Int32
  var firstLength: Double
  /// The other end of the street.
  var second: Int32 = 0
  var secondLength = Double.infinity
  /// The street inside which the place lies; -1 at a node.
  var edge: Int32 = -1
  /// Metres from the beginning of the street.
  var offset = 0.0
  var access = 0.0
  /// Whether the street may be used as drawn, and against it.
  var allowsForward = false
  var allowsBackward = false

  /// A place that one sets out from.
  static func leaving(_ place: NetworkPlace, in graph: StreetGraph) -> Foothold {
    inside(place, in: graph) { foothold, edge in
      if edge.direction.allowsForward {
        (foothold.first, foothold.firstLength) = (
          graph.slots[edge.to], edge.length - foothold.offset
        )
      }
      if edge.direction.allowsBackward {
        (foothold.second, foothold.secondLength) = (graph.slots[edge.from], foothold.offset)
      }
    }
  }

  /// A place that one comes to.
  static func arriving(at place: NetworkPlace, in graph: StreetGraph) -> Foothold {
    inside(place, in: graph) { foothold, edge in
      if edge.direction.allowsForward {
        (foothold.first, foothold.firstLength) = (graph.slots[edge.from], foothold.offset)
      }
      if edge.direction.allowsBackward {
        (foothold.second, foothold.secondLength) = (
          graph.slots[edge.to], edge.length - foothold.offset
        )
      }
    }
  }

  /// The metres along one street from a departure to an arrival; infinite where they are on
  /// different streets or the street leads the other way.
  @inline(__always)
  func straight(to arrival: Foothold) -> Double {
    guard edge >= 0, edge == arrival.edge else { return .infinity }
    let along = arrival.offset - offset
    if along >= 0, allowsForward { return along }
    return along <= 0 && allowsBackward ? -along : .infinity
  }

  private static func inside(
    _ place: NetworkPlace, in graph: StreetGraph,
    _ connect: (inout Foothold, StreetGraph.Edge) -> Void
  ) -> Foothold {
    switch place {
    case .node(let node):
      precondition((0..<graph.nodeCount).contains(node), "there is no node \(node) in the graph")
      return Foothold(first: graph.slots[node], firstLength: 0)
    case .onEdge(let given, let offset, let access):
      precondition(graph.edges.indices.contains(given), "there is no edge \(given) in the graph")
      precondition(access >= 0, "the way to the street is not negative")
      let number = graph.standIns[given]
      let edge = graph.edges[Int(number)]
      precondition(
        offset >= 0 && offset <= edge.length, "an offset lies between 0 and the edge's length")
      // Of a pair of reverse edges one stands for both; it is drawn the same way or the other.
      let isReversed = number != given && graph.edges[given].tail == edge.head
      let own = isReversed ? edge.length - offset : offset
      var foothold = Foothold(first: 0, firstLength: .infinity)
      foothold.access = access
      if own <= 0 {
        (foothold.first, foothold.firstLength) = (graph.slots[edge.from], 0)
        return foothold
      }
      if own >= edge.length {
        (foothold.first, foothold.firstLength) = (graph.slots[edge.to], 0)
        return foothold
      }
      foothold.edge = number
      foothold.offset = own
      foothold.allowsForward = edge.direction.allowsForward
      foothold.allowsBackward = edge.direction.allowsBackward
      connect(&foothold, edge)
      return foothold
    }
  }
}

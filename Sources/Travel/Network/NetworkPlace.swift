/// A place in a street network.
public enum NetworkPlace: Hashable, Sendable {
  /// At a node, by its number in the graph.
  case node(Int)
  /// Beside a street: `edge` by its number in the graph, `offset` metres from the end where it
  /// begins as drawn, and `access` metres off it.
  ///
  /// Access is walked on the way out and on the way in. At offset 0 and at its far end the place
  /// is at the node there, whichever way the street leads.
  case onEdge(edge: Int, offset: Double, access: Double)
}

/// A part of one street, as a route uses it.
public struct NetworkStep: Hashable, Sendable {
  /// The number of the street in the graph.
  public var edge: Int
  /// Metres from its beginning as drawn, where the route joins it.
  public var start: Double
  /// Metres from its beginning as drawn, where the route leaves it; less than `start` where it is
  /// used against the drawing.
  public var end: Double

  public init(edge: Int, start: Double, end: Double) {
    self.edge = edge
    self.start = start
    self.end = end
  }
}

extension NetworkPlace {
  /// Metres off the street.
  public var access: Double {
    switch self {
    case .node: 0
    case .onEdge(_, _, let access): access
    }
  }
}

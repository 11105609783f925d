/// Barriers cut up so that their edges meet only at shared vertices.
struct NodedBarriers: Sendable {
  /// What an edge was cut from.
  struct Source: Hashable, Sendable {
    /// Number of the shape that it belongs to.
    var shape: Int32
    /// Whether the edge runs from `first` to `last` as the shape was drawn.
    var isForward: Bool
  }

  struct Edge: Sendable {
    var first: Int32
    var last: Int32
  }

  /// All vertices, no two at the same place.
  var vertices: [GridPoint]
  /// Every edge once, `first` < `last`.
  var edges: [Edge]
  /// Edge *e* was cut from `sources[sourceStarts[e]..<sourceStarts[e + 1]]`, never empty.
  var sourceStarts: [Int32]
  var sources: [Source]

  func sources(of edge: Int) -> ArraySlice<Source> {
    sources[Int(sourceStarts[edge])..<Int(sourceStarts[edge + 1])]
  }
}

import Geography

/// A convex piece of land while it is divided among the sites.
struct LandCell: Sendable {
  /// A place on the rim, and the straight part of the rim that starts there.
  struct RimPoint: Sendable {
    var place: PlanarPoint
    /// The line that the part lies on; see ``LineName``.
    var line: LineName
    /// The nearest site along the part.
    var site: Int32
  }

  /// Anticlockwise.
  var rim: [RimPoint]
  /// The waypoints that can be the best somewhere in the cell.
  var choices: [WaypointChoice]
  /// Sites that may lie strictly inside the cell.
  var sites: [PlanarPoint]
  var depth = 0

  /// The longest way across, at most.
  var extent: Double {
    let box = PlanarBox(rim.lazy.map(\.place))
    return PlanarPoint(box.minX, box.minY).distance(to: PlanarPoint(box.maxX, box.maxY))
  }

  /// The places where another site becomes the nearest, as positions in `rim`.
  var turns: [Int] {
    rim.indices.filter { rim[$0].site != rim[$0 == 0 ? rim.count - 1 : $0 - 1].site }
  }

  /// The parts of the rim from one position to another, going round.
  func run(from first: Int, to last: Int) -> [RimPoint] {
    first < last ? Array(rim[first..<last]) : Array(rim[first...] + rim[..<last])
  }
}

/// A straight line that pieces of land share.
enum LineName: Hashable, Sendable {
  /// An edge of the mesh, by the smaller of its half-edges.
  case edge(Int32)
  /// A cut through a cell, or a side of the window, by its number within the triangle.
  case cut(Int32)
  /// A border between two sites, shared by the two pieces beside it alone.
  case border
}

/// A piece of land with one nearest site.
struct LandPiece: Sendable {
  /// A corner, and the line from there to the next corner.
  struct Corner: Sendable {
    var place: PlanarPoint
    var line: LineName
  }

  /// Anticlockwise.
  var corners: [Corner]
  /// −1 where no site can be reached.
  var site: Int32
}

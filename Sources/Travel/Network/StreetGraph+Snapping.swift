public import Geography

/// Where points stand in a network, and which of them stand nowhere.
public struct StreetSnaps: Hashable, Sendable {
  /// A point that no street could be found for.
  public struct Miss: Hashable, Sendable {
    /// The number of the point.
    public var index: Int
    /// Metres to the nearest street, whether it may be walked to or not.
    public var nearest: Double
    /// Whether a street is within the limit, but the way to it is not allowed.
    public var isBlocked: Bool

    public init(index: Int, nearest: Double, isBlocked: Bool) {
      self.index = index
      self.nearest = nearest
      self.isBlocked = isBlocked
    }
  }

  /// One entry per point, in their order; nil for a miss.
  public var places: [NetworkPlace?]
  /// In the order of the points.
  public var misses: [Miss]
}

extension StreetGraph {
  /// What came of snapping a point to the streets.
  public enum Snap: Hashable, Sendable {
    /// Beside a street.
    case place(NetworkPlace)
    /// The nearest street is farther than the limit: metres to it.
    case tooFar(nearest: Double)
    /// There is a street within the limit, but no way to it is allowed: metres to the nearest.
    case blocked(nearest: Double)

    /// Nil where no street was found.
    public var place: NetworkPlace? {
      guard case .place(let place) = self else { return nil }
      return place
    }
  }

  /// Whether points can be snapped: lines were given, or nodes with coordinates.
  public var hasPositions: Bool { grid != nil }

  /// The place on a street that is nearest to a point; the graph must have positions.
  ///
  /// The straight leg from the point to the street becomes the access of the place. If the
  /// nearest leg is not allowed, the next best is tried: of every straight piece of street the
  /// nearest place, then its two ends. At equal distances the first edge is taken.
  ///
  /// - Parameters:
  ///   - point: In metres, in the frame of the graph.
  ///   - limit: How long the leg may be, in metres.
  ///   - allowed: Whether a leg, from the point to the street, may be walked; nil for always. See
  ///     ``BarrierDistance/allowsLeg(from:to:)``.
  /// - Returns: A place beside a street, or how far the nearest street is.
  /// - Complexity: O(1) for evenly spread streets and allowed legs.
  public func snap(
    _ point: PlanarPoint, limit: Double, allowed: ((PlanarPoint, PlanarPoint) -> Bool)? = nil
  ) -> Snap {
    guard let grid else { preconditionFailure("a graph without positions has nothing to snap to") }
    return snap(point, limit: limit, allowed: allowed, in: grid)
  }

  private func snap(
    _ point: PlanarPoint, limit: Double, allowed: ((PlanarPoint, PlanarPoint) -> Bool)?,
    in grid: StreetGrid
  ) -> Snap {
    guard point.isFinite else { return .tooFar(nearest: .infinity) }
    let nearest = grid.nearest(to: point)
    let distance = nearest.squared.squareRoot()
    guard distance <= limit else { return .tooFar(nearest: distance) }
    guard let allowed, !allowed(point, grid.place(of: nearest)) else {
      return .place(place(of: nearest, in: grid))
    }
    let next = grid.nearest(to: point, reach: limit) { allowed(point, $0) }
    return next.map { .place(place(of: $0, in: grid)) } ?? .blocked(nearest: distance)
  }

  /// Snaps many points on all cores; see ``snap(_:limit:allowed:)``.
  ///
  /// - Parameters:
  ///   - points: In metres, in the frame of the graph.
  ///   - limit: How long a leg may be, in metres.
  ///   - smallParts: Streets in parts of the network with fewer nodes are passed over.
  ///   - allowed: Whether a leg may be walked; nil for always.
  /// - Returns: An entry per point.
  public func snap(
    _ points: [PlanarPoint], limit: Double, past smallParts: Int = 0,
    allowed: (@Sendable (PlanarPoint, PlanarPoint) -> Bool)? = nil
  ) -> StreetSnaps {
    guard let all = self.grid else {
      preconditionFailure("a graph without positions has nothing to snap to")
    }
    let isPartial = (partSizes.last ?? 0) < smallParts
    let grid = isPartial ? grid(ofPartsFrom: smallParts) : all
    let snaps = ChunkedWork(count: points.count, chunk: 256).map { range in
      range.map { snap(points[$0], limit: limit, allowed: allowed, in: grid) }
    }.joined()
    var result = StreetSnaps(places: [], misses: [])
    result.places.reserveCapacity(points.count)
    for (index, snap) in snaps.enumerated() {
      result.places.append(snap.place)
      switch snap {
      case .place: break
      case .tooFar(let nearest):
        result.misses.append(.init(index: index, nearest: nearest, isBlocked: false))
      case .blocked(let nearest):
        result.misses.append(.init(index: index, nearest: nearest, isBlocked: true))
      }
    }
    return result
  }

  private func place(of hit: StreetGrid.Hit, in grid: StreetGrid) -> NetworkPlace {
    let segment = grid.segment(of: hit)
    let edge = Int(segment.edge)
    let shape = shape(ofEdge: edge)
    let start = Int(segment.point)
    let access = hit.squared.squareRoot()
    let length = edges[edge].length
    // The ends exactly: there the place is at a node.
    if hit.share == 0, start == shape.startIndex {
      return .onEdge(edge: edge, offset: 0, access: access)
    }
    if hit.share == 1, start + 1 == shape.endIndex - 1 {
      return .onEdge(edge: edge, offset: length, access: access)
    }
    let drawn = PolylineMeasure.length(shape)
    let walked =
      PolylineMeasure.length(shape[shape.startIndex...start])
      + hit.share * shapePoints[start].distance(to: shapePoints[start + 1])
    let offset = drawn > 0 ? length * (walked / drawn) : 0
    return .onEdge(edge: edge, offset: min(max(offset, 0), length), access: access)
  }
}

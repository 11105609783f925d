public import Geography

/// Distances around barriers and over their crossings: the length of the shortest path that passes
/// through no barrier but at an open crossing, plus the costs of its crossings.
///
///     let river = Barrier(id: "R", shapes: [.line([PlanarPoint(0, -9000), PlanarPoint(0, 9000)])])
///     let bridge = Crossing(id: "B", shape: .point(PlanarPoint(0, 300)))
///     let distance = try BarrierDistance(barriers: [river], crossings: [bridge])
///     distance.distance(from: PlanarPoint(-400, 0), to: PlanarPoint(400, 0))  // 1000
///
/// A path may touch a barrier and run along it. A point on a barrier stands on both of its sides;
/// a point inside an area reaches nothing. Without barriers it is the straight distance.
///
/// Which side of what a point lies on is decided exactly, on coordinates rounded to whole
/// millimetres; lengths are sums of square roots of the coordinates as given, with the rounding of
/// `Double`. Barriers, crossings and points lie within 1,050 km of the middle of the barriers.
///
/// One-way crossings make the distance there and back differ; it is always *from* the first place
/// *to* the second.
public struct BarrierDistance: DistanceProvider {
  public typealias Place = PlanarPoint
  public typealias Prepared = PreparedPoints

  /// How far from its barrier a crossing may lie, in metres.
  public static let defaultAttachmentTolerance = 50.0

  /// How near, in metres, a free end may come to another barrier before it is reported as a gap.
  public static let defaultGapReach = 20.0

  /// The barriers as given.
  public let barriers: [Barrier]
  /// The crossings as given, but open or closed as they are now.
  public let crossings: [Crossing]
  /// Nil where there are no barriers.
  let world: BarrierWorld?
  let arcs: CrossingArcs?
  /// Kept by ``keepingAllPairs()``.
  let allPairs: NodeTable?

  /// Works through the barriers and crossings.
  ///
  /// - Parameters:
  ///   - barriers: Lines and areas, each with its own id.
  ///   - crossings: Each with its own id.
  ///   - attachmentTolerance: How far from its barrier a crossing may lie, in metres.
  /// - Throws: ``BarrierWorldError`` for what cannot be used as it is.
  /// - Complexity: O(*v* log *v* + *v* × triangles in sight) for *v* vertices.
  public init(
    barriers: [Barrier], crossings: [Crossing],
    attachmentTolerance: Double = BarrierDistance.defaultAttachmentTolerance
  ) throws(BarrierWorldError) {
    self.barriers = barriers
    self.crossings = crossings
    allPairs = nil
    guard !barriers.isEmpty || !crossings.isEmpty else {
      world = nil
      arcs = nil
      return
    }
    let world = try BarrierWorld(
      barriers: barriers, crossings: crossings, tolerance: attachmentTolerance)
    self.world = world
    arcs = CrossingArcs(world: world, crossings: crossings)
  }

  private init(_ base: BarrierDistance, crossings: [Crossing]) {
    barriers = base.barriers
    world = base.world
    self.crossings = crossings
    arcs = world.map { CrossingArcs(world: $0, crossings: crossings) }
    allPairs = nil
  }

  init(barriers: [Barrier], crossings: [Crossing], world: BarrierWorld?) {
    self.barriers = barriers
    self.crossings = crossings
    self.world = world
    arcs = world.map { CrossingArcs(world: $0, crossings: crossings) }
    allPairs = nil
  }

  init(_ base: BarrierDistance, allPairs: NodeTable) {
    barriers = base.barriers
    world = base.world
    crossings = base.crossings
    arcs = base.arcs
    self.allPairs = allPairs
  }

  /// The same world with some crossings opened and others closed; nothing is built anew.
  ///
  /// Ids that no crossing has are passed over; a crossing in both sets is closed.
  public func withCrossings(open: Set<String>, close: Set<String>) -> BarrierDistance {
    BarrierDistance(
      self,
      crossings: crossings.map { crossing in
        var changed = crossing
        if open.contains(crossing.id) { changed.isOpen = true }
        if close.contains(crossing.id) { changed.isOpen = false }
        return changed
      })
  }

  public var isSymmetric: Bool { arcs?.isSymmetric ?? true }

  /// The straight distance: no path is shorter.
  public func lowerBound(from origin: PlanarPoint, to destination: PlanarPoint) -> Double {
    origin.distance(to: destination)
  }

  /// Finds where the points stand and which bends and crossings they see.
  ///
  /// - Complexity: O(points × triangles in sight), on all cores.
  public func prepare(_ places: [PlanarPoint]) -> PreparedPoints {
    PreparedPoints(places, in: world)
  }

  /// - Complexity: Per destination one run of Dijkstra's algorithm, the triangles in its sight, and
  ///   the nodes in sight of each origin that it does not see.
  public func distances(
    from origins: PreparedPoints, to destinations: PreparedPoints, chosen: [Int]
  ) -> DistanceTable {
    guard let world, let arcs else {
      return DistanceTable(rows: chosen.count, columns: origins.count) { row, values in
        let destination = destinations[chosen[row]]
        for column in values.indices {
          values[column] = origins.points[column].distance(to: destination)
        }
      }
    }
    world.require(origins)
    world.require(destinations)
    return DistanceTable(
      rows: chosen.count, columns: origins.count, together: SiteBatch.size
    ) { rows, values in
      guard let base = values.baseAddress else { return }
      var batch = SiteBatch(world: world, arcs: arcs)
      batch.measure(
        from: origins, to: rows.map { chosen[$0] }, of: destinations, into: base)
    }
  }

  public func routes(
    from origins: PreparedPoints, members: [Int], to destination: Int,
    of destinations: PreparedPoints
  ) -> [Route<PlanarPoint>?] {
    let site = destinations[destination]
    guard let world, let arcs else {
      return members.map { member in
        let origin = origins[member]
        return Route(distance: origin.distance(to: site), path: [origin, site], crossings: [])
      }
    }
    world.require(origins)
    world.require(destinations)
    for member in members {
      precondition(origins.points.indices.contains(member), "no such origin")
    }
    var search = SiteSearch(world: world, arcs: arcs)
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: origins.count) { row in
      row.initialize(repeating: .infinity)
      guard let base = row.baseAddress else { return [] }
      search.look(from: origins, to: destination, of: destinations, into: base)
      return members.map { member in
        if row[member].isFinite {
          return Route(distance: row[member], path: [origins[member], site], crossings: [])
        }
        return search.route(
          from: origins, member, to: site, crossings: crossings)
      }
    }
  }

  /// Where the members want their facility, their paths held fixed up to the last bend before it.
  public func relocation(
    of site: PlanarPoint, serving members: [Int], of origins: PreparedPoints, weights: [Double],
    objective: CostPower
  ) -> PlanarPoint? {
    let standing = prepare([site])
    var legs = LastLegs()
    for member in members {
      precondition(origins.points.indices.contains(member), "no such origin")
    }
    if let world, let arcs {
      world.require(origins)
      var search = SiteSearch(world: world, arcs: arcs)
      withUnsafeTemporaryAllocation(of: Double.self, capacity: origins.count) { row in
        row.initialize(repeating: .infinity)
        guard let base = row.baseAddress else { return }
        search.look(from: origins, to: 0, of: standing, into: base)
        for member in members {
          if row[member].isFinite {
            legs.add(origins[member], weight: weights[member], before: 0)
          } else if let (anchor, length) = search.lastBend(from: origins, member) {
            // The metres before the bend are a constant unless the whole path is squared.
            let before =
              objective == .distance ? 0 : max(0, length - anchor.distance(to: site))
            legs.add(anchor, weight: weights[member], before: before)
          }
        }
      }
    } else {
      for member in members { legs.add(origins[member], weight: weights[member], before: 0) }
    }
    guard let wanted = legs.center(from: site, objective: objective) else { return nil }
    // A site stays on land: go only part of the way where the whole of it ends in a barrier.
    var part = 1.0
    for _ in 0..<6 {
      let place = PlanarPoint(
        site.x + part * (wanted.x - site.x), site.y + part * (wanted.y - site.y))
      if case .land = whereabouts(of: place) { return place }
      part /= 2
    }
    return nil
  }
}

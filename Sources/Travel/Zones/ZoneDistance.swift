import Geography

/// Travel between zones that are joined only by crossings; no outlines of barriers are needed.
///
/// Every place carries the label of its zone: a bank, an island, a district between two railways.
/// Inside a zone the way is straight. Into another it leads over open crossings, each adding its
/// cost, and straight in between: the shortest such way, exactly.
///
///     let town = try ZoneDistance(crossings: [
///       ZoneCrossing(id: "old bridge", point: PlanarPoint(0, 0), zones: ["left", "right"])
///     ])
///     let home = ZonedPoint(point: PlanarPoint(-30, 40), zone: "left")
///     let school = ZonedPoint(point: PlanarPoint(30, 40), zone: "right")
///     print(town.distance(from: home, to: school))  // 100.0
///
/// A label that nothing leads to is a zone by itself; ``check(_:)`` finds such labels.
public struct ZoneDistance: DistanceProvider {
  /// As given, open and closed.
  public let crossings: [ZoneCrossing]
  /// All labels known, in the order in which they first came.
  public let zones: [String]
  public let isSymmetric: Bool
  private let graph: ZoneGraph

  /// Builds the graph of crossings.
  ///
  /// - Parameters:
  ///   - crossings: Where one can change zones; each with its own id, a point, and two or more
  ///     zones.
  ///   - zones: All labels there are, so that a misspelt one is found; nil for those that the
  ///     crossings name.
  /// - Throws: ``ZoneError`` for a crossing that cannot be used.
  public init(crossings: [ZoneCrossing], zones: [String]? = nil) throws(ZoneError) {
    var known = zones ?? []
    var isKnown = Set(known)
    var ids = Set<String>()
    for crossing in crossings {
      try Self.check(crossing)
      guard ids.insert(crossing.id).inserted else {
        throw .duplicateCrossing(crossing: crossing.id)
      }
      for zone in crossing.zones where isKnown.insert(zone).inserted {
        if zones != nil {
          throw .unknownZoneOfCrossing(crossing: crossing.id, label: zone, known: known)
        }
        known.append(zone)
      }
    }
    self.init(checked: crossings, zones: known)
  }

  private init(checked crossings: [ZoneCrossing], zones: [String]) {
    self.crossings = crossings
    self.zones = zones
    isSymmetric = crossings.allSatisfy { !$0.isOpen || $0.direction == .both }
    graph = ZoneGraph(crossings)
  }

  private static func check(_ crossing: ZoneCrossing) throws(ZoneError) {
    guard let point = crossing.point else { throw .crossingWithoutPoint(crossing: crossing.id) }
    guard point.isFinite else { throw .crossingNotFinite(crossing: crossing.id, point: point) }
    guard Set(crossing.zones).count > 1 else {
      throw .tooFewZones(crossing: crossing.id, zones: crossing.zones)
    }
    guard crossing.cost >= 0, crossing.cost.isFinite else {
      throw .badCost(crossing: crossing.id, cost: crossing.cost)
    }
  }

  /// The same town with some crossings opened and others closed, by id; closing wins.
  public func withCrossings(open: Set<String>, close: Set<String>) -> ZoneDistance {
    let changed = crossings.map { crossing in
      var crossing = crossing
      if open.contains(crossing.id) { crossing.isOpen = true }
      if close.contains(crossing.id) { crossing.isOpen = false }
      return crossing
    }
    return ZoneDistance(checked: changed, zones: zones)
  }

  /// Finds the first place whose label is not among ``zones``.
  ///
  /// - Throws: ``ZoneError/unknownZone(label:place:known:)`` with the number of the place, from 0.
  public func check(_ places: [ZonedPoint]) throws(ZoneError) {
    let known = Set(zones)
    for (index, place) in places.enumerated() where !known.contains(place.zone) {
      throw .unknownZone(label: place.zone, place: index, known: zones)
    }
  }

  public func distance(from origin: ZonedPoint, to destination: ZonedPoint) -> Double {
    guard origin.zone != destination.zone else { return lowerBound(from: origin, to: destination) }
    return entry(from: origin, graph.ways(to: destination))?.distance ?? .infinity
  }

  /// The straight distance: crossings only ever add to it.
  public func lowerBound(from origin: ZonedPoint, to destination: ZonedPoint) -> Double {
    origin.point.distance(to: destination.point)
  }

  public func route(from origin: ZonedPoint, to destination: ZonedPoint) -> Route<ZonedPoint>? {
    route(from: origin, to: destination, graph.ways(to: destination))
  }

  public func prepare(_ places: [ZonedPoint]) -> ZonedPlaces { ZonedPlaces(places) }

  public func distances(
    from origins: ZonedPlaces, to destinations: ZonedPlaces, chosen: [Int]
  ) -> DistanceTable {
    DistanceTable(rows: chosen.count, columns: origins.count) { row, values in
      let destination = destinations[chosen[row]]
      let ways = graph.ways(to: destination)
      for group in origins.groups {
        let isSame = group.zone == destination.zone
        let legs = graph.nodes(of: group.zone).filter { ways[$0].crosses }
        let stops =
          isSame
          ? [ZonedPlaces.Stop(point: destination.point, beyond: 0)]
          : legs.map { .init(point: graph.nodes[$0].point, beyond: ways[$0].distance) }
        group.fill(values, over: stops)
      }
    }
  }

  public func routes(
    from origins: ZonedPlaces, members: [Int], to destination: Int, of destinations: ZonedPlaces
  ) -> [Route<ZonedPoint>?] {
    let place = destinations[destination]
    let ways = graph.ways(to: place)
    return members.map { route(from: origins[$0], to: place, ways) }
  }

  /// The best place in the site's zone for the ways that its people take now.
  ///
  /// Those who come over a crossing pull from there, see ``WeberPoint``. Members who cannot reach
  /// the site do not count.
  public func relocation(
    of site: ZonedPoint, serving members: [Int], of origins: ZonedPlaces, weights: [Double],
    objective: CostPower
  ) -> ZonedPoint? {
    let ways = graph.ways(to: site)
    var anchors: [PlanarPoint] = []
    var anchorWeights: [Double] = []
    var extra: [Double] = []
    for member in members {
      let origin = origins[member]
      var anchor = origin.point
      var behind = 0.0
      if origin.zone != site.zone {
        guard let entry = entry(from: origin, ways) else { continue }
        var node = entry.node
        while let next = ways[node].next { node = next }
        anchor = graph.nodes[node].point
        behind = max(0, entry.distance - ways[node].distance)
      }
      anchors.append(anchor)
      anchorWeights.append(weights[member])
      extra.append(behind)
    }
    let place = WeberPoint.solve(
      anchors: anchors, weights: anchorWeights, power: objective, extra: extra, start: site.point)
    return place == site.point ? nil : ZonedPoint(point: place, zone: site.zone)
  }

  /// The node where the shortest way to another zone reaches its first crossing, and the length
  /// of the whole way.
  private func entry(
    from origin: ZonedPoint, _ ways: [ZoneGraph.Onward]
  ) -> (node: Int, distance: Double)? {
    var best: (node: Int, distance: Double)?
    for node in graph.nodes(of: origin.zone) where ways[node].crosses {
      let distance = origin.point.distance(to: graph.nodes[node].point) + ways[node].distance
      if distance < best?.distance ?? .infinity { best = (node, distance) }
    }
    return best
  }

  private func route(
    from origin: ZonedPoint, to destination: ZonedPoint, _ ways: [ZoneGraph.Onward]
  ) -> Route<ZonedPoint>? {
    guard origin.zone != destination.zone else {
      return Route(
        distance: lowerBound(from: origin, to: destination), path: [origin, destination],
        crossings: [])
    }
    guard let entry = entry(from: origin, ways) else { return nil }
    var path = [origin]
    var used: [String] = []
    var node: Int? = entry.node
    while let current = node {
      let stop = graph.nodes[current]
      path.append(ZonedPoint(point: stop.point, zone: stop.zone))
      if ways[current].crosses { used.append(crossings[stop.crossing].id) }
      node = ways[current].next
    }
    path.append(destination)
    return Route(distance: entry.distance, path: path, crossings: used)
  }
}

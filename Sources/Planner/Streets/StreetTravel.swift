import Geography
import Travel

/// A place in a street network, and the point on the map that it is for.
struct StreetPlace: Hashable, Sendable {
  /// nil where no street is near enough: nobody gets there or away.
  var place: NetworkPlace?
  /// Metres on the map; nil at a node that nobody knows the place of.
  var point: PlanarPoint?
}

/// Many such places, looked up in the network once.
struct StreetPlaces: PreparedPlaces {
  let places: [StreetPlace]
  let network: NetworkPlaces

  var count: Int { places.count }
  subscript(index: Int) -> StreetPlace { places[index] }
}

/// Travel along streets between points of the map, to the street and from it included.
///
/// A network takes two homes that face each other across a street for one place. Here they are
/// two: the way from one to the other leads to the street and on.
struct StreetTravel: DistanceProvider {
  let network: NetworkDistance

  var isSymmetric: Bool { network.isSymmetric }

  func prepare(_ places: [StreetPlace]) -> StreetPlaces {
    // Those without a street are given any place; their distances are never looked at.
    let any = places.lazy.compactMap(\.place).first ?? .node(0)
    return StreetPlaces(
      places: places, network: network.prepare(places.map { $0.place ?? any }))
  }

  func distance(from origin: StreetPlace, to destination: StreetPlace) -> Double {
    guard let start = origin.place, let end = destination.place else { return .infinity }
    return start == end
      ? across(from: origin, to: destination) : network.distance(from: start, to: end)
  }

  func lowerBound(from origin: StreetPlace, to destination: StreetPlace) -> Double {
    guard let start = origin.place, let end = destination.place else { return 0 }
    return network.lowerBound(from: start, to: end)
  }

  func distances(
    from origins: StreetPlaces, to destinations: StreetPlaces, chosen: [Int]
  ) -> DistanceTable {
    var table = network.distances(
      from: origins.network, to: destinations.network, chosen: chosen)
    for (row, number) in chosen.enumerated() {
      let destination = destinations[number]
      for (column, origin) in origins.places.enumerated()
      where origin.place == nil || destination.place == nil || origin.place == destination.place {
        table.values[row * table.columns + column] = distance(from: origin, to: destination)
      }
    }
    return table
  }

  func routes(
    from origins: StreetPlaces, members: [Int], to destination: Int, of destinations: StreetPlaces
  ) -> [Route<StreetPlace>?] {
    let site = destinations[destination]
    // Nobody asks here for the nodes on the way, and naming them takes longer than the search.
    let ways = distances(
      from: prepare(members.map { origins[$0] }), to: destinations, chosen: [destination])
    return members.enumerated().map { column, member in
      guard ways[0, column].isFinite else { return nil }
      return Route(distance: ways[0, column], path: [origins[member], site], crossings: [])
    }
  }

  /// The ways as lines on the map, from door to door.
  ///
  /// - Returns: One entry per entry of `members`; nil where there is no way, or no map.
  func lines(
    from origins: StreetPlaces, members: [Int], to destination: Int, of destinations: StreetPlaces
  ) -> [[PlanarPoint]?] {
    let site = destinations[destination]
    let lines = network.lines(
      from: origins.network, members: members, to: destination, of: destinations.network)
    return zip(members, lines).map { member, line in
      let origin = origins[member]
      guard let line, origin.place != nil, site.place != nil else { return nil }
      if origin == site { return origin.point.map { [$0, $0] } }
      var path: [PlanarPoint] = []
      for point in [origin.point].compactMap(\.self) + line + [site.point].compactMap(\.self) {
        // Twice the same point, but for rounding, is drawn once.
        if let last = path.last, last.distance(to: point) <= 1e-6 { continue }
        path.append(point)
      }
      return path.count > 1 ? path : path + path
    }
  }

  /// Metres between two points that have the same place beside a street.
  private func across(from origin: StreetPlace, to destination: StreetPlace) -> Double {
    origin == destination ? 0 : (origin.place?.access ?? 0) + (destination.place?.access ?? 0)
  }
}

/// Answers "how far is it from here to there", in metres: the one question that clustering and
/// siting ask.
///
/// Write your own to substitute other distances: only ``distance(from:to:)`` is needed, the rest
/// has defaults that build on it and may be replaced for speed or for a better answer.
///
///     struct StairsDistance: DistanceProvider {
///       func distance(from origin: PlanarPoint, to destination: PlanarPoint) -> Double {
///         abs(origin.x - destination.x) + 3 * abs(origin.y - destination.y)
///       }
///     }
///
/// A distance is never negative and never NaN. It is `.infinity` where there is no way.
/// Distances go *from* demand *to* a facility; they may differ in the other direction.
public protocol DistanceProvider<Place>: Sendable {
  /// What the provider measures between: a point in metres, a coordinate in degrees, a row of a
  /// matrix.
  associatedtype Place: Hashable & Sendable

  /// Places worked through once, so that they can be asked about again and again.
  associatedtype Prepared: PreparedPlaces<Place> = PlaceList<Place>

  /// Whether the way back is always as long as the way there.
  var isSymmetric: Bool { get }

  /// The travel distance, in metres; `.infinity` where there is no way.
  func distance(from origin: Place, to destination: Place) -> Double

  /// The travel distance with its path; nil where there is no way.
  func route(from origin: Place, to destination: Place) -> Route<Place>?

  /// A number of metres that the travel distance is never less than, found cheaply.
  func lowerBound(from origin: Place, to destination: Place) -> Double

  /// Works through places that will be asked about again and again.
  func prepare(_ places: [Place]) -> Prepared

  /// Distances from every origin to the chosen destinations.
  ///
  /// - Parameters:
  ///   - origins: *n* places.
  ///   - destinations: The places that `chosen` picks from.
  ///   - chosen: Indices into `destinations`.
  /// - Returns: A row per entry of `chosen`, in its order, with *n* values each.
  func distances(
    from origins: Prepared, to destinations: Prepared, chosen: [Int]
  ) -> DistanceTable

  /// The nearest of the chosen destinations for every origin, without filling a whole table.
  ///
  /// - Returns: One site and distance per origin; sites are positions in `chosen`.
  func nearest(
    from origins: Prepared, among destinations: Prepared, chosen: [Int]
  ) -> NearestSites

  /// Routes from some of the origins to one destination.
  ///
  /// - Returns: One entry per entry of `members`, in its order; nil where there is no way.
  func routes(
    from origins: Prepared, members: [Int], to destination: Int, of destinations: Prepared
  ) -> [Route<Place>?]

  /// Where the members would want their facility to stand, were it free to move a little.
  ///
  /// A proposal, not a promise: the caller measures it and keeps it only if the cost fell.
  ///
  /// - Parameters:
  ///   - site: Where the facility stands now.
  ///   - members: Indices into `origins` of those that it serves.
  ///   - origins: The demand, members and others.
  ///   - weights: A weight per *origin*, not per member.
  ///   - objective: Whether distances or their squares are summed.
  /// - Returns: A better place, or nil where the provider knows none or places cannot be moved.
  func relocation(
    of site: Place, serving members: [Int], of origins: Prepared, weights: [Double],
    objective: CostPower
  ) -> Place?
}

/// What a plan adds up: weight × distance, or weight × distance².
public enum CostPower: String, Sendable, CaseIterable {
  case distance
  case squaredDistance

  /// The cost of one unit of weight at a distance; infinite for an infinite one.
  @inlinable
  public func cost(_ distance: Double) -> Double {
    switch self {
    case .distance: distance
    case .squaredDistance: distance * distance
    }
  }
}

extension DistanceProvider {
  public var isSymmetric: Bool { true }

  public func lowerBound(from origin: Place, to destination: Place) -> Double { 0 }

  public func route(from origin: Place, to destination: Place) -> Route<Place>? {
    let length = distance(from: origin, to: destination)
    guard length.isFinite else { return nil }
    return Route(distance: length, path: [origin, destination], crossings: [])
  }

  public func distances(
    from origins: Prepared, to destinations: Prepared, chosen: [Int]
  ) -> DistanceTable {
    DistanceTable(rows: chosen.count, columns: origins.count) { row, values in
      let destination = destinations[chosen[row]]
      for column in values.indices {
        values[column] = distance(from: origins[column], to: destination)
      }
    }
  }

  public func nearest(
    from origins: Prepared, among destinations: Prepared, chosen: [Int]
  ) -> NearestSites {
    var found = NearestSites(
      sites: Array(repeating: nil, count: origins.count),
      distances: Array(repeating: .infinity, count: origins.count))
    // A few rows at a time keep both cores busy and the memory bounded.
    let batch = 8
    for begin in stride(from: 0, to: chosen.count, by: batch) {
      let end = min(begin + batch, chosen.count)
      let table = distances(from: origins, to: destinations, chosen: Array(chosen[begin..<end]))
      for row in 0..<table.rows {
        for column in 0..<table.columns where table[row, column] < found.distances[column] {
          found.distances[column] = table[row, column]
          found.sites[column] = begin + row
        }
      }
    }
    return found
  }

  public func routes(
    from origins: Prepared, members: [Int], to destination: Int, of destinations: Prepared
  ) -> [Route<Place>?] {
    members.map { route(from: origins[$0], to: destinations[destination]) }
  }

  public func relocation(
    of site: Place, serving members: [Int], of origins: Prepared, weights: [Double],
    objective: CostPower
  ) -> Place? {
    nil
  }
}

extension DistanceProvider where Prepared == PlaceList<Place> {
  public func prepare(_ places: [Place]) -> PlaceList<Place> { PlaceList(places) }
}

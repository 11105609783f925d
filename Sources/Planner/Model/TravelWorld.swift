import Geography
import Travel

/// A distance provider, and how the points of the input become places that it knows.
struct TravelWorld<Provider: DistanceProvider>: Sendable {
  let provider: Provider
  /// The places of locations that demand starts from, in their order.
  let origins: @Sendable ([Location]) throws -> [Provider.Place]
  /// The places of locations where a facility may stand, in their order.
  let destinations: @Sendable ([Location]) throws -> [Provider.Place]
  /// Where a place is on the map; nil where the provider knows no map.
  let point: @Sendable (Provider.Place) -> PlanarPoint?
  /// Metres as the crow flies; nil where one of the two has no place.
  let straight: @Sendable (Location, Location) -> Double?
  /// Why somebody who cannot get to any of the facilities cannot.
  let reason: @Sendable (_ person: Location, _ facilities: [Location]) -> UnservedReason
  /// All crossings, nobody on them yet.
  let crossings: [CrossingUse]
  /// Whether there is something that the straight line does not know of.
  let hasBarriers: Bool
  /// Whether a barrier lies between two locations that are farther apart by travel distance than by
  /// the straight line; nil where nothing but a barrier can make it so.
  var barsWay: (@Sendable (_ origin: Location, _ destination: Location) -> Bool)?
  /// Why a location has no place in this world and is kept out of the search, or nil; itself nil
  /// where every location has a place.
  var outside: (@Sendable (Location) throws -> UnservedReason?)?
  /// The ways of some origins to a destination as lines on the map; nil where the path of a route
  /// says it all.
  var lines:
    (
      @Sendable (
        _ origins: Provider.Prepared, _ members: [Int], _ destination: Int,
        _ destinations: Provider.Prepared
      ) -> [[PlanarPoint]?]
    )?
  /// The same world with something changed; nil where nothing can be.
  var whatIf: WhatIf<Provider>?
  /// Who is nearest to which of some facilities, with borders true to a number of metres; nil where
  /// distances know no land.
  var areas:
    (
      @Sendable (_ facilities: [PlanarPoint], _ window: PlanarBox, _ tolerance: Double)
        -> [ServiceArea]
    )?
}

extension TravelWorld {
  /// Whether a barrier makes the travel distance from one location to another longer than the
  /// straight line between them, given that it is longer.
  func isAcrossBarrier(_ origin: Location, _ destination: Location) -> Bool {
    barsWay.map { $0(origin, destination) } ?? hasBarriers
  }
}

/// Something to be done in whatever world the files describe.
protocol TravelWorldUser {
  associatedtype Outcome
  func use<Provider: DistanceProvider>(_ world: TravelWorld<Provider>) throws -> Outcome
}

extension TravelWorld where Provider.Place == PlanarPoint {
  /// A world of points on the flat map.
  init(
    planar provider: Provider, crossings: [CrossingUse] = [], hasBarriers: Bool = false,
    reason: @escaping @Sendable (Location, [Location]) -> UnservedReason = { _, _ in .noWay }
  ) {
    self.init(
      provider: provider,
      origins: { try $0.map { try $0.requiredPoint() } },
      destinations: { try $0.map { try $0.requiredPoint() } },
      point: { $0 },
      straight: { $0.straightDistance(to: $1) },
      reason: reason, crossings: crossings, hasBarriers: hasBarriers)
  }
}

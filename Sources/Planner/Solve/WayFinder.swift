import Dispatch
import Geography
import Synchronization
import Travel

/// Finds the ways of all people to the facilities of one plan.
struct WayFinder<Provider: DistanceProvider> {
  let world: TravelWorld<Provider>
  let people: [Location]
  let facilities: [Location]
  private let origins: Provider.Prepared
  private let destinations: Provider.Prepared

  /// Works through the places once.
  ///
  /// - Parameters:
  ///   - world: How distances are measured.
  ///   - origins: The places of `people`, in their order.
  ///   - people: Who travels.
  ///   - destinations: The places of `facilities`, in their order.
  ///   - facilities: Where they travel to.
  init(
    world: TravelWorld<Provider>, origins: [Provider.Place], people: [Location],
    destinations: [Provider.Place], facilities: [Location]
  ) {
    self.world = world
    self.people = people
    self.facilities = facilities
    self.origins = world.provider.prepare(origins)
    self.destinations = world.provider.prepare(destinations)
  }

  /// The way of everybody to their facility.
  ///
  /// - Parameters:
  ///   - allocation: For each of `people` an index into `facilities`, nil for those unserved.
  ///   - distances: Metres of each, as the search measured them.
  ///   - refused: Those who could be served but for the rules, and why they are not.
  /// - Returns: As many ways, with a reason for each who has none.
  func assignments(
    _ allocation: [Int?], distances: [Double], refused: [Int: UnservedReason] = [:]
  ) -> [Assignment] {
    var assignments = people.map { _ in Assignment() }
    for (person, reason) in refused { assignments[person].unserved = reason }
    for (facility, members, routes) in routes(to: allocation) {
      let lines = world.lines?(origins, members, facility, destinations)
      for (index, (person, route)) in zip(members, routes).enumerated() {
        guard let route else { continue }
        assignments[person].facility = facility
        assignments[person].distance = distances[person]
        assignments[person].straight = world.straight(people[person], facilities[facility])
        assignments[person].crossings = route.crossings
        assignments[person].path =
          lines?[index] ?? path(route, from: people[person], to: facilities[facility])
      }
    }
    explain(&assignments)
    return assignments
  }

  /// Says of everybody who is unserved why.
  ///
  /// Those who can reach each other are shut in by the same barriers, so one of them is asked.
  private func explain(_ assignments: inout [Assignment]) {
    var pending = people.indices.filter {
      assignments[$0].facility == nil && assignments[$0].unserved == nil
    }
    while let first = pending.first {
      let reason = world.reason(people[first], facilities)
      assignments[first].unserved = reason
      pending.removeFirst()
      guard case .noOpenCrossing = reason, world.provider.isSymmetric, pending.count > 1 else {
        continue
      }
      let reach = world.provider.distances(from: origins, to: origins, chosen: [first])
      pending.removeAll { person in
        guard reach[0, person].isFinite else { return false }
        assignments[person].unserved = reason
        return true
      }
    }
  }

  /// What would happen if everybody went to the facility that is nearest as the crow flies.
  ///
  /// - Complexity: O(*n* · *p*), and a route for each who would go elsewhere.
  func audit(_ assignments: [Assignment], weights: [Double]) -> StraightLineAudit {
    let choices = assignments.indices.map { person -> Int? in
      guard let own = assignments[person].facility, let straight = assignments[person].straight,
        let nearest = straightNearest(to: people[person]), nearest.facility != own,
        nearest.distance < straight
      else { return nil }
      return nearest.facility
    }
    var mistakes: [StraightLineAudit.Mistake] = []
    for (facility, members, routes) in routes(to: choices) {
      for (person, route) in zip(members, routes) {
        guard let own = assignments[person].distance else { continue }
        let added = route.map { $0.distance - own }
        // Two facilities that are as far by the real way are both right.
        if let added, added <= Self.tie { continue }
        mistakes.append(
          StraightLineAudit.Mistake(
            person: person, facility: facility, distance: route?.distance, added: added,
            isAcross: world.isAcrossBarrier(people[person], facilities[facility])))
      }
    }
    mistakes.sort { $0.person < $1.person }
    return StraightLineAudit(mistakes, weights: weights)
  }

  /// Metres within which two ways count as equally long.
  private static var tie: Double { 1e-6 }

  /// The facility that is nearest as the crow flies; the first of those equally near.
  func straightNearest(to person: Location) -> (facility: Int, distance: Double)? {
    var best: (facility: Int, distance: Double)?
    for (index, facility) in facilities.enumerated() {
      guard let distance = world.straight(person, facility) else { continue }
      if distance < best?.distance ?? .infinity { best = (index, distance) }
    }
    return best
  }

  /// Metres from everybody to every facility: a row per facility.
  func table() -> DistanceTable {
    world.provider.distances(
      from: origins, to: destinations, chosen: Array(facilities.indices))
  }

  private typealias Ways = (facility: Int, members: [Int], routes: [Route<Provider.Place>?])

  /// Routes to the facility that each person is given, facility by facility, on all cores.
  private func routes(to allocation: [Int?]) -> [Ways] {
    var members: [[Int]] = facilities.map { _ in [] }
    for (person, facility) in allocation.enumerated() {
      if let facility { members[facility].append(person) }
    }
    let wanted = members.indices.filter { !members[$0].isEmpty }
    let found = Mutex<[Int: [Route<Provider.Place>?]]>([:])
    let (provider, origins, destinations, all) = (world.provider, origins, destinations, members)
    DispatchQueue.concurrentPerform(iterations: wanted.count) { index in
      let facility = wanted[index]
      let routes = provider.routes(
        from: origins, members: all[facility], to: facility, of: destinations)
      found.withLock { $0[facility] = routes }
    }
    let routes = found.withLock { $0 }
    return wanted.map { ($0, members[$0], routes[$0] ?? []) }
  }

  /// The way on the map; a straight line where the provider knows places but no map.
  private func path(
    _ route: Route<Provider.Place>, from person: Location, to facility: Location
  ) -> [PlanarPoint] {
    let points = route.path.compactMap(world.point)
    if points.count == route.path.count { return points }
    guard let start = person.point, let end = facility.point else { return [] }
    return [start, end]
  }
}

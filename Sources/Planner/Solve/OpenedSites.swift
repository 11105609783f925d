import Exchange
import Geography

/// The facilities that a search opened, and what they are called.
struct OpenedSites {
  /// Where each facility comes from.
  var sources: [PlannedFacility.Source]
  var locations: [Location]

  /// Gathers what a search opened, in its order: that of the files, then places of its own.
  ///
  /// - Parameters:
  ///   - sources: In the order of the solution.
  ///   - freePoints: The point of each source that is free; nil for the others.
  ///   - sites: All sites on the map.
  ///   - people: All demand on the map.
  ///   - frame: The map.
  /// - Throws: A `ProjectionError` for a free point off the map.
  init(
    _ sources: [PlannedFacility.Source], freePoints: [PlanarPoint?], sites: [Location],
    people: [Location], frame: MapFrame
  ) throws {
    self.sources = sources
    var taken = Set(sites.map(\.id))
    var next = 0
    locations = []
    for (source, point) in zip(sources, freePoints) {
      switch source {
      case .site(let index): locations.append(sites[index])
      case .demand(let index): locations.append(people[index])
      case .free:
        var id: String
        repeat {
          next += 1
          id = "site-\(next)"
        } while !taken.insert(id).inserted
        locations.append(
          Location(
            id: id, name: "Site \(next)",
            position: try point.flatMap { try frame.positions([$0]).first }, point: point,
            zone: nil, file: "", line: 0))
      }
    }
  }

  /// The facilities with those whom they serve.
  func facilities(
    _ assignments: [Assignment], people: [Location], weights: [Double], sites: [SiteInput],
    demand: [PointRecord], usesCapacities: Bool
  ) -> [PlannedFacility] {
    var members: [[Int]] = locations.map { _ in [] }
    for (person, assignment) in assignments.enumerated() {
      if let facility = assignment.facility { members[facility].append(person) }
    }
    return locations.indices.map { index in
      let own = members[index]
      let distances = own.map { assignments[$0].distance ?? 0 }
      let farthest = own.max {
        (assignments[$0].distance ?? 0, $1) < (assignments[$1].distance ?? 0, $0)
      }
      var status = "chosen"
      var capacity: Double?
      if case .site(let site) = sources[index] {
        if sites[site].status != .candidate { status = sites[site].status.rawValue }
        capacity = sites[site].record.capacity
      } else if case .demand(let person) = sources[index], usesCapacities {
        capacity = demand[person].capacity
      }
      return PlannedFacility(
        id: locations[index].id, name: locations[index].name ?? locations[index].id,
        status: status, source: sources[index], point: locations[index].point,
        position: locations[index].position, capacity: capacity,
        distances: WeightedDistances(distances, weights: own.map { weights[$0] }),
        farthest: farthest.map { people[$0].id })
    }
  }
}

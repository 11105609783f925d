import Exchange
import Geography

extension Plan {
  /// Whose ways `routes.geojson` has, in its order.
  var peopleWithRoutes: [Int] { assignments.indices.filter { assignments[$0].path.count > 1 } }

  /// `routes.geojson`: the way of everybody who is served and has a place on the map.
  ///
  /// - Throws: A `ProjectionError` where a bend lies off the map.
  func routesLayer() throws -> FeatureCollection {
    let drawn = peopleWithRoutes
    let paths = drawn.map { person in
      let path = assignments[person].path
      return routes == .lines ? [path[0], path[path.count - 1]] : path
    }
    // One batch for all bends: a projection has a price per call.
    var positions = try scene.frame.positions(paths.flatMap(\.self))[...]
    var features: [Feature] = []
    features.reserveCapacity(drawn.count)
    for (person, path) in zip(drawn, paths) {
      let line = Array(positions.prefix(path.count))
      positions = positions.dropFirst(path.count)
      let assignment = assignments[person]
      let facility = assignment.facility.map { facilities[$0] }
      features.append(
        Feature(
          geometry: scene.frame.geometry(line: line),
          properties: [
            "demand_id": .string(demand[person].id), "facility_id": .text(facility?.id),
            "weight": .weight(demand[person].weight),
            "distance_m": .measure(assignment.distance),
            "straight_m": .measure(assignment.straight),
            "crossing_ids": .string(assignment.crossingIDs),
          ]))
    }
    return FeatureCollection(features: features, metadata: metadata)
  }
}

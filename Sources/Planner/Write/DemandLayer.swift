import Exchange

extension Plan {
  /// `demand.geojson`: every demand point in its order, with all that it came with.
  func demandLayer() -> FeatureCollection {
    let mistaken = Dictionary(
      audit.mistakes.map { ($0.person, facilities[$0.facility].id) },
      uniquingKeysWith: { first, _ in first })
    let features = demand.indices.map { person in
      let record = demand[person]
      let assignment = assignments[person]
      let facility = assignment.facility.map { facilities[$0] }
      var properties = record.properties
      properties.addOwn("facility_id", .text(facility?.id))
      properties.addOwn("facility_name", .text(facility?.name))
      properties.addOwn("distance_m", .measure(assignment.distance))
      properties.addOwn("straight_m", .measure(assignment.straight))
      properties.addOwn(
        "detour_factor", assignment.detourFactor.map { .double($0, decimals: 4) } ?? .null)
      properties.addOwn("crossing_ids", .text(facility == nil ? nil : assignment.crossingIDs))
      properties.addOwn("straight_nearest_id", .text(mistaken[person]))
      properties.addOwn("unserved_reason", .text(assignment.unserved?.description))
      if let moves {
        properties.addOwn("baseline_id", .text(moves.baseline[person]))
        properties.addOwn("moved", moves.isMoved[person].map(JSONValue.bool) ?? .null)
      }
      return Feature(
        id: record.id, idIsNumber: record.idIsNumber,
        geometry: scene.people[person].position.map(Geometry.point), properties: properties)
    }
    return FeatureCollection(features: features, metadata: metadata)
  }

  /// Facts about the plan that every layer carries with it.
  var metadata: JSONObject {
    var metadata = provenance.members
    metadata["title"] = .string(title)
    metadata["seed"] = .unsigned(search.seed)
    metadata["status"] = .string(search.status)
    metadata["objective"] = .objective(search.objective)
    metadata["bound"] = .bound(search.bound)
    metadata["gap_pct"] =
      search.gap.map { .double(($0 * 100).rounded(.up, decimals: 7)) } ?? .null
    metadata["people"] = .integer(measures.people)
    metadata["served"] = .integer(measures.served.count)
    metadata["total_km"] = .double(measures.served.total / 1000, decimals: 6)
    return metadata
  }
}

extension Assignment {
  /// The crossings in the order of travel, separated by spaces.
  var crossingIDs: String { crossings.joined(separator: " ") }
}

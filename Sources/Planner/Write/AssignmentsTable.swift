import Exchange

extension Plan {
  /// `assignments.csv`: a row per demand point, in its order.
  func assignmentsTable() -> [UInt8] {
    var table = CSVWriter(header: [
      "demand_id", "facility_id", "facility_name", "weight", "distance_m", "straight_m",
      "detour_factor", "crossing_ids", "unserved_reason",
    ])
    for (record, assignment) in zip(demand, assignments) {
      let facility = assignment.facility.map { facilities[$0] }
      table.add([
        record.id, facility?.id, facility?.name, Self.plain(record.weight),
        assignment.distance.map { Decimals.text($0, 3) },
        assignment.straight.map { Decimals.text($0, 3) },
        assignment.detourFactor.map { Decimals.text($0, 4) },
        assignment.crossingIDs, assignment.unserved?.description,
      ])
    }
    return table.bytes
  }

  /// A weight as people write it: `5`, not `5.0`.
  private static func plain(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }
}

import Exchange

extension Plan {
  /// `alternatives.geojson`: the facilities of every alternative, one point for each.
  func alternativesLayer() -> FeatureCollection {
    let features = alternatives.enumerated().flatMap { number, alternative in
      alternative.facilities.map { facility in
        Feature(
          geometry: facility.position.map(Geometry.point),
          properties: [
            "alternative": .integer(number + 1), "facility_id": .string(facility.id),
            "name": .string(facility.name), "label": .string("\(number + 1): \(facility.name)"),
            "in_plan": .bool(facility.isInPlan),
            "demand_count": .integer(facility.distances.count),
            "demand_weight": .weight(facility.distances.weight),
            "mean_m": .measure(facility.distances.mean),
            "max_m": .measure(facility.distances.maximum),
          ])
      }
    }
    return FeatureCollection(features: features, metadata: metadata)
  }

  /// What `plan.json` says of the alternatives.
  var alternativesDocument: JSONValue {
    .array(
      alternatives.map { alternative in
        .object([
          "objective": .objective(alternative.objective),
          "excess_pct": alternative.excess(over: search.objective).map {
            .double($0 * 100, decimals: 4)
          } ?? .null,
          "mean_m": .measure(alternative.served.mean),
          "p95_m": .measure(alternative.served.quantile(0.95)),
          "max_m": .measure(alternative.served.maximum),
          "facility_ids": .array(alternative.facilities.map { .string($0.id) }),
          "instead": .array(
            alternative.facilities.filter { !$0.isInPlan }.map { .string($0.id) }),
          "without": .array(alternative.without.map(JSONValue.string)),
        ])
      })
  }

  /// The alternatives, a line each.
  public var alternativeLines: [String] {
    alternatives.enumerated().map { number, alternative in
      let instead = alternative.facilities.filter { !$0.isInPlan }.map(\.id)
      let excess = alternative.excess(over: search.objective).map {
        "\(Decimals.text($0 * 100, 2)) % more"
      }
      return "alternative \(number + 1): \(instead.joined(separator: ", ")) instead of "
        + "\(alternative.without.joined(separator: ", "))"
        + (excess.map { ", \($0)" } ?? "")
    }
  }
}

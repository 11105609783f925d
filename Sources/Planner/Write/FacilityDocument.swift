import Exchange

extension PlannedFacility {
  /// What `plan.json` says of it; `sites.geojson` says the same.
  var document: JSONObject {
    var document: JSONObject = [
      "id": .string(id), "name": .string(name), "status": .string(status),
      "people": .integer(distances.count), "weight": .weight(distances.weight),
      "mean_m": .measure(distances.mean), "p95_m": .measure(distances.quantile(0.95)),
      "max_m": .measure(distances.maximum), "farthest_id": .text(farthest),
    ]
    if let capacity {
      document["capacity"] = .weight(capacity)
      document["capacity_used"] = .weight(distances.weight)
      document["capacity_spare"] = .weight(spare)
      document["utilisation_pct"] =
        utilisation.map { .double($0 * 100, decimals: 2) } ?? .null
    }
    if let drop {
      document["drop_rank"] = .integer(drop.rank)
      document["drop_added_objective"] = .objective(drop.addedObjective)
      document["drop_added_km"] = .kilometres(drop.addedMetres)
      document["drop_moved_people"] = .integer(drop.people)
      document["drop_moved_weight"] = .weight(drop.weight)
      document["drop_cut_off_people"] = .integer(drop.peopleCutOff)
      document["drop_cut_off_weight"] = .weight(drop.weightCutOff)
    }
    return document
  }
}

extension CurvePoint {
  /// What `plan.json` says of it.
  var document: JSONObject {
    [
      "facilities": .integer(facilities), "status": .string(status),
      "objective": .objective(objective),
      "bound": .bound(bound),
      "gap_pct": gap.map { .double(($0 * 100).rounded(.up, decimals: 7)) } ?? .null,
      "gain": .objective(gain), "mean_m": .measure(mean), "p95_m": .measure(p95),
      "max_m": .measure(maximum), "unserved_weight": .weight(unservedWeight),
      "within": .array(
        shares.map { share in
          .object([
            "distance_m": .measure(share.limit),
            "pct": objective == nil ? .null : .double(share.share * 100, decimals: 3),
          ])
        }),
      "facility_ids": .array(sites.map(JSONValue.string)),
    ]
  }
}

extension MoveFacts {
  /// What `plan.json` says of it.
  var document: JSONObject {
    [
      "baseline": .string(column), "people": .integer(people), "weight": .weight(weight),
      "of_people": .integer(knownPeople), "of_weight": .weight(knownWeight),
      "limit_weight": .weight(limit), "n_worse": .integer(worsePeople),
      "max_increase_m": .measure(largestIncrease),
    ]
  }
}

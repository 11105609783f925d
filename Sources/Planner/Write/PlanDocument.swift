package import Exchange

extension Plan {
  /// `plan.json`: all that a planner reads, without the geometry.
  ///
  /// - Parameter withTiming: Whether the seconds are told; without them the same seed gives the
  ///   same bytes, and `seconds` is null.
  /// - Returns: The members in the order in which they are written.
  package func document(withTiming: Bool) -> JSONObject {
    var document = JSONObject()
    document["generator"] = "footbridge"
    document["version"] = .string(FootbridgeVersion.current)
    document["title"] = .string(title)
    document["description"] = .text(purpose)
    document["headline"] = .string(headline)
    document["status"] = .string(search.status)
    document["objective"] = .objective(search.objective)
    document["bound"] = .bound(search.bound)
    document["gap"] = search.gap.map { .double($0.rounded(.up, decimals: 9)) } ?? .null
    document["gap_pct"] = search.gap.map { .double(($0 * 100).rounded(.up, decimals: 7)) } ?? .null
    document["seed"] = .unsigned(search.seed)
    document["seconds"] = withTiming ? .double(search.seconds, decimals: 3) : .null
    document["settings"] = .object(settingsDocument)
    document["demand"] = .object(demandDocument)
    document["distances"] = .object(distancesDocument)
    document["straight_line"] = .object(audit.document(in: self))
    document["sited_by_straight_line"] = blind.map { .object($0.document(in: self)) } ?? .null
    document["curve"] = curve.isEmpty ? .null : .array(curve.map { .object($0.document) })
    document["alternatives"] = alternatives.isEmpty ? .null : alternativesDocument
    document["moves"] = moves.map { .object($0.document) } ?? .null
    document["facilities"] = .array(facilities.map { .object($0.document) })
    document["crossings"] = .array(crossings.map { .object($0.document) })
    document["barriers"] = .array(barriers.map { .object($0.document) })
    document["unserved"] = .array(unserved.map { .object(unservedDocument($0)) })
    document["moved"] = .array(
      moved.map { moved in
        .object([
          "id": .string(demand[moved.person].id), "barrier": .string(moved.barrier),
          "moved_m": .double(moved.metres, decimals: 3),
        ])
      })
    document["findings"] = .array(
      findings.map { finding in
        .object(finding.document)
      })
    document["command"] = .text(provenance.command)
    document["parameters"] = .object(provenance.parameters)
    document["inputs"] = provenance.inputsDocument
    return document
  }

  private var settingsDocument: JSONObject {
    [
      "objective": .string(objective), "distance": .string(distance),
      "sites": .string(siteChoice), "facilities": .integer(facilities.count),
      "crs": .string(crs), "scale_error": .double(scaleError, decimals: 9),
    ]
  }

  private var demandDocument: JSONObject {
    [
      "people": .integer(measures.people), "weight": .weight(measures.weight),
      "served": .integer(measures.served.count),
      "served_weight": .weight(measures.served.weight),
      "unserved": .integer(measures.unservedPeople),
      "unserved_weight": .weight(measures.unservedWeight),
      "unserved_by_reason": .object(reasonsDocument),
      "crossing": .integer(measures.peopleCrossing),
      "crossing_weight": .weight(measures.weightCrossing),
    ]
  }

  private var reasonsDocument: JSONObject {
    var document = JSONObject()
    for group in unservedByReason {
      document[group.code] = .object([
        "people": .integer(group.people), "weight": .weight(group.weight),
      ])
    }
    return document
  }

  private var distancesDocument: JSONObject {
    let served = measures.served
    let fairness = served.kolmPollak()
    return [
      "n": .integer(served.count),
      "mean_m": .measure(served.mean), "median_m": .measure(served.quantile(0.5)),
      "p90_m": .measure(served.quantile(0.9)), "p95_m": .measure(served.quantile(0.95)),
      "max_m": .measure(served.maximum),
      "worst10_mean_m": .measure(served.worstMean(share: 0.1)),
      "gini": served.gini.map { .double($0, decimals: 4) } ?? .null,
      "kp_ede_m": .measure(fairness?.equivalent),
      "kp_kappa_per_m": fairness.map { .double($0.kappa, decimals: 9) } ?? .null,
      "total_km": .kilometres(served.total),
      "detour_factor": measures.detourFactor.map { .double($0, decimals: 4) } ?? .null,
      "within": .array(
        measures.shares.map { share in
          .object([
            "distance_m": .measure(share.limit),
            "pct": .double(share.share * 100, decimals: 3),
          ])
        }),
    ]
  }

  private func unservedDocument(_ person: Int) -> JSONObject {
    let record = demand[person]
    return [
      "id": .string(record.id), "name": .text(record.name), "weight": .weight(record.weight),
      "code": .text(assignments[person].unserved?.code),
      "reason": .text(assignments[person].unserved?.description),
    ]
  }
}

extension StraightLineAudit {
  func document(in plan: Plan) -> JSONObject {
    [
      "wrong_people": .integer(mistakes.count), "wrong_weight": .weight(weight),
      "over_barrier_people": .integer(peopleAcross),
      "over_barrier_weight": .weight(weightAcross),
      "cut_off_people": .integer(peopleCutOff), "cut_off_weight": .weight(weightCutOff),
      "saved_km": .double(savedMetres / 1000, decimals: 6),
      "people": .array(
        mistakes.map { mistake in
          .object([
            "id": .string(plan.demand[mistake.person].id),
            "straight_nearest_id": .string(plan.facilities[mistake.facility].id),
            "distance_m": .measure(mistake.distance), "added_m": .measure(mistake.added),
            "over_barrier": .bool(mistake.isAcross),
          ])
        }),
    ]
  }
}

extension BlindSiting {
  func document(in plan: Plan) -> JSONObject {
    let total = plan.measures.served.total
    return [
      "facility_ids": .array(facilities.map(JSONValue.string)), "same_sites": .bool(isPlan),
      "straight_choice_km": .double(straightChoiceMetres / 1000, decimals: 6),
      "straight_choice_saved_km": .double((straightChoiceMetres - total) / 1000, decimals: 6),
      "cut_off_people": .integer(peopleCutOff), "cut_off_weight": .weight(weightCutOff),
      "real_choice_km": .double(realChoiceMetres / 1000, decimals: 6),
      "real_choice_saved_km": .double((realChoiceMetres - total) / 1000, decimals: 6),
      "unserved_people": .integer(peopleUnserved), "unserved_weight": .measure(weightUnserved),
    ]
  }
}

extension CrossingUse {
  var document: JSONObject {
    [
      "id": .string(id), "name": .string(name), "kind": .string(kind), "open": .bool(isOpen),
      "cost_m": .measure(cost), "users": .integer(users), "weight": .weight(weight),
      "added_km_if_closed": .kilometres(closing?.addedMetres),
      "cut_off_people_if_closed": .count(closing?.peopleCutOff),
      "cut_off_weight_if_closed": .weight(closing?.weightCutOff),
    ]
  }
}

extension BarrierCost {
  var document: JSONObject {
    [
      "id": .string(id), "name": .string(name), "kind": .string(kind),
      "length_m": .measure(length), "cost_km": .kilometres(cost?.metres),
      "cost_reassigned_km": .kilometres(cost?.reassignedMetres),
      "people": .count(cost?.people), "weight": .weight(cost?.weight),
      "cut_off_people": .count(cost?.peopleCutOff),
      "cut_off_weight": .weight(cost?.weightCutOff),
    ]
  }
}

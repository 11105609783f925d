import Travel

extension SitingProblem {
  /// Sites that may be open, where there is a list of them or of demand points.
  var usableSites: Int {
    switch sites {
    case .listed(let sites): sites.count { $0.status != .closed }
    case .demand: demand.count
    case .anywhere(let fixed): demand.count + fixed.count
    }
  }

  private var closedSites: Int {
    guard case .listed(let sites) = sites else { return 0 }
    return sites.count { $0.status == .closed }
  }

  /// Sites that are open in every plan.
  var requiredSites: Int {
    switch sites {
    case .listed(let sites): sites.count { $0.status.isAlwaysOpen }
    case .demand: 0
    case .anywhere(let fixed): fixed.count
    }
  }

  func validate() throws(SitingError) {
    guard !demand.isEmpty else { throw .noDemand }
    guard weights.count == demand.count else {
      throw .weightCount(weights: weights.count, demand: demand.count)
    }
    for (index, weight) in weights.enumerated() where !(weight >= 0 && weight < .infinity) {
      throw .badWeight(demand: index, weight: weight)
    }
    let total = weights.reduce(0, +)
    guard total < .infinity else { throw .totalWeight(total) }
    try validateObjective()
    try rules.validate(demand: demand.count)
    if case .anywhere = sites, rules.demandLimits.contains(where: { $0 < .infinity }) {
      throw .needsListOfSites
    }
    if objective == .coverAll {
      guard facilities >= 0 else { throw .facilityCount(facilities) }
      // So many at most, or as many as it takes: more than there are sites is no mistake.
      if usableSites == 0 {
        throw .moreFacilitiesThanSites(
          facilities: max(1, facilities), usable: 0, closed: closedSites)
      }
      if facilities > 0 { try requireRoom(for: requiredSites) }
      return
    }
    guard facilities > 0 else { throw .facilityCount(facilities) }
    switch sites {
    case .listed(let sites):
      let closed = closedSites
      guard facilities <= sites.count - closed else {
        throw .moreFacilitiesThanSites(
          facilities: facilities, usable: sites.count - closed, closed: closed)
      }
      try requireRoom(for: requiredSites)
    case .demand:
      guard facilities <= demand.count else {
        throw .moreFacilitiesThanDemand(facilities: facilities, demand: demand.count, fixed: 0)
      }
    case .anywhere(let fixed):
      try requireRoom(for: requiredSites)
      guard facilities - fixed.count <= demand.count else {
        throw .moreFacilitiesThanDemand(
          facilities: facilities, demand: demand.count, fixed: fixed.count)
      }
    }
  }

  private func validateObjective() throws(SitingError) {
    switch objective {
    case .median, .means: return
    case .center: break
    case .coverage, .coverAll:
      guard rules.limitsDistance else { throw .missingLimit }
    case .fair(let worst, let mix):
      guard worst > 0, worst <= 1 else { throw .badShare(name: "worst", share: worst) }
      guard mix >= 0, mix <= 1 else { throw .badShare(name: "mix", share: mix) }
    }
    if case .anywhere = sites { throw .needsListOfSites }
  }

  private func requireRoom(for required: Int) throws(SitingError) {
    guard required <= facilities else {
      throw .moreRequiredThanFacilities(required: required, facilities: facilities)
    }
  }
}

extension SitingOptions {
  func validate() throws(SitingError) {
    if let timeLimit, !(timeLimit > 0) { throw .badTimeLimit(timeLimit) }
    if let gap, !(gap >= 0) { throw .badGap(gap) }
    if let restarts, restarts < 0 { throw .badRestarts(restarts) }
    if let cores, cores < 1 { throw .badCores(cores) }
  }
}

extension ServiceRules {
  func validate(demand: Int) throws(SitingError) {
    if let maximumDistance, !(maximumDistance >= 0) {
      throw .badLimit(demand: nil, limit: maximumDistance)
    }
    guard demandLimits.isEmpty || demandLimits.count == demand else {
      throw .limitCount(limits: demandLimits.count, demand: demand)
    }
    for (index, limit) in demandLimits.enumerated() where !(limit >= 0) {
      throw .badLimit(demand: index, limit: limit)
    }
  }
}

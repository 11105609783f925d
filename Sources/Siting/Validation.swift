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
    guard facilities > 0 else { throw .facilityCount(facilities) }
    switch sites {
    case .listed(let sites):
      let closed = sites.count { $0.status == .closed }
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

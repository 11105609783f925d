import Travel

extension SitingProblem {
  /// Throws where rules on who is served where cannot be used as they are given.
  func validateAllocation() throws(SitingError) {
    do {
      try checkAllocation()
    } catch {
      throw .allocation(error)
    }
  }

  private func checkAllocation() throws(AllocationFault) {
    guard objective == .median || objective == .means else {
      throw .objectiveNotOffered(objective)
    }
    let siteCount: Int
    switch sites {
    case .listed(let sites): siteCount = sites.count
    case .demand: siteCount = demand.count
    case .anywhere: throw .sitesAnywhere
    }
    if !rules.capacities.isEmpty, rules.capacities.count != siteCount {
      throw .capacityCount(capacities: rules.capacities.count, sites: siteCount)
    }
    for (site, capacity) in rules.capacities.enumerated() where !(capacity >= 0) {
      throw .badCapacity(site: site, capacity: capacity)
    }
    guard rules.capacitySlack >= 0, rules.capacitySlack < .infinity else {
      throw .badSlack(rules.capacitySlack)
    }
    if !rules.loads.isEmpty, rules.loads.count != demand.count {
      throw .loadCount(loads: rules.loads.count, demand: demand.count)
    }
    for (index, load) in rules.loads.enumerated() where !(load >= 0 && load < .infinity) {
      throw .badLoad(demand: index, load: load)
    }
    guard rules.minimumLoad >= 0, rules.minimumLoad < .infinity else {
      throw .badMinimumLoad(rules.minimumLoad)
    }
    guard let moves = rules.maximumMoves else { return }
    guard moves >= 0 else { throw .badMaximumMoves(moves) }
    guard !rules.baseline.isEmpty else { throw .noBaseline }
    guard rules.baseline.count == demand.count else {
      throw .baselineCount(entries: rules.baseline.count, demand: demand.count)
    }
    for (index, site) in rules.baseline.enumerated() {
      if let site, !(0..<siteCount).contains(site) {
        throw .badBaseline(demand: index, site: site, sites: siteCount)
      }
    }
  }
}

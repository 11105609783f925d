import Travel

extension ModelRun {
  /// Sites to start from, and whether everybody who counts is served from them.
  struct Standing {
    /// Nil where none were found that serve all those who have a limit.
    var sites: [Int]?
    var servesEveryone: Bool
  }

  /// Sites from which everybody who can reach one is served within the limits, if there are any.
  ///
  /// - Throws: ``SitingError/infeasible(_:)`` where those who have a limit cannot all be served.
  func standing() throws(SitingError) -> Standing {
    let quick = farthestFirst()
    let distance = distances.nearest(among: quick).distances
    let everyone = reachable
    if everyone.allSatisfy({ scoring.isServed($0, at: distance[$0]) }) {
      return Standing(sites: quick, servesEveryone: true)
    }
    let limited = everyone.filter { scoring.limits[$0] < .infinity }
    var isDecided = false
    for demand in [everyone, limited] {
      if demand.count == everyone.count, isDecided { continue }
      let cells = NearCells(distances, demand: demand) { scoring.limits[$0] }
      let limits = limits
      var tree = CoverTree(seed: options.seed, budget: 20_000_000_000) { limits.areReached }
      switch tree.decide(
        cells.coverRows(within: .infinity), facilities: problem.facilities,
        fixed: distances.fixed)
      {
      case .covered(let sites):
        return Standing(
          sites: farthestFirst(from: sites), servesEveryone: demand.count == everyone.count)
      case .impossible:
        if demand.count == limited.count { throw .infeasible(infeasibility()) }
      case .unknown: break
      }
      isDecided = true
    }
    return Standing(sites: nil, servesEveryone: false)
  }

  /// Why the limits cannot be kept, and what would do, as far as it is proven in time.
  func infeasibility(fewest: CoverCount? = nil) -> Infeasibility {
    let limited = reachable.filter { scoring.limits[$0] < .infinity }
    var why = Infeasibility()
    why.blockers = limited.filter { distances.least[$0] > scoring.limits[$0] }.map {
      Infeasibility.Blocker(
        demand: $0, nearestSite: distances.nearest[$0].map { distances.candidates[$0] },
        distance: distances.least[$0])
    }
    guard options.looksForRemedies else { return why }
    if !why.blockers.isEmpty {
      why.cannotHelp.insert(.moreFacilities)
      why.raisedLimitsDo = raisedLimitsDo(for: why.blockers)
    } else {
      var count =
        fewest
        ?? CoverCount(
          coverRows(of: limited), fixed: distances.fixed,
          seed: options.seed, gap: nil, limits: limits)
      if fewest == nil { count.run() }
      if count.isOptimal { why.smallestFacilities = count.columns?.count }
    }
    if problem.rules.maximumDistance != nil {
      let search = smallestLimit()
      if search.isOptimal { why.smallestLimit = search.radius }
      if search.isImpossible { why.cannotHelp.insert(.limit) }
    }
    return why
  }

  /// Whether so many facilities do where the own limits of those who are in the way are raised to
  /// the distances of their nearest sites.
  private func raisedLimitsDo(for blockers: [Infeasibility.Blocker]) -> Bool {
    let most = problem.rules.maximumDistance ?? .infinity
    guard !problem.rules.demandLimits.isEmpty, problem.objective != .coverAll,
      blockers.allSatisfy({ $0.distance <= most })
    else { return false }
    var raised = scoring.limits
    for blocker in blockers { raised[blocker.demand] = blocker.distance }
    let limited = reachable.filter { scoring.limits[$0] < .infinity }
    let cells = NearCells(distances, demand: limited) { raised[$0] }
    let limits = limits
    var tree = CoverTree(seed: options.seed, budget: 400_000_000) { limits.areReached }
    let outcome = tree.decide(
      cells.coverRows(within: .infinity), facilities: problem.facilities, fixed: distances.fixed)
    if case .covered = outcome { return true }
    return false
  }

  func coverRows(of demand: [Int]) -> CoverRows {
    NearCells(distances, demand: demand) { scoring.limits[$0] }.coverRows(within: .infinity)
  }

  /// The search for the least ``ServiceRules/maximumDistance`` for which so many facilities do.
  private func smallestLimit() -> CenterSearch {
    let own = problem.rules.demandLimits
    let cells = NearCells(distances, demand: reachable) { own.isEmpty ? .infinity : own[$0] }
    let most =
      problem.objective == .coverAll && problem.facilities == 0
      ? distances.count : min(problem.facilities, distances.count)
    var search = CenterSearch(
      cells: cells, fixed: distances.fixed, facilities: most, start: nil, seed: options.seed,
      gap: nil, limits: limits, report: report)
    search.run()
    return search
  }
}

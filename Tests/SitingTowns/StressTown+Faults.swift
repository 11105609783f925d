import Geography
import Siting
import Travel

extension StressTown {
  /// Solves the town.
  ///
  /// - Parameter shouldStop: Asked now and then; true ends the search.
  /// - Returns: What no plan may do; nil where all is well.
  package func fault(shouldStop: @escaping @Sendable () -> Bool = { false }) -> String? {
    do {
      switch metric {
      case .straight: return fault(in: StraightDistance(), shouldStop)
      case .manhattan: return fault(in: ManhattanDistance(), shouldStop)
      case .barriers:
        return fault(
          in: try BarrierDistance(
            barriers: barriers, crossings: crossings, attachmentTolerance: 1e9), shouldStop)
      }
    } catch {
      return "\(error)"
    }
  }

  private func fault<Provider: DistanceProvider>(
    in provider: Provider, _ shouldStop: @escaping @Sendable () -> Bool
  ) -> String? where Provider.Place == PlanarPoint {
    let problem = SitingProblem(
      provider: provider, demand: people, weights: weights, sites: sites, facilities: facilities,
      objective: objective, rules: rules)
    let plan: SitingSolution<PlanarPoint>
    do throws(SitingError) {
      plan = try solve(problem, options: options, shouldStop: shouldStop)
    } catch {
      switch error {
      case .infeasible, .nobodyReachesASite: return nil
      case .allocation(.noPlanFound), .allocation(.tooLarge): return nil
      default: return "refused: \(error)"
      }
    }
    return faultOfSites(plan) ?? faultOfService(plan, provider) ?? faultOfLoads(plan)
      ?? faultOfObjective(plan)
  }

  private func faultOfSites(_ plan: SitingSolution<PlanarPoint>) -> String? {
    if objective == .coverAll {
      guard facilities == 0 || plan.sites.count <= facilities else { return "too many sites" }
    } else if plan.sites.count != facilities {
      return "\(plan.sites.count) sites are open"
    }
    var listed = Set<Int>()
    for site in plan.sites {
      if case .listed(let index) = site.source, !listed.insert(index).inserted {
        return "site \(index) is open twice"
      }
      if case .demand(let index) = site.source, !listed.insert(index).inserted {
        return "demand point \(index) has two sites"
      }
    }
    guard case .listed(let sites) = sites else { return nil }
    for (index, site) in sites.enumerated() {
      if site.status.isAlwaysOpen, !listed.contains(index) { return "site \(index) is not open" }
      if site.status == .closed, listed.contains(index) { return "site \(index) is open" }
    }
    return nil
  }

  /// Who goes where, looked at for some hundreds.
  private func faultOfService<Provider: DistanceProvider>(
    _ plan: SitingSolution<PlanarPoint>, _ provider: Provider
  ) -> String? where Provider.Place == PlanarPoint {
    let goesToNearest =
      rules.capacities.isEmpty && rules.minimumLoad == 0 && rules.maximumMoves == nil
    for index in stride(from: 0, to: people.count, by: max(1, people.count / 300)) {
      let limit = min(
        rules.maximumDistance ?? .infinity,
        rules.demandLimits.isEmpty ? .infinity : rules.demandLimits[index])
      let ways = plan.sites.map { provider.distance(from: people[index], to: $0.place) }
      let nearest = ways.min() ?? .infinity
      guard let site = plan.allocation[index] else {
        if nearest == .infinity || nearest > limit || plan.unserved[index] != nil { continue }
        return "demand point \(index) has no site, but one \(nearest) m away"
      }
      let distance = plan.distances[index]
      guard isClose(distance, ways[site]) else {
        return "demand point \(index) goes \(distance) m, not \(ways[site])"
      }
      guard distance <= limit else { return "demand point \(index) goes beyond its limit" }
      guard !goesToNearest || isClose(distance, nearest) else {
        return "demand point \(index) goes \(distance) m, but could go \(nearest)"
      }
    }
    return nil
  }

  private func faultOfLoads(_ plan: SitingSolution<PlanarPoint>) -> String? {
    var loads = [Double](repeating: 0, count: plan.sites.count)
    var moved = 0.0
    for index in people.indices {
      guard let site = plan.allocation[index] else { continue }
      loads[site] += weights[index]
      if rules.maximumMoves != nil, let today = rules.baseline[index],
        number(plan.sites[site]) != today
      {
        moved += weights[index]
      }
    }
    let total = weights.reduce(0, +)
    if let most = rules.maximumMoves, moved > most + 1e-9 * total { return "\(moved) are moved" }
    for (site, load) in loads.enumerated() {
      if load < rules.minimumLoad - 1e-9 * total { return "site \(site) serves \(load) only" }
      guard !rules.capacities.isEmpty, let number = number(plan.sites[site]) else { continue }
      let room = rules.capacities[number] * (1 + rules.capacitySlack)
      if load > room + 1e-9 * total { return "site \(site) serves \(load), \(room) at most" }
    }
    return nil
  }

  private func number(_ site: OpenSite<PlanarPoint>) -> Int? {
    switch site.source {
    case .listed(let index), .demand(let index): index
    case .free: nil
    }
  }

  private func faultOfObjective(_ plan: SitingSolution<PlanarPoint>) -> String? {
    if let bound = plan.lowerBound, bound > plan.objective * (1 + 1e-9) + 1e-9 {
      return "the bound \(bound) is above the objective \(plan.objective)"
    }
    let served = people.indices.filter { weights[$0] > 0 && plan.allocation[$0] != nil }
    let wanted: Double
    switch objective {
    case .median: wanted = served.reduce(0) { $0 + weights[$1] * plan.distances[$1] }
    case .means:
      wanted = served.reduce(0) { $0 + weights[$1] * plan.distances[$1] * plan.distances[$1] }
    case .center: wanted = served.reduce(0) { max($0, plan.distances[$1]) }
    case .coverage: wanted = weights.reduce(0, +) - served.reduce(0) { $0 + weights[$1] }
    case .coverAll: wanted = Double(plan.sites.count)
    case .fair: return nil
    }
    let scale = objective == .coverage ? weights.reduce(0, +) : wanted
    return abs(plan.objective - wanted) <= 1e-9 * max(1, scale)
      ? nil : "the objective is \(plan.objective), not \(wanted)"
  }

  /// Single pairs and tables may round otherwise.
  private func isClose(_ one: Double, _ other: Double) -> Bool {
    one == other || abs(one - other) <= 1e-6 * max(1, abs(other))
  }
}

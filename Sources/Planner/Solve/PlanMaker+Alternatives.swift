import Exchange
import Siting
import Travel

extension PlanMaker {
  /// Other choices of sites that are nearly as good, the first the most different.
  ///
  /// - Parameters:
  ///   - solution: The plan.
  ///   - question: What it answers.
  /// - Returns: As many as are asked for, or fewer where there are no more; none where none are
  ///   asked for.
  /// - Throws: A `SitingError`.
  func alternatives<Provider>(
    to solution: SitingSolution<Provider.Place>, _ question: SitingQuestion<Provider>
  ) throws -> [AlternativePlan] {
    guard let count = settings.scenario.alternatives, !shouldStop() else { return [] }
    // As many as it took are kept: one more would be no alternative.
    let problem = question.problem(facilities: solution.sites.count)
    let found = try Siting.alternatives(
      to: solution, of: problem, count: count, within: settings.alternativesWithin,
      options: settings.sitingOptions, shouldStop: shouldStop)
    let planned = Set(solution.sites.map(\.source))
    return found.map { alternative in
      let chosen = Set(alternative.sites.map(\.source))
      return AlternativePlan(
        objective: alternative.objective,
        facilities: alternative.sites.indices.map { index in
          let site = alternative.sites[index].source
          let location = location(of: question.choice.source(site))
          return AlternativePlan.Facility(
            id: location?.id ?? "", name: location?.name ?? location?.id ?? "",
            position: location?.position, isInPlan: planned.contains(site),
            distances: question.distances(alternative) { $0 == index })
        },
        served: question.distances(alternative) { $0 != nil },
        without: solution.sites.map(\.source).filter { !chosen.contains($0) }.compactMap {
          location(of: question.choice.source($0))?.id
        })
    }
  }

  private func location(of source: PlannedFacility.Source) -> Location? {
    switch source {
    case .site(let index): siteLocations[index]
    case .demand(let index): people[index]
    case .free: nil
    }
  }
}

extension SitingQuestion {
  /// The ways of those whose facility meets a condition.
  func distances(
    _ solution: SitingSolution<Provider.Place>, where meets: (Int?) -> Bool
  ) -> WeightedDistances {
    let members = solution.allocation.indices.filter { meets(solution.allocation[$0]) }
    return WeightedDistances(
      members.map { solution.distances[$0] }, weights: members.map { weights[$0] })
  }
}

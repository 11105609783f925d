package import Travel

/// What is wrong with a problem before any search: it stands in the way of every plan.
package struct NeverFits: Sendable {
  /// Facts only.
  package let why: Infeasibility
  /// Whether there is no plan at all; else a plan may still be made that leaves those behind whose
  /// side of a barrier gets no site.
  package let isCertain: Bool

  /// Nil where nothing of the kind is found, or where that would take too long to find out.
  ///
  /// - Parameter problem: With 0 facilities where their number is not known yet.
  /// - Complexity: O(*n* · *m*) distances and a flow over those that are short enough
  package init?<Provider: DistanceProvider>(_ problem: SitingProblem<Provider>) {
    if case .anywhere = problem.sites { return nil }
    guard problem.objective != .coverage, problem.demand.count > 0,
      problem.rules.limitsDistance || problem.rules.bindAllocation,
      problem.demand.count * problem.usableSites <= 20_000_000,
      let measured = try? MeasuredCosts(problem, options: SitingOptions())
    else { return nil }
    // As many as there are have the most room, and a single one serves the most.
    let most = problem.facilities > 0 ? problem.facilities : measured.usable.count
    let fewest = problem.facilities > 0 ? problem.facilities : max(1, problem.requiredSites)
    var why = Obstacles(problem, measured, facilities: most).facts
    let few = Obstacles(problem, measured, facilities: fewest).facts
    why.totalLoad = few.totalLoad
    why.shortSites = few.shortSites
    why.sitesWithEnoughDemand = few.sitesWithEnoughDemand
    guard why != Infeasibility() else { return nil }
    self.why = why
    isCertain = !measured.hasNoWay
  }
}

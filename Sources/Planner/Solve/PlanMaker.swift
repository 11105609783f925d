import Exchange
import Geography
import Siting
import Travel

/// Sites facilities in a world and measures what comes of it.
struct PlanMaker: TravelWorldUser {
  let settings: PlanSettings
  let people: [Location]
  let weights: [Double]
  let sites: [SiteInput]
  let siteLocations: [Location]
  let shouldStop: @Sendable () -> Bool
  let progress: (PlanProgress) -> Void

  /// What the search and the measuring give; the rest of a plan is known before.
  struct Outcome {
    var facilities: [PlannedFacility]
    var assignments: [Assignment]
    var crossings: [CrossingUse]
    var audit: StraightLineAudit
    var blind: BlindSiting?
    var search: SearchFacts
  }

  func use<Provider: DistanceProvider>(_ world: TravelWorld<Provider>) throws -> Outcome {
    progress(.preparing)
    let demand = try world.origins(people)
    let choice = try siteChoice(in: world, demand: demand)
    let problem = SitingProblem(
      provider: world.provider, demand: demand, weights: weights, sites: choice.sites,
      facilities: settings.scenario.facilities ?? 1, objective: settings.costPower)
    let solution = try solve(
      problem, options: settings.sitingOptions, shouldStop: shouldStop,
      progress: { progress(.searching(step: $0.description, mean: $0.meanDistance)) })

    progress(.measuring)
    let opened = openedSites(solution, choice: choice, in: world)
    var ways = WayFinder(
      world: world, origins: demand, people: people,
      facilities: opened.order.map { solution.sites[$0].place },
      facilityLocations: opened.locations)
    let allocation = solution.allocation.map { $0.map { opened.rank[$0] } }
    let assignments = ways.assignments(allocation, distances: solution.distances)
    let audit = ways.audit(assignments, weights: weights)
    let facilities = opened.facilities(assignments, people: people, weights: weights)
    var blind: BlindSiting?
    if world.hasBarriers && !shouldStop() {
      blind = try blindSiting(in: world, choice: choice, ways: ways)
    }
    return Outcome(
      facilities: facilities, assignments: assignments,
      crossings: CrossingUse.counted(world.crossings, over: assignments, weights: weights),
      audit: audit, blind: blind,
      search: SearchFacts(
        objective: solution.objective, bound: solution.lowerBound,
        status: solution.termination.planStatus, seed: settings.seed, seconds: 0))
  }
}

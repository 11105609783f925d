import Exchange
import Geography
import Siting
import Travel

/// Sites facilities in a world and measures what comes of it.
struct PlanMaker: TravelWorldUser {
  let settings: PlanSettings
  let frame: MapFrame
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
    var barriers: [BarrierCost]
    var areas: [ServiceArea]
    var audit: StraightLineAudit
    var blind: BlindSiting?
    var search: SearchFacts
  }

  func use<Provider: DistanceProvider>(_ world: TravelWorld<Provider>) throws -> Outcome {
    progress(.preparing)
    guard let outside = world.outside else { return try plan(in: world) }
    return try plan(in: world, without: outside)
  }

  /// Plans for everybody.
  func plan<Provider>(in world: TravelWorld<Provider>) throws -> Outcome {
    let demand = try world.origins(people)
    let choice = try SitingPlan(
      settings.sites, in: world, demand: demand, sites: sites, siteLocations: siteLocations)
    let solution = try search(choice, in: world, demand: demand)
    progress(.measuring)
    let opened = try OpenedSites(
      solution.sites.map { choice.source($0.source) },
      freePoints: solution.sites.map { $0.source == .free ? world.point($0.place) : nil },
      sites: siteLocations, people: people, frame: frame)
    let ways = WayFinder(
      world: world, origins: demand, people: people, destinations: solution.sites.map(\.place),
      facilities: opened.locations)
    let assignments = ways.assignments(solution.allocation, distances: solution.distances)
    let audit = ways.audit(assignments, weights: weights)
    let blind =
      world.hasBarriers && solution.termination != .interrupted
      ? try blindSiting(in: world, demand: demand) : nil
    var crossings = CrossingUse.counted(world.crossings, over: assignments, weights: weights)
    var barriers: [BarrierCost] = []
    if let whatIf = world.whatIf, solution.termination != .interrupted {
      let meter = WhatIfMeter(
        whatIf: whatIf, provider: world.provider, origins: demand,
        facilities: solution.sites.map(\.place), assignments: assignments, weights: weights,
        shouldStop: shouldStop)
      crossings = meter.withClosings(crossings)
      barriers = try meter.barrierCosts()
    }
    let places = opened.locations.compactMap(\.point)
    let areas =
      places.count == opened.locations.count && solution.termination != .interrupted
      ? world.areas?(places, window) : nil
    return Outcome(
      facilities: opened.facilities(assignments, people: people, weights: weights, sites: sites),
      assignments: assignments, crossings: crossings, barriers: barriers,
      areas: areas ?? [],
      audit: audit, blind: blind,
      search: SearchFacts(
        objective: solution.objective, bound: solution.lowerBound,
        status: solution.termination.planStatus, seed: settings.seed, seconds: 0))
  }

  /// All people and sites, with a margin.
  private var window: PlanarBox {
    let box = PlanarBox((people + siteLocations).compactMap(\.point))
    return box.expanded(by: max(100, 0.08 * max(box.width, box.height)))
  }

  private func search<Provider>(
    _ choice: SitingPlan<Provider>, in world: TravelWorld<Provider>, demand: [Provider.Place]
  ) throws(SitingError) -> SitingSolution<Provider.Place> {
    let problem = SitingProblem(
      provider: world.provider, demand: demand, weights: weights, sites: choice.sites,
      facilities: settings.scenario.facilities ?? 1, objective: settings.sitingObjective)
    let weight = weights.reduce(0, +)
    let showsMean = settings.objective == .median && weight > 0
    return try solve(problem, options: settings.sitingOptions, shouldStop: shouldStop) { state in
      let percentage = Int((state.fraction * 100).rounded(.down))
      progress(
        .searching(
          step: "\(state.phase.rawValue) \(percentage) %",
          mean: showsMean ? state.objective.map { $0 / weight } : nil))
    }
  }
}

extension PlanSettings {
  var sitingObjective: SitingObjective { objective == .means ? .means : .median }

  var sitingOptions: SitingOptions {
    SitingOptions(seed: seed, timeLimit: scenario.timeLimit)
  }
}

extension Termination {
  /// How a plan names it.
  var planStatus: String {
    switch self {
    case .provenOptimal: "optimal"
    case .converged: "converged"
    case .iterationLimit: "iteration_limit"
    case .timeLimit: "time_limit"
    case .gapReached: "gap"
    case .interrupted: "interrupted"
    }
  }
}

extension Plan {
  /// Puts together what was read and what was found.
  init(
    _ outcome: PlanMaker.Outcome, settings: PlanSettings, data: InputData, checked: CheckedData
  ) {
    let scenario = settings.scenario
    self.init(
      title: scenario.title ?? scenario.name ?? "Plan", purpose: scenario.summary,
      distance: settings.distance.rawValue,
      objective: settings.objective.rawValue, siteChoice: settings.sites.rawValue,
      crs: checked.frame.description, scaleError: checked.frame.scaleError,
      demand: data.demand, assignments: outcome.assignments, facilities: outcome.facilities,
      crossings: outcome.crossings, barriers: outcome.barriers,
      measures: PlanMeasures(
        outcome.assignments, weights: data.demand.map(\.weight), within: settings.thresholds),
      audit: outcome.audit, blind: outcome.blind, search: outcome.search, moved: checked.moved,
      findings: Finding.counting(outcome.assignments.map(\.path), through: checked.findings)
        + Finding.unmeasured(outcome.barriers, outcome.crossings),
      scene: PlanScene(
        frame: checked.frame, people: checked.people, sites: data.sites,
        siteLocations: checked.siteLocations, barriers: data.barriers, crossings: data.crossings,
        areas: outcome.areas, credits: scenario.credits),
      routes: settings.routes)
  }
}

import Exchange
import Geography
import Siting
import Travel

/// Sites facilities in a world and measures what comes of it.
struct PlanMaker: TravelWorldUser {
  let settings: PlanSettings
  let frame: MapFrame
  let people: [Location]
  /// The same as they were read.
  let demand: [PointRecord]
  let sites: [SiteInput]
  let siteLocations: [Location]
  let shouldStop: @Sendable () -> Bool
  let progress: (PlanProgress) -> Void

  var weights: [Double] { demand.map(\.weight) }

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
    var curve: [CurvePoint]
    var alternatives: [AlternativePlan]
    var moves: MoveFacts?
    /// Whether something is not measured because the user asked to stop.
    var measuringWasCut: Bool
    /// Files that there is nothing to write to for the same reason.
    var missingFiles: [String]
  }

  func use<Provider: DistanceProvider>(_ world: TravelWorld<Provider>) throws -> Outcome {
    progress(.preparing)
    guard let outside = world.outside else { return try plan(in: world) }
    return try plan(in: world, without: outside)
  }

  /// Plans for everybody.
  func plan<Provider>(in world: TravelWorld<Provider>) throws -> Outcome {
    let places = try world.origins(people)
    let weights = weights
    let choice = try SitingPlan(
      settings.sites, in: world, demand: places, sites: sites, siteLocations: siteLocations)
    let question = SitingQuestion(
      settings, provider: world.provider, places: places, demand: demand, choice: choice,
      sites: sites)
    if settings.scenario.alternatives != nil && question.rules.decideAllocation {
      throw SettingsError.notTogether(
        "--alternatives", "capacities, --min-assigned or --max-moves")
    }
    if question.rules.decideAllocation && ![.median, .means].contains(settings.objective) {
      throw SettingsError.rulesWithObjective(settings.objective.optionName)
    }
    var curve: [CurvePoint] = []
    let solution: SitingSolution<Provider.Place>
    if let counts = settings.curve {
      (solution, curve) = try search(question, over: counts)
    } else {
      solution = try search(question, facilities: settings.facilities)
    }
    progress(.measuring)
    let wasInterrupted = solution.termination == .interrupted
    let opened = try OpenedSites(
      solution.sites.map { choice.source($0.source) },
      freePoints: solution.sites.map { $0.source == .free ? world.point($0.place) : nil },
      sites: siteLocations, people: people, frame: frame)
    let ways = WayFinder(
      world: world, origins: places, people: people, destinations: solution.sites.map(\.place),
      facilities: opened.locations)
    let assignments = ways.assignments(
      solution.allocation, distances: solution.distances,
      refused: refusals(solution, ways: ways, rules: question.rules))
    let audit = ways.audit(assignments, weights: weights)
    let blind =
      wasInterrupted
      ? nil
      : try blindSiting(in: world, question: question, opened: opened, assignments: assignments)
    var crossings = CrossingUse.counted(world.crossings, over: assignments, weights: weights)
    var barriers: [BarrierCost] = []
    if let whatIf = world.whatIf, !wasInterrupted {
      let meter = WhatIfMeter(
        whatIf: whatIf, provider: world.provider, origins: places,
        facilities: solution.sites.map(\.place), assignments: assignments, weights: weights,
        shouldStop: shouldStop)
      crossings = meter.withClosings(crossings)
      barriers = try meter.barrierCosts()
    }
    let points = opened.locations.compactMap(\.point)
    let areas =
      points.count == opened.locations.count && !wasInterrupted && !shouldStop()
      ? world.areas?(points, window, ServiceAreas.defaultTolerance) : nil
    var facilities = opened.facilities(
      assignments, people: people, weights: weights, sites: sites, demand: demand,
      usesCapacities: !question.rules.capacities.isEmpty)
    if !wasInterrupted {
      let meter = DropMeter(
        question: question, sites: solution.sites.map(\.place), ways: ways,
        assignments: assignments, capacities: facilities.map(\.capacity), seed: settings.seed,
        shouldStop: shouldStop)
      for (index, drop) in try meter.drops().enumerated() { facilities[index].drop = drop }
    }
    let alternatives = try alternatives(to: solution, question)
    let wasCut = wasInterrupted || shouldStop()
    var missing: [String] = []
    if wasCut {
      let hasAreas = world.areas != nil && points.count == opened.locations.count
      if hasAreas && areas == nil { missing.append("areas.geojson") }
      if settings.curve != nil && curve.isEmpty { missing += ["curve.csv", "curve.svg"] }
      if settings.scenario.alternatives != nil && alternatives.isEmpty {
        missing.append("alternatives.geojson")
      }
    }
    return Outcome(
      facilities: facilities, assignments: assignments, crossings: crossings, barriers: barriers,
      areas: areas ?? [], audit: audit, blind: blind,
      search: SearchFacts(
        objective: solution.objective, bound: solution.lowerBound,
        status: solution.termination.planStatus, seed: settings.seed, seconds: 0),
      curve: curve, alternatives: alternatives,
      moves: settings.scenario.baseline.map {
        var moves = MoveFacts(
          column: $0, demand: demand, assignments: assignments, facilities: facilities.map(\.id),
          limit: settings.scenario.maxMoves)
        moves.compare(with: question.distancesToday(), assignments)
        return moves
      },
      measuringWasCut: shouldStop(), missingFiles: missing)
  }

  /// All people and sites, with a margin.
  private var window: PlanarBox {
    let box = PlanarBox((people + siteLocations).compactMap(\.point))
    return box.expanded(by: max(100, 0.08 * max(box.width, box.height)))
  }

  /// Searches, and tells in names what keeps a plan from being made.
  ///
  /// - Parameters:
  ///   - question: What is asked.
  ///   - facilities: For how many; 0 for as many as it takes.
  /// - Returns: The best plan found.
  /// - Throws: ``PlanningError/infeasible(_:)``, or a `SitingError`.
  func search<Provider>(
    _ question: SitingQuestion<Provider>, facilities: Int
  ) throws -> SitingSolution<Provider.Place> {
    do {
      return try solve(
        question.problem(facilities: facilities), options: settings.sitingOptions,
        shouldStop: shouldStop
      ) { tell($0, question) }
    } catch {
      throw inNames(error, question, facilities: facilities)
    }
  }

  /// Tells how far a search is.
  func tell<Provider>(
    _ state: SitingProgress, _ question: SitingQuestion<Provider>, facilities: Int? = nil
  ) {
    let weight = question.weights.reduce(0, +)
    let showsMean = settings.objective == .median && weight > 0
    let percentage = Int(clamping: (state.fraction * 100).rounded(.down))
    let number = facilities.map { "\($0) facilities: " } ?? ""
    progress(
      .searching(
        step: "\(number)\(state.phase.rawValue) \(percentage) %",
        mean: showsMean ? state.objective.map { $0 / weight } : nil))
  }

  /// An error of the search with people and sites by their names.
  func inNames<Provider>(
    _ error: SitingError, _ question: SitingQuestion<Provider>, facilities: Int
  ) -> any Error {
    guard case .infeasible(let why) = error else { return error }
    return PlanningError.infeasible(
      InfeasiblePlan(
        why, facilities: facilities, rules: question.rules, people: people.map(\.label),
        sites: question.names(people, siteLocations)))
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
      objective: settings.objective.optionName, siteChoice: settings.sites.rawValue,
      crs: checked.frame.description, scaleError: checked.frame.scaleError,
      demand: data.demand, assignments: outcome.assignments, facilities: outcome.facilities,
      crossings: outcome.crossings, barriers: outcome.barriers,
      measures: PlanMeasures(
        outcome.assignments, weights: data.demand.map(\.weight),
        within: settings.thresholds),
      audit: outcome.audit, blind: outcome.blind, search: outcome.search,
      curve: outcome.curve, alternatives: outcome.alternatives, moves: outcome.moves,
      measuringWasCut: outcome.measuringWasCut, missingFiles: outcome.missingFiles,
      moved: checked.moved,
      findings: Finding.counting(outcome.assignments.map(\.path), through: checked.findings)
        + (outcome.measuringWasCut
          ? [Finding.measuringWasCut] : Finding.unmeasured(outcome.barriers, outcome.crossings)),
      scene: PlanScene(
        frame: checked.frame, people: checked.people, sites: data.sites,
        siteLocations: checked.siteLocations, barriers: data.barriers, crossings: data.crossings,
        areas: outcome.areas, credits: scenario.credits),
      routes: settings.routes, provenance: Provenance(settings, inputs: data.inputs))
  }
}

import Siting
import TestSupport
import Testing
import Travel

@Suite struct ModelLawTests {
  private static let objectives: [SitingObjective] = [
    .median, .center, .coverage, .coverAll, .fair(worst: 0.25, mix: 0.2),
  ]

  private func isLimited(_ objective: SitingObjective) -> Bool {
    switch objective {
    case .median, .coverage, .coverAll: true
    case .means, .center, .fair: false
    }
  }

  private var options: SitingOptions {
    var options = SitingOptions(seed: 2, restarts: 4)
    options.enumerationLimit = 0
    return options
  }

  /// What the best plan is worth; nil where there is none.
  private func worth(_ town: ModelTown) throws -> ReckonedCost? {
    do throws(SitingError) {
      let plan = try solve(town.problem, options: options)
      let counts = town.objective != .coverage && town.objective != .coverAll
      return ReckonedCost(
        unreached: counts ? plan.unreachedWeight : 0, objective: plan.objective)
    } catch {
      switch error {
      case .infeasible, .nobodyReachesASite: return nil
      default: throw error
      }
    }
  }

  @Test("One more facility never costs more", arguments: objectives)
  func moreFacilities(_ objective: SitingObjective) throws {
    try forEverySeed(in: 0...11) { generator in
      var town = ModelTown(objective, limited: isLimited(objective), using: &generator)
      var last: ReckonedCost?
      for facilities in town.town.facilities...town.usable.count {
        town.town.facilities = facilities
        let now = try worth(town)
        if let last {
          guard let now, !last.isBetter(than: now) || last.isClose(to: now) else { return false }
        }
        last = now
      }
      return true
    }
  }

  @Test("Requiring a site never helps", arguments: objectives)
  func required(_ objective: SitingObjective) throws {
    try forEverySeed(in: 0...24) { generator in
      var town = ModelTown(objective, limited: isLimited(objective), using: &generator)
      for site in town.town.sites.indices { town.town.sites[site].status = .candidate }
      let free = try worth(town)
      let site = Int.random(in: town.town.sites.indices, using: &generator)
      town.town.sites[site].status = .required
      guard let bound = try worth(town) else { return true }
      guard let free else { return false }
      return !bound.isBetter(than: free) || bound.isClose(to: free)
    }
  }

  @Test("A weight of three is three people in the same place", arguments: objectives)
  func weightsAreRepeatedRows(_ objective: SitingObjective) {
    forEverySeed(in: 0...24) { generator in
      var town = ModelTown(objective, limited: isLimited(objective), using: &generator)
      town.town.weights = town.town.weights.map { ($0 * 10).rounded() }
      let rows = town.town.demand.flatMap {
        Array(repeating: $0, count: Int(town.town.weights[$0]))
      }
      guard !rows.isEmpty else { return true }
      var problem = town.problem
      problem.demand = rows
      problem.weights = rows.map { _ in 1 }
      if !problem.rules.demandLimits.isEmpty {
        problem.rules.demandLimits = rows.map { town.rules.demandLimits[$0] }
        if !problem.rules.limitsAnything { return true }
      }
      let weighted = try? solve(town.problem, options: options)
      let repeated = try? solve(problem, options: options)
      guard let weighted, let repeated else { return weighted == nil && repeated == nil }
      return abs(repeated.objective - weighted.objective) <= 1e-9 * max(1, weighted.objective)
    }
  }

  private func flatTown(_ objective: SitingObjective) -> SitingProblem<FlatDistance> {
    var generator = RepeatableGenerator(seed: 8)
    // Searching for thresholds takes longest.
    var size = 100
    if case .fair = objective { size = 30 }
    let points = randomPoints(size, using: &generator)
    let weights = points.map { _ in Double(Int.random(in: 0...5, using: &generator)) / 3 }
    var rules = ServiceRules()
    if isLimited(objective) { rules.maximumDistance = objective == .median ? 5000 : 2000 }
    return SitingProblem(
      provider: FlatDistance(), demand: points, weights: weights, sites: .demand, facilities: 9,
      objective: objective, rules: rules)
  }

  @Test("The same seed gives the same plan on one core, on two and on all", arguments: objectives)
  func cores(_ objective: SitingObjective) throws {
    var problem = flatTown(objective)
    if objective == .coverAll { problem.facilities = 0 }
    if case .fair = objective { problem.facilities = 3 }
    let plans = try [1, 2, nil].map { cores in
      try solve(problem, options: SitingOptions(seed: 9, restarts: 2, cores: cores))
    }
    #expect(plans.allSatisfy { $0 == plans[0] })
    #expect(plans[0].lowerBound != nil)
  }

  @Test("Without room for the table the plan is nearly as good", arguments: objectives)
  func littleMemory(_ objective: SitingObjective) throws {
    var problem = flatTown(objective)
    if objective == .coverAll { problem.facilities = 0 }
    let best = try solve(problem, options: SitingOptions(restarts: 4))
    let frugal = try solve(problem, options: SitingOptions(restarts: 4, memory: 4 << 10))
    #expect(frugal.objective >= best.objective)
    #expect(frugal.objective <= best.objective * 1.1)
    let left = frugal.unserved.keys.filter { problem.weights[$0] > 0 }
    #expect(left.isEmpty || objective == .coverage)
    #expect(frugal.lowerBound ?? 0 <= best.objective * (1 + 1e-12))
  }

  @Test("Who asks to stop gets a plan all the same", arguments: objectives)
  func interrupted(_ objective: SitingObjective) throws {
    var problem = flatTown(objective)
    if objective == .coverAll { problem.facilities = 0 }
    let plan = try solve(problem, shouldStop: { true })
    // Cover may decide itself before anybody asks.
    #expect(
      plan.termination == .interrupted
        || objective == .coverAll && plan.termination == .provenOptimal)
    #expect(objective == .coverAll || plan.sites.count == 9)
    let complete = try solve(problem, options: SitingOptions(restarts: 2))
    #expect(plan.lowerBound ?? 0 <= complete.objective)
    #expect(plan.objective >= complete.objective || !plan.unserved.isEmpty)
  }
}

extension ServiceRules {
  fileprivate var limitsAnything: Bool {
    maximumDistance != nil || demandLimits.contains { $0 < .infinity }
  }
}

import Siting
import TestSupport
import Testing
import Travel

@Suite struct ModelTests {
  struct Case: CustomStringConvertible {
    var objective: SitingObjective
    var limited: Bool
    var enumerates: Bool
    /// Searching for thresholds takes longest.
    var lastSeed: UInt64 {
      if case .fair = objective, !enumerates { return 39 }
      return enumerates ? 149 : 79
    }
    var description: String {
      "\(objective)\(limited ? " with limits" : "")\(enumerates ? ", every set tried" : "")"
    }
  }

  private static let cases: [Case] = [
    (SitingObjective.median, true), (.means, true), (.center, false), (.center, true),
    (.coverage, true), (.coverAll, true), (.fair(worst: 0.1), false), (.fair(worst: 0.3), true),
    (.fair(worst: 0.2, mix: 0.4), false), (.fair(worst: 1), false),
  ].flatMap { objective, limited in
    [false, true].map { Case(objective: objective, limited: limited, enumerates: $0) }
  }

  private static func options(_ enumerates: Bool) -> SitingOptions {
    var options = SitingOptions(seed: 5, restarts: 8)
    if !enumerates { options.enumerationLimit = 0 }
    return options
  }

  /// Solves; nil where nobody can reach a site.
  private func solved(
    _ town: ModelTown, _ options: SitingOptions
  ) throws -> Result<SitingSolution<Int>, SitingError>? {
    do throws(SitingError) {
      return .success(try solve(town.problem, options: options))
    } catch {
      if case .nobodyReachesASite = error { return nil }
      return .failure(error)
    }
  }

  @Test(
    "Plans are as good as the best of all sets, and bounds are below it", arguments: Self.cases)
  func bestOfAll(_ model: Case) throws {
    var proven = 0
    var plans = 0
    let options = Self.options(model.enumerates)
    try forEverySeed(in: 0...model.lastSeed) { generator in
      var town = ModelTown(model.objective, limited: model.limited, using: &generator)
      if model.objective == .coverAll, Bool.random(using: &generator) { town.town.facilities = 0 }
      guard let outcome = try solved(town, options) else { return true }
      let best = town.best()
      guard case .success(let plan) = outcome else { return best == nil }
      guard let best else { return false }
      let open = town.open(plan)
      guard town.isAllowed(open), Set(open).count == open.count,
        model.objective == .coverAll || open.count == town.town.facilities,
        let cost = town.cost(of: open)
      else { return false }
      let found = ReckonedCost(
        unreached: model.objective == .coverage || model.objective == .coverAll
          ? 0 : plan.unreachedWeight, objective: plan.objective)
      guard found.isClose(to: best) else { return false }
      guard
        model.objective == .coverAll
          ? town.servesAll(open, town.reachable) : found.isClose(to: cost)
      else {
        return false
      }
      plans += 1
      if plan.termination == .provenOptimal { proven += 1 }
      guard let bound = plan.lowerBound else {
        // Nothing is proven only where somebody who could reach a site is left behind.
        return plan.unreachedWeight > 0
      }
      return bound <= best.objective * (1 + 1e-12) && bound >= 0 && bound <= plan.objective
    }
    #expect(proven > plans * 3 / 4, "\(proven) of \(plans) plans are proven")
  }

  @Test("Everybody goes to the nearest open site within the limit", arguments: Self.cases)
  func allocation(_ model: Case) throws {
    try forEverySeed(in: 300...349) { generator in
      let town = ModelTown(model.objective, limited: model.limited, using: &generator)
      guard case .success(let plan)? = try solved(town, Self.options(model.enumerates)) else {
        return true
      }
      return town.town.demand.allSatisfy { person in
        let ways = plan.sites.map { town.town.distance.distance(from: person, to: $0.place) }
        let shortest = ways.min() ?? .infinity
        if shortest < .infinity, shortest <= town.limit(person) {
          return plan.allocation[person] == ways.firstIndex(of: shortest)
            && plan.distances[person] == shortest && plan.unserved[person] == nil
        }
        return plan.allocation[person] == nil && plan.distances[person] == .infinity
          && plan.unserved[person] == (shortest < .infinity ? .beyondLimit : nil)
      }
    }
  }
}

import Siting
import TestSupport
import Testing
import Travel

@Suite struct AlternativesTests {
  private static let objectives: [SitingObjective] = [
    .median, .means, .center, .coverage, .fair(worst: 0.25, mix: 0.2),
  ]

  private func town(
    _ objective: SitingObjective, _ generator: inout RepeatableGenerator
  ) -> ModelTown {
    ModelTown(objective, limited: objective == .coverage, using: &generator)
  }

  private func solved(_ town: ModelTown) throws -> SitingSolution<Int>? {
    do throws(SitingError) {
      return try solve(town.problem)
    } catch {
      guard case .nobodyReachesASite = error else { throw error }
      return nil
    }
  }

  private func reckoned(_ plan: SitingSolution<Int>, _ town: ModelTown) -> ReckonedCost {
    ReckonedCost(
      unreached: town.objective == .coverage ? 0 : plan.unreachedWeight,
      objective: plan.objective)
  }

  @Test(
    "Alternatives are plans of their own, within the share, none like another",
    arguments: objectives)
  func alternativesAreNear(_ objective: SitingObjective) throws {
    var found = 0
    try forEverySeed(in: 0...59) { generator in
      let town = town(objective, &generator)
      guard let best = try solved(town) else { return true }
      let others = try alternatives(to: best, of: town.problem, count: 3, within: 0.2)
      found += others.count
      let sets = ([best] + others).map { Set(town.open($0)) }
      guard Set(sets).count == sets.count, others.count <= 3 else { return false }
      return others.allSatisfy { plan in
        let open = town.open(plan)
        guard let cost = town.cost(of: open) else { return false }
        return town.isAllowed(open) && open.count == best.sites.count
          && reckoned(plan, town).isClose(to: cost)
          && plan.objective <= best.objective * 1.2 * (1 + 1e-12)
          && plan.lowerBound == best.lowerBound.map { min($0, plan.objective) }
      }
    }
    #expect(found > 20)
  }

  private struct Street: DistanceProvider {
    func distance(from origin: Int, to destination: Int) -> Double {
      Double(abs(origin - destination))
    }
  }

  @Test("Of two sites in each of three places, the alternative takes all the others")
  func twins() throws {
    let problem = SitingProblem(
      provider: Street(), demand: [0, 100, 200], weights: [1, 1, 1],
      sites: .listed([1, -1, 101, 99, 201, 199].map { Site(place: $0) }), facilities: 3)
    let best = try solve(problem)
    let others = try alternatives(to: best, of: problem, count: 2, within: 0)
    let open = Set(best.sites.map(\.place))
    #expect(best.objective == 3)
    #expect(others.first.map { open.isDisjoint(with: $0.sites.map(\.place)) } == true)
    #expect(others.allSatisfy { $0.objective == 3 })
  }

  @Test("Closing a site costs what the plan without it costs", arguments: objectives)
  func closing(_ objective: SitingObjective) throws {
    try forEverySeed(in: 0...59) { generator in
      let town = town(objective, &generator)
      guard let best = try solved(town), best.sites.count > 1 else { return true }
      let costs = try dropCosts(of: best, to: town.problem)
      let open = town.open(best)
      guard costs.map(\.site) == Array(open.indices), let before = town.cost(of: open) else {
        return false
      }
      return costs.allSatisfy { drop in
        var rest = open
        rest.remove(at: drop.site)
        let members = town.town.demand.filter { best.allocation[$0] == drop.site }
        let moved = members.reduce(0) { $0 + town.town.weights[$1] }
        let lost = members.filter {
          town.way($0, rest) == .infinity || town.way($0, rest) > town.limit($0)
        }.reduce(0) { $0 + town.town.weights[$1] }
        guard let after = town.cost(of: rest) else { return false }
        return abs(drop.movedWeight - moved) < 1e-9 && abs(drop.lostWeight - lost) < 1e-9
          && abs(drop.objectiveIncrease - (after.objective - before.objective))
            <= 1e-9 * max(1, before.objective)
      }
    }
  }

  @Test("Along a curve, one more facility never costs more", arguments: objectives)
  func monotone(_ objective: SitingObjective) throws {
    forEverySeed(in: 0...19) { generator in
      let town = town(objective, &generator)
      let most = town.usable.count
      // Without any search the plans are poor, and still no worse than the ones before.
      var options = SitingOptions(restarts: 0, provesBound: false)
      options.enumerationLimit = 0
      let points = curve(town.problem, over: town.town.facilities...most + 1, options: options)
      guard points.map(\.facilities) == Array(town.town.facilities...most + 1),
        points.last?.solution == nil
      else { return false }
      let plans = points.compactMap(\.solution)
      return zip(plans, plans.dropFirst()).allSatisfy { before, after in
        !reckoned(before, town).isBetter(than: reckoned(after, town))
      }
    }
  }

  @Test("A curve says for which numbers there is no plan")
  func infeasibleStart() {
    let problem = SitingProblem(
      provider: Street(), demand: [0, 50, 100], weights: [1, 1, 1], sites: .demand, facilities: 1,
      rules: ServiceRules(maximumDistance: 50))
    let limited = curve(problem, over: 1...3)
    #expect(limited.map { $0.solution?.objective } == [100, 50, 0])
    var strict = problem
    strict.rules.maximumDistance = 10
    let points = curve(strict, over: 2...3)
    #expect(points[1].solution?.objective == 0)
    guard case .failure(.infeasible(let why)) = points[0].outcome else {
      Issue.record("two sites do not do")
      return
    }
    #expect(why == Infeasibility(smallestLimit: 50, smallestFacilities: 3))
  }
}

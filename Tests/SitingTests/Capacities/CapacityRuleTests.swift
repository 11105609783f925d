import Geography
import Siting
import TestSupport
import Testing
import Travel

@Suite struct CapacityRuleTests {
  /// People and lots in the plane, all sites usable.
  private func town(
    people: Int, facilities: Int, seed: UInt64, rules: ServiceRules = ServiceRules()
  ) -> SitingProblem<FlatDistance> {
    var generator = RepeatableGenerator(seed: seed)
    let points = randomPoints(people, using: &generator)
    let weights = points.map { _ in Double(Int.random(in: 1...9, using: &generator)) }
    return SitingProblem(
      provider: FlatDistance(), demand: points, weights: weights, sites: .demand,
      facilities: facilities, rules: rules)
  }

  private func loads(
    of plan: SitingSolution<PlanarPoint>, _ amounts: [Double]
  ) -> [Double] {
    var loads = [Double](repeating: 0, count: plan.sites.count)
    for (index, site) in plan.allocation.enumerated() {
      if let site { loads[site] += amounts[index] }
    }
    return loads
  }

  @Test("With ample capacities the plan costs what it costs without any")
  func ample() throws {
    try forEverySeed(in: 0...3) { generator in
      var problem = town(people: 24, facilities: 4, seed: generator.next())
      let free = try solve(problem, options: SitingOptions(restarts: 2))
      problem.rules.capacities = problem.demand.map { _ in 1e6 }
      let plan = try solve(problem, options: SitingOptions(restarts: 1))
      return plan.termination == .provenOptimal
        && abs(plan.objective - free.objective) <= 1e-6 * free.objective
    }
  }

  @Test("Capacities bind, are kept, and cost more the tighter they are")
  func tight() throws {
    try forEverySeed(in: 0...2) { generator in
      var problem = town(people: 24, facilities: 3, seed: generator.next())
      let total = problem.weights.reduce(0, +)
      var last = 0.0
      for share in [2.0, 1.3, 1.05] {
        let room = (total * share / 3).rounded(.up)
        problem.rules.capacities = problem.demand.map { _ in room }
        let plan = try solve(problem, options: SitingOptions(restarts: 1))
        guard loads(of: plan, problem.weights).allSatisfy({ $0 <= room }),
          plan.allocation.allSatisfy({ $0 != nil }),
          plan.objective >= last * (1 - 1e-9), plan.lowerBound ?? 0 <= plan.objective
        else { return false }
        last = plan.objective
      }
      return true
    }
  }

  @Test("Slack widens capacities by just its share")
  func slack() throws {
    // 115 is 1.15 × 100, although 100 · (1 + 0.15) is a little less in floating point.
    var problem = SitingProblem(
      provider: FlatDistance(), demand: [PlanarPoint(0, 0), PlanarPoint(9, 0)], weights: [100, 15],
      sites: .listed([Site(place: PlanarPoint(0, 0))]), facilities: 1,
      rules: ServiceRules(capacities: [100], capacitySlack: 0.15))
    #expect(try solve(problem).objective == 135)
    problem.rules.capacitySlack = 0.14
    #expect(throws: SitingError.self) { try solve(problem) }
  }

  @Test("Loads count instead of weights where they are given")
  func loads() throws {
    var problem = town(people: 20, facilities: 3, seed: 4)
    let room = (problem.weights.reduce(0, +) * 0.4).rounded(.up)
    problem.rules.capacities = problem.demand.map { _ in room }
    let plain = try solve(problem, options: SitingOptions(restarts: 1))
    problem.rules.loads = problem.weights
    #expect(try solve(problem, options: SitingOptions(restarts: 1)) == plain)

    problem.rules.loads = problem.weights.map { 10 - $0 }
    problem.rules.capacities = problem.demand.map { _ in 75 }
    let other = try solve(problem, options: SitingOptions(restarts: 1))
    #expect(loads(of: other, problem.rules.loads).allSatisfy { $0 <= 75 })
  }

  @Test("The more may move, the better; and never more move than may")
  func moves() throws {
    var generator = RepeatableGenerator(seed: 8)
    let people = randomPoints(16, using: &generator)
    let lots = randomPoints(6, using: &generator)
    let baseline = people.map { _ -> Int? in Int.random(in: 0..<4, using: &generator) }
    let weights = people.map { _ in Double(Int.random(in: 1...3, using: &generator)) }
    var last = Double.infinity
    for limit in [0.0, 3, 8, 15, 40] {
      // Sites 0 to 3 stay; one more may open.
      let problem = SitingProblem(
        provider: FlatDistance(), demand: people, weights: weights,
        sites: .listed(
          lots.enumerated().map { Site(place: $1, status: $0 < 4 ? .existing : .candidate) }),
        facilities: 5, rules: ServiceRules(baseline: baseline, maximumMoves: limit))
      let plan = try solve(problem, options: SitingOptions(restarts: 1))
      var moved = 0.0
      for index in people.indices {
        let site = try #require(plan.allocation[index])
        if plan.sites[site].source != baseline[index].map({ .listed($0) }) {
          moved += weights[index]
        }
      }
      #expect(moved <= limit)
      #expect(plan.objective <= last)
      #expect(plan.termination == .provenOptimal)
      last = plan.objective
    }
  }

  @Test("People whose site of today closes count as moved")
  func closedBaseline() throws {
    let points = [PlanarPoint(0, 0), PlanarPoint(100, 0)]
    var problem = SitingProblem(
      provider: FlatDistance(), demand: points, weights: [1, 1],
      sites: .listed([Site(place: points[0]), Site(place: points[1], status: .closed)]),
      facilities: 1, rules: ServiceRules(baseline: [0, 1], maximumMoves: 1))
    #expect(try solve(problem).objective == 100)
    problem.rules.maximumMoves = 0
    var why = Infeasibility()
    why.unavoidableMoves = 1
    why.smallestMoves = 1
    #expect(throws: SitingError.infeasible(why)) { try solve(problem) }
  }

  @Test("Every open site serves the minimum load")
  func minimumLoad() throws {
    // Without the rule the two far away have a site of their own.
    let people = [0.0, 1, 2, 3, 4, 900].map { PlanarPoint($0, 0) }
    var problem = SitingProblem(
      provider: FlatDistance(), demand: people, weights: people.map { _ in 1 }, sites: .demand,
      facilities: 2)
    #expect(try solve(problem).objective == 6)
    problem.rules.minimumLoad = 3
    let plan = try solve(problem)
    #expect(loads(of: plan, problem.weights) == [3, 3])
    #expect(plan.objective == 2 + 897)
    problem.rules.minimumLoad = 3.5
    var why = Infeasibility()
    why.totalLoad = 6
    why.largestFacilities = 1
    why.largestMinimumLoad = 3
    #expect(throws: SitingError.infeasible(why)) { try solve(problem) }
  }

  @Test("The same seed gives the same plan on one core and on two")
  func cores() throws {
    var problem = town(people: 60, facilities: 24, seed: 2)
    let room = (problem.weights.reduce(0, +) / 24 * 1.3).rounded(.up)
    problem.rules.capacities = problem.demand.map { _ in room }
    let plans = try [1, 2].map { cores in
      try solve(
        problem, options: SitingOptions(seed: 3, restarts: 0, provesBound: false, cores: cores))
    }
    #expect(plans[0] == plans[1])
    #expect(loads(of: plans[0], problem.weights).allSatisfy { $0 <= room })
  }

  @Test("Who asks to stop gets a plan all the same, or hears that none was found")
  func interrupted() throws {
    var problem = town(people: 40, facilities: 6, seed: 2)
    problem.rules.capacities = problem.demand.map { _ in 1e3 }
    let plan = try solve(problem, shouldStop: { true })
    #expect(plan.termination == .interrupted)
    problem.rules.capacities = problem.demand.map { _ in
      (problem.weights.reduce(0, +) / 6).rounded(.up)
    }
    do throws(SitingError) {
      let tight = try solve(problem, shouldStop: { true })
      #expect(loads(of: tight, problem.weights).allSatisfy { $0 <= problem.rules.capacities[0] })
    } catch {
      #expect(error == .allocation(.noPlanFound(facilities: 6)))
    }
  }

  @Test("A limit on distance is kept as well, for everyone or for some")
  func limits() throws {
    let points = [0.0, 10, 20, 500].map { PlanarPoint($0, 0) }
    var problem = SitingProblem(
      provider: FlatDistance(), demand: points, weights: [1, 1, 1, 1],
      sites: .listed([Site(place: points[1]), Site(place: points[3])]), facilities: 2,
      rules: ServiceRules(demandLimits: [.infinity, .infinity, 10, .infinity], capacities: [2, 2]))
    // Two of the three on the left fit; the one with a limit is among them.
    let plan = try solve(problem)
    #expect(plan.allocation[2] == 0)
    #expect(plan.objective == 510)
    problem.rules.demandLimits = []
    problem.rules.maximumDistance = 15
    var why = Infeasibility()
    why.crowd = Infeasibility.Crowd(demand: [0, 1, 2], sites: [0], load: 3, room: 2)
    why.smallestSlack = 0.5
    why.moreCapacityDoes = true
    why.smallestLimit = 480
    #expect(throws: SitingError.infeasible(why)) { try solve(problem) }
  }
}

import Geography
import Siting
import TestSupport
import Testing
import Travel

@Suite struct CapacityFaultTests {
  private let points = [PlanarPoint(0, 0), PlanarPoint(10, 0), PlanarPoint(30, 0)]

  private func problem(_ rules: ServiceRules) -> SitingProblem<FlatDistance> {
    SitingProblem(
      provider: FlatDistance(), demand: points, weights: [4, 5, 6], sites: .demand, facilities: 2,
      rules: rules)
  }

  @Test(
    "Rules that cannot be used are refused with their values",
    arguments: [
      (ServiceRules(capacities: [1]), AllocationFault.capacityCount(capacities: 1, sites: 3)),
      (ServiceRules(capacities: [9, -1, 9]), .badCapacity(site: 1, capacity: -1)),
      (ServiceRules(capacities: [9, 9, 9], capacitySlack: -0.1), .badSlack(-0.1)),
      (ServiceRules(capacities: [9, 9, 9], loads: [1]), .loadCount(loads: 1, demand: 3)),
      (
        ServiceRules(capacities: [9, 9, 9], loads: [1, .infinity, 1]),
        .badLoad(demand: 1, load: .infinity)
      ),
      (ServiceRules(minimumLoad: .infinity), .badMinimumLoad(.infinity)),
      (ServiceRules(maximumMoves: 3), .noBaseline),
      (ServiceRules(baseline: [0, 0, 0], maximumMoves: -1), .badMaximumMoves(-1)),
      (ServiceRules(baseline: [0], maximumMoves: 1), .baselineCount(entries: 1, demand: 3)),
      (
        ServiceRules(baseline: [0, 7, nil], maximumMoves: 1),
        .badBaseline(demand: 1, site: 7, sites: 3)
      ),
    ])
  func faults(rules: ServiceRules, fault: AllocationFault) {
    #expect(throws: SitingError.allocation(fault)) { try solve(problem(rules)) }
    #expect(fault.description.contains(";") || fault.description.contains(":"))
  }

  @Test("What is not offered is refused")
  func notOffered() {
    var asked = problem(ServiceRules(capacities: [9, 9, 9]))
    asked.objective = .center
    #expect(throws: SitingError.allocation(.objectiveNotOffered(.center))) { try solve(asked) }
    asked.objective = .median
    asked.sites = .anywhere(fixed: [])
    #expect(throws: SitingError.allocation(.sitesAnywhere)) { try solve(asked) }
  }

  @Test("Missing room is told to the last seat, and filling it is enough")
  func missingCapacity() throws {
    var asked = problem(ServiceRules(capacities: [5, 6, 2]))
    var why = Infeasibility(missingCapacity: 4)
    why.crowd = Infeasibility.Crowd(demand: [0, 1, 2], sites: [0, 1, 2], load: 15, room: 13)
    // 2 of 3 sites have 11 seats; the 6 people of one home fit into one of them only.
    why.smallestSlack = 0.5
    why.moreCapacityDoes = true
    why.cannotHelp = [.moreFacilities]
    #expect(throws: SitingError.infeasible(why)) { try solve(asked) }
    asked.rules.capacities = [9, 6, 2]
    #expect(try solve(asked).termination == .provenOptimal)
  }

  @Test("The number of facilities that is said to do does, and one fewer does not")
  func smallestFacilities() throws {
    var checked = 0
    forEverySeed(in: 0...11) { generator in
      let count = 8
      let people = randomPoints(count, using: &generator)
      let weights = people.map { _ in Double(Int.random(in: 1...9, using: &generator)) }
      var problem = SitingProblem(
        provider: FlatDistance(), demand: people, weights: weights, sites: .demand, facilities: 2,
        rules: ServiceRules(
          capacities: people.map { _ in Double(Int.random(in: 4...14, using: &generator)) }))
      do throws(SitingError) {
        _ = try solve(problem, options: SitingOptions(restarts: 0, cores: 1))
        return true
      } catch {
        guard case .infeasible(let why) = error else { return false }
        guard let smallest = why.smallestFacilities else { return true }
        checked += 1
        problem.facilities = smallest
        guard (try? solve(problem, options: SitingOptions(restarts: 0, cores: 1))) != nil
        else { return false }
        problem.facilities = smallest - 1
        return (try? solve(problem, options: SitingOptions(restarts: 0, cores: 1))) == nil
      }
    }
    #expect(checked > 3)
  }

  @Test("Those without a site in reach are named, with the nearest")
  func blockers() {
    let asked = SitingProblem(
      provider: FlatDistance(), demand: points, weights: [1, 1, 1],
      sites: .listed([Site(place: points[0]), Site(place: points[1])]), facilities: 1,
      rules: ServiceRules(maximumDistance: 12, capacities: [9, 9]))
    var why = Infeasibility(
      blockers: [.init(demand: 2, nearestSite: 1, distance: 20)], smallestLimit: 20)
    why.cannotHelp = [.moreFacilities, .capacities]
    #expect(throws: SitingError.infeasible(why)) { try solve(asked) }
  }

  @Test("Room in sum that no packing fills is proven to be too little")
  func packing() throws {
    // Three of 5 into two sites of 8.
    let asked = SitingProblem(
      provider: FlatDistance(), demand: points, weights: [5, 5, 5], sites: .demand, facilities: 2,
      rules: ServiceRules(capacities: [8, 8, 8]))
    var why = Infeasibility(smallestFacilities: 3)
    why.smallestSlack = 0.25
    why.moreCapacityDoes = true
    #expect(throws: SitingError.infeasible(why)) { try solve(asked) }
  }

  @Test("Those whom no site reaches are left behind, and take no room")
  func unreachable() throws {
    let distances = TableDistance(
      size: 4,
      metres: [0, 1, .infinity, 5, 1, 0, .infinity, 6]
        + [.infinity, .infinity, 0, .infinity, 5, 6, .infinity, 0])
    let plan = try solve(
      SitingProblem(
        provider: distances, demand: [0, 1, 2], weights: [2, 2, 50],
        sites: .listed([Site(place: 3)]), facilities: 1, rules: ServiceRules(capacities: [4])))
    #expect(plan.allocation == [0, 0, nil])
    #expect(plan.unreachedWeight == 50)
    #expect(plan.objective == 22)
  }
}

import Geography
import Siting
import TestSupport
import Testing
import Travel

@Suite struct BruteForceTests {
  /// Solves, or says that nobody can reach a site.
  private func solved(
    _ town: RandomTown, _ options: SitingOptions
  ) throws -> SitingSolution<Int>? {
    do throws(SitingError) {
      return try solve(town.problem, options: options)
    } catch {
      guard case .nobodyReachesASite = error else { throw error }
      return nil
    }
  }

  private static func options(enumerates: Bool, restarts: Int? = nil) -> SitingOptions {
    var options = SitingOptions(seed: 5, restarts: restarts)
    if !enumerates { options.enumerationLimit = 0 }
    return options
  }

  @Test(
    "Plans are as good as the best of all sets of sites, and say what they cost",
    arguments: [true, false])
  func bestOfAll(enumerates: Bool) throws {
    let options = Self.options(enumerates: enumerates, restarts: 40)
    try forEverySeed(in: 0...399) { generator in
      let town = RandomTown(using: &generator)
      let best = town.bestCost(facilities: town.facilities)
      guard let plan = try solved(town, options) else {
        return best.unreached > 0 && best.objective == 0
      }
      let open = plan.sites.compactMap { site -> Int? in
        guard case .listed(let index) = site.source else { return nil }
        return index
      }
      let found = ReckonedCost(unreached: plan.unreachedWeight, objective: plan.objective)
      return open.count == town.facilities && Set(open).count == open.count
        && found.isClose(to: town.cost(of: open)) && found.isClose(to: best)
        && town.sites.indices.allSatisfy { site in
          town.sites[site].status == .candidate
            || open.contains(site) == town.sites[site].status.isAlwaysOpen
        }
    }
  }

  @Test("Bound ≤ optimum ≤ objective, with and without a search to speak of", arguments: [0, 20])
  func boundHolds(restarts: Int) throws {
    var proven = 0
    let options = Self.options(enumerates: false, restarts: restarts)
    try forEverySeed(in: 1000...1399) { generator in
      let town = RandomTown(using: &generator)
      let best = town.bestCost(facilities: town.facilities)
      guard let plan = try solved(town, options) else { return true }
      let found = ReckonedCost(unreached: plan.unreachedWeight, objective: plan.objective)
      guard found.isClose(to: best) || best.isBetter(than: found) else { return false }
      guard let bound = plan.lowerBound else {
        // Without a bound some demand that a site could reach is left behind.
        return plan.unreachedWeight > 0 && plan.termination != .provenOptimal
      }
      if plan.termination == .provenOptimal {
        proven += 1
        guard found.isClose(to: best) else { return false }
      }
      return bound <= best.objective * (1 + 1e-12) && bound <= plan.objective && bound >= 0
    }
    #expect(proven > 300, "the search for a proof should end on most small problems")
  }

  @Test("Everyone goes to the nearest open site, of equally near ones to the first")
  func allocation() throws {
    try forEverySeed { generator in
      let town = RandomTown(using: &generator)
      guard let plan = try solved(town, SitingOptions()) else { return true }
      return town.demand.allSatisfy { person in
        let ways = plan.sites.map { town.distance.distance(from: person, to: $0.place) }
        let shortest = ways.min() ?? .infinity
        guard shortest < .infinity else {
          return plan.allocation[person] == nil && plan.distances[person] == .infinity
        }
        return plan.allocation[person] == ways.firstIndex(of: shortest)
          && plan.distances[person] == shortest
      }
    }
  }

  @Test("One more facility never costs more")
  func moreFacilities() throws {
    try forEverySeed(in: 0...99) { generator in
      var town = RandomTown(using: &generator)
      let usable = town.sites.count { $0.status != .closed }
      var last = ReckonedCost(unreached: .infinity, objective: .infinity)
      for facilities in town.facilities...usable {
        town.facilities = facilities
        guard let plan = try solved(town, Self.options(enumerates: false)) else { continue }
        let now = ReckonedCost(unreached: plan.unreachedWeight, objective: plan.objective)
        if last.isBetter(than: now), !last.isClose(to: now) { return false }
        last = now
      }
      return true
    }
  }

  @Test("A weight of three is three people in the same place")
  func weightsAreRepeatedRows() throws {
    try forEverySeed(in: 0...99) { generator in
      var town = RandomTown(using: &generator)
      town.weights = town.weights.map { ($0 * 10).rounded() }
      guard let weighted = try solved(town, SitingOptions()) else { return true }
      var repeated = town
      repeated.demand = zip(town.demand, town.weights)
        .flatMap { Array(repeating: $0, count: Int($1)) }
      guard !repeated.demand.isEmpty else { return weighted.objective == 0 }
      repeated.weights = repeated.demand.map { _ in 1 }
      let plan = try solve(repeated.problem)
      return plan.objective == weighted.objective
        && plan.unreachedWeight == weighted.unreachedWeight
    }
  }

  @Test("Requiring a site never helps, and closing one does not either")
  func statusesNeverHelp() throws {
    try forEverySeed(in: 0...99) { generator in
      var town = RandomTown(using: &generator)
      for site in town.sites.indices { town.sites[site].status = .candidate }
      guard let free = try solved(town, SitingOptions()) else { return true }
      let best = ReckonedCost(unreached: free.unreachedWeight, objective: free.objective)
      let site = Int.random(in: town.sites.indices, using: &generator)
      for status in [SiteStatus.required, .closed] {
        if status == .closed, town.facilities == town.sites.count { continue }
        town.sites[site].status = status
        guard let plan = try solved(town, SitingOptions()) else { continue }
        let bound = ReckonedCost(unreached: plan.unreachedWeight, objective: plan.objective)
        if bound.isBetter(than: best), !bound.isClose(to: best) { return false }
      }
      return true
    }
  }
}

import Siting
import TestSupport
import Testing
import Travel

@Suite struct LimitTests {
  private static let objectives: [SitingObjective] = [
    .median, .means, .center, .coverAll, .fair(worst: 0.2, mix: 0.5),
  ]

  private func failure(_ town: ModelTown) throws -> Infeasibility? {
    do throws(SitingError) {
      var options = SitingOptions(seed: 3, restarts: 0)
      options.enumerationLimit = 0
      _ = try solve(town.problem, options: options)
      return nil
    } catch {
      guard case .infeasible(let why) = error else { return nil }
      return why
    }
  }

  @Test("What would do does, and nothing less does", arguments: objectives)
  func remedies(_ objective: SitingObjective) throws {
    var explained = 0
    try forEverySeed(in: 0...99) { generator in
      let town = ModelTown(objective, limited: true, using: &generator)
      guard let why = try failure(town) else { return true }
      explained += 1
      let blocked = town.reachable.filter { town.way($0, town.usable) > town.limit($0) }
      guard why.blockers.map(\.demand) == blocked else { return false }
      for blocker in why.blockers {
        guard let site = blocker.nearestSite,
          town.way(blocker.demand, [site]) == blocker.distance,
          town.way(blocker.demand, town.usable) == blocker.distance
        else { return false }
      }
      return checkLimit(why.smallestLimit, town) && checkCount(why.smallestFacilities, town)
    }
    #expect(explained > 25)
  }

  /// With the limit there is a plan, with any smaller one there is none.
  private func checkLimit(_ limit: Double?, _ town: ModelTown) -> Bool {
    guard let before = town.rules.maximumDistance else { return limit == nil }
    var other = town
    guard let limit else {
      // No limit at all would do: there is no plan that serves everybody.
      other.rules.maximumDistance = .greatestFiniteMagnitude
      return other.best() == nil
    }
    guard limit > before else { return false }
    other.rules.maximumDistance = limit
    guard other.best() != nil else { return false }
    other.rules.maximumDistance = limit.nextDown
    return other.best() == nil
  }

  /// With so many facilities there is a plan, with one fewer there is none.
  private func checkCount(_ count: Int?, _ town: ModelTown) -> Bool {
    var other = town
    guard let count else {
      return town.reachable.contains { town.way($0, town.usable) > town.limit($0) }
    }
    guard count > town.town.facilities else { return false }
    other.town.facilities = count
    guard other.best() != nil else { return false }
    other.town.facilities = count - 1
    return other.best() == nil
  }

  private struct Street: DistanceProvider {
    func distance(from origin: Int, to destination: Int) -> Double {
      Double(abs(origin - destination))
    }
  }

  private func street(
    _ objective: SitingObjective, facilities: Int, limit: Double? = nil, own: [Double] = [],
    sites: SiteChoice<Int> = .listed([0, 40, 60, 100].map { Site(place: $0) })
  ) -> SitingProblem<Street> {
    SitingProblem(
      provider: Street(), demand: [0, 10, 50, 100], weights: [1, 1, 1, 1], sites: sites,
      facilities: facilities, objective: objective,
      rules: ServiceRules(maximumDistance: limit, demandLimits: own))
  }

  @Test("Infeasible limits say who is in the way, and what would do")
  func message() throws {
    do throws(SitingError) {
      _ = try solve(street(.median, facilities: 2, limit: 5))
      Issue.record("three groups 40 apart cannot be served from 2 sites within 5")
    } catch {
      var why = Infeasibility(
        blockers: [
          .init(demand: 1, nearestSite: 0, distance: 10),
          .init(demand: 2, nearestSite: 1, distance: 10),
        ], smallestLimit: 40)
      why.cannotHelp = [.moreFacilities]
      #expect(error == .infeasible(why))
      #expect(
        error.description
          == "2 demand points have no site within their limit; a limit of 40.0 m would do")
    }
    do throws(SitingError) {
      _ = try solve(street(.center, facilities: 2, limit: 10))
      Issue.record("0, 50 and 100 need three sites within 10")
    } catch {
      #expect(
        error == .infeasible(Infeasibility(smallestLimit: 40, smallestFacilities: 3)))
    }
    let plan = try solve(street(.median, facilities: 3, limit: 10))
    #expect(plan.objective == 20)
    #expect(plan.termination == .provenOptimal)
  }

  @Test("Limits of single people are kept beside that of all")
  func ownLimits() throws {
    let own = [Double.infinity, .infinity, 5, .infinity]
    let plan = try solve(
      street(.median, facilities: 2, limit: 60, own: own, sites: .demand))
    #expect(plan.distances[2] <= 5)
    #expect(plan.sites.contains { $0.source == .demand(2) })
  }

  @Test("Anywhere, people beyond the limit stay without a site, and it is said")
  func anywhere() throws {
    let plan = try solve(street(.median, facilities: 1, limit: 15, sites: .anywhere(fixed: [])))
    #expect(plan.unserved == [2: .beyondLimit, 3: .beyondLimit])
    #expect(plan.unreachedWeight == 0)
    #expect(plan.objective == 10)
  }

  @Test("Questions that make no sense are turned down with a remedy")
  func errors() {
    func error(_ problem: SitingProblem<Street>) -> SitingError? {
      do throws(SitingError) {
        _ = try solve(problem)
        return nil
      } catch { return error }
    }
    #expect(error(street(.coverage, facilities: 1)) == .missingLimit)
    #expect(error(street(.coverAll, facilities: 0)) == .missingLimit)
    #expect(error(street(.median, facilities: 0, limit: 9)) == .facilityCount(0))
    #expect(
      error(street(.median, facilities: 1, limit: -1)) == .badLimit(demand: nil, limit: -1))
    #expect(
      error(street(.median, facilities: 1, own: [1, 2])) == .limitCount(limits: 2, demand: 4))
    #expect(
      error(street(.median, facilities: 1, own: [1, 2, -3, 4])) == .badLimit(demand: 2, limit: -3))
    #expect(
      error(street(.fair(worst: 0), facilities: 1)) == .badShare(name: "worst", share: 0))
    #expect(
      error(street(.fair(worst: 0.1, mix: 2), facilities: 1)) == .badShare(name: "mix", share: 2))
    #expect(
      error(street(.center, facilities: 1, sites: .anywhere(fixed: []))) == .needsListOfSites)
  }
}

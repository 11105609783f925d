import Geography
import Siting
import TestSupport
import Testing
import Travel

@Suite struct RemedyTests {
  /// Why a town has no plan; nil where it has one.
  private func reason(_ town: CapacitatedTown) -> Infeasibility? {
    do throws(SitingError) {
      _ = try solve(town.problem, options: SitingOptions(restarts: 1, cores: 1))
    } catch {
      if case .infeasible(let why) = error { return why }
      Issue.record("\(error)")
    }
    return nil
  }

  private func works(_ town: CapacitatedTown, _ change: (inout CapacitatedTown) -> Void) -> Bool {
    var town = town
    change(&town)
    return town.optimum != nil
  }

  @Test("What is said to do does, a little less does not, and what is said to be useless is")
  func remedies() {
    var (explained, remedies, useless) = (0, 0, 0)
    forEverySeed(in: 0...499) { generator in
      let town = CapacitatedTown(using: &generator)
      // Where there is no way between some, a plan may leave others behind than brute force does.
      guard town.problem.rules.bindAllocation, !town.served.isEmpty,
        town.distance.metres.allSatisfy(\.isFinite), town.optimum == nil, let why = reason(town)
      else { return true }
      explained += 1
      useless += why.cannotHelp.count
      if why.smallestFacilities != nil || why.smallestSlack != nil { remedies += 1 }
      if why.largestMinimumLoad != nil || why.smallestMoves != nil { remedies += 1 }
      let isRight =
        facilitiesAreRight(why, town) && amountsAreRight(why, town) && uselessIsRight(why, town)
      if !isRight { Issue.record("\(why), useless \(why.cannotHelp), \(town.rules)") }
      return isRight
    }
    #expect(explained > 30)
    #expect(remedies > 20)
    #expect(useless > 8)
  }

  private func facilitiesAreRight(_ why: Infeasibility, _ town: CapacitatedTown) -> Bool {
    if let more = why.smallestFacilities {
      guard more > town.facilities, works(town, { $0.facilities = more }) else { return false }
      for count in town.facilities..<more where works(town, { $0.facilities = count }) {
        return false
      }
    }
    if let fewer = why.largestFacilities {
      guard fewer < town.facilities, works(town, { $0.facilities = fewer }) else { return false }
      for count in fewer + 1...town.facilities where works(town, { $0.facilities = count }) {
        return false
      }
    }
    return true
  }

  private func amountsAreRight(_ why: Infeasibility, _ town: CapacitatedTown) -> Bool {
    if let limit = why.smallestLimit {
      guard works(town, { $0.rules.maximumDistance = limit }),
        !works(town, { $0.rules.maximumDistance = limit.nextDown })
      else { return false }
    }
    if let slack = why.smallestSlack {
      guard works(town, { $0.rules.capacitySlack = slack }) else { return false }
      let less = slack - 0.01
      if less > town.rules.capacitySlack, works(town, { $0.rules.capacitySlack = less }) {
        return false
      }
    }
    if why.moreCapacityDoes, !works(town, { $0.rules.capacities = [] }) { return false }
    if let load = why.largestMinimumLoad, !works(town, { $0.rules.minimumLoad = load }) {
      return false
    }
    if let moves = why.smallestMoves {
      guard works(town, { $0.rules.maximumMoves = moves }),
        !works(town, { $0.rules.maximumMoves = moves - 0.05 })
      else { return false }
    }
    return true
  }

  private func uselessIsRight(_ why: Infeasibility, _ town: CapacitatedTown) -> Bool {
    why.cannotHelp.allSatisfy { rule in
      switch rule {
      case .limit: !works(town) { $0.rules.maximumDistance = nil }
      case .moreFacilities:
        town.facilities >= town.problem.usableCount
          || (town.facilities + 1...town.problem.usableCount).allSatisfy { count in
            !works(town) { $0.facilities = count }
          }
      case .fewerFacilities:
        (1..<town.facilities).allSatisfy { count in !works(town) { $0.facilities = count } }
      case .capacities: !works(town) { $0.rules.capacities = [] }
      case .minimumLoad: !works(town) { $0.rules.minimumLoad = 0 }
      case .moves: !works(town) { $0.rules.maximumMoves = .greatestFiniteMagnitude }
      }
    }
  }

  private func reason(_ problem: SitingProblem<FlatDistance>) -> Infeasibility? {
    do throws(SitingError) {
      _ = try solve(problem)
    } catch {
      if case .infeasible(let why) = error { return why }
      Issue.record("\(error)")
    }
    return nil
  }

  private func street(
    _ people: [(x: Double, weight: Double)], sites: [Double], facilities: Int, _ rules: ServiceRules
  ) -> SitingProblem<FlatDistance> {
    SitingProblem(
      provider: FlatDistance(), demand: people.map { PlanarPoint($0.x, 0) },
      weights: people.map(\.weight),
      sites: .listed(sites.map { Site(place: PlanarPoint($0, 0)) }), facilities: facilities,
      rules: rules)
  }

  @Test("Seats that are too few near by are not made more by more facilities")
  func limitAndCapacity() {
    // Two of 6 at 0 and 40, with 8 seats at 20; 100 seats at 500, a third lot at 900.
    let why = reason(
      street(
        [(0, 6), (40, 6), (480, 3)], sites: [20, 500, 900], facilities: 2,
        ServiceRules(maximumDistance: 60, capacities: [8, 100, 100])))
    #expect(why?.crowd == Infeasibility.Crowd(demand: [0, 1], sites: [0], load: 12, room: 8))
    #expect(why?.smallestFacilities == nil)
    #expect(why?.cannotHelp == [.moreFacilities])
    #expect(why?.smallestSlack == 0.5)
    #expect(why?.smallestLimit == 460)
  }

  @Test("A demand point larger than every site it can go to is named with the largest of them")
  func oversized() {
    let why = reason(
      street(
        [(0, 30), (10, 2)], sites: [0, 10, 700], facilities: 2,
        ServiceRules(maximumDistance: 100, capacities: [12, 20, 40])))
    #expect(
      why?.oversized == [Infeasibility.Oversized(demand: 0, load: 30, site: 1, room: 20)])
    #expect(why?.crowd == nil)
    #expect(why?.cannotHelp == [.moreFacilities])
    #expect(why?.smallestLimit == 700)
    // Nothing but more seats does where no site is large enough at any distance.
    let hopeless = reason(
      street(
        [(0, 90), (10, 2)], sites: [0, 10, 700], facilities: 2,
        ServiceRules(maximumDistance: 100, capacities: [12, 20, 40])))
    #expect(hopeless?.cannotHelp == [.moreFacilities, .limit])
    #expect(hopeless?.smallestSlack == nil)
    #expect(hopeless?.moreCapacityDoes == true)
  }

  @Test("A least load that one of two villages cannot give says what each could do")
  func minimumLoad() {
    let villages = [(x: 0.0, weight: 1500.0), (x: 900.0, weight: 917.0)]
    let why = reason(
      street(villages, sites: [0, 900], facilities: 2, ServiceRules(minimumLoad: 1000)))
    #expect(why?.largestFacilities == 1)
    #expect(why?.largestMinimumLoad == 917)
    #expect(why?.totalLoad == nil)
    let near = reason(
      street(
        villages, sites: [0, 900], facilities: 2,
        ServiceRules(maximumDistance: 500, minimumLoad: 1000)))
    #expect(near?.sitesWithEnoughDemand == 1)
    #expect(near?.cannotHelp == [.fewerFacilities, .limit])
    #expect(near?.largestMinimumLoad == 917)
    let all = reason(
      street(villages, sites: [0, 900], facilities: 1, ServiceRules(minimumLoad: 3000)))
    #expect(all?.totalLoad == 2417)
    #expect(all?.largestMinimumLoad == 2417)
    #expect(all?.largestFacilities == nil)
  }

  @Test("As many moves as it takes with full sites are said")
  func movesAndCapacities() {
    // Both go to the first site today, which has room for one of them.
    let why = reason(
      street(
        [(0, 5), (10, 4)], sites: [0, 50], facilities: 2,
        ServiceRules(capacities: [6, 6], baseline: [0, 0], maximumMoves: 2)))
    #expect(why?.smallestMoves == 4)
    #expect(why?.smallestSlack == 0.5)
    let closed = reason(
      street(
        [(0, 5), (10, 4)], sites: [0, 50], facilities: 2,
        ServiceRules(maximumDistance: 30, baseline: [1, 0], maximumMoves: 2)))
    #expect(closed?.unavoidableMoves == 5)
    #expect(closed?.smallestMoves == 5)
    #expect(closed?.smallestLimit == 50)
  }

  @Test("Limits of single people are raised as far as they have to be, if that does")
  func ownLimits() {
    let own: [Double] = [.infinity, 5, .infinity]
    let people = [(x: 0.0, weight: 1.0), (x: 40.0, weight: 1.0), (x: 100.0, weight: 1.0)]
    for rules in [
      ServiceRules(demandLimits: own), ServiceRules(demandLimits: own, capacities: [2, 2, 2]),
    ] {
      let why = reason(street(people, sites: [0, 55, 100], facilities: 2, rules))
      #expect(why?.blockers == [Infeasibility.Blocker(demand: 1, nearestSite: 1, distance: 15)])
      #expect(why?.raisedLimitsDo == true)
      #expect(why?.cannotHelp.contains(.moreFacilities) == true)
      #expect(why?.smallestFacilities == nil)
    }
  }

  @Test("Everybody left behind by sites that are open in any case is no fault of the rules")
  func strandedByRequiredSites() throws {
    let distances = TableDistance(
      size: 4,
      metres: [0, 1, .infinity, 5, 1, 0, .infinity, 6]
        + [.infinity, .infinity, 0, 2, 5, 6, 2, 0])
    let plan = try solve(
      SitingProblem(
        provider: distances, demand: [0, 1], weights: [2, 2],
        sites: .listed([Site(place: 2, status: .required), Site(place: 3)]), facilities: 1,
        rules: ServiceRules(capacities: [9, 9])))
    #expect(plan.allocation == [nil, nil])
    #expect(plan.unreachedWeight == 4)
  }
}

extension SitingProblem {
  fileprivate var usableCount: Int {
    guard case .listed(let sites) = sites else { return demand.count }
    return sites.count { $0.status != .closed }
  }
}

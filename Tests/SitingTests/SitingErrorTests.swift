import Siting
import Testing
import Travel

@Suite struct SitingErrorTests {
  /// Distances along a line, with a wall at 100 that nobody passes.
  private struct Line: DistanceProvider {
    func distance(from origin: Int, to destination: Int) -> Double {
      if origin == 13 { return .nan }
      return (origin < 100) == (destination < 100)
        ? Double(abs(origin - destination)) : .infinity
    }
  }

  private func error(
    demand: [Int] = [1, 2], weights: [Double]? = nil, sites: SiteChoice<Int> = .demand,
    facilities: Int = 1, options: SitingOptions = SitingOptions()
  ) -> SitingError? {
    do throws(SitingError) {
      _ = try solve(
        SitingProblem(
          provider: Line(), demand: demand, weights: weights ?? demand.map { _ in 1 },
          sites: sites, facilities: facilities), options: options)
      return nil
    } catch { return error }
  }

  @Test("What cannot be planned says why, with its numbers")
  func infeasible() {
    let lots: [Site<Int>] = [
      Site(place: 1, status: .required), Site(place: 5, status: .existing), Site(place: 7),
      Site(place: 9, status: .closed),
    ]
    #expect(error(demand: []) == .noDemand)
    #expect(error(weights: [1]) == .weightCount(weights: 1, demand: 2))
    #expect(error(weights: [1, -2]) == .badWeight(demand: 1, weight: -2))
    #expect(error(weights: [.infinity, 1]) == .badWeight(demand: 0, weight: .infinity))
    #expect(error(weights: [1e308, 1e308]) == .totalWeight(.infinity))
    #expect(error(facilities: 0) == .facilityCount(0))
    #expect(
      error(facilities: 3) == .moreFacilitiesThanDemand(facilities: 3, demand: 2, fixed: 0))
    #expect(
      error(sites: .listed(lots), facilities: 4)
        == .moreFacilitiesThanSites(facilities: 4, usable: 3, closed: 1))
    #expect(
      error(sites: .listed(lots), facilities: 1)
        == .moreRequiredThanFacilities(required: 2, facilities: 1))
    #expect(
      error(sites: .anywhere(fixed: [1]), facilities: 4)
        == .moreFacilitiesThanDemand(facilities: 4, demand: 2, fixed: 1))
    #expect(
      error(sites: .listed([Site(place: 200)])) == .nobodyReachesASite(demand: 2, sites: 1))
    #expect(error(options: SitingOptions(timeLimit: 0)) == .badTimeLimit(0))
    #expect(error(options: SitingOptions(restarts: -1)) == .badRestarts(-1))
    #expect(error(options: SitingOptions(cores: 0)) == .badCores(0))
    #expect(error(sites: .listed(lots), facilities: 2) == nil)
  }

  @Test("A distance that is not a number is caught, not planned with")
  func notANumber() throws {
    let choices: [SiteChoice<Int>] = [.demand, .listed([Site(place: 1)]), .anywhere(fixed: [2])]
    for choice in choices {
      guard case .badDistance(demand: 1, let distance) = error(demand: [1, 13], sites: choice)
      else {
        Issue.record("no error for \(choice)")
        continue
      }
      #expect(distance.isNaN)
    }
  }

  @Test("Messages give the fact, then the remedy")
  func messages() {
    #expect(
      "\(SitingError.moreFacilitiesThanSites(facilities: 5, usable: 3, closed: 2))"
        == "cannot open 5 facilities: 3 sites may be open and 2 are closed; "
        + "add sites or lower the number of facilities")
    #expect(
      "\(SitingError.badWeight(demand: 3, weight: -1))"
        == "the weight -1.0 of demand point number 4 cannot be used; "
        + "weights are finite numbers from 0 up")
  }

  @Test("Odd but possible problems have plans")
  func oddities() throws {
    func plan(
      _ demand: [Int], _ weights: [Double], _ sites: SiteChoice<Int>, _ facilities: Int
    ) throws -> SitingSolution<Int> {
      try solve(
        SitingProblem(
          provider: Line(), demand: demand, weights: weights, sites: sites,
          facilities: facilities))
    }
    // One demand point; as many facilities as sites; nobody with weight; the same place twice.
    #expect(try plan([4], [2], .demand, 1).objective == 0)
    #expect(try plan([1, 3, 5], [1, 1, 1], .demand, 3).allocation == [0, 1, 2])
    #expect(try plan([1, 3], [0, 0], .demand, 1).gap == 0)
    #expect(try plan([2, 2, 2], [1, 1, 1], .anywhere(fixed: []), 2).objective == 0)
    // More facilities than can be reached: the idle one stands on the other side.
    let far: [Site<Int>] = [Site(place: 0), Site(place: 200), Site(place: 300)]
    let split = try plan([1, 2], [1, 1], .listed(far), 2)
    #expect(split.sites.map(\.source) == [.listed(0), .listed(1)])
    #expect(split.allocation == [0, 0])
    // People on both sides and one site: the heavier side, whatever it costs the others.
    let heavier = try plan([0, 99, 200], [1, 0.5, 1.25], .listed([far[0], far[1]]), 1)
    #expect(heavier.sites[0].source == .listed(0))
    #expect(heavier.unreachedWeight == 1.25)
    #expect(heavier.distances == [0, 99, .infinity])
    #expect(heavier.allocation == [0, 0, nil])
  }
}

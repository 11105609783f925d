import Geography
import Siting
import TestSupport
import Testing
import Travel

@Suite struct AnywhereTests {
  /// The smallest sum of squares to the means over all ways to split the points into groups.
  private func bestSplit(_ points: [PlanarPoint], _ weights: [Double], groups: Int) -> Double {
    var best = Double.infinity
    var group = [Int](repeating: 0, count: points.count)
    func assign(_ index: Int, _ used: Int) {
      guard index < points.count else {
        best = min(best, squares(points, weights, group, used))
        return
      }
      for number in 0..<min(used + 1, groups) {
        group[index] = number
        assign(index + 1, max(used, number + 1))
      }
    }
    assign(0, 0)
    return best
  }

  private func squares(
    _ points: [PlanarPoint], _ weights: [Double], _ group: [Int], _ groups: Int
  ) -> Double {
    (0..<groups).reduce(0) { sum, number in
      let members = points.indices.filter { group[$0] == number }
      let weight = members.reduce(0) { $0 + weights[$1] }
      let mean = PlanarPoint(
        members.reduce(0) { $0 + weights[$1] * points[$1].x } / weight,
        members.reduce(0) { $0 + weights[$1] * points[$1].y } / weight)
      return sum
        + members.reduce(0) {
          let far = points[$1].distance(to: mean)
          return $0 + weights[$1] * far * far
        }
    }
  }

  @Test("With squares of straight distances it is k-means at its best")
  func kMeans() throws {
    try forEverySeed(in: 0...59) { generator in
      let points = randomPoints(Int.random(in: 1...8, using: &generator), using: &generator)
      let weights = points.map { _ in Double(Int.random(in: 1...3, using: &generator)) }
      let groups = Int.random(in: 1...min(4, points.count), using: &generator)
      let plan = try solve(
        SitingProblem(
          provider: FlatDistance(), demand: points, weights: weights, sites: .anywhere(fixed: []),
          facilities: groups, objective: .means))
      let best = bestSplit(points, weights, groups: groups)
      // Means are sums of rounded coordinates around 1e4 m: a micrometre is agreement.
      return abs(plan.objective - best) <= 1e-9 * best + 1e-6 && plan.lowerBound == nil
        && plan.termination == .converged && plan.sites.allSatisfy { $0.source == .free }
    }
  }

  @Test("Free places serve at least as well as demand points", arguments: CostPower.allCases)
  func atLeastAsGoodAsDemand(power: CostPower) throws {
    try forEverySeed(in: 0...19) { generator in
      let points = randomPoints(25, using: &generator)
      let weights = points.map { _ in Double(Int.random(in: 0...3, using: &generator)) }
      var problem = SitingProblem(
        provider: FlatDistance(), demand: points, weights: weights, sites: .demand,
        facilities: 3,
        objective: power == .distance ? .median : .means)
      let tied = try solve(problem)
      problem.sites = .anywhere(fixed: [])
      return try solve(problem).objective <= tied.objective * (1 + 1e-9)
    }
  }

  @Test("Fixed places stay where they are and come first")
  func fixedPlaces() throws {
    try forEverySeed(in: 0...19) { generator in
      let points = randomPoints(30, using: &generator)
      let fixed = randomPoints(2, using: &generator)
      var problem = SitingProblem(
        provider: FlatDistance(), demand: points, weights: points.map { _ in 1 },
        sites: .anywhere(fixed: fixed), facilities: 4)
      let plan = try solve(problem)
      problem.facilities = 2
      let onlyFixed = try solve(problem)
      return plan.sites.prefix(2).map(\.place) == fixed
        && plan.sites.map(\.source) == [.listed(0), .listed(1), .free, .free]
        && onlyFixed.sites.map(\.place) == fixed && onlyFixed.objective >= plan.objective
    }
  }

  @Test("A provider that cannot move places sites at demand points")
  func withoutRelocation() throws {
    try forEverySeed(in: 0...9) { generator in
      let town = RandomTown(using: &generator)
      let problem = SitingProblem(
        provider: town.distance, demand: town.demand, weights: town.demand.map { _ in 1 },
        sites: .anywhere(fixed: []), facilities: 1)
      return try town.demand.contains(solve(problem).sites[0].place)
    }
  }
}

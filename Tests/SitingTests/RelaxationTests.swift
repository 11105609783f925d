import Clustering
import TestSupport
import Testing
import Travel

@testable import Siting

@Suite struct RelaxationTests {
  @Test("Any multipliers bound the best plan from below; raised ones come close to it")
  func bounds() throws {
    var closed = 0
    try forEverySeed(in: 0...299) { generator in
      var town = RandomTown(using: &generator)
      for site in town.sites.indices { town.sites[site].status = .candidate }
      let best = town.bestCost(facilities: town.facilities)
      guard best.unreached == 0, best.objective > 0 else { return true }
      let weights = DemandWeights(town.weights, power: town.power)
      let table = try CostTable(
        provider: town.distance, demand: PlaceList(town.demand),
        places: PlaceList(town.sites.map(\.place)), candidates: Array(town.sites.indices),
        weights: weights, cores: 1)
      let caps = [Double](repeating: .greatestFiniteMagnitude, count: town.demand.count)
      let costs = try #require(
        SparseCosts(table: table, caps: caps, memory: 1 << 20, cores: 1))
      var relaxation = Relaxation(costs: costs, facilities: town.facilities, cores: 1)
      let undecided = [SiteDecision](repeating: .undecided, count: town.sites.count)
      let scale = 2 * best.objective / Double(town.demand.count)
      let multipliers = town.demand.map { _ in Double.random(in: 0...scale, using: &generator) }
      guard let any = relaxation.bound(multipliers, undecided) else { return false }
      var length = 2.0
      let raised = relaxation.ascend(
        from: multipliers, undecided, upper: best.objective, goal: best.objective, steps: 300,
        patience: 24, length: &length, goOn: { _ in true })
      guard let raised else { return false }
      if raised.value > best.objective * 0.95 { closed += 1 }
      return any.value <= best.objective && raised.value >= any.value
        && raised.value <= best.objective
    }
    #expect(closed > 100)
  }
}

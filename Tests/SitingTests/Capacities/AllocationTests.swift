import Clustering
import TestSupport
import Testing

@testable import Siting

struct AllocationTests {
  /// Stale costs made the descent promise itself gains that did not come, for ever.
  @Test(arguments: [20, 60])
  func `Whoever knows a site knows what it costs, however sites are replaced`(facilities: Int) {
    forEverySeed(in: 1...20) { generator in
      let count = 120
      let costs = UnsafeMutablePointer<Double>.allocate(capacity: count * count)
      for cell in 0..<count * count {
        costs[cell] = Double(Int.random(in: 0...99, using: &generator))
      }
      let problem = CapacitatedCase(
        costs: costs, demandCount: count, facilities: facilities,
        isFixed: Array(repeating: false, count: count), loads: Array(repeating: 1, count: count),
        capacities: Array(repeating: 8, count: count), minimumLoad: 0,
        baseline: Array(repeating: -1, count: count),
        moveWeights: Array(repeating: 0, count: count), maximumMoves: .infinity)
      let near = NearSites(problem, depth: 12, cores: 1)
      let sites = Array((0..<count).shuffled(using: &generator).prefix(facilities))
      let allocation = Allocation(problem, near: near, sites: sites)
      allocation.fillUp()
      for _ in 0..<60 {
        let mark = allocation.mark
        if let site = (0..<count).filter({ allocation.slotOfSite[$0] < 0 })
          .randomElement(using: &generator)
        {
          allocation.replace(Int.random(in: 0..<facilities, using: &generator), with: site)
        }
        allocation.send(
          Int.random(in: 0..<count, using: &generator),
          to: Int.random(in: 0..<facilities, using: &generator))
        if Bool.random(using: &generator) { allocation.rollBack(to: mark) }
        if !allocation.knowsWhatIsSo { return false }
      }
      return true
    }
  }
}

extension Allocation {
  /// Whether what the demand points know of open sites is so.
  fileprivate var knowsWhatIsSo: Bool {
    (0..<problem.demandCount).allSatisfy { index in
      (index * knownCount..<index * knownCount + Int(knownSizes[index])).allSatisfy {
        knownCosts[$0] == problem.cost(index, Int(sites[Int(known[$0])]))
      }
    }
  }
}

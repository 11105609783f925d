import Clustering
import TestSupport
import Testing
import Travel

@Suite struct OpenSitesTests {
  @Test("A swap changes the total by what was foretold, and no slot is better to give up")
  func swapsAreForetold() {
    forEverySeed(in: 0...499) { generator in
      let people = Int.random(in: 1...40, using: &generator)
      let slots = Int.random(in: 1...5, using: &generator)
      let fixed = Int.random(in: 0..<slots, using: &generator)
      let blocked = Int.random(in: 0...5, using: &generator)
      let weights = DemandWeights(
        (0..<people).map { _ in Double(Int.random(in: 0...3, using: &generator)) },
        power: .distance)
      func row() -> CostRow {
        CostRow(count: people) { costs in
          for person in 0..<people {
            let metres = Double(Int.random(in: 0...9, using: &generator))
            let isBlocked = Int.random(in: 0..<10, using: &generator) < blocked
            let weight = weights.weights[person]
            costs[person] = weight == 0 ? 0 : isBlocked ? .infinity : weight * metres
          }
        }
      }
      func plan(_ rows: [CostRow]) -> PlanCost {
        var total = PlanCost.zero
        for person in 0..<people {
          let cost = rows.map { $0.costs[person] }.min() ?? .infinity
          if cost < .infinity {
            total.cost += cost
          } else {
            total.unreached += weights.units[person]
          }
        }
        return total
      }
      let open = OpenSites(weights: weights, fixedCount: fixed)
      var rows = (0..<slots).map { _ in row() }
      for row in rows { open.append(nil, row: row) }
      var scratch = [PlanCost](repeating: .zero, count: slots)
      for _ in 0..<8 {
        guard open.total == plan(rows) else { return false }
        let newcomer = row()
        guard let swap = open.bestSwap(bringing: newcomer.costs, scratch: &scratch) else {
          return false
        }
        let outcomes = (fixed..<slots).map { slot in
          var others = rows
          others[slot] = newcomer
          return plan(others)
        }
        let foretold = PlanCost(
          unreached: open.total.unreached + swap.change.unreached,
          cost: open.total.cost + swap.change.cost)
        guard foretold == outcomes.min(), foretold == outcomes[swap.slot - fixed] else {
          return false
        }
        // Any slot, so that good sites go as well.
        let slot = Int.random(in: fixed..<slots, using: &generator)
        rows[slot] = newcomer
        open.replace(slot, with: nil, row: newcomer)
      }
      return true
    }
  }
}

import TestSupport
import Testing

@testable import Siting

@Suite struct KnapsackTests {
  @Test("A knapsack is filled as well as can be, and its relaxation is no worse")
  func bruteForce() {
    forEverySeed { generator in
      let count = Int.random(in: 0...10, using: &generator)
      let profits = (0..<count).map { _ in Double(Int.random(in: 1...50, using: &generator)) }
      let loads = (0..<count).map { _ in Double(Int.random(in: 0...12, using: &generator)) }
      let room = Double(Int.random(in: 0...40, using: &generator))
      let knapsack = Knapsack(capacity: count)
      for item in 0..<count {
        knapsack.append(Int32(item), profit: profits[item], load: loads[item])
      }
      var best = 0.0
      for bits in 0..<(1 << count) {
        let chosen = (0..<count).filter { bits >> $0 & 1 == 1 }
        if chosen.reduce(0.0, { $0 + loads[$1] }) <= room {
          best = max(best, chosen.reduce(0) { $0 + profits[$1] })
        }
      }
      let relaxed = knapsack.relax(room: room)
      let priced = (0..<count).reduce(relaxed.price * room) {
        $0 + max(0, profits[$1] - relaxed.price * loads[$1])
      }
      let worth = knapsack.solve(room: room, nodes: 100_000)
      let taken = knapsack.taken.map { Int($0) }
      // With hardly any nodes it is still a bound.
      let hasty = knapsack.solve(room: room, nodes: 1)
      return worth == best && hasty >= best && relaxed.worth >= best - 1e-9
        && abs(priced - relaxed.worth) <= 1e-9
        && taken.reduce(0.0) { $0 + profits[$1] } == best
        && taken.reduce(0.0) { $0 + loads[$1] } <= room
    }
  }

  @Test("Amounts become whole without losing a limit that is met exactly")
  func units() {
    let units = WholeUnits(for: [0.1, 0.2, 0.7])
    #expect(units.amount(0.1) + units.amount(0.2) <= units.most(0.3))
    #expect(units.amount(0.1) + units.amount(0.7) >= units.least(0.8))
    #expect(units.amount(0.7) > units.most(0.6999999))
    let whole = WholeUnits(for: [3, 5])
    #expect(whole.amount(5) == 5 && whole.most(7.9) == 7 && whole.least(2.1) == 3)
  }
}

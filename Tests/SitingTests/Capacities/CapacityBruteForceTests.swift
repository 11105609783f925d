import Siting
import TestSupport
import Testing
import Travel

@Suite struct CapacityBruteForceTests {
  @Test("Small plans are the best of all that keep the rules, and that is proven")
  func optima() {
    var solved = 0
    var impossible = 0
    forEverySeed(in: 0...299) { generator in
      let town = CapacitatedTown(using: &generator)
      guard town.problem.rules.bindAllocation, !town.served.isEmpty else { return true }
      let optimum = town.optimum
      do throws(SitingError) {
        let plan = try solve(town.problem, options: SitingOptions(restarts: 1, cores: 1))
        guard town.isSound(plan) else { return false }
        // Where nothing serves everyone, a plan may leave some behind who do not reach its sites.
        guard let optimum else { return !plan.allocation.allSatisfy { $0 != nil } }
        solved += 1
        guard let bound = plan.lowerBound else { return false }
        return plan.termination == .provenOptimal
          && abs(plan.objective - optimum) <= 1e-9 * max(1, optimum)
          && bound <= optimum + 1e-9 * max(1, optimum) && bound <= plan.objective
          && bound >= plan.objective - 1e-6 * max(1, plan.objective)
      } catch {
        impossible += 1
        return optimum == nil
      }
    }
    #expect(solved > 90)
    #expect(impossible > 25)
  }
}

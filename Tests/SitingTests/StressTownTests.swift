import SitingTowns
import TestSupport
import Testing

@Suite struct StressTownTests {
  /// `make stress` runs larger ones, and many more.
  @Test("Small towns of every kind are solved without a fault")
  func smallTowns() {
    forEverySeed(in: 0...29) { generator in
      let town = StressTown(fewest: 20, most: 160, seconds: 0.3, using: &generator)
      guard let fault = town.fault() else { return true }
      Issue.record("\(town): \(fault)")
      return false
    }
  }
}

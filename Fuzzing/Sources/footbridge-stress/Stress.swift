import Foundation
import SitingTowns
import TestSupport

/// Runs the whole solver on one random town after another until the time is up.
@main struct Stress {
  /// Seconds of all cores after which a search that was to end after 20 has to be over.
  private static let patience = 200.0

  static func main() {
    let seconds = number("FOOTBRIDGE_SECONDS") ?? 600
    let start = ContinuousClock.now
    func elapsed() -> Double { (ContinuousClock.now - start) / .seconds(1) }
    if let seed = number("FOOTBRIDGE_SEED") {
      run(UInt64(seed))
      return
    }
    var seed = UInt64(number("FOOTBRIDGE_FIRST_SEED") ?? 1)
    var count = 0
    while elapsed() < seconds {
      run(seed)
      seed += 1
      count += 1
    }
    print("\(count) towns in \(Int(elapsed())) s, no fault")
  }

  private static func run(_ seed: UInt64) {
    var generator = RepeatableGenerator(seed: seed)
    let most = Int(number("FOOTBRIDGE_MOST") ?? 50_000)
    let town = StressTown(fewest: 300, most: most, seconds: 20, using: &generator)
    // Before it is run, for a town that crashes.
    print("FOOTBRIDGE_SEED=\(seed): \(town)")
    fflush(nil)
    let start = clock()
    let fault = town.fault()
    let took = Double(clock() - start) / Double(CLOCKS_PER_SEC)
    if let fault { fail(seed, fault) }
    if took > patience { fail(seed, "took \(Int(took)) s, though told to end after 20") }
  }

  private static func fail(_ seed: UInt64, _ fault: String) -> Never {
    print("\(fault)\nAgain: make stress SEED=\(seed)")
    fflush(nil)
    exit(1)
  }

  private static func number(_ name: String) -> Double? {
    ProcessInfo.processInfo.environment[name].flatMap { Double($0) }
  }
}

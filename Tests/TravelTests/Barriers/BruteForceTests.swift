import Foundation
import TestSupport
import Testing
import TravelWorlds

/// Random small worlds on a lattice, held against brute force with all their what-ifs and routes.
@Suite struct BruteForceTests {
  /// As many worlds as the environment asks for: `make test-long` asks for a hundred thousand.
  static let worlds = ProcessInfo.processInfo.environment["FOOTBRIDGE_WORLDS"].flatMap(UInt64.init)

  @Test("Distances, routes and what-ifs equal brute force on random small worlds")
  func latticeWorlds() {
    forEverySeed(in: 0...(Self.worlds ?? 1500) - 1) { generator in
      let world = LatticeWorld(using: &generator)
      guard let fault = world.fault(&generator) else { return true }
      print("\(world)\n\(fault)")
      return false
    }
  }
}

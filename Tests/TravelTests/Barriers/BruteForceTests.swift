import Foundation
import TestSupport
import Testing
import TravelWorlds

/// Random small worlds on a lattice, held against brute force with all their what-ifs and routes.
@Suite struct BruteForceTests {
  /// As many worlds as the environment asks for: `make test-long` asks for a hundred thousand.
  static let worlds = ProcessInfo.processInfo.environment["FOOTBRIDGE_WORLDS"].flatMap(UInt64.init)

  /// The worlds are shared out, so that two cores have something to do.
  @Test("Distances, routes and what-ifs equal brute force on random small worlds", arguments: 0..<4)
  func latticeWorlds(part: UInt64) {
    let count = (Self.worlds ?? 2000) / 4
    forEverySeed(in: part * count...(part + 1) * count - 1) { generator in
      let world = LatticeWorld(using: &generator)
      guard let fault = world.fault(&generator) else { return true }
      print("\(world)\n\(fault)")
      return false
    }
  }

  @Test("Distances around the sails of windmills equal brute force")
  func windmills() {
    forEverySeed(in: 0...119) { generator in
      let world = WindmillWorld(using: &generator, fences: 1, sails: 16, points: 5)
      guard world.fences.count <= 40 else { return true }
      guard let fault = world.fault(byBruteForce: true, &generator) else { return true }
      print("\(world)\n\(fault)")
      return false
    }
  }

  @Test("What holds of every world holds of hundreds of windmills")
  func fieldsOfWindmills() {
    forEverySeed(in: 0...1) { generator in
      let world = WindmillWorld(using: &generator, fences: 2000, points: 12)
      guard let fault = world.fault(byBruteForce: false, &generator) else { return true }
      print(fault)
      return false
    }
  }
}

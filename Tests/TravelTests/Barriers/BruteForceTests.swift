import Foundation
import Geography
import TestSupport
import Testing

@testable import Travel

/// Random small worlds on a lattice, where all walls meet at whole places: free ends, T and X
/// joints, overlaps, duplicates, nested and touching areas, crossings on vertices, points on walls.
@Suite struct BruteForceTests {
  /// As many worlds as the environment asks for: `make test-long` asks for a hundred thousand.
  static let worlds = ProcessInfo.processInfo.environment["FOOTBRIDGE_WORLDS"].flatMap(UInt64.init)

  @Test("Barrier distances equal brute force on random small worlds")
  func latticeWorlds() throws {
    var compared = 0
    try forEverySeed(in: 0...(Self.worlds ?? 1500) - 1) { generator in
      let world = LatticeWorld(using: &generator)
      guard
        let truth = BruteForceWorld(
          barriers: world.barriers, crossings: world.crossings, points: world.points)
      else { return true }
      let provider = try world.provider()
      let prepared = provider.prepare(world.points.map(world.metres))
      let table = provider.distances(
        from: prepared, to: prepared, chosen: Array(world.points.indices))
      for (to, destination) in world.points.enumerated() {
        for (from, origin) in world.points.enumerated() {
          let expected = truth.distance(from: origin, to: destination) * world.scale
          let found = table[to, from]
          compared += 1
          let isSame =
            expected == found || abs(expected - found) <= 1e-9 * max(1, expected)
          if !isSame {
            print("\(world)\n\(origin) → \(destination): expected \(expected), found \(found)")
            return false
          }
        }
      }
      return true
    }
    #expect(compared > 30 * Int(Self.worlds ?? 1500))
  }
}

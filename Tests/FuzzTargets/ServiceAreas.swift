import Geography
import Travel
import TravelWorlds

extension FuzzTarget {
  /// Service areas against the distances that they stand for.
  static let serviceAreas = FuzzTarget(name: "service-areas") { bytes in
    var choices = ByteChoices(bytes)
    let count = 1 + choices.below(5)
    let world = LatticeWorld(using: &choices, points: count)
    let window = world.window(&choices)
    let tolerance = world.scale * choices.pick([3, 0.5, 20])
    return FuzzCase(description: "\(world)\n\(window), tolerance \(tolerance)") {
      guard let distance = try? world.provider() else { return nil }
      // Beyond the grid nothing is divided.
      let ends = [(window.minX, window.minY), (window.maxX, window.maxY)]
      guard ends.allSatisfy({ distance.whereabouts(of: PlanarPoint($0, $1)) != .beyondWorld })
      else { return nil }
      do {
        return try ServiceAreaOracle.fault(
          distance, sites: world.points.map(world.metres), window: window, tolerance: tolerance,
          points: 30, crumbLimit: 3, &choices)
      } catch {
        return "\(error)"
      }
    }
  }
}

import TravelWorlds

extension FuzzTarget {
  /// Barrier distances, routes and what-ifs against brute force.
  static let latticeWorlds = FuzzTarget(name: "lattice-worlds") { bytes in
    var choices = ByteChoices(bytes)
    let world = LatticeWorld(using: &choices, points: 4)
    return FuzzCase(description: "\(world)") { world.fault(&choices) }
  }
}

import TravelWorlds

extension FuzzTarget {
  /// Barriers, crossings and points anywhere, and many that are not anywhere at all.
  static let freeWorlds = FuzzTarget(name: "free-worlds") { bytes in
    var choices = ByteChoices(bytes)
    let world = FreeWorld(using: &choices)
    return FuzzCase(description: "\(world)") { world.fault(&choices) }
  }
}

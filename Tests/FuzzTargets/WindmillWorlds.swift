import TravelWorlds

extension FuzzTarget {
  /// Fences that send careless walks round in circles, against brute force where they are few.
  static let windmillWorlds = FuzzTarget(name: "windmill-worlds") { bytes in
    var choices = ByteChoices(bytes)
    let fences = choices.pick([1, 20, 300])
    let world = WindmillWorld(
      using: &choices, fences: fences, sails: fences == 300 ? 40 : 12, points: 4)
    return FuzzCase(description: "\(world)") {
      world.fault(byBruteForce: world.fences.count <= 40, &choices)
    }
  }
}

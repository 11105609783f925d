import TestSupport

/// Worlds in which every distance is the same as in this one.
extension LatticeWorld {
  /// Every place somewhere else.
  ///
  /// - Parameters:
  ///   - swapsSides: Whether what was left of a line is right of it afterwards.
  ///   - move: Where each place goes; a shift, a turn or a reflection.
  /// - Returns: The moved world.
  package func moved(
    swapsSides: Bool = false, _ move: (Place) -> Place
  ) -> LatticeWorld {
    var world = self
    for index in barriers.indices {
      world.barriers[index].lines = barriers[index].lines.map { $0.map(move) }
    }
    world.points = points.map(move)
    for (index, crossing) in crossings.enumerated() {
      switch crossing.form {
      case .gate(let place, let barriers, let cost, let forward, let backward):
        world.crossings[index].form = .gate(
          move(place), barriers: barriers, cost: cost,
          forward: swapsSides ? backward : forward, backward: swapsSides ? forward : backward)
      case .deck(let a, let b, let cost, let forward, let backward):
        world.crossings[index].form = .deck(
          move(a), move(b), cost: cost, forward: forward, backward: backward)
      }
    }
    return world
  }

  /// Every barrier and every deck drawn from its other end, with left and right swapped.
  package func drawnBackwards() -> LatticeWorld {
    var world = self
    for index in barriers.indices {
      world.barriers[index].lines = barriers[index].lines.map { $0.reversed() }
    }
    for (index, crossing) in crossings.enumerated() {
      switch crossing.form {
      case .gate(let place, let barriers, let cost, let forward, let backward):
        world.crossings[index].form = .gate(
          place, barriers: barriers, cost: cost, forward: backward, backward: forward)
      case .deck(let a, let b, let cost, let forward, let backward):
        world.crossings[index].form = .deck(
          b, a, cost: cost, forward: backward, backward: forward)
      }
    }
    return world
  }
}

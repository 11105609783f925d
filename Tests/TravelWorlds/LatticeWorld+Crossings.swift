import TestSupport

extension LatticeWorld {
  mutating func addCrossings(_ choices: inout some RandomNumberGenerator) {
    let lines = barriers.indices.filter { !barriers[$0].isArea }
    switch choices.below(8) {
    case 0..<4 where !lines.isEmpty: addGate(on: choices.pick(lines), &choices)
    case 6: addGatesOnOneDeck(&choices)
    case 7:
      // A bridge from the end of another.
      guard case .deck(let a, let b, _, _, _)? = crossings.last?.form else { fallthrough }
      addDeck(choices.once(in: 2) ? a : b, anywhere(&choices), &choices)
    default: addDeck(anywhere(&choices), anywhere(&choices), &choices)
    }
  }

  mutating func addGate(on number: Int, _ choices: inout some RandomNumberGenerator) {
    let segment = choices.pick(Self.segments(barriers[number]))
    addGate(on: number, at: Self.place(on: segment, &choices), &choices)
  }

  private mutating func addGate(
    on number: Int, at place: Place, _ choices: inout some RandomNumberGenerator
  ) {
    var (forward, backward) = choices.pick([
      (true, true), (true, true), (true, false), (false, true),
    ])
    // A line that passes its own crossing twice has no one left side there.
    if passes(number, place) > 1 { (forward, backward) = (true, true) }
    crossings.append(
      Crossing(
        form: .gate(
          place, barriers: [number], cost: cost(&choices), forward: forward, backward: backward),
        isOpen: !choices.once(in: 5), namesBarrier: !choices.once(in: 4)))
  }

  /// Finds what gates open that name no barrier, once all barriers are there.
  mutating func settleGates() {
    for (index, crossing) in crossings.enumerated() where !crossing.namesBarrier {
      guard case .gate(let place, _, let cost, let forward, let backward) = crossing.form else {
        continue
      }
      let passing = barriers.indices.filter { passes($0, place) > 0 }
      // In the water or on a bank it would span the water.
      if passing.contains(where: { barriers[$0].isArea }) || around(place).contains(where: isInArea)
      {
        crossings[index].namesBarrier = true
      } else if passing.count > 1 {
        // Two lines have no one left side either.
        crossings[index].form = .gate(
          place, barriers: Set(passing), cost: cost, forward: true, backward: true)
      } else {
        crossings[index].form = .gate(
          place, barriers: Set(passing), cost: cost, forward: forward, backward: backward)
      }
    }
  }

  /// How many segments of a barrier pass a place.
  private func passes(_ number: Int, _ place: Place) -> Int {
    Self.segments(barriers[number]).count { BruteForceWorld.lies(place, on: $0.0, $0.1) }
  }

  private mutating func addDeck(
    _ a: Place, _ b: Place, _ choices: inout some RandomNumberGenerator
  ) {
    // An end in the water would be moved to the bank.
    guard a != b, !isInWater(a), !isInWater(b) else { return }
    let (forward, backward) = choices.pick([
      (true, true), (true, true), (true, false), (false, true),
    ])
    crossings.append(
      Crossing(
        form: .deck(a, b, cost: cost(&choices), forward: forward, backward: backward),
        isOpen: !choices.once(in: 5)))
  }

  /// A bridge drawn as its ways through the walls that it passes, one by one.
  private mutating func addGatesOnOneDeck(_ choices: inout some RandomNumberGenerator) {
    let (a, b) = (anywhere(&choices), anywhere(&choices))
    for number in barriers.indices where !barriers[number].isArea {
      for (c, d) in Self.segments(barriers[number]) {
        guard case .some(.some(let place)) = BruteForceWorld.meeting(a, b, c, d) else { continue }
        addGate(on: number, at: place, &choices)
      }
    }
    // The same bridge as a line over all of them.
    if choices.once(in: 2) { addDeck(a, b, &choices) }
  }

  private func cost(_ choices: inout some RandomNumberGenerator) -> Double {
    Double(Self.step * choices.below(4)) / 2
  }

  /// Whether there is nothing but areas around a place, be it on the seam of two of them.
  private func isInWater(_ place: Place) -> Bool { around(place).allSatisfy(isInArea) }

  /// Sixteen places around one, between the directions of the walls; sixteen steps to a tick.
  private func around(_ place: Place) -> [Place] {
    let quarter = [(4, 1), (4, 3), (3, 4), (1, 4)]
    return quarter.flatMap { dx, dy in [(dx, dy), (-dy, dx), (-dx, -dy), (dy, -dx)] }
      .map { dx, dy in Place(16 * place.x + dx, 16 * place.y + dy) }
  }

  /// Whether a place lies in an area; sixteen steps to a tick.
  private func isInArea(_ place: Place) -> Bool {
    barriers.contains { area in
      guard area.isArea else { return false }
      var isInside = false
      for (a, b) in Self.segments(area) {
        let a = Place(16 * a.x, 16 * a.y)
        let b = Place(16 * b.x, 16 * b.y)
        let side = (b.x - a.x) * (place.y - a.y) - (b.y - a.y) * (place.x - a.x)
        if (a.y > place.y) != (b.y > place.y), (side > 0) == (b.y > a.y) { isInside.toggle() }
      }
      return isInside
    }
  }
}

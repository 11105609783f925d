import TestSupport

extension LatticeWorld {
  /// A quarter of the sixteen directions; the others are turned by right angles.
  private static let directions = [(1, 0), (1, 1), (2, 1), (1, 2)]

  mutating func addBarriers(_ choices: inout some RandomNumberGenerator) {
    switch choices.below(12) {
    case 0..<3: add([walk(from: corner(&choices), &choices)])
    case 3..<5: addRectangle(at: corner(&choices), &choices)
    case 5: addDiamond(&choices)
    case 6: addTriangle(&choices)
    case 7: addAgain(&choices)
    case 8: addNestedRings(&choices)
    case 9: addLineFromArea(&choices)
    case 10: addNeighbour(&choices)
    default:
      // One barrier in several pieces.
      add([walk(from: corner(&choices), &choices), walk(from: corner(&choices), &choices)])
    }
  }

  private mutating func add(_ lines: [[Place]], isArea: Bool = false) {
    barriers.append(BruteForceWorld.Barrier(lines: lines, isArea: isArea))
  }

  private func walk(
    from start: Place, _ choices: inout some RandomNumberGenerator
  ) -> [Place] {
    var line = [start]
    for _ in 0...choices.below(3) {
      let last = line[line.count - 1]
      var (dx, dy) = choices.pick(Self.directions)
      for _ in 0..<choices.below(4) { (dx, dy) = (-dy, dx) }
      // A step (2, 1) is as long as two steps of the lattice.
      let steps = 1 + choices.below(max(abs(dx), abs(dy)) == 2 ? 2 : 4)
      line.append(
        Place(last.x + Self.step * dx * steps, last.y + Self.step * dy * steps))
    }
    return line
  }

  /// An area with right angles, maybe with an island, maybe with a lake on that.
  private mutating func addRectangle(
    at corner: Place, _ choices: inout some RandomNumberGenerator
  ) {
    let width = Self.step * (1 + choices.below(5))
    let height = Self.step * (1 + choices.below(5))
    func box(_ inset: Int) -> [Place] {
      let (x0, y0) = (corner.x + inset, corner.y + inset)
      let (x1, y1) = (corner.x + width - inset, corner.y + height - inset)
      return [Place(x0, y0), Place(x1, y0), Place(x1, y1), Place(x0, y1)]
    }
    guard min(width, height) > 2 * Self.step, !choices.once(in: 3) else {
      add([box(0)], isArea: true)
      return
    }
    // An island may touch the bank with all its corners: a hole from bank to bank.
    add([box(0), box(Self.step)], isArea: true)
    switch choices.below(4) {
    case 2: add([box(Self.step + 20)], isArea: true)
    case 3: add([box(Self.step + 10) + box(Self.step + 10).prefix(1)])
    default: break
    }
  }

  private mutating func addDiamond(_ choices: inout some RandomNumberGenerator) {
    let middle = corner(&choices)
    let r = Self.step * (1 + choices.below(3))
    add(
      [
        [
          Place(middle.x, middle.y - r), Place(middle.x + r, middle.y),
          Place(middle.x, middle.y + r), Place(middle.x - r, middle.y),
        ]
      ], isArea: true)
  }

  /// A triangle with a slope of a half, one or two; as an area or as a closed line.
  private mutating func addTriangle(_ choices: inout some RandomNumberGenerator) {
    let start = corner(&choices)
    let size = Self.step * (1 + choices.below(2))
    let width = size * choices.pick([1, 2, -1, -2])
    let height = size * choices.pick([1, 2, -1])
    let ring = [start, Place(start.x + width, start.y), Place(start.x, start.y + height)]
    if choices.once(in: 2) {
      add([ring + ring.prefix(1)])
    } else {
      add([ring], isArea: true)
    }
  }

  /// A barrier once more, drawn the other way.
  private mutating func addAgain(_ choices: inout some RandomNumberGenerator) {
    guard !barriers.isEmpty else { return add([walk(from: corner(&choices), &choices)]) }
    let again = choices.pick(barriers)
    add(again.lines.map { $0.reversed() }, isArea: again.isArea)
  }

  /// Closed lines around each other, some with a gate on a side or at a corner.
  private mutating func addNestedRings(_ choices: inout some RandomNumberGenerator) {
    let middle = corner(&choices)
    for radius in 1...2 + choices.below(2) {
      let r = Self.step * radius
      var ring = [
        Place(middle.x - r, middle.y - r), Place(middle.x + r, middle.y - r),
        Place(middle.x + r, middle.y + r), Place(middle.x - r, middle.y + r),
        Place(middle.x - r, middle.y - r),
      ]
      if choices.once(in: 3) { ring.reverse() }
      add([ring])
      if choices.once(in: 2) { addGate(on: barriers.count - 1, &choices) }
    }
  }

  /// A line that starts on the bank of an area, at a corner of it or between two.
  private mutating func addLineFromArea(_ choices: inout some RandomNumberGenerator) {
    let areas = barriers.filter(\.isArea)
    guard !areas.isEmpty else { return addRectangle(at: corner(&choices), &choices) }
    let bank = Self.segments(choices.pick(areas))
    add([walk(from: Self.place(on: choices.pick(bank), &choices), &choices)])
  }

  /// An area that starts at the corner of another barrier.
  private mutating func addNeighbour(_ choices: inout some RandomNumberGenerator) {
    let corners = barriers.flatMap { $0.lines.joined() }
    addRectangle(at: corners.isEmpty ? corner(&choices) : choices.pick(corners), &choices)
  }
}

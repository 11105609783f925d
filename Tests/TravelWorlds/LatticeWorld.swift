package import Geography
package import TestSupport

/// A small random world whose walls run in sixteen directions from place to place of a lattice, so
/// that they meet at whole places only and brute force can tell every distance in it.
///
/// Full of what is hard: free ends, T and X joints, overlaps, duplicates, nested rings, areas that
/// touch and overlap, islands, lakes on islands, lines that end on areas, crossings on vertices and
/// several on one bridge deck, points on walls, on vertices and in water; from ten metres to a
/// thousand kilometres across.
package struct LatticeWorld: CustomStringConvertible {
  package typealias Place = BruteForceWorld.Place

  package struct Crossing: CustomStringConvertible {
    package var form: BruteForceWorld.Crossing
    package var isOpen = true
    /// Whether a gate says which barrier it belongs to.
    package var namesBarrier = true

    package var description: String {
      "\(form)\(isOpen ? "" : ", closed")\(namesBarrier ? "" : ", of no barrier in particular")"
    }
  }

  package var barriers: [BruteForceWorld.Barrier] = []
  package var crossings: [Crossing] = []
  package var points: [Place] = []
  /// Metres per tick; whole millimetres, as the library rounds to them.
  package private(set) var scale = 1.0
  private var origin = PlanarPoint(0, 0)

  /// From one place of the lattice to the next, in ticks: two walls in different directions of the
  /// sixteen meet at whole ticks.
  static let step = 60
  /// Places of the lattice in each direction, less one.
  static let side = 6

  /// A world with `count` points; zeros for choices make a small one.
  package init(using choices: inout some RandomNumberGenerator, points count: Int = 6) {
    scale = choices.pick([1, 0.03, 0.25, 30, 1500])
    origin = choices.pick([
      PlanarPoint(0, 0), PlanarPoint(1000, -500), PlanarPoint(654_000.123, 5_261_000.007),
    ])
    for _ in 0...choices.below(5) { addBarriers(&choices) }
    for _ in 0..<choices.below(5) { addCrossings(&choices) }
    settleGates()
    for _ in 0..<count { points.append(point(&choices)) }
  }

  package func metres(_ place: Place) -> PlanarPoint {
    PlanarPoint(Double(place.x) * scale + origin.x, Double(place.y) * scale + origin.y)
  }

  /// The place at some metres; nil where there is none.
  package func place(at metres: PlanarPoint) -> Place? {
    let x = (metres.x - origin.x) / scale
    let y = (metres.y - origin.y) / scale
    guard abs(x) < 1e6, abs(y) < 1e6 else { return nil }
    let place = Place(Int(x.rounded()), Int(y.rounded()))
    return self.metres(place).distance(to: metres) < 1e-6 ? place : nil
  }

  /// A window that often runs along walls and through their corners.
  package func window(_ choices: inout some RandomNumberGenerator) -> PlanarBox {
    let inset = choices.pick([-30, 60, 90, 0, 20])
    let far = Self.side * Self.step - inset
    return PlanarBox([metres(Place(inset, inset)), metres(Place(far, far))])
  }

  package var description: String {
    let walls = barriers.map { barrier in
      let lines = barrier.lines.map { line in
        line.map { "(\($0.x),\($0.y))" }.joined(separator: " ")
      }
      return "\(barrier.isArea ? "area" : "line") \(lines.joined(separator: " / "))"
    }
    let others = ["points \(points.map { "(\($0.x),\($0.y))" })", "scale \(scale) from \(origin)"]
    return (walls + crossings.map { "\($0)" } + others).joined(separator: "\n")
  }

  // MARK: Places

  func corner(_ choices: inout some RandomNumberGenerator) -> Place {
    Place(Self.step * choices.below(Self.side + 1), Self.step * choices.below(Self.side + 1))
  }

  private func point(_ choices: inout some RandomNumberGenerator) -> Place {
    let corners = barriers.flatMap { $0.lines.joined() }
    switch choices.below(8) {
    case 4: return choices.pick(corners)
    case 5:
      let segments = barriers.flatMap(Self.segments)
      return Self.place(on: choices.pick(segments), &choices)
    case 6:
      let near = choices.pick(corners)
      return Place(near.x + choices.below(3) - 1, near.y + choices.below(3) - 1)
    case 7: return Place(20 * (choices.below(60) - 20), 20 * (choices.below(60) - 20))
    default: return anywhere(&choices)
    }
  }

  /// A place in and around the lattice, often on it.
  func anywhere(_ choices: inout some RandomNumberGenerator) -> Place {
    let half = Self.step / 2
    return Place(
      half * (choices.below(2 * Self.side + 3) - 1), half * (choices.below(2 * Self.side + 3) - 1))
  }

  /// A place of a segment in whole half steps from its start.
  static func place(
    on segment: (Place, Place), _ choices: inout some RandomNumberGenerator
  ) -> Place {
    let (a, b) = segment
    let halves = 2 * max(1, max(abs(b.x - a.x), abs(b.y - a.y)) / (2 * step))
    let part = choices.below(halves + 1)
    return Place(a.x + (b.x - a.x) / halves * part, a.y + (b.y - a.y) / halves * part)
  }

  static func segments(_ barrier: BruteForceWorld.Barrier) -> [(Place, Place)] {
    barrier.lines.flatMap { line in
      Array(zip(line, line.dropFirst() + (barrier.isArea ? line.prefix(1) : [])))
    }
  }
}

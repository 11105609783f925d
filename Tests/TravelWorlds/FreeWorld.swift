package import Geography
package import Travel

/// Barriers, crossings and points anywhere, many of them in each other's way by a millimetre or
/// less, some of them without any sense.
///
/// No oracle knows its distances; what must hold of every world must hold of this one, and what
/// makes no sense must be refused.
package struct FreeWorld: CustomStringConvertible {
  package private(set) var barriers: [Barrier] = []
  package private(set) var crossings: [Crossing] = []
  package private(set) var points: [PlanarPoint] = []
  /// How far a crossing may lie from its barrier, in metres.
  package private(set) var tolerance: Double

  private var size: Double
  private var origin: PlanarPoint
  private var isHostile: Bool
  private var places: [PlanarPoint] = []

  package init(using choices: inout some RandomNumberGenerator) {
    size = choices.pick([1000, 10, 0.02, 1, 100_000, 2_000_000])
    origin = choices.pick([
      PlanarPoint(0, 0), PlanarPoint(654_000.123, 5_261_000.456), PlanarPoint(-1e7, 1e7 + 0.3),
    ])
    isHostile = choices.once(in: 4)
    tolerance = choices.pick([BarrierDistance.defaultAttachmentTolerance, 1e9, 0])
    for number in 0..<choices.below(7) { addBarrier("B\(number)", &choices) }
    for number in 0..<choices.below(6) { addCrossing("G\(number)", &choices) }
    for _ in 0...choices.below(5) { points.append(place(&choices)) }
  }

  package var description: String {
    (barriers.map { "\($0)" } + crossings.map { "\($0)" }
      + ["points \(points)", "tolerance \(tolerance)"])
      .joined(separator: "\n")
  }

  /// Whether every number is one and no further off than could be a place on Earth.
  package var isSound: Bool {
    let corners = barriers.flatMap(\.shapes).flatMap { shape in
      switch shape {
      case .line(let line): line
      case .area(let polygon): polygon.rings.flatMap(\.self)
      }
    }
    let ends = crossings.flatMap { crossing in
      switch crossing.shape {
      case .point(let place): [place]
      case .line(let line): line
      case .lines(let parts): parts.flatMap(\.self)
      }
    }
    return (corners + ends).allSatisfy(\.isFinite)
      && crossings.allSatisfy { $0.cost.isFinite && $0.cost >= 0 }
  }

  // MARK: Numbers

  private func coordinate(
    around middle: Double, _ choices: inout some RandomNumberGenerator
  ) -> Double {
    if isHostile, choices.once(in: 16) {
      switch choices.below(10) {
      case 0: return .nan
      case 1: return .infinity
      case 2: return -.greatestFiniteMagnitude
      case 3: return .leastNonzeroMagnitude
      case 4: return middle + 1_050_000
      case 5: return middle - 1_050_001
      case 6: return 1e18
      case 7: return middle + 0x1p31 / 1000
      default:
        let bits = (0..<8).reduce(UInt64(0)) { bits, _ in
          bits << 8 | UInt64(choices.below(256))
        }
        return Double(bitPattern: bits)
      }
    }
    // On a coarse grid, on a finer one, or on none.
    switch choices.below(4) {
    case 0, 1: return middle + size * Double(choices.below(11)) / 10
    case 2: return middle + size * Double(choices.below(256)) / 256
    default: return middle + size * choices.part()
    }
  }

  private mutating func place(_ choices: inout some RandomNumberGenerator) -> PlanarPoint {
    let place = anyPlace(&choices)
    places.append(place)
    return place
  }

  private func anyPlace(_ choices: inout some RandomNumberGenerator) -> PlanarPoint {
    guard !places.isEmpty else { return newPlace(&choices) }
    let known = choices.pick(places)
    switch choices.below(10) {
    case 6: return known
    case 7:
      // Next to a place that is there: by half a millimetre, or by hardly anything.
      let near = choices.pick([0.001, 0.000_5, 0.001_5, 0.003, 1e-7, 0.02])
      return PlanarPoint(
        known.x + near * Double(choices.below(3) - 1),
        known.y + near * Double(choices.below(3) - 1))
    case 8:
      let other = choices.pick(places)
      let part: Double = choices.pick([0.5, 1.0 / 3.0, 0.25, 2.0, -1.0])
      return PlanarPoint(
        known.x + part * (other.x - known.x), known.y + part * (other.y - known.y))
    case 9:
      let segments = barriers.flatMap(BarrierFacts.segments)
      guard !segments.isEmpty else { return newPlace(&choices) }
      let (a, b) = choices.pick(segments)
      let part = choices.part()
      return PlanarPoint(a.x + part * (b.x - a.x), a.y + part * (b.y - a.y))
    default: return newPlace(&choices)
    }
  }

  private func newPlace(_ choices: inout some RandomNumberGenerator) -> PlanarPoint {
    let x = coordinate(around: origin.x, &choices)
    return PlanarPoint(x, coordinate(around: origin.y, &choices))
  }

  private mutating func line(
    _ count: Int, _ choices: inout some RandomNumberGenerator
  ) -> [PlanarPoint] {
    var line: [PlanarPoint] = []
    for _ in 0..<count { line.append(place(&choices)) }
    return line
  }

  // MARK: Things

  private mutating func addBarrier(_ id: String, _ choices: inout some RandomNumberGenerator) {
    let least = isHostile && choices.once(in: 8) ? 0 : 2
    var shapes: [Barrier.Shape] = []
    for _ in 0...(choices.once(in: 5) ? 1 : 0) {
      if choices.once(in: 3) {
        let ring = line(least + 1 + choices.below(5), &choices)
        let holes = choices.once(in: 4) ? [line(least + 1 + choices.below(3), &choices)] : []
        shapes.append(.area(PlanarPolygon(exterior: ring, holes: holes)))
      } else {
        shapes.append(.line(line(least + choices.below(6), &choices)))
      }
    }
    if isHostile, choices.once(in: 16) { shapes = [] }
    let isTwin = isHostile && choices.once(in: 16)
    barriers.append(Barrier(id: isTwin ? barriers.last?.id ?? id : id, shapes: shapes))
  }

  private mutating func addCrossing(_ id: String, _ choices: inout some RandomNumberGenerator) {
    var crossing = Crossing(
      id: id, shape: .point(PlanarPoint(0, 0)), isOpen: !choices.once(in: 5))
    if choices.once(in: 3) {
      crossing.shape = .line(line((isHostile ? 1 : 2) + choices.below(3), &choices))
      crossing.direction = choices.pick([.both, .forward, .backward])
    } else {
      let segments = barriers.flatMap(BarrierFacts.segments)
      if let (a, b) = segments.isEmpty ? nil : choices.pick(segments), !choices.once(in: 4) {
        let part = choices.pick([0.5, 0, 1, choices.part()])
        crossing.shape = .point(
          PlanarPoint(a.x + part * (b.x - a.x), a.y + part * (b.y - a.y)))
      } else {
        crossing.shape = .point(place(&choices))
      }
      crossing.direction = choices.pick([.both, .both, .leftToRight, .rightToLeft])
    }
    if isHostile, choices.once(in: 8) {
      crossing.direction = choices.pick(Crossing.Direction.allCases)
    }
    if choices.once(in: 3), !barriers.isEmpty { crossing.barrierID = choices.pick(barriers).id }
    crossing.cost = size * choices.part()
    if isHostile, choices.once(in: 8) {
      crossing.cost = choices.pick([-1, .nan, .infinity, 1e300, -0.0])
    }
    crossings.append(crossing)
  }
}

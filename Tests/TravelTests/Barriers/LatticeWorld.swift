import Geography
import TestSupport
import Travel

/// A small random world whose walls run along the axes and diagonals of an even lattice, so that
/// they meet at whole places only.
struct LatticeWorld: CustomStringConvertible {
  typealias Place = BruteForceWorld.Place

  var barriers: [BruteForceWorld.Barrier] = []
  var crossings: [BruteForceWorld.Crossing] = []
  var points: [Place] = []
  /// Metres per step of the lattice.
  var scale = 1.0

  private static let side = 6

  init(using generator: inout RepeatableGenerator) {
    scale = [0.5, 1, 25, 20_000].randomElement(using: &generator) ?? 1
    for _ in 0..<Int.random(in: 1...5, using: &generator) {
      switch Int.random(in: 0..<10, using: &generator) {
      case 0..<6: addLine(&generator)
      case 6..<9: addArea(&generator)
      default:
        if let again = barriers.randomElement(using: &generator) {
          // The same barrier once more, drawn the other way.
          barriers.append(
            BruteForceWorld.Barrier(
              lines: again.lines.map { $0.reversed() }, isArea: again.isArea))
        } else {
          addLine(&generator)
        }
      }
    }
    for _ in 0..<Int.random(in: 0...3, using: &generator) { addCrossing(&generator) }
    for _ in 0..<6 { points.append(anyPlace(&generator)) }
  }

  private func even(_ generator: inout RepeatableGenerator) -> Place {
    Place(
      2 * Int.random(in: 0...Self.side, using: &generator),
      2 * Int.random(in: 0...Self.side, using: &generator))
  }

  private func anyPlace(_ generator: inout RepeatableGenerator) -> Place {
    Place(
      Int.random(in: -1...2 * Self.side + 1, using: &generator),
      Int.random(in: -1...2 * Self.side + 1, using: &generator))
  }

  private mutating func addLine(_ generator: inout RepeatableGenerator) {
    var line = [even(&generator)]
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let last = line[line.count - 1]
      let length = 2 * Int.random(in: 1...4, using: &generator)
      let (dx, dy) =
        [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)]
        .randomElement(using: &generator) ?? (1, 0)
      line.append(Place(last.x + dx * length, last.y + dy * length))
    }
    barriers.append(BruteForceWorld.Barrier(lines: [line], isArea: false))
  }

  private mutating func addArea(_ generator: inout RepeatableGenerator) {
    let corner = even(&generator)
    let width = 2 * Int.random(in: 1...4, using: &generator)
    let height = 2 * Int.random(in: 1...4, using: &generator)
    func box(_ inset: Int) -> [Place] {
      let (x0, y0) = (corner.x + inset, corner.y + inset)
      let (x1, y1) = (corner.x + width - inset, corner.y + height - inset)
      return [Place(x0, y0), Place(x1, y0), Place(x1, y1), Place(x0, y1)]
    }
    var rings = [box(0)]
    if width > 4, height > 4, Bool.random(using: &generator) { rings.append(box(2)) }
    if Int.random(in: 0..<4, using: &generator) == 0 {
      let r = width
      rings = [
        [
          Place(corner.x, corner.y - r), Place(corner.x + r, corner.y),
          Place(corner.x, corner.y + r), Place(corner.x - r, corner.y),
        ]
      ]
    }
    barriers.append(BruteForceWorld.Barrier(lines: rings, isArea: true))
  }

  private mutating func addCrossing(_ generator: inout RepeatableGenerator) {
    let cost = Double(Int.random(in: 0...3, using: &generator))
    let (forward, backward) =
      [(true, true), (true, true), (true, false), (false, true)]
      .randomElement(using: &generator) ?? (true, true)
    let lines = barriers.indices.filter { !barriers[$0].isArea }
    if Bool.random(using: &generator), let number = lines.randomElement(using: &generator) {
      let line = barriers[number].lines[0]
      let index = Int.random(in: 1..<line.count, using: &generator)
      let (a, b) = (line[index - 1], line[index])
      let steps = max(abs(b.x - a.x), abs(b.y - a.y))
      let step = Int.random(in: 0...steps, using: &generator)
      let place = Place(a.x + (b.x - a.x) / steps * step, a.y + (b.y - a.y) / steps * step)
      // A line that passes its own crossing both ways has no one left side there.
      let passes = zip(line, line.dropFirst()).filter { a, b in
        min(a.x, b.x) <= place.x && place.x <= max(a.x, b.x)
          && min(a.y, b.y) <= place.y && place.y <= max(a.y, b.y)
          && (b.x - a.x) * (place.y - a.y) == (b.y - a.y) * (place.x - a.x)
      }
      let isPlain = passes.count == 1
      crossings.append(
        .gate(
          place, barrier: number, cost: cost, forward: forward || !isPlain,
          backward: backward || !isPlain))
    } else {
      let ends = (anyPlace(&generator), anyPlace(&generator))
      // An end in the water would be moved to the bank.
      guard !isInWater(ends.0), !isInWater(ends.1) else { return }
      crossings.append(
        .deck(ends.0, ends.1, cost: cost, forward: forward, backward: backward))
    }
  }

  /// Whether there is nothing but areas around a place, be it on the seam of two of them.
  private func isInWater(_ place: Place) -> Bool {
    // Walls run at multiples of 45°: these eight directions look between them.
    let around = [(2, 1), (1, 2), (-1, 2), (-2, 1), (-2, -1), (-1, -2), (1, -2), (2, -1)]
    return around.allSatisfy { dx, dy in
      isInArea(Place(8 * place.x + dx, 8 * place.y + dy))
    }
  }

  /// Whether a place lies in an area; eight steps to a step of the lattice.
  private func isInArea(_ place: Place) -> Bool {
    barriers.contains { area in
      guard area.isArea else { return false }
      var isInside = false
      for ring in area.lines.map({ $0.map { Place(8 * $0.x, 8 * $0.y) } }) {
        for (a, b) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
          let side = (b.x - a.x) * (place.y - a.y) - (b.y - a.y) * (place.x - a.x)
          if (a.y > place.y) != (b.y > place.y), (side > 0) == (b.y > a.y) { isInside.toggle() }
        }
      }
      return isInside
    }
  }

  func metres(_ place: Place) -> PlanarPoint {
    PlanarPoint(Double(place.x) * scale + 1000, Double(place.y) * scale - 500)
  }

  /// The same world for the library; throws where a crossing is refused.
  func provider() throws -> BarrierDistance {
    let barriers = self.barriers.enumerated().map { number, barrier in
      let id = "B\(number)"
      guard barrier.isArea, let outer = barrier.lines.first else {
        return Barrier(id: id, shapes: barrier.lines.map { .line($0.map(metres)) })
      }
      let holes = barrier.lines.dropFirst().map { $0.map(metres) }
      return Barrier(
        id: id,
        shapes: [.area(PlanarPolygon(exterior: outer.map(metres), holes: Array(holes)))])
    }
    let crossings = self.crossings.enumerated().map { number, crossing -> Crossing in
      switch crossing {
      case .gate(let place, let barrier, let cost, let forward, let backward):
        return Crossing(
          id: "G\(number)", shape: .point(metres(place)), barrierID: "B\(barrier)",
          cost: cost * scale,
          direction: forward && backward ? .both : forward ? .leftToRight : .rightToLeft)
      case .deck(let a, let b, let cost, let forward, let backward):
        return Crossing(
          id: "G\(number)", shape: .line([metres(a), metres(b)]), cost: cost * scale,
          direction: forward && backward ? .both : forward ? .forward : .backward)
      }
    }
    return try BarrierDistance(
      barriers: barriers, crossings: crossings, attachmentTolerance: 1e9)
  }

  var description: String {
    let walls = barriers.map { barrier in
      let lines = barrier.lines.map { line in
        line.map { "(\($0.x),\($0.y))" }.joined(separator: " ")
      }
      return "\(barrier.isArea ? "area" : "line") \(lines.joined(separator: " / "))"
    }
    return (walls + crossings.map { "\($0)" }).joined(separator: "\n")
  }
}

import Foundation
import Geography
import Travel

/// A repeatable city of winding barriers: lines and areas, with crossings on them.
struct GeneratedCity {
  var barriers: [Barrier] = []
  var crossings: [Crossing] = []
  let side: Double
  private var generator: SplitMix

  /// - Parameters:
  ///   - barrierCount: How many barriers; every fifth is an area.
  ///   - crossingCount: How many crossings, on one barrier after the other.
  ///   - vertices: About how many vertices all barriers have together.
  ///   - side: Of the square that it fills, in metres.
  ///   - seed: The same seed gives the same city.
  ///   - areasOnly: Whether all barriers are areas.
  init(
    barrierCount: Int, crossingCount: Int, vertices: Int, side: Double, seed: UInt64,
    areasOnly: Bool = false
  ) {
    self.side = side
    generator = SplitMix(state: seed)
    let each = max(4, vertices / max(1, barrierCount))
    // Barriers reach over a fifth of the city, however many there are of them.
    let reach = side * 4 / Double(max(1, barrierCount)).squareRoot()
    for number in 0..<barrierCount {
      let id = "B\(number)"
      if areasOnly || number % 5 == 4 {
        barriers.append(Barrier(id: id, kind: "river", shapes: [.area(lake(each, reach / 8))]))
      } else {
        barriers.append(Barrier(id: id, kind: "railway", shapes: [.line(winding(each, reach))]))
      }
    }
    for number in 0..<crossingCount where !barriers.isEmpty {
      let barrier = barriers[number % barriers.count]
      let place: PlanarPoint
      switch barrier.shapes[0] {
      case .line(let line): place = somewhere(on: line)
      case .area(let polygon):
        let box = polygon.box
        place = box.center
      }
      crossings.append(
        Crossing(
          id: "G\(number)", shape: .point(place), barrierID: barrier.id,
          cost: Double(generator.below(5)) * 25))
    }
  }

  mutating func points(_ count: Int) -> [PlanarPoint] {
    (0..<count).map { _ in PlanarPoint(generator.unit() * side, generator.unit() * side) }
  }

  private mutating func winding(_ count: Int, _ reach: Double) -> [PlanarPoint] {
    var place = PlanarPoint(generator.unit() * side, generator.unit() * side)
    var heading = generator.unit() * 2 * Double.pi
    let step = reach / Double(count)
    return (0..<count).map { _ in
      defer {
        heading += (generator.unit() - 0.5) * 0.8
        place = PlanarPoint(place.x + step * cos(heading), place.y + step * sin(heading))
      }
      return place
    }
  }

  private mutating func lake(_ count: Int, _ radius: Double) -> PlanarPolygon {
    let center = PlanarPoint(generator.unit() * side, generator.unit() * side)
    return PlanarPolygon(
      exterior: (0..<count).map { corner in
        let angle = 2 * Double.pi * Double(corner) / Double(count)
        let reach = radius * (0.8 + 0.2 * sin(5 * angle)) * (0.97 + 0.06 * generator.unit())
        return PlanarPoint(center.x + reach * cos(angle), center.y + reach * sin(angle))
      })
  }

  private mutating func somewhere(on line: [PlanarPoint]) -> PlanarPoint {
    let index = 1 + generator.below(line.count - 1)
    let part = generator.unit()
    let (a, b) = (line[index - 1], line[index])
    return PlanarPoint(a.x + part * (b.x - a.x), a.y + part * (b.y - a.y))
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014).
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// From 0 up to 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}

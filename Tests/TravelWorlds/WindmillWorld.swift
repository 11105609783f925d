import Foundation
package import Geography
package import TestSupport
package import Travel

/// Straight fences around holes, like the sails of windmills, twisted all the same way: what sends a
/// careless walk over a triangulation round in circles for ever.
///
/// From one mill of three sails to hundreds of them, with others in their holes, turned with them or
/// against them; no two fences meet. Points stand in the holes, between the sails, and at their ends.
package struct WindmillWorld: CustomStringConvertible {
  package typealias Place = BruteForceWorld.Place

  package private(set) var fences: [(Place, Place)] = []
  package private(set) var points: [Place] = []
  private var middles: [Place] = []

  /// Metres per tick.
  package static let scale = 0.01

  /// Mills on a grid, until there are as many fences as wanted.
  ///
  /// - Parameters:
  ///   - choices: What they look like; zeros make small ones.
  ///   - wanted: The least number of fences.
  ///   - most: How many sails a mill may have at most, from 3 to 40.
  ///   - count: How many points.
  package init(
    using choices: inout some RandomNumberGenerator, fences wanted: Int, sails most: Int = 40,
    points count: Int
  ) {
    let columns = 1 + choices.below(12)
    var number = 0
    while fences.count < wanted {
      // Mills are at most 100 m in radius, and stand not quite in line.
      let middle = Place(
        21_000 * (number % columns) + choices.below(500),
        21_000 * (number / columns) + choices.below(500))
      addMill(around: middle, sails: most, &choices)
      number += 1
    }
    for _ in 0..<count { points.append(point(&choices)) }
  }

  /// One mill, maybe with others in its hole.
  private mutating func addMill(
    around middle: Place, sails most: Int, _ choices: inout some RandomNumberGenerator
  ) {
    middles.append(middle)
    var outer = 10_000.0
    var isAgainst = false
    repeat {
      let inner = outer * choices.pick([0.1, 0.3, 0.6, 0.85])
      let sails = 3 + choices.below(most - 2)
      // As twisted as this a sail would only touch the hole.
      let twist = acos(inner / outer) * choices.pick([0.97, 0.9, 0.7, 0.3])
      let start = 2 * Double.pi * choices.part()
      for sail in 0..<sails {
        let angle = start + 2 * Double.pi * Double(sail) / Double(sails)
        fences.append(
          (
            Self.place(middle, inner, angle),
            Self.place(middle, outer, isAgainst ? angle - twist : angle + twist)
          ))
      }
      if choices.once(in: 4) { isAgainst.toggle() }
      outer = 0.9 * inner
    } while outer > 2000 && choices.below(3) > 0
  }

  private static func place(_ middle: Place, _ radius: Double, _ angle: Double) -> Place {
    Place(
      middle.x + Int((radius * cos(angle)).rounded()),
      middle.y + Int((radius * sin(angle)).rounded()))
  }

  private func point(_ choices: inout some RandomNumberGenerator) -> Place {
    let middle = choices.pick(middles)
    switch choices.below(6) {
    case 3:
      let fence = choices.pick(fences)
      return choices.once(in: 2) ? fence.0 : fence.1
    case 4:
      let end = choices.pick(fences).0
      return Place(end.x + 100 * (choices.below(3) - 1), end.y + 100 * (choices.below(3) - 1))
    case 5: return Place(choices.below(200_000) - 50_000, choices.below(200_000) - 50_000)
    default:
      let reach = choices.pick([200, 3000, 10_000])
      return Place(
        middle.x + choices.below(2 * reach) - reach, middle.y + choices.below(2 * reach) - reach)
    }
  }

  package static func metres(_ place: Place) -> PlanarPoint {
    PlanarPoint(Double(place.x) * scale, Double(place.y) * scale)
  }

  package var description: String {
    (fences.map { "(\($0.0.x),\($0.0.y)) (\($0.1.x),\($0.1.y))" }
      + ["points \(points.map { "(\($0.x),\($0.y))" })"]).joined(separator: "\n")
  }

  package var barriers: [Barrier] {
    fences.enumerated().map { number, fence in
      Barrier(id: "F\(number)", shapes: [.line([Self.metres(fence.0), Self.metres(fence.1)])])
    }
  }

  /// What the library tells wrongly about this world; nil where nothing is wrong.
  ///
  /// - Parameters:
  ///   - byBruteForce: Whether distances are held against brute force, which takes the third power of
  ///     the number of fences.
  ///   - choices: What is asked.
  /// - Returns: A sentence, or nil.
  package func fault(
    byBruteForce: Bool, _ choices: inout some RandomNumberGenerator
  ) -> String? {
    let distance: BarrierDistance
    do {
      distance = try BarrierDistance(barriers: barriers, crossings: [])
    } catch {
      return "refused: \(error)"
    }
    let facts = BarrierFacts(distance, points: points.map(Self.metres))
    if byBruteForce, let fault = faultOfTable(facts.table) { return fault }
    return facts.fault(&choices)
  }

  private func faultOfTable(_ table: DistanceTable) -> String? {
    let walls = fences.map { BruteForceWorld.Barrier(lines: [[$0.0, $0.1]], isArea: false) }
    guard let truth = BruteForceWorld(barriers: walls, crossings: [], points: points) else {
      return "two fences meet"
    }
    for (from, origin) in points.enumerated() {
      let lengths = truth.distances(from: origin)
      for (to, destination) in points.enumerated() {
        let expected = lengths(destination) * Self.scale
        if !BarrierFacts.isSame(expected, table[to, from]) {
          return "\(origin) → \(destination): expected \(expected), found \(table[to, from])"
        }
      }
    }
    return nil
  }
}

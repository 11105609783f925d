import Foundation
import Geography
import TestSupport
import Testing
import Travel

@Suite struct WeberPointTests {
  @Test("In an equilateral triangle it is the middle")
  func triangle() {
    let corners = [PlanarPoint(0, 0), PlanarPoint(2, 0), PlanarPoint(1, 3.0.squareRoot())]
    let place = solve(corners, [1, 1, 1], .distance)
    #expect(place.distance(to: PlanarPoint(1, 3.0.squareRoot() / 3)) < 1e-7)
  }

  @Test("Weights of 3, 4 and 5: the pulls are in balance, in the angles of that triangle")
  func weightedTriangle() {
    let corners = [PlanarPoint(-900, 100), PlanarPoint(1100, -50), PlanarPoint(100, 1500)]
    let weights = [3.0, 4, 5]
    let place = solve(corners, weights, .distance)
    var (pullX, pullY) = (0.0, 0.0)
    for (corner, weight) in zip(corners, weights) {
      pullX += weight * (corner.x - place.x) / corner.distance(to: place)
      pullY += weight * (corner.y - place.y) / corner.distance(to: place)
    }
    #expect(hypot(pullX, pullY) < 1e-6)
  }

  @Test("An anchor that weighs half of all or more is the place itself")
  func majority() {
    let anchors = [PlanarPoint(17, 4), PlanarPoint(0, 0), PlanarPoint(100, 0), PlanarPoint(17, 4)]
    #expect(solve(anchors, [2, 2.5, 2.5, 3], .distance) == PlanarPoint(17, 4))
    #expect(
      solve([PlanarPoint(1, 2)], [1], .distance, from: PlanarPoint(9, 9)) == PlanarPoint(1, 2))
    let cross = [
      PlanarPoint(0, 0), PlanarPoint(1, 0), PlanarPoint(-1, 0), PlanarPoint(0, 1),
      PlanarPoint(0, -1),
    ]
    #expect(solve(cross, [0.1, 1, 1, 1, 1], .distance) == PlanarPoint(0, 0))
  }

  @Test("Nobody to serve: it stays; squares alone: the weighted mean")
  func simple() {
    let start = PlanarPoint(5, 5)
    #expect(solve([], [], .distance, from: start) == start)
    #expect(solve([PlanarPoint(0, 0)], [0], .squaredDistance, from: start) == start)
    let mean = solve([PlanarPoint(0, 0), PlanarPoint(8, 4)], [1, 3], .squaredDistance)
    #expect(mean == PlanarPoint(6, 3))
  }

  @Test("No place of a fine grid is better, whatever the weights, repeats and metres behind")
  func gridSearch() {
    forEverySeed { rng in
      let count = Int.random(in: 1...8, using: &rng)
      var anchors = (0..<count).map { _ in
        PlanarPoint(
          Double(Int.random(in: 0...8, using: &rng)), Double(Int.random(in: 0...8, using: &rng)))
      }
      if Bool.random(using: &rng) { anchors = anchors.map { PlanarPoint($0.x, 2 * $0.x) } }
      let weights = anchors.map { _ in Double(Int.random(in: 0...4, using: &rng)) }
      let extra = anchors.map { _ in Double(Int.random(in: 0...9, using: &rng)) }
      let start = PlanarPoint(.random(in: 0...8, using: &rng), 3)
      for power in CostPower.allCases {
        for extra in [extra, []] {
          func cost(_ place: PlanarPoint) -> Double {
            anchors.indices.reduce(0) {
              let metres = anchors[$1].distance(to: place) + (extra.isEmpty ? 0 : extra[$1])
              return $0 + weights[$1] * power.cost(metres)
            }
          }
          let place = WeberPoint.solve(
            anchors: anchors, weights: weights, power: power, extra: extra, start: start)
          let best = cost(place)
          let rivals = (0...32).flatMap { x in
            (0...64).map { PlanarPoint(Double(x) / 4, Double($0) / 4) }
          }
          let near = [(1e-3, 0.0), (-1e-3, 0), (0, 1e-3), (0, -1e-3)].map {
            PlanarPoint(place.x + $0, place.y + $1)
          }
          if (rivals + near).contains(where: { cost($0) < best * (1 - 1e-12) - 1e-9 }) {
            return false
          }
        }
      }
      return true
    }
  }

  @Test("A crowd far from the origin: the pulls are in balance, and all moves move it along")
  func crowd() {
    forEverySeed(in: 0...19) { rng in
      let anchors = (0..<2000).map { _ in
        PlanarPoint(.random(in: -9e3...9e3, using: &rng), .random(in: -9e3...9e3, using: &rng))
      }
      let weights = anchors.map { _ in Double.random(in: 0...2, using: &rng) }
      let place = solve(anchors, weights, .distance)
      let moved = anchors.map { PlanarPoint($0.x + 5e5, $0.y + 5e6) }
      let far = solve(moved, weights, .distance, from: PlanarPoint(5e5, 5e6))
      return far.distance(to: PlanarPoint(place.x + 5e5, place.y + 5e6)) < 1e-2
        && far == solve(moved, weights, .distance, from: PlanarPoint(5e5, 5e6))
    }
  }

  private func solve(
    _ anchors: [PlanarPoint], _ weights: [Double], _ power: CostPower,
    from start: PlanarPoint = PlanarPoint(0, 0)
  ) -> PlanarPoint {
    WeberPoint.solve(anchors: anchors, weights: weights, power: power, extra: [], start: start)
  }
}

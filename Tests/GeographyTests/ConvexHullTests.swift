import Geography
import TestSupport
import Testing

@Suite struct ConvexHullTests {
  @Test("Corners only, counterclockwise from the leftmost")
  func example() {
    let points = [
      PlanarPoint(2, 0), PlanarPoint(0, 0), PlanarPoint(1, 0), PlanarPoint(1, 1), PlanarPoint(2, 2),
      PlanarPoint(0, 2), PlanarPoint(0, 2), PlanarPoint(.nan, 7),
    ]
    #expect(
      PlanarPoint.convexHull(of: points) == [
        PlanarPoint(0, 0), PlanarPoint(2, 0), PlanarPoint(2, 2), PlanarPoint(0, 2),
      ])
    #expect(PlanarPoint.convexHull(of: []).isEmpty)
    #expect(
      PlanarPoint.convexHull(of: [PlanarPoint(3, 3), PlanarPoint(3, 3)]) == [PlanarPoint(3, 3)])
    let line = (0...5).map { PlanarPoint(Double($0), 2 * Double($0)) }
    #expect(PlanarPoint.convexHull(of: line) == [PlanarPoint(0, 0), PlanarPoint(5, 10)])
  }

  @Test("It turns left at every corner and holds every point")
  func properties() {
    forEverySeed { rng in
      // Few values, so that lines and duplicates are common.
      let points = (0..<Int.random(in: 3...40, using: &rng)).map { _ in
        PlanarPoint(
          Double(Int.random(in: -4...4, using: &rng)) / 10,
          Double(Int.random(in: -4...4, using: &rng)) / 10)
      }
      let hull = PlanarPoint.convexHull(of: points)
      guard hull.count > 2 else { return true }
      return hull.indices.allSatisfy { index in
        let (start, end) = (hull[index], hull[(index + 1) % hull.count])
        return hull[(index + 2) % hull.count].turn(from: start, to: end) == .left
          && points.allSatisfy { $0.turn(from: start, to: end) != .right }
      }
    }
  }
}

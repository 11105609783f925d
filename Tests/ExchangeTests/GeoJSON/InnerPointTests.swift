import TestSupport
import Testing

@testable import Exchange

@Suite struct InnerPointTests {
  @Test("The point of a convex area is its centroid, of a bent one a point inside")
  func shapes() {
    let square = [Position(0, 0), Position(4, 0), Position(4, 4), Position(0, 4), Position(0, 0)]
    #expect(InnerPoint.of([[square]]) == Position(2, 2))
    // A hole in the middle: the point moves to the land beside it.
    let hole = [Position(1, 1), Position(3, 1), Position(3, 3), Position(1, 3), Position(1, 1)]
    let beside = InnerPoint.of([[square, hole]])
    #expect(beside?.y == 2)
    #expect(beside?.x == 0.5 || beside?.x == 3.5)
    // Of several areas the largest counts.
    let small = square.map { Position($0.x / 10 + 100, $0.y / 10) }
    #expect(InnerPoint.of([[small], [square]]) == Position(2, 2))
    #expect(InnerPoint.of([]) == nil)
  }

  @Test("The point lies inside any star, however it is bent")
  func stars() {
    forEverySeed { generator in
      // Steps around a centre with random radii: a simple ring, often far from convex.
      let corners = Int.random(in: 3...12, using: &generator)
      var ring = (0..<corners).map { index in
        let radius = Double.random(in: 0.1...10, using: &generator)
        let (x, y) = Self.directions[index * 12 / corners]
        return Position(x * radius, y * radius)
      }
      ring.append(ring[0])
      guard let point = InnerPoint.of([[ring]]) else { return false }
      return Self.windingNumber(of: ring, around: point) != 0
    }
  }

  /// Twelve directions, in order around the circle.
  private static let directions: [(Double, Double)] = [
    (1, 0), (0.87, 0.5), (0.5, 0.87), (0, 1), (-0.5, 0.87), (-0.87, 0.5), (-1, 0), (-0.87, -0.5),
    (-0.5, -0.87), (0, -1), (0.5, -0.87), (0.87, -0.5),
  ]

  /// How often a ring runs around a point, by the crossings of a ray and their direction.
  private static func windingNumber(of ring: [Position], around point: Position) -> Int {
    var turns = 0
    for (a, b) in zip(ring, ring.dropFirst()) {
      let side = (b.x - a.x) * (point.y - a.y) - (point.x - a.x) * (b.y - a.y)
      if a.y <= point.y, b.y > point.y, side > 0 { turns += 1 }
      if a.y > point.y, b.y <= point.y, side < 0 { turns -= 1 }
    }
    return turns
  }
}

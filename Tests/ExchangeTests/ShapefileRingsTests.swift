import TestSupport
import Testing

@testable import Exchange

/// Rings become polygons, whichever way they run.
@Suite struct ShapefileRingsTests {
  private static func square(_ x: Double, _ y: Double, _ size: Double) -> [Position] {
    [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)].map { Position(x + $0.0 * size, y + $0.1 * size) }
  }

  @Test("Rings in rings are polygon, hole, polygon, whatever their directions and their order")
  func nested() {
    let rings = [
      Self.square(0, 0, 10), Self.square(1, 1, 8), Self.square(2, 2, 6), Self.square(20, 0, 1),
      Self.square(3, 3, 1), Self.square(5, 5, 1),
    ]
    forEverySeed(in: 0...60) { generator in
      let shuffled = rings.shuffled(using: &generator).map { ring in
        ShapefileRings.Ring(Bool.random(using: &generator) ? ring : ring.reversed())
      }
      let polygons = ShapefileRings.polygons(shuffled)
      let sizes = polygons.map { rings in
        rings.map { ShapefileRings.Ring($0).area / 2 }
      }
      let outer = sizes.map { $0[0] }.sorted()
      let holes = sizes.map { $0.dropFirst().sorted() }.sorted { $0.count > $1.count }
      return outer == [1, 36, 100] && holes == [[-1, -1], [-64], []]
    }
  }

  @Test("A ring that fills a hole exactly is a polygon of its own")
  func filled() {
    let rings = [
      Self.square(0, 0, 10).reversed(), Self.square(2, 2, 4), Self.square(2, 2, 4).reversed(),
    ].map { ShapefileRings.Ring(Array($0)) }
    #expect(ShapefileRings.polygons(rings).map(\.count).reduce(0, +) == 3)
  }
}

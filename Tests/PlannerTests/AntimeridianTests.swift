import Exchange
import Geography
import TestSupport
import Testing

@testable import Planner

/// What lies over 180° is cut there, and nothing of it is lost (RFC 7946, 3.1.9).
@Suite struct AntimeridianTests {
  /// Twice the area of a closed ring, in square degrees.
  private func twice(_ ring: [Position]) -> Double {
    zip(ring, ring.dropFirst()).reduce(0) { $0 + ($1.0.x * $1.1.y - $1.1.x * $1.0.y) }
  }

  private func area(_ rings: [[Position]]) -> Double {
    abs(twice(rings[0])) - rings.dropFirst().reduce(0) { $0 + abs(twice($1)) }
  }

  private func wrapped(_ x: Double) -> Double { x > 180 ? x - 360 : x }

  @Test("What does not cross stays as it is")
  func stays() throws {
    let ring = [Position(0, 0), Position(170, 0), Position(3, 3), Position(0, 0)]
    #expect(try Antimeridian.cut(rings: [ring]) == [[ring]])
    #expect(Antimeridian.cut(line: ring) == [ring])
  }

  @Test("Areas with bays and a hole keep their ground, each part on its side")
  func areas() throws {
    try forEverySeed(in: 0...29) { random in
      // A comb whose teeth reach over 180°, and a hole upon it.
      let back = Double.random(in: 178...179, using: &random)
      var ring = [PlanarPoint(back, 0)]
      for tooth in 0..<4 {
        let tip = Double.random(in: 180.1...182, using: &random)
        ring += [
          PlanarPoint(tip, Double(tooth)), PlanarPoint(tip, Double(tooth) + 0.5),
          PlanarPoint(179.5, Double(tooth) + 0.5), PlanarPoint(179.5, Double(tooth) + 1),
        ]
      }
      ring.append(PlanarPoint(back, 4))
      let hole = [
        PlanarPoint(179.8, 0.1), PlanarPoint(180.05, 0.1), PlanarPoint(180.05, 0.4),
        PlanarPoint(179.8, 0.4),
      ]
      func closed(_ ring: [PlanarPoint], _ x: (Double) -> Double) -> [Position] {
        (ring + ring.prefix(1)).map { Position(x($0.x), $0.y) }
      }
      let whole = area([closed(ring) { $0 }, closed(hole) { $0 }])
      let parts = try Antimeridian.cut(
        rings: [closed(ring, wrapped), closed(hole, wrapped)])
      let isWhole = abs(parts.reduce(0) { $0 + area($1) } - whole) < 1e-9
      let isApart = parts.allSatisfy { part in
        let xs = part.flatMap { $0.map(\.x) }
        return xs.allSatisfy { $0 > 0 && $0 <= 180 } || xs.allSatisfy { $0 < 0 && $0 >= -180 }
      }
      return parts.count > 2 && isWhole && isApart
        && parts.allSatisfy { $0.allSatisfy { $0.first == $0.last } }
    }
  }

  @Test("An area that ends on the antimeridian is in one part")
  func touching() throws {
    let ring = [
      Position(179, 0), Position(-180, 0), Position(180, 1), Position(179, 1), Position(179, 0),
    ]
    let parts = try Antimeridian.cut(rings: [ring])
    #expect(parts.count == 1)
    #expect(parts.allSatisfy { $0.allSatisfy { $0.allSatisfy { $0.x >= 179 } } })
  }

  @Test("Lines are cut where they cross, as often as they do")
  func lines() {
    let line = [Position(179, 10), Position(-179, 20), Position(-178, 20), Position(179, 26)]
    #expect(
      Antimeridian.cut(line: line) == [
        [Position(179, 10), Position(180, 15)],
        [Position(-180, 15), Position(-179, 20), Position(-178, 20), Position(-180, 24)],
        [Position(180, 24), Position(179, 26)],
      ])
    #expect(
      Antimeridian.cut(line: [Position(180, 1), Position(-179, 1)])
        == [[Position(-180, 1), Position(-179, 1)]])
  }
}

import TestSupport
import Testing

@testable import Exchange

@Suite struct LongitudeWrapTests {
  @Test("Longitudes come back to ±180, and what is there stays as it is")
  func numbers() {
    for (x, wanted) in [
      (-187.5, 172.5), (190, -170), (180, 180), (-180, -180), (540, 180), (-540, -180), (360, 0),
      (179.9, 179.9), (719, -1),
    ] {
      #expect(LongitudeWrap.wrapped(x) == wanted, "\(x)")
    }
  }

  @Test("Degrees that rounding alone has put beyond the earth are brought back, others are faults")
  func rounding() throws {
    for (x, y) in [(180.00000000000006, 90.0000000001), (-180.0000000009, -90.0000000009)] {
      for name in ["a.csv", "a.geojson"] {
        let text =
          name == "a.csv"
          ? "id,lon,lat\nA,\(x),\(y)\n"
          : #"{"type":"Feature","id":"A","geometry":{"type":"Point","coordinates":[\#(x),\#(y)]},"properties":{}}"#
        let file = try PointFile.read(Array(text.utf8), file: name)
        #expect(file.records[0].position == Position(x < 0 ? -180 : 180, y < 0 ? -90 : 90))
      }
    }
    #expect(CoordinateRange.problem(180.00000001, 0, .geographic) != nil)
    #expect(CoordinateRange.problem(0, 90.00000001, .geographic) != nil)
  }

  @Test("A shape that reaches over the antimeridian is cut there and keeps its area")
  func areas() {
    forEverySeed(in: 0...200) { random in
      // A star around a place near the antimeridian, of another turn now and then.
      let middle = [180.0, -180, 540, -540, 0, 170][Int.random(in: 0...5, using: &random)]
      let corners = Int.random(in: 3...12, using: &random)
      let ring = (0..<corners).map { index -> Position in
        let angle = (Double(index) + Double.random(in: 0...0.9, using: &random)) / Double(corners)
        let radius = Double.random(in: 1...30, using: &random)
        return Position(middle + radius * sine(angle + 0.25), radius * sine(angle))
      }
      let polygon = Geometry.polygon([ring + [ring[0]]])
      let wrapped = LongitudeWrap.wrapped(polygon)
      var isInside = true
      wrapped.forEachPosition { if $0.x.magnitude > 180 { isInside = false } }
      return isInside && (area(wrapped) - area(polygon)).magnitude < 1e-6 * max(1, area(polygon))
    }
  }

  @Test("A hole over the antimeridian opens both halves, one on a side stays a hole")
  func holes() {
    func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> [Position] {
      [
        Position(west, south), Position(east, south), Position(east, north), Position(west, north),
        Position(west, south),
      ]
    }
    let polygon = Geometry.polygon([
      box(-190, 50, -170, 60), box(-182, 52, -178, 54), box(-188, 55, -187, 56),
    ])
    guard case .multiPolygon(let areas) = LongitudeWrap.wrapped(polygon) else {
      Issue.record("it is not cut")
      return
    }
    #expect(areas.map(\.count).sorted() == [1, 2])
    #expect((area(.multiPolygon(areas)) - (200 - 8 - 1)).magnitude < 1e-9)
    let line = Geometry.lineString([Position(170, 0), Position(190, 10)])
    #expect(
      LongitudeWrap.wrapped(line)
        == .multiLineString([
          [Position(170, 0), Position(180, 5)], [Position(-180, 5), Position(-170, 10)],
        ]))
  }

  private func area(_ geometry: Geometry) -> Double {
    func area(_ ring: [Position]) -> Double {
      zip(ring, ring.dropFirst()).reduce(0) { $0 + ($1.0.x * $1.1.y - $1.1.x * $1.0.y) / 2 }
        .magnitude
    }
    func area(_ rings: [[Position]]) -> Double {
      rings.enumerated().reduce(0) { $0 + ($1.offset == 0 ? 1 : -1) * area($1.element) }
    }
    switch geometry {
    case .polygon(let rings): return area(rings)
    case .multiPolygon(let areas): return areas.reduce(0) { $0 + area($1) }
    default: return 0
    }
  }

  /// The sine of so many turns, near enough for a star.
  private func sine(_ turns: Double) -> Double {
    var x = (turns - turns.rounded()) * 2 * Double.pi
    let square = x * x
    var sum = x
    for term in 1...12 {
      x *= -square / Double(2 * term * (2 * term + 1))
      sum += x
    }
    return sum
  }
}

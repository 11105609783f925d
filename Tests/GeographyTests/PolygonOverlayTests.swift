import Geography
import TestSupport
import Testing

@Suite struct PolygonOverlayTests {
  private func square(_ x: Double, _ y: Double, _ side: Double) -> PlanarPolygon {
    PlanarPolygon(exterior: [
      PlanarPoint(x, y), PlanarPoint(x + side, y), PlanarPoint(x + side, y + side),
      PlanarPoint(x, y + side),
    ])
  }

  @Test("A valid area has no fault; a bow tie's is at its knot")
  func fault() throws {
    #expect(try square(0, 0, 10).fault() == nil)
    let bowTie = PlanarPolygon(exterior: [.init(0, 0), .init(4, 4), .init(4, 0), .init(0, 4)])
    #expect(
      try bowTie.fault() == PolygonFault(reason: "self-intersection", location: PlanarPoint(2, 2)))
    let thin = PlanarPolygon(exterior: [.init(0, 0), .init(4, 4), .init(0, 0)])
    #expect(try thin.fault()?.reason == "fewer than three corners")
    let odd = PlanarPolygon(exterior: [.init(0, 0), .init(4, 4), .init(.nan, 0)])
    #expect(try odd.fault()?.reason == "coordinate is not finite")
    var stray = square(0, 0, 10)
    stray.holes = [square(20, 20, 2).exterior]
    #expect(try stray.fault()?.reason == "hole lies outside shell")
    #expect(try bowTie.repaired().map(\.area).reduce(0, +) == 8)
  }

  @Test("Union, intersection, difference and clipping of squares, by hand")
  func squares() throws {
    let (a, b) = (square(0, 0, 10), square(5, 5, 10))
    #expect(try PlanarPolygon.union(of: [a, b]).map(\.area) == [175])
    #expect(try a.intersection(with: b).map(\.area) == [25])
    #expect(try a.subtracting([b]).map(\.area) == [75])
    #expect(try a.clipped(to: PlanarBox([.init(-5, 2), .init(3, 20)])).map(\.area) == [24])
    #expect(try a.clipped(to: PlanarBox()).isEmpty)
    #expect(try a.intersection(with: square(10, 0, 5)).isEmpty, "touching is not overlapping")
    let ring = try a.subtracting([square(4, 4, 2)])
    #expect(ring.map(\.holes.count) == [1])
    #expect(ring.map(\.area) == [96])
    #expect(try PlanarPolygon.union(of: []).isEmpty)
  }

  @Test("Areas that cannot be read are an error, not a crash")
  func unreadable() {
    let point = PlanarPolygon(exterior: [PlanarPoint(0, 0)], holes: [[PlanarPoint(1, 1)]])
    #expect(throws: GeometryError.self) { try PlanarPolygon.union(of: [point]) }
    #expect(throws: GeometryError.self) { try square(0, 0, 1).intersection(with: point) }
  }

  @Test("Ground is neither won nor lost")
  func sums() throws {
    try forEverySeed(in: 0...49) { rng in
      let (a, b) = (star(&rng), star(&rng))
      let common = try a.intersection(with: b).map(\.area).reduce(0, +)
      let all = try PlanarPolygon.union(of: [a, b]).map(\.area).reduce(0, +)
      let rest = try a.subtracting([b]).map(\.area).reduce(0, +)
      return abs(all + common - a.area - b.area) < 1e-9 * all
        && abs(rest + common - a.area) < 1e-9 * all
    }
  }
}

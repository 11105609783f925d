import Geography
import TestSupport
import Testing
import Travel
import TravelWorlds

/// Worlds as wide as the grid, and tangles as small as its millimetres; each once found by fuzzing.
@Suite struct ExtremeWorldTests {
  @Test("A world of two thousand kilometres has the distances of one of two, a thousand times")
  func widest() throws {
    func facts(_ scale: Double) throws -> BarrierFacts {
      func place(_ x: Double, _ y: Double) -> PlanarPoint { PlanarPoint(scale * x, scale * y) }
      // The long wall runs past edges of the triangulation that end at corners of its frame.
      let wall = Barrier(
        id: "w", shapes: [.line([place(300, -200), place(500, 1000), place(-500, -1000)])])
      let distance = try BarrierDistance(barriers: [wall], crossings: [])
      return BarrierFacts(
        distance, points: [place(0, 400), place(0, -400), place(200, 100), place(-900, 0)])
    }
    let (wide, narrow) = (try facts(1000), try facts(1))
    for (a, b) in zip(wide.table.values, narrow.table.values) {
      #expect(abs(a - 1000 * b) <= 1e-9 * a)
    }
    // From one side of the long wall to the other: around one of its ends or through neither.
    #expect(wide.table[0, 1] > 900_000)
  }

  @Test("Walls a millimetre or two apart are cut to an end")
  func tangle() throws {
    func line(_ places: [(Double, Double)]) -> Barrier.Shape {
      .line(places.map { PlanarPoint($0.0 / 1000, $0.1 / 1000) })
    }
    let barriers = [
      Barrier(id: "a", shapes: [line([(6, 8), (4, 8), (6, 8), (8, 6)])]),
      Barrier(
        id: "b",
        shapes: [line([(7.06, 6), (6, 6), (2, 6), (6, 6)]), line([(6, 6), (8, 8), (6, 6)])]),
    ]
    let distance = try BarrierDistance(barriers: barriers, crossings: [])
    let length = distance.distance(from: PlanarPoint(-1, -1), to: PlanarPoint(1, 1))
    #expect(length >= 8.0.squareRoot() && length < 2.84)
  }

  @Test("A wall that ends at the corner of the window, but for a rounding, leaves valid areas")
  func corner() throws {
    let corner = PlanarPoint(1_164_000.123, 5_771_000.007)
    let low = PlanarPoint(684_000.123, 5_291_000.007)
    let window = PlanarBox([low, PlanarPoint(corner.x.nextUp, corner.y)])
    func ring(_ places: [PlanarPoint]) -> Barrier {
      Barrier(id: "\\(places.count)", shapes: [.area(PlanarPolygon(exterior: places))])
    }
    let lake = ring([
      PlanarPoint(corner.x - 90_000, corner.y - 90_000), PlanarPoint(corner.x, corner.y - 90_000),
      corner, PlanarPoint(corner.x - 90_000, corner.y),
    ])
    let distance = try BarrierDistance(barriers: [lake], crossings: [])
    let areas = ServiceAreas.of(
      sites: [PlanarPoint(700_000, 5_300_000), PlanarPoint(1_000_000, 5_700_000)],
      distance: distance, within: window)
    for polygon in areas.flatMap(\.polygons) { #expect(try polygon.fault() == nil) }
  }
}

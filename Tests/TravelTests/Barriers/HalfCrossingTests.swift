import Foundation
import Geography
import TestSupport
import Testing

@testable import Travel

/// Crossings that open one barrier and leave shut another one right behind it.
@Suite struct HalfCrossingTests {
  private static func line(_ id: String, _ points: (Double, Double)...) -> Barrier {
    Barrier(id: id, shapes: [.line(points.map { PlanarPoint($0.0, $0.1) })])
  }

  private static func area(_ id: String, _ points: (Double, Double)...) -> Barrier {
    Barrier(
      id: id, shapes: [.area(PlanarPolygon(exterior: points.map { PlanarPoint($0.0, $0.1) }))])
  }

  private static func point(_ x: Double, _ y: Double) -> Crossing {
    Crossing(id: "x", shape: .point(PlanarPoint(x, y)))
  }

  private static func deck(_ points: (Double, Double)...) -> Crossing {
    Crossing(id: "x", shape: .line(points.map { PlanarPoint($0.0, $0.1) }))
  }

  private static let far = 3000.0
  private static let east = line("east", (-far, 100), (far, 100))
  private static let west = line("west", (-far, 112), (far, 112))
  /// Both carriageways of a road as one barrier, in lines of their own or as one that turns back.
  private static let road = Barrier(id: "road", shapes: east.shapes + west.shapes)
  private static let hairpin = line("hairpin", (-far, 100), (far, 100), (far, 112), (-far, 112))
  private static let rail = line("rail", (-far, 130), (far, 130))

  private func shut(_ barriers: [Barrier], _ crossings: [Crossing]) throws -> [BarrierFinding] {
    try BarrierDistance(barriers: barriers, crossings: crossings).findings
      .filter { $0.kind == .parallelBarrierLeftShut }
  }

  @Test(
    "Half a crossing is reported, however the two barriers are drawn",
    arguments: [
      ([east, west], point(0, 100), ["x", "west"]),
      ([east, west], point(0, 112), ["x", "east"]),
      ([east, west], point(0, 106), ["x", "west"]),
      ([east, west], point(0, 104), ["x", "west"]),
      ([east, west], point(0, 109), ["x", "east"]),
      ([road], point(0, 100), ["x", "road"]),
      ([road], point(0, 106), ["x", "road"]),
      ([hairpin], point(0, 100), ["x", "hairpin"]),
      ([east, west], deck((0, 99), (0, 111)), ["x", "west"]),
      ([east, west], deck((0, 111), (0, 99)), ["x", "west"]),
      ([east, west], deck((0, 90), (0, 106)), ["x", "west"]),
      ([road], deck((0, 99), (0, 111)), ["x", "road"]),
      ([hairpin], deck((0, 101), (0, 125)), ["x", "hairpin"]),
      ([east, west, rail], point(0, 100), ["x", "west", "rail"]),
      ([east, west, rail], point(0, 112), ["x", "east", "rail"]),
      ([east, west, rail], deck((0, 90), (0, 120)), ["x", "rail"]),
      // A river with a railway on its bank, and two roads that are drawn as areas.
      (
        [area("river", (-far, 0), (far, 0), (far, 80), (-far, 80)), east], point(0, 40),
        ["x", "east"]
      ),
      (
        [
          area("a", (-far, 0), (far, 0), (far, 8), (-far, 8)),
          area("b", (-far, 14), (far, 14), (far, 22), (-far, 22)),
        ], point(0, 4), ["x", "b"]
      ),
      // Two rings of one road, and a road that splits and meets again.
      (
        [
          line("outer", (0, 0), (4000, 0), (4000, 4000), (0, 4000), (0, 0)),
          line("inner", (15, 15), (3985, 15), (3985, 3985), (15, 3985), (15, 15)),
        ], point(2000, 0), ["x", "inner"]
      ),
      (
        [
          line("north", (-far, 0), (-200, 0), (-150, 8), (450, 8), (500, 0), (far, 0)),
          line("south", (-200, 0), (-150, -8), (450, -8), (500, 0)),
        ], point(100, 8), ["x", "south"]
      ),
    ])
  func half(barriers: [Barrier], crossing: Crossing, ids: [String]) throws {
    let findings = try shut(barriers, [crossing])
    #expect(findings.map(\.ids) == [ids])
    // In the direction in which it does not lead nobody gets across nearby.
    let distance = try BarrierDistance(barriers: barriers, crossings: [crossing])
    let place = try #require(findings.first?.location)
    #expect(barriers.contains { $0.distance(to: place) < 0.01 })
    #expect(distance.findings.allSatisfy { !$0.description.isEmpty })
  }

  @Test(
    "A whole crossing is none, nor is one beside a bend, a free end or into a yard",
    arguments: [
      ([east, west], [deck((0, 99), (0, 113))]),
      ([east, west], [deck((0, 50), (0, 200))]),
      ([east, west, rail], [deck((0, 90), (0, 140))]),
      ([road], [deck((0, 99), (0, 113))]),
      ([hairpin], [deck((0, 90), (0, 120))]),
      ([east, west], [point(0, 100), Crossing(id: "y", shape: .point(PlanarPoint(30, 112)))]),
      // A second crossing that is closed was meant to be there.
      (
        [east, west],
        [point(0, 100), Crossing(id: "y", shape: .point(PlanarPoint(0, 112)), isOpen: false)]
      ),
      ([east, line("short", (-20, 112), (20, 112))], [point(0, 100)]),
      ([line("bend", (-far, 0), (0, 0), (40, 20), (-far, 60))], [point(20, 10)]),
      ([line("yard", (0, 0), (300, 0), (300, 40), (0, 40), (0, 0))], [point(150, 0)]),
      ([line("roundabout", (20, 0), (0, 20), (-20, 0), (0, -20), (20, 0))], [point(10, 10)]),
      ([east, line("across", (10, -far), (10, 99))], [point(0, 100)]),
      ([east, line("away", (-far, 180), (far, 180))], [point(0, 100)]),
      // A wide river behind a level crossing is where people go, not what they were to cross.
      ([east, area("river", (-far, 110), (far, 110), (far, 400), (-far, 400))], [point(0, 100)]),
      ([area("river", (-far, 110), (far, 110), (far, 400), (-far, 400))], [point(0, 200)]),
    ])
  func whole(barriers: [Barrier], crossings: [Crossing]) throws {
    #expect(try shut(barriers, crossings).isEmpty)
  }

  @Test("The message names the crossing, both barriers, where the shut one lies, and what to do")
  func words() throws {
    var crossing = Self.point(0, 100)
    crossing.name = "Mill Lane"
    #expect(
      try shut([Self.east, Self.west], [crossing]).map(\.description) == [
        "crossing x (Mill Lane) opens east but not west, 12.0 m away at (0, 112); draw it as a line "
          + "over all of them, or add crossings there"
      ])
    #expect(
      try shut([Self.road], [Self.deck((0, 90), (0, 111))]).map(\.description) == [
        "crossing x opens road but not another line of road, 1.0 m away at (0, 112); draw it as a "
          + "line over all of them, or add crossings there"
      ])
  }

  @Test(
    "A point between two carriageways opens the nearer one, of equally near ones the first alone")
  func midway() throws {
    let distance = try BarrierDistance(
      barriers: [Self.east, Self.west], crossings: [Self.point(0, 106)])
    let median = PlanarPoint(0, 108)
    #expect(distance.distance(from: PlanarPoint(0, 0), to: median) == 108)
    #expect(distance.distance(from: PlanarPoint(0, 0), to: PlanarPoint(0, 200)) > 2 * Self.far)
  }

  @Test("A deck that leads over nothing is reported, also one that ends on the bank it came from")
  func overNothing() throws {
    let river = Self.area("river", (-3000, 100), (3000, 100), (3000, 400), (-3000, 400))
    let over = try BarrierDistance(barriers: [river], crossings: [Self.deck((0, 60), (0, 95))])
    #expect(
      over.findings.map(\.description) == [
        "crossing x leads over no barrier from (0, 60) to (0, 95); draw it from one side of a barrier "
          + "to the other"
      ])
    #expect(over.findings.first?.severity == .wrong)
    let back = try BarrierDistance(barriers: [river], crossings: [Self.deck((0, 60), (0, 140))])
    #expect(
      back.findings.map(\.description) == [
        "the end of crossing x at (0, 140) was moved 40.0 m to the bank of river",
        "crossing x from (0, 60) to (0, 100) shortens no route, for its ends are on one side; draw it "
          + "from one side of a barrier to the other",
      ])
    #expect(back.findings.last?.severity == .suspicious)
    let bridge = try BarrierDistance(
      barriers: [river], crossings: [Self.deck((0, 60), (0, 440))])
    #expect(bridge.findings.isEmpty)
  }

  @Test("Half crossings are found wherever the town lies and however it is turned")
  func turned() throws {
    try forEverySeed(in: 0...40) { random in
      let angle = Double.random(in: 0...6.28, using: &random)
      let (dx, dy) = (
        Double.random(in: -9e5...9e5, using: &random), Double.random(in: -9e5...9e5, using: &random)
      )
      let gap = Double.random(in: 3...40, using: &random)
      func place(_ x: Double, _ y: Double) -> PlanarPoint {
        PlanarPoint(
          dx + x * cos(angle) - y * sin(angle), dy + x * sin(angle) + y * cos(angle))
      }
      let barriers = [
        Barrier(id: "a", shapes: [.line([place(-2000, 0), place(2000, 0)])]),
        Barrier(id: "b", shapes: [.line([place(-2000, gap), place(2000, gap)])]),
      ]
      let half = Crossing(id: "x", shape: .line([place(0, -5), place(0, gap - 1)]))
      let whole = Crossing(id: "x", shape: .line([place(0, -5), place(0, gap + 1)]))
      return try shut(barriers, [half]).map(\.ids) == [["x", "b"]]
        && shut(barriers, [whole]).isEmpty
    }
  }
}

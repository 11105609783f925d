import Geography
import TestSupport
import Testing

import Travel

/// Small maps whose distances are worked out by eye; a step of the drawing is 100 m.
@Suite struct DrawnMapTests {
  func line(_ map: AsciiMap, _ names: String, id: String? = nil) -> Barrier {
    Barrier(id: id ?? names, shapes: [.line(map.line(names))])
  }

  func area(_ map: AsciiMap, _ outer: String, holes: [String] = []) -> Barrier {
    Barrier(
      id: outer,
      shapes: [
        .area(PlanarPolygon(exterior: map.line(outer), holes: holes.map { map.line($0) }))
      ])
  }

  @Test("A free end is walked around")
  func freeEnd() throws {
    let map = AsciiMap(
      """
      A
      |
      p   B   q
          |
          |
          |
          C
      """)
    let distance = try BarrierDistance(barriers: [line(map, "BC")], crossings: [])
    // B lies on the straight way: touching is allowed.
    #expect(distance.distance(from: map["p"], to: map["q"]) == 800)
    let behind = PlanarPoint(map["q"].x, map["q"].y - 300)
    let other = PlanarPoint(map["p"].x, map["p"].y - 300)
    // C, the lower end, is nearer: two legs of 400 by 100 m.
    let leg = PlanarPoint(0, 0).distance(to: PlanarPoint(400, 100))
    #expect(distance.distance(from: other, to: behind) == 2 * leg)
  }

  @Test("A ring with a gate is left by the gate only")
  func ring() throws {
    let map = AsciiMap(
      """
      A-----B
      |     |
      |  p  G   q
      |     |
      D-----C
      """)
    let fence = line(map, "ABCDA")
    let gate = Crossing(id: "G", shape: .point(map["G"]), cost: 50)
    let shut = try BarrierDistance(barriers: [fence], crossings: [])
    #expect(shut.distance(from: map["p"], to: map["q"]) == .infinity)
    #expect(shut.enclosingBarriers(of: map["p"]) == ["ABCDA"])
    let open = try BarrierDistance(barriers: [fence], crossings: [gate])
    #expect(open.distance(from: map["p"], to: map["q"]) == 750)
    #expect(open.route(from: map["p"], to: map["q"])?.crossings == ["G"])
    #expect(
      open.withCrossings(open: [], close: ["G"]).distance(from: map["p"], to: map["q"])
        == .infinity)
  }

  @Test("No path slips through the joint of a T or of an X", arguments: ["T", "X"])
  func joints(form: String) throws {
    let map = AsciiMap(
      """
      A      B
        p  q
         
      C      D
      """)
    let middle = PlanarPoint(350, 150)
    var lines = [
      Barrier(id: "1", shapes: [.line([map["A"], map["D"]])]),
      Barrier(id: "2", shapes: [.line([map["B"], form == "T" ? middle : map["C"]])]),
    ]
    lines.append(Barrier(id: "frame", shapes: [.line(map.line("ABDCA"))]))
    let distance = try BarrierDistance(barriers: lines, crossings: [])
    let west = PlanarPoint(100, 150)
    let north = PlanarPoint(350, 250)
    let east = PlanarPoint(600, 150)
    let south = PlanarPoint(350, 50)
    #expect(distance.distance(from: north, to: east) == .infinity)
    #expect(distance.distance(from: west, to: north) == .infinity)
    #expect((distance.distance(from: west, to: south) == .infinity) == (form == "X"))
  }

  @Test("Three parallel barriers with shifted crossings are taken one after the other")
  func threeParallels() throws {
    let map = AsciiMap(
      """
      A   B   C
      |   |   |
      |   |   |
      p   G   q
      F   |   |
      |   |   |
      |   |   H
      X   Y   Z
      """)
    // p stands west of the first barrier, q east of the last; both on the row of G.
    let origin = PlanarPoint(map["p"].x - 100, map["p"].y)
    let target = PlanarPoint(map["q"].x + 100, map["q"].y)
    let far = 100_000.0
    func wall(_ id: String, _ top: Character, _ bottom: Character) -> Barrier {
      Barrier(
        id: id,
        shapes: [
          .line([
            PlanarPoint(map[top].x, map[top].y + far), PlanarPoint(map[bottom].x, -far),
          ])
        ])
    }
    let distance = try BarrierDistance(
      barriers: [wall("river", "A", "X"), wall("railway", "B", "Y"), wall("road", "C", "Z")],
      crossings: [
        Crossing(id: "f", shape: .point(map["F"])), Crossing(id: "g", shape: .point(map["G"])),
        Crossing(id: "h", shape: .point(map["H"])),
      ])
    let route = try #require(distance.route(from: origin, to: target))
    let ways = [origin, map["F"], map["G"], map["H"], target]
    let expected = zip(ways, ways.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
    #expect(route.crossings == ["f", "g", "h"])
    #expect(abs(route.distance - expected) < 1e-9)
    #expect(zip(route.path, ways).allSatisfy { $0.distance(to: $1) < 1e-6 })
    #expect(route.path.count == ways.count)
  }

  @Test("A bridge deck over two tracks and a road is one crossing")
  func deck() throws {
    func wall(_ id: String, _ x: Double) -> Barrier {
      Barrier(id: id, shapes: [.line([PlanarPoint(x, -9e5), PlanarPoint(x, 9e5)])])
    }
    let barriers = [wall("1", 100), wall("2", 300), wall("3", 500)]
    let deck = Crossing(
      id: "deck", shape: .line([PlanarPoint(50, 200), PlanarPoint(550, 200)]), cost: 30)
    let distance = try BarrierDistance(barriers: barriers, crossings: [deck])
    let from = PlanarPoint(50, 500)
    let to = PlanarPoint(550, 500)
    #expect(distance.distance(from: from, to: to) == 300 + 500 + 30 + 300)
    // It has ends only: between the tracks nobody gets on or off.
    #expect(distance.distance(from: from, to: PlanarPoint(200, 500)) > 1_700_000)
  }

  @Test("An island in a river is land, and unreachable without a bridge")
  func island() throws {
    let map = AsciiMap(
      """
      A---------B
      |  E---F  |
      | a| i |  |
      |  H---G  |
      D---------C
      """)
    let river = area(map, "ABCD", holes: ["EFGH"])
    let dry = try BarrierDistance(barriers: [river], crossings: [])
    let west = PlanarPoint(-100, 200)
    #expect(dry.whereabouts(of: map["i"]) == .land)
    #expect(dry.whereabouts(of: map["a"]) == .insideArea(id: "ABCD"))
    #expect(dry.whereabouts(of: map["E"]) == .onBarrier(id: "ABCD"))
    #expect(dry.distance(from: west, to: map["i"]) == .infinity)
    // A point on the western arm is bridged from bank to bank, 300 m.
    let bridged = try BarrierDistance(
      barriers: [river], crossings: [Crossing(id: "b", shape: .point(map["a"]), cost: 7)])
    #expect(abs(bridged.distance(from: west, to: map["i"]) - (100 + 300 + 7 + 200)) < 0.01)
    #expect(dry.nearestLand(to: map["a"]) == PlanarPoint(300, 200))
  }

  /// Who is let through by a point crossing on a line drawn from south to north.
  @Test(
    "Directions let through whom they name",
    arguments: [
      (Crossing.Direction.both, true, true, true),
      (.leftToRight, true, true, false),
      (.rightToLeft, true, false, true),
      (.both, false, false, false),
    ])
  func directions(
    direction: Crossing.Direction, isOpen: Bool, eastward: Bool, westward: Bool
  ) throws {
    let wall = Barrier(id: "w", shapes: [.line([PlanarPoint(0, -9e5), PlanarPoint(0, 9e5)])])
    let gate = Crossing(
      id: "g", shape: .point(PlanarPoint(0, 0)), isOpen: isOpen, direction: direction)
    let distance = try BarrierDistance(barriers: [wall], crossings: [gate])
    let west = PlanarPoint(-100, 0)
    let east = PlanarPoint(100, 0)
    #expect((distance.distance(from: west, to: east) == 200) == eastward)
    #expect((distance.distance(from: east, to: west) == 200) == westward)
    #expect(distance.isSymmetric == (direction == .both || !isOpen))
  }

  @Test("A costly level crossing gives way to a footbridge when it is worth it, not before")
  func costs() throws {
    let wall = Barrier(id: "w", shapes: [.line([PlanarPoint(0, -9e5), PlanarPoint(0, 9e5)])])
    func provider(_ cost: Double) throws -> BarrierDistance {
      try BarrierDistance(
        barriers: [wall],
        crossings: [
          Crossing(id: "level", shape: .point(PlanarPoint(0, 0)), cost: cost),
          Crossing(id: "foot", shape: .point(PlanarPoint(0, 400))),
        ])
    }
    let from = PlanarPoint(-300, 0)
    let to = PlanarPoint(300, 0)
    // Over the footbridge it is 2 × 500 m, over the tracks 600 m and the cost.
    #expect(try provider(399).route(from: from, to: to)?.crossings == ["level"])
    #expect(try provider(401).route(from: from, to: to)?.crossings == ["foot"])
  }

  @Test("A river in touching tiles lets nobody through their seam, and is bridged over both")
  func seams() throws {
    func tile(_ id: String, _ left: Double, _ right: Double) -> Barrier {
      Barrier(
        id: id,
        shapes: [
          .area(
            PlanarPolygon(exterior: [
              PlanarPoint(left, -9e5), PlanarPoint(right, -9e5), PlanarPoint(right, 9e5),
              PlanarPoint(left, 9e5),
            ]))
        ])
    }
    let tiles = [tile("west", 0, 200), tile("east", 200, 500)]
    let from = PlanarPoint(-100, 0)
    let to = PlanarPoint(600, 0)
    let bridge = Crossing(id: "b", shape: .point(PlanarPoint(150, 0)), barrierID: "west")
    let distance = try BarrierDistance(barriers: tiles, crossings: [bridge])
    #expect(abs(distance.distance(from: from, to: to) - 700) < 0.01)
    #expect(
      distance.withCrossings(open: [], close: ["b"]).distance(from: from, to: to) > 1_700_000)
    #expect(distance.whereabouts(of: PlanarPoint(200, 0)) != .land)
  }
}

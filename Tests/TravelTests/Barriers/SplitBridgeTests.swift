import Geography
import TestSupport
import Testing

@testable import Travel

/// Bridges that are drawn in pieces.
@Suite struct SplitBridgeTests {
  /// 300 m wide, from y = 100 to y = 400.
  private static let river = Barrier(
    id: "river",
    shapes: [
      .area(
        PlanarPolygon(exterior: [
          PlanarPoint(-3000, 100), PlanarPoint(3000, 100), PlanarPoint(3000, 400),
          PlanarPoint(-3000, 400),
        ]))
    ])
  private let start = PlanarPoint(0, 0)
  private let end = PlanarPoint(0, 500)

  private func piece(
    _ id: String, _ from: Double, _ to: Double, cost: Double = 0, isOpen: Bool = true,
    _ direction: Crossing.Direction = .both
  ) -> Crossing {
    Crossing(
      id: id, shape: .line([PlanarPoint(0, from), PlanarPoint(0, to)]), cost: cost,
      isOpen: isOpen, direction: direction)
  }

  private func world(_ crossings: Crossing...) throws -> BarrierDistance {
    try BarrierDistance(barriers: [Self.river], crossings: crossings)
  }

  @Test("Pieces that meet in the river are one bridge, and its route names all of them in order")
  func joined() throws {
    let distance = try world(
      piece("way/1", 95, 120), piece("way/3", 405, 380), piece("way/2", 120, 380))
    let route = try #require(distance.route(from: start, to: end))
    #expect(route.distance == 500)
    #expect(route.crossings == ["way/1", "way/2", "way/3"])
    let back = try #require(distance.route(from: end, to: start))
    #expect(back.crossings == ["way/3", "way/2", "way/1"])
    #expect(
      distance.findings.map(\.description) == [
        "crossings way/1, way/3, way/2 meet in the water at (0, 120) and count as one bridge, open "
          + "only if all of them are"
      ])
  }

  @Test("A bridge in pieces is closed where one of them is, and costs what the dearest costs")
  func stateAndCost() throws {
    let open = try world(piece("a", 95, 250, cost: 30), piece("b", 250, 405, cost: 70))
    #expect(open.distance(from: start, to: end) == 570)
    let closed = try world(piece("a", 95, 250), piece("b", 250, 405, isOpen: false))
    #expect(closed.distance(from: start, to: end) > 6000)
    #expect(open.withCrossings(open: [], close: ["b"]).distance(from: start, to: end) > 6000)
    var table = closed.distances(
      from: closed.prepare([start]), to: closed.prepare([end]), chosen: [0])
    let opened = closed.opening(
      "b", updating: &table, from: closed.prepare([start]), to: closed.prepare([end]), chosen: [0])
    #expect(table[0, 0] == 500)
    #expect(opened.distance(from: start, to: end) == 500)
  }

  @Test("A bridge in pieces is one-way where they agree, and shut where they do not")
  func directions() throws {
    let north = try world(piece("a", 95, 250, .forward), piece("b", 405, 250, .backward))
    #expect(north.distance(from: start, to: end) == 500)
    #expect(north.distance(from: end, to: start) > 6000)
    let shut = try world(piece("a", 95, 250, .forward), piece("b", 250, 405, .backward))
    #expect(shut.distance(from: start, to: end) > 6000)
    #expect(shut.distance(from: end, to: start) > 6000)
  }

  @Test("A fork in the river joins each two of its ends")
  func fork() throws {
    let distance = try world(
      piece("stem", 90, 250),
      Crossing(id: "left", shape: .line([PlanarPoint(0, 250), PlanarPoint(-200, 410)])),
      Crossing(id: "right", shape: .line([PlanarPoint(0, 250), PlanarPoint(200, 410)])))
    let arm = (200.0 * 200 + 160 * 160).squareRoot()
    let (left, right) = (PlanarPoint(-200, 410), PlanarPoint(200, 410))
    #expect(abs(distance.distance(from: PlanarPoint(0, 90), to: left) - 160 - arm) < 0.002)
    #expect(abs(distance.distance(from: PlanarPoint(0, 90), to: right) - 160 - arm) < 0.002)
    #expect(distance.distance(from: left, to: right) == 400)
    #expect(distance.route(from: PlanarPoint(0, 90), to: right)?.crossings == ["stem", "right"])
  }

  @Test("Pieces that meet on land stay two crossings, and so do those that end a metre apart")
  func apart() throws {
    let island = Barrier(
      id: "isle",
      shapes: [
        .area(
          PlanarPolygon(
            exterior: Self.river.shapes[0].corners,
            holes: [
              [
                PlanarPoint(-50, 220), PlanarPoint(50, 220), PlanarPoint(50, 280),
                PlanarPoint(-50, 280),
              ]
            ]))
      ])
    let crossings = [piece("a", 95, 250), piece("b", 250, 405)]
    let distance = try BarrierDistance(barriers: [island], crossings: crossings)
    #expect(distance.findings.allSatisfy { $0.kind != .crossingsJoined })
    #expect(distance.distance(from: start, to: PlanarPoint(10, 250)) < 300)
    let closed = distance.withCrossings(open: [], close: ["b"])
    #expect(closed.distance(from: start, to: PlanarPoint(10, 250)) < 300)
    #expect(throws: BarrierWorldError.self) { try world(piece("a", 95, 248), piece("b", 252, 405)) }
  }

  @Test("Two bridges whose ends are drawn a little short of one island both lead there")
  func shortOfAnIsland() throws {
    let river = Barrier(
      id: "isle",
      shapes: [
        .area(
          PlanarPolygon(
            exterior: Self.river.shapes[0].corners,
            holes: [
              [
                PlanarPoint(-50, 240), PlanarPoint(-10, 240), PlanarPoint(-10, 280),
                PlanarPoint(-50, 280),
              ]
            ]))
      ])
    let distance = try BarrierDistance(
      barriers: [river], crossings: [piece("a", 95, 250), piece("b", 250, 405)])
    #expect(distance.findings.allSatisfy { $0.kind == .crossingMoved })
    #expect(distance.distance(from: start, to: PlanarPoint(-30, 260)) < 300)
    #expect(distance.distance(from: start, to: end) < 521)
  }

  @Test("The parts of one crossing are put together where they meet, and are decks where not")
  func parts() throws {
    func line(_ points: (Double, Double)...) -> [PlanarPoint] {
      points.map { PlanarPoint($0.0, $0.1) }
    }
    let whole = try world(
      Crossing(
        id: "x", shape: .lines([line((0, 405), (0, 250)), line((0, 95), (0, 250))]), cost: 20))
    #expect(whole.distance(from: start, to: end) == 520)
    #expect(whole.route(from: start, to: end)?.crossings == ["x"])
    #expect(whole.findings.isEmpty)
    let twin = try world(
      Crossing(id: "x", shape: .lines([line((0, 95), (0, 405)), line((800, 95), (800, 405))])))
    #expect(twin.distance(from: start, to: end) == 500)
    #expect(twin.distance(from: PlanarPoint(800, 0), to: PlanarPoint(800, 500)) == 500)
    #expect(
      twin.withCrossings(open: [], close: ["x"])
        .distance(from: PlanarPoint(800, 0), to: PlanarPoint(800, 500)) > 4000)
    // On land, too, a deck in parts is entered at its ends alone.
    let long = try world(
      Crossing(id: "x", shape: .lines([line((0, 20), (0, 95)), line((0, 95), (0, 405))])))
    #expect(long.distance(from: PlanarPoint(0, 95), to: end) > 550)
  }

  @Test("A bridge cut into pieces anywhere in the water is as long as in one piece")
  func anywhere() throws {
    try forEverySeed(in: 0...60) { random in
      let bends = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        PlanarPoint(
          Double.random(in: -300...300, using: &random),
          Double.random(in: 110...390, using: &random))
      }.sorted { $0.y < $1.y }
      let points = [PlanarPoint(-20, 90)] + bends + [PlanarPoint(30, 411)]
      let whole = try world(Crossing(id: "x", shape: .line(points)))
      var pieces: [Crossing] = []
      for (number, (a, b)) in zip(points, points.dropFirst()).enumerated() {
        let isTurned = Bool.random(using: &random)
        pieces.append(Crossing(id: "\(number)", shape: .line(isTurned ? [b, a] : [a, b])))
      }
      pieces.shuffle(using: &random)
      let cut = try BarrierDistance(barriers: [Self.river], crossings: pieces)
      let lengths = (
        whole.distance(from: start, to: end), cut.distance(from: start, to: end)
      )
      return abs(lengths.0 - lengths.1) < 1e-6
    }
  }
}

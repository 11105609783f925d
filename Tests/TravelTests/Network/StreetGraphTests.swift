import Geography
import TestSupport
import Testing
import Travel

@Suite struct StreetGraphTests {
  @Test("What cannot be used is named with its number and value")
  func faults() {
    func expect(_ error: StreetGraphError, _ rows: [StreetRow], nodes: [StreetNode]? = nil) {
      #expect(throws: error) { try StreetGraph(rows: rows, nodes: nodes) }
    }
    let good = StreetRow(from: "a", to: "b", length: 1)
    let a = StreetNode(id: "a", position: PlanarPoint(0, 0))
    expect(.noEdges, [])
    expect(.badLength(row: 1, length: -2), [good, StreetRow(from: "a", to: "b", length: -2)])
    expect(
      .badLength(row: 0, length: .infinity), [StreetRow(from: "a", to: "b", length: .infinity)])
    expect(.unknownNode(row: 0, id: "b"), [good], nodes: [a])
    expect(.duplicateNode(id: "a", first: 0, second: 1), [good], nodes: [a, a])
    let far = PlanarPoint(.infinity, 0)
    expect(
      .badNodePosition(id: "b", position: far), [good],
      nodes: [a, StreetNode(id: "b", position: far)])
    // NaN is not equal to itself.
    #expect(throws: StreetGraphError.self) {
      try StreetGraph(rows: [StreetRow(from: "a", to: "b", length: .nan)])
    }
    #expect(throws: StreetGraphError.noEdges) { try StreetGraph(lines: []) }
    #expect(throws: StreetGraphError.tooFewPoints(line: 0, count: 1)) {
      try StreetGraph(lines: [StreetLine(points: [PlanarPoint(0, 0)])])
    }
    #expect(throws: StreetGraphError.badPosition(line: 0, vertex: 1, position: far)) {
      try StreetGraph(lines: [StreetLine(points: [PlanarPoint(0, 0), far])])
    }
    #expect(throws: StreetGraphError.badLength(row: 0, length: -1)) {
      try StreetGraph(lines: [
        StreetLine(points: [PlanarPoint(0, 0), PlanarPoint(1, 0)], length: -1)
      ])
    }
    #expect(
      "\(StreetGraphError.badLength(row: 1, length: -2))"
        == "street 2 is -2.0 m long; give a finite number that is not negative")
    #expect(
      "\(StreetGraphError.unknownNode(row: 0, id: "b"))"
        == "street 1 leads to node “b”, which is not listed; add it to the nodes or correct the "
        + "street")
  }

  @Test("Lines meet where ends are the same millimetre, and at shared vertices if asked for")
  func joints() throws {
    //      c
    //      |
    //  a---x---b     x is a vertex of both lines, y of none
    //  :   |   :
    //  e---d---f
    let lines = [
      StreetLine(points: [PlanarPoint(0, 0), PlanarPoint(50, 0), PlanarPoint(100, 0)]),
      StreetLine(points: [PlanarPoint(50, 50), PlanarPoint(50, 0.0004), PlanarPoint(50, -50)]),
      StreetLine(points: [PlanarPoint(0, -50), PlanarPoint(100, -50)]),
      StreetLine(points: [PlanarPoint(0.0003, -0.0004), PlanarPoint(0, -50)]),
    ]
    let apart = try StreetGraph(lines: lines, joinedAt: .ends)
    #expect(apart.edges.count == 4)
    #expect(apart.nodeCount == 6)
    #expect(apart.partSizes == [4, 2])
    #expect(apart.nodeIDs == [])
    let joined = try StreetGraph(lines: lines)
    #expect(joined.edges.count == 6)
    #expect(joined.edges.map(\.source) == [0, 0, 1, 1, 2, 3])
    #expect(joined.partSizes == [7])
    // The end of the second line lies on the third without a vertex there: no joint.
    let streets = NetworkDistance(joined)
    let places = [PlanarPoint(50, 50), PlanarPoint(50, -50), PlanarPoint(100, -50)].map {
      joined.snap($0, limit: 1e-6).place
    }
    let (c, d, f) = (
      try #require(places[0]), try #require(places[1]), try #require(places[2])
    )
    #expect(abs(streets.distance(from: c, to: d) - 100) < 1e-9)
    #expect(abs(streets.distance(from: c, to: f) - 250) < 0.01)
  }

  @Test("A line's own length is shared out to its parts; rings and repeated vertices are fine")
  func lengths() throws {
    let graph = try StreetGraph(lines: [
      StreetLine(
        points: [PlanarPoint(0, 0), PlanarPoint(30, 0), PlanarPoint(30, 0), PlanarPoint(40, 0)],
        length: 80),
      StreetLine(points: [PlanarPoint(30, 0), PlanarPoint(30, 5)]),
      StreetLine(
        points: [
          PlanarPoint(0, 0), PlanarPoint(-10, 0), PlanarPoint(-10, 10), PlanarPoint(0, 0),
        ], direction: .forward),
      StreetLine(points: [PlanarPoint(30, 5), PlanarPoint(30, 5)]),
    ])
    let streets = NetworkDistance(graph)
    func place(_ x: Double, _ y: Double) throws -> NetworkPlace {
      try #require(graph.snap(PlanarPoint(x, y), limit: 1e-9).place)
    }
    #expect(try streets.distance(from: place(0, 0), to: place(40, 0)) == 80)
    #expect(try streets.distance(from: place(0, 0), to: place(30, 5)) == 65)
    // Once around the ring, and only forward.
    #expect(try streets.distance(from: place(-10, 0), to: place(-10, 10)) == 10)
    #expect(
      try abs(streets.distance(from: place(-10, 10), to: place(-10, 0)) - 10 - 200.0.squareRoot())
        < 1e-9)
  }

  @Test("Two one-way streets that are each other's reverse are one two-way street")
  func reversePairs() throws {
    let graph = try StreetGraph(rows: [
      StreetRow(from: "a", to: "b", length: 10, direction: .forward),
      StreetRow(from: "b", to: "a", length: 10, direction: .forward),
      StreetRow(from: "b", to: "a", length: 10, direction: .forward),
      StreetRow(from: "b", to: "a", length: 10, direction: .backward),
    ])
    #expect(graph.isSymmetric)
    let streets = NetworkDistance(graph)
    #expect(
      streets.distance(
        from: .onEdge(edge: 1, offset: 2, access: 0), to: .onEdge(edge: 0, offset: 3, access: 0))
        == 5)
    #expect(
      !(try StreetGraph(rows: [
        StreetRow(from: "a", to: "b", length: 10, direction: .forward),
        StreetRow(from: "b", to: "a", length: 11, direction: .forward),
      ])).isSymmetric)
  }
}

import Geography
import TestSupport
import Testing

import Travel

@Suite struct BarrierReviewTests {
  func barrier(_ id: String, _ points: [PlanarPoint]) -> Barrier {
    Barrier(id: id, shapes: [.line(points)])
  }

  @Test("Two ends that miss each other by 5 m are one gap, with its place and width")
  func gap() throws {
    let west = barrier("west", [PlanarPoint(-900, 0), PlanarPoint(0, 0)])
    let east = barrier("east", [PlanarPoint(3, 4), PlanarPoint(900, 0)])
    let findings = try BarrierDistance(barriers: [west, east], crossings: []).findings
    #expect(findings.map(\.kind) == [.gap])
    #expect(findings.first?.ids.sorted() == ["east", "west"])
    let gap = try #require(findings.first?.gap)
    #expect(abs(gap.from.distance(to: gap.to) - 5) < 1e-9)
    #expect(findings.first?.severity == .suspicious)
  }

  @Test(
    "Ends that meet, and ends that are far from everything, are no gaps",
    arguments: [0.0, 0.001, 100.0])
  func noGap(width: Double) throws {
    let west = barrier("west", [PlanarPoint(-900, 0), PlanarPoint(0, 0)])
    let east = barrier("east", [PlanarPoint(width, 0), PlanarPoint(900, 0)])
    let distance = try BarrierDistance(barriers: [west, east], crossings: [])
    // A millimetre is still a gap; only the same place is none.
    #expect(distance.findings.map(\.kind) == (width == 0.001 ? [.gap] : []))
  }

  @Test("A wall that ends near the middle of another leaks there")
  func tJoint() throws {
    let bar = barrier("bar", [PlanarPoint(-500, 0), PlanarPoint(500, 0)])
    let stem = barrier("stem", [PlanarPoint(0, 12), PlanarPoint(0, 600)])
    let findings = try BarrierDistance(barriers: [bar, stem], crossings: []).findings
    #expect(findings.map(\.kind) == [.gap])
    #expect(findings.first?.gap?.to == PlanarPoint(0, 0))
    #expect(findings.first?.description.contains("12.0 m") == true)
  }

  @Test("Double, self-crossing and empty barriers are counted, and harmless")
  func harmless() throws {
    let a = barrier("a", [PlanarPoint(0, 0), PlanarPoint(100, 0)])
    let b = barrier("b", [PlanarPoint(130, 0), PlanarPoint(40, 0)])
    let eight = barrier(
      "eight",
      [PlanarPoint(0, 500), PlanarPoint(100, 600), PlanarPoint(0, 600), PlanarPoint(100, 500)])
    let dot = barrier("dot", [PlanarPoint(700, 700), PlanarPoint(700, 700)])
    let findings = try BarrierDistance(barriers: [a, b, eight, dot], crossings: []).findings
    #expect(findings.map(\.kind) == [.duplicatePiece, .selfCrossing, .emptyBarrier])
    #expect(findings.map(\.description)[0] == "a, b share 60.0 m at (100, 0)")
    #expect(findings.map(\.ids) == [["a", "b"], ["eight"], ["dot"]])
    #expect(findings.allSatisfy { $0.severity == .harmless })
  }

  @Test("A fenced yard without an open gate is a pocket, one with a gate is not")
  func pockets() throws {
    func yard(_ id: String, _ x: Double, _ side: Double) -> Barrier {
      barrier(
        id,
        [
          PlanarPoint(x, 0), PlanarPoint(x + side, 0), PlanarPoint(x + side, side),
          PlanarPoint(x, side), PlanarPoint(x, 0),
        ])
    }
    let gate = Crossing(id: "g", shape: .point(PlanarPoint(1000, 50)))
    let distance = try BarrierDistance(
      barriers: [yard("shut", 0, 200), yard("gated", 1000, 100)], crossings: [gate])
    #expect(distance.pockets.map(\.barriers) == [["shut"]])
    #expect(abs((distance.pockets.first?.area ?? 0) - 40_000) < 1e-6)
    let closed = distance.withCrossings(open: [], close: ["g"])
    let pockets = closed.pockets
    #expect(pockets.map(\.barriers) == [["shut"], ["gated"]])
    #expect(closed.pocket(of: PlanarPoint(50, 50), among: pockets) == 0)
    #expect(closed.pocket(of: PlanarPoint(1050, 50), among: pockets) == 1)
    #expect(closed.pocket(of: PlanarPoint(500, 50), among: pockets) == nil)
  }

  @Test("An island is a pocket of land inside its river")
  func island() throws {
    func box(_ low: Double, _ high: Double) -> [PlanarPoint] {
      [
        PlanarPoint(low, low), PlanarPoint(high, low), PlanarPoint(high, high),
        PlanarPoint(low, high),
      ]
    }
    let river = Barrier(
      id: "river", shapes: [.area(PlanarPolygon(exterior: box(0, 900), holes: [box(300, 600)]))])
    let distance = try BarrierDistance(barriers: [river], crossings: [])
    #expect(distance.pockets.count == 1)
    #expect(abs((distance.pockets.first?.area ?? 0) - 90_000) < 1e-6)
    #expect(distance.pocket(of: PlanarPoint(450, 450), among: distance.pockets) == 0)
  }
}

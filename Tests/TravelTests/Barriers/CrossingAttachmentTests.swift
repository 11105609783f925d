import Foundation
import Geography
import TestSupport
import Testing

@testable import Travel

@Suite struct CrossingAttachmentTests {
  let wall = Barrier(
    id: "R", name: "River", shapes: [.line([PlanarPoint(0, -5000), PlanarPoint(0, 5000)])])

  func gate(_ x: Double, barrier: String? = nil) -> Crossing {
    Crossing(id: "G", shape: .point(PlanarPoint(x, 0)), barrierID: barrier)
  }

  @Test("A crossing 30 m off its barrier is moved onto it and reported")
  func nearby() throws {
    let distance = try BarrierDistance(barriers: [wall], crossings: [gate(30)])
    #expect(distance.distance(from: PlanarPoint(-10, 0), to: PlanarPoint(10, 0)) == 20)
    #expect(distance.findings.map(\.kind) == [.crossingMoved])
    #expect(
      distance.findings.first?.description
        == "crossing G at (30, 0) was moved 30.0 m onto R (River)")
  }

  @Test("A crossing 3 km off every barrier is an error that says how far and from what")
  func farAway() {
    #expect(
      throws: BarrierWorldError.crossingOffBarrier(
        crossing: "G", metres: 3000, barrier: "R (River)", tolerance: 50)
    ) { try BarrierDistance(barriers: [wall], crossings: [gate(3000)]) }
    #expect(
      BarrierWorldError.crossingOffBarrier(
        crossing: "G", metres: 3000, barrier: "R (River)", tolerance: 50
      ).description
        == "crossing G lies 3.0 km from the barrier R (River), more than the tolerance of 50.0 m; "
        + "move it onto its barrier, or raise the tolerance")
  }

  @Test("A parallel track that a point crossing leaves shut is reported")
  func halfACrossing() throws {
    let track = Barrier(
      id: "T", shapes: [.line([PlanarPoint(12, -5000), PlanarPoint(12, 5000)])])
    let distance = try BarrierDistance(barriers: [wall, track], crossings: [gate(0)])
    #expect(distance.findings.map(\.kind) == [.parallelBarrierLeftShut])
    #expect(distance.findings.first?.ids == ["G", "T"])
    #expect(distance.distance(from: PlanarPoint(-5, 0), to: PlanarPoint(5, 0)) == 10)
    #expect(distance.distance(from: PlanarPoint(-5, 0), to: PlanarPoint(20, 0)) > 9000)
  }

  @Test("A parallel track with a crossing of its own nearby, or at right angles, is no fault")
  func wholeCrossings() throws {
    let track = Barrier(
      id: "T", shapes: [.line([PlanarPoint(12, -5000), PlanarPoint(12, 5000)])])
    let second = Crossing(id: "H", shape: .point(PlanarPoint(12, 3)), barrierID: "T")
    let both = try BarrierDistance(barriers: [wall, track], crossings: [gate(0), second])
    #expect(both.findings.isEmpty)
    let across = Barrier(
      id: "A", shapes: [.line([PlanarPoint(-500, 25), PlanarPoint(500, 25)])])
    let square = try BarrierDistance(barriers: [wall, across], crossings: [gate(0, barrier: "R")])
    #expect(square.findings.filter { $0.kind == .parallelBarrierLeftShut }.isEmpty)
  }

  @Test(
    "What cannot be used is refused with its ids",
    arguments: [
      (
        [Barrier(id: "R", shapes: [.line([PlanarPoint(0, 0)])])], [Crossing](),
        BarrierWorldError.tooFewPoints(barrier: "R", points: 1, needed: 2)
      ),
      (
        [
          Barrier(
            id: "R",
            shapes: [.area(PlanarPolygon(exterior: [PlanarPoint(0, 0), PlanarPoint(1, 1)]))])
        ], [],
        .tooFewPoints(barrier: "R", points: 2, needed: 3)
      ),
      (
        [Barrier(id: "R", shapes: [.line([PlanarPoint(0, 0), PlanarPoint(.nan, 1)])])], [],
        .coordinateNotFinite(id: "R")
      ),
      ([], [Crossing(id: "G", shape: .point(PlanarPoint(0, 0)))], .noBarriers(crossing: "G")),
      (
        [Barrier(id: "R", shapes: [.line([PlanarPoint(0, 0), PlanarPoint(9, 0)])])],
        [Crossing(id: "G", shape: .point(PlanarPoint(0, 0)), barrierID: "Q")],
        .unknownBarrier(crossing: "G", barrier: "Q")
      ),
      (
        [Barrier(id: "R", shapes: [.line([PlanarPoint(0, 0), PlanarPoint(9, 0)])])],
        [Crossing(id: "G", shape: .point(PlanarPoint(0, 0)), cost: -1)],
        .badCost(crossing: "G", cost: -1)
      ),
      (
        [Barrier(id: "R", shapes: [.line([PlanarPoint(0, 0), PlanarPoint(9, 0)])])],
        [Crossing(id: "G", shape: .point(PlanarPoint(0, 0)), direction: .forward)],
        .directionMismatch(
          crossing: "G", direction: "forward",
          remedy: "for a point use both, left_to_right or right_to_left")
      ),
      (
        [Barrier(id: "R", shapes: [.line([PlanarPoint(0, 0), PlanarPoint(3e6, 0)])])], [],
        .beyondGrid(id: "R", metres: 1_500_000)
      ),
    ])
  func refusals(barriers: [Barrier], crossings: [Crossing], error: BarrierWorldError) {
    #expect(throws: error) { try BarrierDistance(barriers: barriers, crossings: crossings) }
  }

  @Test("The end of a bridge drawn in the water goes to the bank, or is refused far from it")
  func endInWater() throws {
    let river = Barrier(
      id: "D",
      shapes: [
        .area(
          PlanarPolygon(exterior: [
            PlanarPoint(0, -9e4), PlanarPoint(400, -9e4), PlanarPoint(400, 9e4),
            PlanarPoint(0, 9e4),
          ]))
      ])
    func bridge(_ start: Double) -> Crossing {
      Crossing(id: "B", shape: .line([PlanarPoint(start, 0), PlanarPoint(410, 0)]))
    }
    let moved = try BarrierDistance(barriers: [river], crossings: [bridge(20)])
    #expect(moved.findings.map(\.kind) == [.crossingMoved])
    #expect(moved.distance(from: PlanarPoint(-50, 0), to: PlanarPoint(450, 0)) == 500)
    #expect(
      throws: BarrierWorldError.endInsideArea(
        crossing: "B", barrier: "D", metres: 150, tolerance: 50)
    ) { try BarrierDistance(barriers: [river], crossings: [bridge(150)]) }
  }

  @Test("The shortest chord is no longer than any of a thousand others")
  func chords() {
    forEverySeed(in: 0...99) { generator in
      let count = Int.random(in: 5...9, using: &generator)
      let polygon = PlanarPolygon(
        exterior: (0..<count).map { corner in
          let angle = 2 * Double.pi * Double(corner) / Double(count)
          let radius = Double.random(in: 40...200, using: &generator)
          return PlanarPoint(radius * cos(angle), radius * sin(angle))
        })
      let place = PlanarPoint(0, 0)
      guard let chord = ShortestChord(through: polygon, at: place) else { return false }
      let segments = Barrier.Shape.area(polygon).segments
      func reach(_ angle: Double) -> Double {
        segments.compactMap { a, b -> Double? in
          let (dx, dy) = (cos(angle), sin(angle))
          let denominator = dx * (b.y - a.y) - dy * (b.x - a.x)
          let along = (a.x * (b.y - a.y) - a.y * (b.x - a.x)) / denominator
          let part = (a.x * dy - a.y * dx) / denominator
          return along > 0 && part >= 0 && part <= 1 ? along : nil
        }.min() ?? .infinity
      }
      var scanned = Double.infinity
      for step in 0..<2000 {
        let angle = Double.pi * Double(step) / 2000
        scanned = min(scanned, reach(angle) + reach(angle + Double.pi))
      }
      let banks = [chord.first, chord.last].map {
        polygon.nearestBoundaryPoint(to: $0)?.distance(to: $0) ?? 1
      }
      return chord.length <= scanned + 1e-6 && banks.allSatisfy { $0 < 1e-6 }
    }
  }
}

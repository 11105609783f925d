import Geography
import TestSupport
import Testing

@testable import Travel

/// Worlds go when nobody has them any more.
@Suite struct WorldLifetimeTests {
  private struct Trace {
    weak let world: BarrierWorld?
    weak let mesh: Triangulation?
    weak let pairs: NodeTable?
  }

  @Test("Two hundred worlds that were asked for everything are gone afterwards")
  func worlds() throws {
    var traces: [Trace] = []
    for number in 0..<200 {
      let wall = Barrier(
        id: "w",
        shapes: [.line([PlanarPoint(0, -100), PlanarPoint(Double(number % 9), 100)])])
      let gate = Crossing(id: "g", shape: .point(PlanarPoint(0, 0)))
      let distance = try BarrierDistance(barriers: [wall], crossings: [gate])
      let (a, b) = (PlanarPoint(-50, 3), PlanarPoint(50, 5))
      let prepared = distance.prepare([a, b])
      #expect(distance.distance(from: a, to: b) >= 100)
      #expect(distance.route(from: a, to: b) != nil)
      var table = distance.distances(from: prepared, to: prepared, chosen: [0, 1])
      _ = distance.withCrossings(open: [], close: ["g"])
        .opening("g", updating: &table, from: prepared, to: prepared, chosen: [0, 1])
      _ = distance.nearest(from: prepared, among: prepared, chosen: [0])
      _ = distance.routes(from: prepared, members: [0], to: 1, of: prepared)
      _ = distance.relocation(
        of: a, serving: [1], of: prepared, weights: [1, 1], objective: .distance)
      let kept = distance.keepingAllPairs()
      _ = kept.distance(from: a, to: b)
      _ = kept.route(from: b, to: a)
      _ = ServiceAreas.of(
        sites: [a, b], distance: distance, within: PlanarBox([a, b]).expanded(by: 10))
      _ = (distance.pockets, distance.findings, distance.enclosingBarriers(of: a))
      traces.append(
        Trace(
          world: distance.world, mesh: distance.world?.mesh.triangulation, pairs: kept.allPairs))
      #expect(traces.last?.world != nil && traces.last?.pairs != nil)
    }
    #expect(traces.count { $0.world != nil } == 0)
    #expect(traces.count { $0.mesh != nil } == 0)
    #expect(traces.count { $0.pairs != nil } == 0)
  }
}

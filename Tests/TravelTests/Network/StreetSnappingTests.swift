import Foundation
import Geography
import TestSupport
import Testing
import Travel

@Suite struct StreetSnappingTests {
  /// Random lines: short ones, long ones, all on one line, far from the origin.
  private func streets(_ rng: inout RepeatableGenerator) -> [StreetLine] {
    let scale: Double = [10.0, 1000, 50_000].randomElement(using: &rng) ?? 1
    let isFlat = Int.random(in: 0..<8, using: &rng) == 0
    let origin: Double = Bool.random(using: &rng) ? 0 : 4_000_000
    func point(_ center: PlanarPoint, _ reach: Double) -> PlanarPoint {
      PlanarPoint(
        center.x + Double.random(in: -reach...reach, using: &rng).rounded(),
        isFlat ? origin : center.y + Double.random(in: -reach...reach, using: &rng).rounded())
    }
    return (0..<Int.random(in: 1...30, using: &rng)).map { _ in
      let center = point(PlanarPoint(origin, origin), scale)
      let reach = Bool.random(using: &rng) ? scale : scale / 20
      return StreetLine(
        points: (0..<Int.random(in: 2...5, using: &rng)).map { _ in point(center, reach) })
    }
  }

  /// The legs that may be tried, the shortest first: of each piece the nearest place and the ends.
  private func legs(
    _ lines: [StreetLine], _ point: PlanarPoint
  ) -> [(end: PlanarPoint, length: Double)] {
    lines.flatMap { line in
      zip(line.points, line.points.dropFirst()).flatMap { a, b in
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let squared = dx * dx + dy * dy
        let share =
          squared > 0
          ? min(max(((point.x - a.x) * dx + (point.y - a.y) * dy) / squared, 0), 1) : 0
        return [a, b, PlanarPoint(a.x + share * dx, a.y + share * dy)]
      }
    }.map { (end: $0, length: point.distance(to: $0)) }.sorted { $0.length < $1.length }
  }

  @Test("The nearest allowed place, or how far the nearest is: as found by looking at all")
  func bruteForce() throws {
    try forEverySeed(in: 0...249) { rng in
      let lines = streets(&rng)
      let graph = try StreetGraph(lines: lines)
      let box = PlanarBox(lines.flatMap(\.points))
      let wide = box.expanded(by: 1 + box.width)
      let wall = Double.random(in: wide.minX...wide.maxX, using: &rng)
      let hasWall = Bool.random(using: &rng)
      let limit =
        Bool.random(using: &rng)
        ? Double.infinity : Double.random(in: 0...(1 + box.width), using: &rng)
      func allowed(_ a: PlanarPoint, _ b: PlanarPoint) -> Bool {
        !hasWall || (a.x < wall) == (b.x < wall)
      }
      for _ in 0..<10 {
        let point = PlanarPoint(
          Double.random(in: wide.minX...wide.maxX, using: &rng),
          Double.random(in: wide.minY...wide.maxY, using: &rng))
        let legs = legs(lines, point)
        let best = legs.first { allowed(point, $0.end) && $0.length <= limit }
        // At a limit or a wall to the last digit both answers are right.
        let slack = 1e-8 * max(1, legs[0].length)
        switch graph.snap(point, limit: limit, allowed: allowed) {
        case .place(let place):
          guard let best, abs(place.access - best.length) < slack,
            let end = graph.position(of: place),
            abs(point.distance(to: end) - place.access) < slack,
            case .onEdge(let edge, let offset, _) = place,
            offset >= 0, offset <= graph.edges[edge].length
          else { return false }
        case .tooFar(let nearest):
          guard legs[0].length > limit, abs(nearest - legs[0].length) < slack else { return false }
        case .blocked(let nearest):
          guard best == nil, hasWall, abs(nearest - legs[0].length) < slack else { return false }
        }
      }
      return true
    }
  }

  @Test("Many points at once: the same places, and the misses with their numbers")
  func many() throws {
    let graph = try StreetGraph(
      rows: [StreetRow(from: "a", to: "b", length: 200)],
      nodes: [
        StreetNode(id: "a", position: PlanarPoint(0, 0)),
        StreetNode(id: "b", position: PlanarPoint(100, 0)),
      ])
    let points = [
      PlanarPoint(25, 4), PlanarPoint(50, 70), PlanarPoint(-3, 4), PlanarPoint(101, 9),
      PlanarPoint(.nan, 0),
    ]
    let snaps = graph.snap(points, limit: 50) { _, end in end.x < 90 }
    // Offsets are shares of the street's own length; the end of the street may not be walked to
    // from the fourth point, but its beginning is beyond the limit.
    #expect(
      snaps.places == [
        .onEdge(edge: 0, offset: 50, access: 4), nil, .onEdge(edge: 0, offset: 0, access: 5), nil,
        nil,
      ])
    #expect(
      snaps.misses == [
        .init(index: 1, nearest: 70, isBlocked: false),
        .init(index: 3, nearest: 82.0.squareRoot(), isBlocked: true),
        .init(index: 4, nearest: .infinity, isBlocked: false),
      ])
  }

  @Test("Nobody is snapped to a street across the river, unless over a bridge")
  func river() throws {
    let graph = try StreetGraph(lines: [
      StreetLine(points: [PlanarPoint(10, -100), PlanarPoint(10, 100)]),
      StreetLine(points: [PlanarPoint(-60, -100), PlanarPoint(-60, 100)]),
    ])
    let river = Barrier(id: "R", shapes: [.line([PlanarPoint(0, -500), PlanarPoint(0, 500)])])
    let shut = try BarrierDistance(barriers: [river], crossings: [])
    let bridged = try BarrierDistance(
      barriers: [river], crossings: [Crossing(id: "B", shape: .point(PlanarPoint(0, 40)))])
    let home = PlanarPoint(-20, 40)
    func snap(_ barriers: BarrierDistance, _ limit: Double) -> StreetGraph.Snap {
      graph.snap(home, limit: limit, allowed: barriers.allowsLeg(from:to:))
    }
    #expect(graph.snap(home, limit: 99) == .place(.onEdge(edge: 0, offset: 140, access: 30)))
    #expect(snap(shut, 99) == .place(.onEdge(edge: 1, offset: 140, access: 40)))
    #expect(snap(shut, 35) == .blocked(nearest: 30))
    #expect(snap(shut, 29) == .tooFar(nearest: 30))
    #expect(snap(bridged, 99) == .place(.onEdge(edge: 0, offset: 140, access: 30)))
    #expect(
      graph.snap([home], limit: 99, allowed: shut.allowsLeg(from:to:)).places
        == [.onEdge(edge: 1, offset: 140, access: 40)])
  }
}

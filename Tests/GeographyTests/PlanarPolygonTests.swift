import Geography
import TestSupport
import Testing

@Suite struct PlanarPolygonTests {
  /// 10 m × 10 m with a courtyard of 2 m × 2 m.
  private let yard = PlanarPolygon(
    exterior: [.init(0, 0), .init(10, 0), .init(10, 10), .init(0, 10)],
    holes: [[.init(4, 4), .init(4, 6), .init(6, 6), .init(6, 4)]])

  @Test(
    "Rims count as inside, courtyards do not",
    arguments: [
      (1, 1, true), (5, 5, false), (4, 5, true), (0, 0, true), (10, 10, true), (10, 4, true),
      (3, 4, true), (7, 6, true), (-1, 0, false), (-1, 10, false), (11, 4, false),
      (5, 10.001, false),
      (.nan, 5, false), (5, .infinity, false),
    ])
  func contains(x: Double, y: Double, isInside: Bool) {
    #expect(yard.contains(PlanarPoint(x, y)) == isInside)
    #expect(PreparedArea(yard).contains(PlanarPoint(x, y)) == isInside)
  }

  @Test("A courtyard takes its ground away, and far from the origin no digit is lost")
  func area() {
    #expect(yard.area == 96)
    let far = PlanarPolygon(exterior: yard.exterior.map { PlanarPoint($0.x + 5e6, $0.y - 7e6) })
    #expect(far.area == 100)
    #expect(PlanarPolygon(exterior: []).area == 0)
  }

  @Test("The nearest place on the rim may be on a courtyard's")
  func nearest() {
    #expect(yard.nearestBoundaryPoint(to: .init(3.5, 5)) == PlanarPoint(4, 5))
    #expect(yard.nearestBoundaryPoint(to: .init(-3, -4)) == PlanarPoint(0, 0))
    #expect(PlanarPolygon(exterior: []).nearestBoundaryPoint(to: .init(0, 0)) == nil)
    let bend = [PlanarPoint(0, 0), PlanarPoint(10, 0), PlanarPoint(10, 10)]
    #expect(PlanarPoint(4, 5).nearest(onLine: bend) == PlanarPoint(4, 0))
    #expect(PlanarPoint(4, 5).nearest(onLine: bend, isClosed: true) == PlanarPoint(4.5, 4.5))
    #expect(PlanarPoint(4, 5).nearest(onLine: []) == nil)
  }

  @Test("Many questions at once are answered as one by one, corners and edges too")
  func prepared() {
    forEverySeed { rng in
      let polygons = (0..<3).map { _ in star(&rng) }
      let area = PreparedArea(polygons)
      var points = polygons.flatMap(\.exterior)
      for _ in 0..<60 {
        points.append(
          PlanarPoint(
            .random(in: -12...12, using: &rng).rounded(), .random(in: -12...12, using: &rng)))
      }
      return points.allSatisfy { point in
        area.polygonContaining(point) == polygons.firstIndex { $0.contains(point) }
          && area.contains(point) == polygons.contains { $0.contains(point) }
      }
    }
    #expect(!PreparedArea([]).contains(PlanarPoint(0, 0)))
  }

  @Test("Being inside agrees with the winding of the rim around the point")
  func winding() {
    forEverySeed { rng in
      let polygon = star(&rng)
      let point = PlanarPoint(
        .random(in: -11...11, using: &rng), .random(in: -11...11, using: &rng))
      guard let last = polygon.exterior.last else { return false }
      var quarters = 0
      var before = quadrant(last, around: point)
      var start = last
      for end in polygon.exterior {
        let now = quadrant(end, around: point)
        switch (now - before + 4) % 4 {
        case 1: quarters += 1
        case 3: quarters -= 1
        case 2:
          let cross =
            (start.x - point.x) * (end.y - point.y) - (start.y - point.y) * (end.x - point.x)
          quarters += cross > 0 ? 2 : -2
        default: break
        }
        (before, start) = (now, end)
      }
      return polygon.contains(point) == (quarters != 0)
    }
  }

  @Test("A sliver's sides are told apart where rounding would not")
  func exact() {
    // All three lie within an ulp of one line.
    let (start, end) = (PlanarPoint(0.5, 0.5), PlanarPoint(12, 12))
    let ulp = 0.5.ulp
    #expect(PlanarPoint(24, 24).turn(from: start, to: end) == .straight)
    #expect(PlanarPoint(24, 24 + 24.0.ulp).turn(from: start, to: end) == .left)
    #expect(PlanarPoint(24 + 24.0.ulp, 24).turn(from: start, to: end) == .right)
    #expect(
      PlanarPoint(24, 24).turn(from: PlanarPoint(0.5, 0.5 + ulp), to: end) == .left)
    forEverySeed { rng in
      // Small whole numbers scaled by 1/3 are off the line only by their rounding.
      let numbers = (0..<6).map { _ in Double(Int.random(in: -40...40, using: &rng)) / 3 }
      let (a, b, c) = (
        PlanarPoint(numbers[0], numbers[1]), PlanarPoint(numbers[2], numbers[3]),
        PlanarPoint(numbers[4], numbers[5])
      )
      return a.turn(from: b, to: c) == b.turn(from: c, to: a)
        && a.turn(from: b, to: c).rawValue == -a.turn(from: c, to: b).rawValue
    }
  }

  private func quadrant(_ point: PlanarPoint, around middle: PlanarPoint) -> Int {
    switch (point.x >= middle.x, point.y >= middle.y) {
    case (true, true): 0
    case (false, true): 1
    case (false, false): 2
    case (true, false): 3
    }
  }
}

/// A simple polygon around the origin: one corner in each of up to 16 directions.
func star(_ rng: inout RepeatableGenerator) -> PlanarPolygon {
  let directions = [
    (2.0, 0.0), (2, 1), (1, 1), (1, 2), (0, 2), (-1, 2), (-1, 1), (-2, 1), (-2, 0), (-2, -1),
    (-1, -1), (-1, -2), (0, -2), (1, -2), (1, -1), (2, -1),
  ]
  return PlanarPolygon(
    exterior: directions.map { x, y in
      let reach = Double(Int.random(in: 1...5, using: &rng))
      return PlanarPoint(x * reach, y * reach)
    })
}

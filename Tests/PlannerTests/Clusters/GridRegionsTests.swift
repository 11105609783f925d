import Geography
import TestSupport
import Testing

@testable import Planner

@Suite struct GridRegionsTests {
  @Test(
    "Ground belongs to the center with the smallest sum, or the smallest largest, difference",
    arguments: [false, true])
  func nearest(_ takesLargest: Bool) throws {
    forEverySeed(in: 0...9) { random in
      var regions = GridRegions(takesLargest: takesLargest)
      (regions.xUnit, regions.yUnit) = (0.5, 20)
      func place() -> PlanarPoint {
        PlanarPoint(.random(in: 0...1, using: &random), .random(in: 0...50, using: &random))
      }
      let centers = (0..<4).map { _ in place() }
      let polygons = regions.polygons(
        of: centers, within: PlanarBox([PlanarPoint(-0.2, -10), PlanarPoint(1.2, 60)]))
      for _ in 0..<50 {
        let point = place()
        let distances = centers.map { center in
          let x = abs(point.x - center.x) / regions.xUnit
          let y = abs(point.y - center.y) / regions.yUnit
          return takesLargest ? max(x, y) : x + y
        }
        let best = distances.min() ?? 0
        // Borders are true to a ten-thousandth of the picture, and there ground is anybody's.
        let near = distances.indices.filter { distances[$0] < best + 0.01 }
        guard near.count == 1 else { continue }
        let holds = polygons.indices.filter { index in
          polygons[index].contains { Self.contains($0, point) }
        }
        if holds != near { return false }
      }
      return true
    }
  }

  private static func contains(_ polygon: PlanarPolygon, _ point: PlanarPoint) -> Bool {
    polygon.rings.reduce(false) { inside, ring in
      var inside = inside
      for (a, b) in zip(ring, ring[1...] + ring[..<1]) where (a.y > point.y) != (b.y > point.y) {
        if point.x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x) { inside.toggle() }
      }
      return inside
    }
  }
}

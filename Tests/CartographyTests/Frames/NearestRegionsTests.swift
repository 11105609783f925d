import Cartography
import Geography
import TestSupport
import Testing

@Suite struct NearestRegionsTests {
  private let box = PlanarBox([PlanarPoint(0, 0), PlanarPoint(100, 60)])

  private func randomPlaces(
    _ random: inout RepeatableGenerator, most: Int = 30
  ) -> [PlanarPoint] {
    (0..<Int.random(in: 1...most, using: &random)).map { _ in
      // A coarse grid, for places on each other and in line; now and then outside.
      PlanarPoint(
        Double(Int.random(in: -2...12, using: &random)) * 10,
        Double(Int.random(in: -2...8, using: &random)) * 10)
    }
  }

  @Test("A point lies in the region of the place that is nearest to it, in scaled units too")
  func nearest() {
    forEverySeed(in: 0...99) { random in
      let places = randomPlaces(&random)
      let (xUnit, yUnit) = (Double.random(in: 0.2...5, using: &random), 1.5)
      let regions = NearestRegions.polygons(
        around: places, in: box, xUnit: xUnit, yUnit: yUnit)
      for _ in 0..<50 {
        let point = PlanarPoint(
          .random(in: 0.01...99.99, using: &random), .random(in: 0.01...59.99, using: &random))
        let distances = places.map { place in
          let (dx, dy) = ((place.x - point.x) / xUnit, (place.y - point.y) / yUnit)
          return (dx * dx + dy * dy).squareRoot()
        }
        let least = distances.min() ?? 0
        for (index, region) in regions.enumerated() {
          let isInside = region.count > 2 && PlanarPolygon(exterior: region).contains(point)
          // Points half way between are nobody's in particular.
          if isInside, distances[index] > least + 1e-6 { return false }
          let isOwn = distances.enumerated().allSatisfy {
            $0.offset == index || $0.element > distances[index] + 1e-6
          }
          if isOwn, !isInside { return false }
        }
      }
      return true
    }
  }

  @Test("The regions fill the box and do not overlap: their areas sum up to its area")
  func areas() {
    forEverySeed { random in
      let regions = NearestRegions.polygons(around: randomPlaces(&random, most: 60), in: box)
      let sum = regions.filter { $0.count > 2 }.reduce(0) {
        $0 + PlanarPolygon(exterior: $1).area
      }
      return abs(sum - 6000) < 1e-6
    }
  }

  @Test("Of several places on each other only the first has a region; none is no place")
  func degenerate() {
    let here = PlanarPoint(50, 30)
    let regions = NearestRegions.polygons(
      around: [PlanarPoint(.nan, 0), here, here], in: box)
    #expect(regions.map(\.count) == [0, 4, 0])
    #expect(NearestRegions.polygons(around: [], in: box).isEmpty)
    #expect(NearestRegions.polygons(around: [here], in: PlanarBox()) == [[]])
  }
}

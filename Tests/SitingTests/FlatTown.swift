import Geography
import TestSupport
import Travel

/// Straight lines, written here so that the solvers are tested with nobody else's provider.
struct FlatDistance: DistanceProvider {
  func distance(from origin: PlanarPoint, to destination: PlanarPoint) -> Double {
    origin.distance(to: destination)
  }

  /// The weighted mean for squares, twenty steps of Weiszfeld's towards the median otherwise.
  func relocation(
    of site: PlanarPoint, serving members: [Int], of origins: PlaceList<PlanarPoint>,
    weights: [Double], objective: CostPower
  ) -> PlanarPoint? {
    var place = site
    for _ in 0..<(objective == .distance ? 20 : 1) {
      var sum = PlanarPoint(0, 0)
      var total = 0.0
      for member in members {
        let far = objective == .distance ? max(1e-9, origins[member].distance(to: place)) : 1
        let pull = weights[member] / far
        sum.x += pull * origins[member].x
        sum.y += pull * origins[member].y
        total += pull
      }
      place = PlanarPoint(sum.x / total, sum.y / total)
    }
    return place
  }
}

func randomPoints(_ count: Int, using generator: inout RepeatableGenerator) -> [PlanarPoint] {
  (0..<count).map { _ in
    PlanarPoint(
      Double(Int.random(in: 0...20_000, using: &generator)),
      Double(Int.random(in: 0...20_000, using: &generator)))
  }
}

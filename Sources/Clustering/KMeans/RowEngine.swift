/// Points of many columns under straight distance.
///
/// Names the metric, so that the compiler makes a version of the bounded rows for it.
final class RowEngine: LloydEngine {
  private let rows: BoundedRows<EuclideanRows>

  init(_ points: PointMatrix, weights: RowWeights, cores: Int?) {
    rows = BoundedRows(points, weights: weights, cores: cores)
  }

  func assign(to centers: [Double], count: Int) -> LloydPass {
    rows.assign(to: centers, count: count)
  }

  func inertia(of centers: [Double], count: Int) -> Double {
    rows.cost(of: centers)
  }

  func members(of centers: [Double], count: Int) -> Members {
    rows.members(of: centers)
  }

  func forget() { rows.forget() }

  func plusPlusSeeds(
    count: Int, first: Int, using generator: inout SeededGenerator
  ) -> [Int] {
    rows.plusPlusSeeds(count: count, first: first, using: &generator)
  }
}

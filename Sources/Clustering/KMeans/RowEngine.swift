/// Points of any number of columns under a metric.
///
/// Each metric has a class that names it, so that the compiler makes a version of the bounded
/// rows for it.
protocol RowEngine: LloydEngine {
  associatedtype Metric: RowMetric
  var rows: BoundedRows<Metric> { get }
}

extension RowEngine {
  func assign(to centers: [Double], count: Int) -> LloydPass {
    rows.assign(to: centers, count: count)
  }

  func inertia(of centers: [Double], count: Int) -> Double { rows.cost(of: centers) }

  func members(of centers: [Double], count: Int) -> Members { rows.members(of: centers) }

  func forget() { rows.forget() }

  func plusPlusSeeds(
    count: Int, first: Int, using generator: inout SeededGenerator
  ) -> [Int] {
    rows.plusPlusSeeds(count: count, first: first, using: &generator)
  }
}

/// Straight distance, for means.
final class EuclideanEngine: RowEngine {
  let rows: BoundedRows<EuclideanRows>

  init(_ points: PointMatrix, weights: RowWeights, cores: Int?) {
    rows = BoundedRows(points, weights: weights, cores: cores)
  }
}

/// Sums of absolute differences, for medians.
final class ManhattanEngine: RowEngine {
  let rows: BoundedRows<ManhattanRows>

  init(_ points: PointMatrix, weights: RowWeights, cores: Int?) {
    rows = BoundedRows(points, weights: weights, cores: cores)
  }
}

import Clustering
import Travel

/// The nearest center of each row, in any metric of columns.
struct CenterSearch {
  let centers: PointMatrix
  let metric: ClusterMetric

  /// - Returns: Per row its center, and the distance to it.
  func nearest(_ points: PointMatrix) throws -> (labels: [Int], distances: [Double]) {
    if metric == .euclidean {
      let found = try CenterAssignment(of: points, to: centers)
      let distances = found.squaredDistances.enumerated().map { row, square in
        square > 1e-250 && square < .infinity
          ? square.squareRoot() : points.distance(row, to: centers, found.labels[row])
      }
      return (found.labels, distances)
    }
    guard let table = try distance(points) else { return ([], []) }
    let near = table.provider.nearest(
      from: table.rows, among: table.centers, chosen: Array(0..<centers.rowCount))
    return (near.sites.map { $0 ?? -1 }, near.distances)
  }

  /// - Returns: Row after row, a distance to each center.
  func all(_ points: PointMatrix) throws -> [Double] {
    guard let table = try distance(points) else { return [] }
    let count = centers.rowCount
    var values = [Double](repeating: 0, count: points.rowCount * count)
    for center in 0..<count {
      let distances = table.provider.distances(
        from: table.rows, to: table.centers, chosen: [center])
      for row in 0..<points.rowCount { values[row * count + center] = distances[0, row] }
    }
    return values
  }

  private struct Table {
    var provider: VectorDistance
    var rows: PlaceList<Int>
    var centers: PlaceList<Int>
  }

  private func distance(_ points: PointMatrix) throws -> Table? {
    guard let metric = VectorMetric(rawValue: metric.rawValue) else { return nil }
    guard points.columnCount == centers.columnCount else {
      throw ClusteringError.columnCount(
        columns: points.columnCount, expected: centers.columnCount)
    }
    let both = try PointMatrix(points.values + centers.values, columnCount: points.columnCount)
    let provider = try VectorDistance(both, metric: metric)
    return Table(
      provider: provider, rows: provider.prepare(Array(0..<points.rowCount)),
      centers: provider.prepare(Array(points.rowCount..<both.rowCount)))
  }
}

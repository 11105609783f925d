/// Why points cannot be clustered as asked.
///
/// Rows and columns count from 0 in the values and from 1 in the sentences.
public enum ClusteringError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no row, or the rows have no columns.
  case noPoints
  /// The values do not fill whole rows.
  case valueCount(count: Int, columns: Int)
  /// A row has more or fewer values than the first.
  case rowLength(row: Int, count: Int, expected: Int)
  /// A value is NaN or infinite.
  case notFinite(row: Int, column: Int, value: Double)
  /// A value is so large that a difference, or a sum of them, would overflow.
  case tooLarge(row: Int, column: Int, value: Double)
  case weightCount(count: Int, rows: Int)
  /// A weight is negative, NaN, infinite or too large to sum.
  case badWeight(row: Int, weight: Double)
  /// Fewer than one cluster is asked for.
  case noClusters(count: Int)
  case moreClustersThanPoints(count: Int, points: Int)
  /// Several rows are the same, or weigh nothing.
  case fewDistinctPoints(distinct: Int, count: Int)
  /// The given centers are not one per cluster with one value per column.
  case startShape(rows: Int, columns: Int, expectedRows: Int, expectedColumns: Int)
  /// Every pair of places would have to be remembered.
  case tooManyPlaces(count: Int, most: Int)
  /// Means make no sense with these distances.
  case noMeans
  /// A row of zeros has no direction.
  case zeroRow(row: Int)
  /// Points and centers have different columns.
  case columnCount(columns: Int, expected: Int)
  /// An option has a value that makes no sense.
  case badOption(name: String, value: Double, allowed: String)
  /// No clusters can have such sizes.
  case sizesImpossible(minimum: Double, maximum: Double, count: Int, total: Double)
  /// The caller stopped before there were clusters.
  case stopped
  /// Whole points cannot be dealt out within the bounds, or no way was found.
  case sizesNotMet(cluster: Int, size: Double, minimum: Double, maximum: Double)

  public var description: String {
    switch self {
    case .noPoints: "there are no points to cluster; give at least one row with one column"
    case .valueCount(let count, let columns):
      "\(count) values do not fill rows of \(columns) columns; give a multiple of \(columns)"
    case .rowLength(let row, let count, let expected):
      "row \(row + 1) has \(count) values, the first has \(expected); give every row as many"
    case .notFinite(let row, let column, let value):
      "row \(row + 1), column \(column + 1) is \(value); clustering needs finite numbers: "
        + "drop the row or fill the value in"
    case .tooLarge(let row, let column, let value):
      "row \(row + 1), column \(column + 1) is \(value), beyond 1e300; "
        + "scale the column down"
    case .weightCount(let count, let rows):
      "there are \(count) weights for \(rows) points; give one weight per point"
    case .badWeight(let row, let weight):
      "the weight of row \(row + 1) is \(weight); weights are finite numbers from 0 up"
    case .noClusters(let count):
      "cannot make \(count) clusters; ask for at least 1"
    case .moreClustersThanPoints(let count, let points):
      "cannot make \(count) clusters of \(points) points; ask for at most \(points)"
    case .fewDistinctPoints(let distinct, let count):
      "cannot make \(count) clusters: only \(distinct) points with weight are distinct; "
        + "ask for at most \(distinct)"
    case .startShape(let rows, let columns, let expectedRows, let expectedColumns):
      "the given start has \(rows) centers of \(columns) columns; "
        + "give \(expectedRows) centers of \(expectedColumns) columns"
    case .tooManyPlaces(let count, let most):
      "\(count) places are too many to compare all pairs; give at most \(most), or use k-means, "
        + "HDBSCAN or a sample"
    case .noMeans:
      "means and sums of squares make no sense with these distances; use straight (euclidean) "
        + "distances, or k-medoids, average or complete linkage"
    case .zeroRow(let row):
      "row \(row + 1) is all zero and has no direction; drop it or choose another metric"
    case .columnCount(let columns, let expected):
      "the points have \(columns) columns, the centers \(expected); use the same columns"
    case .badOption(let name, let value, let allowed):
      "\(name) is \(value); give \(allowed)"
    case .sizesImpossible(let minimum, let maximum, let count, let total):
      "\(count) clusters of \(minimum) to \(maximum) cannot hold a total of \(total); "
        + "widen the sizes or change the number of clusters"
    case .stopped: "stopped before there were clusters; let it run, or cluster a part of the rows"
    case .sizesNotMet(let cluster, let size, let minimum, let maximum):
      "cluster \(cluster + 1) would have size \(size), outside \(minimum) to \(maximum), "
        + "because points stay whole; widen the sizes"
    }
  }
}

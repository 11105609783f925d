/// Which of given centers is nearest to each row, and how far it is.
public struct CenterAssignment: Hashable, Sendable {
  /// For each row the number of its nearest center; the lowest where several are as near.
  public var labels: [Int]
  public var squaredDistances: [Double]

  /// Gives new points to the clusters of old ones.
  ///
  ///     let clusters = try kMeans(points, count: 3)
  ///     let newcomers = try CenterAssignment(of: newPoints, to: clusters.centers)
  ///
  /// - Parameters:
  ///   - points: *n* rows with the columns of the centers, prepared as the old points were.
  ///   - centers: *k* rows.
  ///   - cores: How many to use; nil for all.
  /// - Throws: ``ClusteringError/columnCount(columns:expected:)`` where the columns differ.
  /// - Complexity: O(*n* · *k* · *d*), and with few columns about O(*n* · log *n* + *k*).
  public init(
    of points: PointMatrix, to centers: PointMatrix, cores: Int? = nil
  ) throws(ClusteringError) {
    guard points.columnCount == centers.columnCount else {
      throw .columnCount(columns: points.columnCount, expected: centers.columnCount)
    }
    guard PointUnit(points, centers) == nil else {
      (labels, squaredDistances) = Self.comparing(points, with: centers, cores: cores)
      return
    }
    let weights = try RowWeights(nil, rows: points.rowCount)
    let engine = lloydEngine(points, weights: weights, cores: cores)
    _ = engine.assign(to: centers.values, count: centers.rowCount)
    let members = engine.finish(at: centers.values, count: centers.rowCount)
    labels = members.labels
    squaredDistances = members.squaredDistances
  }
  /// Compares all distances themselves, where their squares would vanish or overflow.
  private static func comparing(
    _ points: PointMatrix, with centers: PointMatrix, cores: Int?
  ) -> ([Int], [Double]) {
    var labels = [Int](repeating: 0, count: points.rowCount)
    var squares = [Double](repeating: 0, count: points.rowCount)
    labels.withUnsafeMutableBufferPointer { labels in
      squares.withUnsafeMutableBufferPointer { squares in
        nonisolated(unsafe) let (labels, squares) = (labels, squares)
        concurrently(points.rowCount, cores: cores) { row in
          var best = (square: points.carefulSquare(row, to: centers, 0), center: 0)
          for center in 1..<max(1, centers.rowCount) {
            let square = points.carefulSquare(row, to: centers, center)
            if square < best.square { best = (square, center) }
          }
          labels[row] = best.center
          squares[row] = best.square.root * best.square.root
        }
      }
    }
    return (labels, squares)
  }
}

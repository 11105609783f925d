/// The directions in which rows of numbers spread most, at right angles to each other.
///
/// Eigenvectors of the covariance by C. G. J. Jacobi's rotations, Journal für die reine und
/// angewandte Mathematik 30 (1846), <https://doi.org/10.1515/crll.1846.30.51>. The largest part of
/// each direction is positive.
public struct PrincipalAxes: Hashable, Sendable {
  /// The mean of each column.
  public let center: [Double]
  /// *d* directions of length 1, the widest spread first.
  public let directions: [[Double]]
  /// The variance along each direction, none negative.
  public let variances: [Double]

  /// Finds the axes of some rows.
  ///
  /// - Complexity: O(*n* · *d*² + *d*³) for *d* columns.
  public init(_ points: PointMatrix) {
    if let unit = PointUnit(points) {
      let axes = PrincipalAxes(unit.divided(points))
      center =
        unit.restored(PointMatrix(sound: axes.center, columnCount: points.columnCount)).values
      directions = axes.directions
      variances = axes.variances.map { unit.restored($0, power: 2) }
      return
    }
    let columns = points.columnCount
    let count = Double(points.rowCount)
    var center = [Double](repeating: 0, count: columns)
    for row in 0..<points.rowCount {
      for column in 0..<columns { center[column] += points.values[row * columns + column] / count }
    }
    var matrix = [Double](repeating: 0, count: columns * columns)
    for row in 0..<points.rowCount {
      for one in 0..<columns {
        let part = points.values[row * columns + one] - center[one]
        for other in one..<columns {
          matrix[one * columns + other] +=
            part * (points.values[row * columns + other] - center[other])
        }
      }
    }
    for one in 0..<columns {
      for other in one..<columns {
        matrix[one * columns + other] /= max(1, count - 1)
        matrix[other * columns + one] = matrix[one * columns + other]
      }
    }
    let (values, vectors) = Self.eigen(matrix, columns)
    let order = values.indices.sorted { (-values[$0], $0) < (-values[$1], $1) }
    self.center = center
    variances = order.map { max(0, values[$0]) }
    directions = order.map { axis in
      let direction = (0..<columns).map { vectors[$0 * columns + axis] }
      let largest = direction.max { abs($0) < abs($1) } ?? 0
      return largest < 0 ? direction.map { -$0 } : direction
    }
  }

  /// The rows along the first `count` directions, from the center.
  ///
  /// - Returns: As many rows as `points`, with `count` columns.
  public func coordinates(of points: PointMatrix, along count: Int) -> PointMatrix {
    var values: [Double] = []
    values.reserveCapacity(points.rowCount * count)
    for row in 0..<points.rowCount {
      for direction in directions[..<count] {
        var sum = 0.0
        for (column, part) in direction.enumerated() {
          sum += part * (points[row, column] - center[column])
        }
        values.append(sum)
      }
    }
    return PointMatrix(sound: values, columnCount: count)
  }

  /// The place in the columns of a point given along all directions.
  func place(of coordinates: [Double]) -> [Double] {
    var place = center
    for (coordinate, direction) in zip(coordinates, directions) {
      for column in place.indices { place[column] += coordinate * direction[column] }
    }
    return place
  }

  /// Eigenvalues, and eigenvectors as columns, of a symmetric matrix.
  private static func eigen(_ matrix: [Double], _ size: Int) -> ([Double], [Double]) {
    var a = matrix
    var vectors = (0..<size * size).map { $0 / size == $0 % size ? 1.0 : 0 }
    for _ in 0..<60 {
      var outside = 0.0
      var inside = 0.0
      for row in 0..<size {
        for column in 0..<size {
          let square = a[row * size + column] * a[row * size + column]
          if row == column { inside += square } else { outside += square }
        }
      }
      if outside <= 1e-30 * inside || outside == 0 { break }
      for p in 0..<size {
        for q in p + 1..<max(size, p + 1) where a[p * size + q] != 0 {
          let ratio = (a[q * size + q] - a[p * size + p]) / (2 * a[p * size + q])
          let tangent =
            (ratio < 0 ? -1 : 1) / (abs(ratio) + (ratio * ratio + 1).squareRoot())
          let cosine = 1 / (tangent * tangent + 1).squareRoot()
          let sine = tangent * cosine
          for row in 0..<size {
            let (one, other) = (a[row * size + p], a[row * size + q])
            a[row * size + p] = cosine * one - sine * other
            a[row * size + q] = sine * one + cosine * other
          }
          for column in 0..<size {
            let (one, other) = (a[p * size + column], a[q * size + column])
            a[p * size + column] = cosine * one - sine * other
            a[q * size + column] = sine * one + cosine * other
          }
          for row in 0..<size {
            let (one, other) = (vectors[row * size + p], vectors[row * size + q])
            vectors[row * size + p] = cosine * one - sine * other
            vectors[row * size + q] = sine * one + cosine * other
          }
        }
      }
    }
    return ((0..<size).map { a[$0 * size + $0] }, vectors)
  }
}

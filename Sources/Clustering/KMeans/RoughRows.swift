/// Rows moved to their mean, scaled and rounded to single precision, and how far that took them.
///
/// Single precision halves the work and the memory, and what it may get wrong is reckoned: the
/// distance of a rough row and a rough center differs from the true one, scaled, by at most the
/// slacks of both and ``margin`` of itself.
final class RoughRows<Metric: RowMetric>: @unchecked Sendable {
  let columns: Int
  /// Row after row, none above 1 in size.
  let values: UnsafeMutablePointer<Float>
  /// How far rounding moved each row, at most.
  let slacks: UnsafeMutablePointer<Float>
  /// What takes true distances to rough ones: a power of two, so that it rounds nothing.
  let scale: Double
  /// Relative to a rough distance: the roundings of its sum and of what is done with it.
  let margin: Float
  private let origin: [Double]

  /// - Complexity: O(*n* · *d*)
  init(_ points: PointMatrix, cores: Int?) {
    let columns = points.columnCount
    let count = points.rowCount
    let extents = ColumnExtents(points, cores: cores)
    self.columns = columns
    margin = 0x1p-24 * Float(columns + 8)
    origin = extents.means
    let extent = extents.reach
    let exponent = extent > 0 ? max(-1000, min(1000, -1 - extent.exponent)) : 0
    scale = Double(sign: .plus, exponent: exponent, significand: 1)
    values = .allocate(capacity: count * columns)
    slacks = .allocate(capacity: count)
    let shares = RowBlocks.blocks(of: count)
    concurrently(shares.count, cores: cores) { share in
      points.values.withUnsafeBufferPointer { exact in
        for row in shares[share] {
          let place = row * columns
          for column in 0..<columns {
            let value = Float((exact[place + column] - self.origin[column]) * self.scale)
            self.values.advanced(by: place + column).initialize(to: value)
          }
          self.slacks.advanced(by: row).initialize(to: self.slack(of: self.values + place))
        }
      }
    }
  }

  deinit {
    values.deallocate()
    slacks.deallocate()
  }

  /// How far rounding may have moved a row, and what distances below the smallest numbers lose.
  private func slack(of rough: UnsafePointer<Float>) -> Float {
    var score = 0.0
    for column in 0..<columns { score += Metric.share(Double(rough[column])) }
    return Float(Metric.distance(score) * 0x1.01p-24 + Double(columns) * 0x1p-70)
  }

  /// A center that is made rough as the rows are.
  struct Center {
    var values: [Float]
    var slack: Float
    /// Whether it stands where it should, but for its slack.
    ///
    /// Centers far outside are brought nearer to all rows: their distances are too small then.
    var isInPlace: Bool
  }

  func center(_ exact: ArraySlice<Double>) -> Center {
    // No row is farther out than 1.
    let farthest = 0x1p40
    var isInPlace = true
    let values = zip(exact, origin).map { exact, origin in
      let value = (exact - origin) * scale
      if abs(value) > farthest { isInPlace = false }
      return Float(max(-farthest, min(farthest, value)))
    }
    let slack = values.withUnsafeBufferPointer { $0.baseAddress.map(slack(of:)) ?? 0 }
    return Center(values: values, slack: slack, isInPlace: isInPlace)
  }
}

/// The means of the columns of points, to within roundings, and how far values lie from them.
struct ColumnExtents {
  let means: [Double]
  /// The farthest that any value lies from the mean of its column.
  let reach: Double

  /// - Complexity: O(*n* · *d*)
  init(_ points: PointMatrix, cores: Int?) {
    let columns = points.columnCount
    let shares = RowBlocks.blocks(of: points.rowCount)
    // Sums of each share, its smallest values, and the smallest with the sign turned.
    var sums = [Double](repeating: 0, count: columns * shares.count)
    var lows = [Double](repeating: .infinity, count: columns * shares.count)
    var highs = lows
    sums.withUnsafeMutableBufferPointer { sums in
      lows.withUnsafeMutableBufferPointer { lows in
        highs.withUnsafeMutableBufferPointer { highs in
          nonisolated(unsafe) let (sums, lows, highs) = (sums, lows, highs)
          concurrently(shares.count, cores: cores) { share in
            points.values.withUnsafeBufferPointer { values in
              for row in shares[share] {
                for column in 0..<columns {
                  let value = values[row * columns + column]
                  let place = share * columns + column
                  sums[place] += value
                  lows[place] = value < lows[place] ? value : lows[place]
                  highs[place] = -value < highs[place] ? -value : highs[place]
                }
              }
            }
          }
        }
      }
    }
    var means: [Double] = []
    var reach = 0.0
    for column in 0..<columns {
      var sum = 0.0
      var low = Double.infinity
      var high = Double.infinity
      for place in stride(from: column, to: sums.count, by: columns) {
        sum += sums[place]
        low = min(low, lows[place])
        high = min(high, highs[place])
      }
      let mean = sum / Double(points.rowCount)
      means.append(mean)
      reach = max(reach, mean - low, -high - mean)
    }
    self.means = means
    self.reach = reach
  }
}

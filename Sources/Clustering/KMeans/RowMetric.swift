/// How far two rows of equal length are apart.
protocol RowMetric: SendableMetatype {
  /// What one column adds to the score of eight pairs.
  static func share(_ steps: SIMD8<Double>) -> SIMD8<Double>

  /// What one column adds to the score of a pair.
  static func share(_ step: Double) -> Double

  /// The distance of a score; obeys the triangle inequality.
  static func distance(_ score: Double) -> Double

  /// The score of a distance.
  static func score(of distance: Double) -> Double
}

extension RowMetric {
  /// The sum over the columns, from the first to the last.
  @inline(__always)
  static func score(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ columns: Int
  ) -> Double {
    var sum = 0.0
    for column in 0..<columns { sum += share(a[column] - b[column]) }
    return sum
  }

  /// The same in another order: faster, and off by some roundings.
  @inline(__always)
  static func roughScore(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ columns: Int
  ) -> Double {
    var sums = SIMD8<Double>()
    let first = UnsafeRawPointer(a)
    let second = UnsafeRawPointer(b)
    var column = 0
    while column + 8 <= columns {
      let offset = column * MemoryLayout<Double>.stride
      sums += share(
        first.loadUnaligned(fromByteOffset: offset, as: SIMD8<Double>.self)
          - second.loadUnaligned(fromByteOffset: offset, as: SIMD8<Double>.self))
      column += 8
    }
    let halves = sums.lowHalf + sums.highHalf
    let quarters = halves.lowHalf + halves.highHalf
    var sum = quarters.x + quarters.y
    while column < columns {
      sum += share(a[column] - b[column])
      column += 1
    }
    return sum
  }
}

/// Straight distance; its score is the square.
enum EuclideanRows: RowMetric {
  @inline(__always)
  static func share(_ steps: SIMD8<Double>) -> SIMD8<Double> { steps * steps }

  @inline(__always)
  static func share(_ step: Double) -> Double { step * step }

  @inline(__always)
  static func distance(_ score: Double) -> Double { score.squareRoot() }

  @inline(__always)
  static func score(of distance: Double) -> Double { distance * distance }
}

/// The sum of the absolute differences: as a taxi drives.
enum ManhattanRows: RowMetric {
  @inline(__always)
  static func share(_ steps: SIMD8<Double>) -> SIMD8<Double> {
    steps.replacing(with: -steps, where: steps .< SIMD8())
  }

  @inline(__always)
  static func share(_ step: Double) -> Double { abs(step) }

  @inline(__always)
  static func distance(_ score: Double) -> Double { score }

  @inline(__always)
  static func score(of distance: Double) -> Double { distance }
}

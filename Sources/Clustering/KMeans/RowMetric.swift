/// How far two rows of equal length are apart.
///
/// `stride` is a multiple of 4; unused columns are 0 in both.
protocol RowMetric: SendableMetatype {
  /// A number that grows with the distance and is quick to reckon; right to some `stride` roundings.
  static func score(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ stride: Int
  ) -> Double

  /// The distance of a score; obeys the triangle inequality.
  static func distance(_ score: Double) -> Double

  /// The score of a distance.
  static func score(of distance: Double) -> Double
}

/// Straight distance; its score is the square.
enum EuclideanRows: RowMetric {
  @inline(__always)
  static func score(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ stride: Int
  ) -> Double {
    var even = SIMD2<Double>()
    var odd = SIMD2<Double>()
    var place = 0
    while place < stride {
      let first = SIMD2(a[place], a[place + 1]) - SIMD2(b[place], b[place + 1])
      let second = SIMD2(a[place + 2], a[place + 3]) - SIMD2(b[place + 2], b[place + 3])
      even += first * first
      odd += second * second
      place += 4
    }
    let sum = even + odd
    return sum.x + sum.y
  }

  @inline(__always)
  static func distance(_ score: Double) -> Double { score.squareRoot() }

  static func score(of distance: Double) -> Double { distance * distance }
}

/// The sum of the absolute differences: as a taxi drives.
enum ManhattanRows: RowMetric {
  @inline(__always)
  static func score(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ stride: Int
  ) -> Double {
    var sum = SIMD4<Double>()
    var place = 0
    while place < stride {
      sum += SIMD4(
        abs(a[place] - b[place]), abs(a[place + 1] - b[place + 1]),
        abs(a[place + 2] - b[place + 2]), abs(a[place + 3] - b[place + 3]))
      place += 4
    }
    return (sum.x + sum.y) + (sum.z + sum.w)
  }

  @inline(__always)
  static func distance(_ score: Double) -> Double { score }

  static func score(of distance: Double) -> Double { distance }
}

import CLanes

/// How far two rows of equal length are apart.
protocol RowMetric: SendableMetatype {
  /// What one column adds to the scores of several pairs.
  static func share<V: SIMD>(_ steps: V) -> V where V.Scalar: FloatingPoint

  /// What one column adds to the score of a pair.
  static func share<Scalar: FloatingPoint>(_ step: Scalar) -> Scalar

  /// The distance of a score; obeys the triangle inequality.
  static func distance<Scalar: FloatingPoint>(_ score: Scalar) -> Scalar

  /// The score of a distance.
  static func score(of distance: Double) -> Double

  /// As `roughScore`, where lanes are wide.
  static func wideScore(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ columns: Int
  ) -> Float

  /// The smallest of the scores of a row and eight others, penalties added, where lanes are wide.
  static func wideLeast(
    _ row: UnsafePointer<Float>, _ eight: UnsafePointer<SIMD8<Float>>,
    _ penalties: UnsafePointer<SIMD8<Float>>, _ columns: Int
  ) -> Float
}

extension RowMetric {
  /// The sum over the columns, every fourth one by itself first.
  @inline(__always)
  static func score(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ columns: Int
  ) -> Double {
    var sums = SIMD4<Double>()
    let first = UnsafeRawPointer(a)
    let second = UnsafeRawPointer(b)
    var column = 0
    while column + 4 <= columns {
      let offset = column * MemoryLayout<Double>.stride
      sums += share(
        first.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
          - second.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self))
      column += 4
    }
    let halves = sums.lowHalf + sums.highHalf
    var sum = halves.x + halves.y
    while column < columns {
      sum += share(a[column] - b[column])
      column += 1
    }
    return sum
  }

  /// The same in single precision.
  @inline(__always)
  static func roughScore(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ columns: Int
  ) -> Float {
    var sums = SIMD8<Float>()
    let first = UnsafeRawPointer(a)
    let second = UnsafeRawPointer(b)
    var column = 0
    while column + 8 <= columns {
      let offset = column * MemoryLayout<Float>.stride
      sums += share(
        first.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
          - second.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self))
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
  static func share<V: SIMD>(_ steps: V) -> V where V.Scalar: FloatingPoint { steps * steps }

  @inline(__always)
  static func share<Scalar: FloatingPoint>(_ step: Scalar) -> Scalar { step * step }

  @inline(__always)
  static func distance<Scalar: FloatingPoint>(_ score: Scalar) -> Scalar { score.squareRoot() }

  @inline(__always)
  static func score(of distance: Double) -> Double { distance * distance }

  @inline(__always)
  static func wideScore(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ columns: Int
  ) -> Float { lanes_squared(a, b, columns) }

  @inline(__always)
  static func wideLeast(
    _ row: UnsafePointer<Float>, _ eight: UnsafePointer<SIMD8<Float>>,
    _ penalties: UnsafePointer<SIMD8<Float>>, _ columns: Int
  ) -> Float {
    let eight = UnsafeRawPointer(eight).assumingMemoryBound(to: Float.self)
    let penalties = UnsafeRawPointer(penalties).assumingMemoryBound(to: Float.self)
    return lanes_least_squared(row, eight, penalties, columns)
  }
}

/// The sum of the absolute differences: as a taxi drives.
enum ManhattanRows: RowMetric {
  @inline(__always)
  static func share<V: SIMD>(_ steps: V) -> V where V.Scalar: FloatingPoint {
    steps.replacing(with: -steps, where: steps .< V())
  }

  @inline(__always)
  static func share<Scalar: FloatingPoint>(_ step: Scalar) -> Scalar { abs(step) }

  @inline(__always)
  static func distance<Scalar: FloatingPoint>(_ score: Scalar) -> Scalar { score }

  @inline(__always)
  static func score(of distance: Double) -> Double { distance }

  @inline(__always)
  static func wideScore(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ columns: Int
  ) -> Float { lanes_absolute(a, b, columns) }

  @inline(__always)
  static func wideLeast(
    _ row: UnsafePointer<Float>, _ eight: UnsafePointer<SIMD8<Float>>,
    _ penalties: UnsafePointer<SIMD8<Float>>, _ columns: Int
  ) -> Float {
    let eight = UnsafeRawPointer(eight).assumingMemoryBound(to: Float.self)
    let penalties = UnsafeRawPointer(penalties).assumingMemoryBound(to: Float.self)
    return lanes_least_absolute(row, eight, penalties, columns)
  }
}

/// Rows in blocks of eight, column by column, to be compared with another row eight at a time.
struct PackedRows<Scalar: SIMDScalar & BinaryFloatingPoint & Sendable>: Sendable
where Scalar.SIMD8Storage: Sendable {
  let columns: Int
  /// Block after block; in a block the eight values of the first column, then of the second.
  ///
  /// What is missing in the last block of a group is infinitely far away.
  private(set) var values: [SIMD8<Scalar>] = []

  /// Packs each group of rows into blocks of its own.
  init(_ rows: UnsafePointer<Scalar>, columns: Int, groups: [[Int]]) {
    self.columns = columns
    for group in groups {
      for first in stride(from: 0, to: group.count, by: 8) {
        for column in 0..<columns {
          var lanes = SIMD8<Scalar>(repeating: .infinity)
          for lane in 0..<min(8, group.count - first) {
            lanes[lane] = rows[group[first + lane] * columns + column]
          }
          values.append(lanes)
        }
      }
    }
  }

  /// The scores of a row and the eight of a block, each summed from the first column to the last.
  @inline(__always)
  static func scores<Metric: RowMetric>(
    _ row: UnsafePointer<Scalar>, _ block: UnsafePointer<SIMD8<Scalar>>, _ columns: Int,
    _ metric: Metric.Type
  ) -> SIMD8<Scalar> {
    var sums = SIMD8<Scalar>()
    for column in 0..<columns {
      sums += Metric.share(SIMD8(repeating: row[column]) - block[column])
    }
    return sums
  }

  /// The same in another order: faster, since no sum waits for the one before.
  @inline(__always)
  static func roughScores<Metric: RowMetric>(
    _ row: UnsafePointer<Scalar>, _ block: UnsafePointer<SIMD8<Scalar>>, _ columns: Int,
    _ metric: Metric.Type
  ) -> SIMD8<Scalar> {
    var first = SIMD8<Scalar>()
    var second = SIMD8<Scalar>()
    var third = SIMD8<Scalar>()
    var fourth = SIMD8<Scalar>()
    var column = 0
    while column + 4 <= columns {
      first += Metric.share(SIMD8(repeating: row[column]) - block[column])
      second += Metric.share(SIMD8(repeating: row[column + 1]) - block[column + 1])
      third += Metric.share(SIMD8(repeating: row[column + 2]) - block[column + 2])
      fourth += Metric.share(SIMD8(repeating: row[column + 3]) - block[column + 3])
      column += 4
    }
    while column < columns {
      first += Metric.share(SIMD8(repeating: row[column]) - block[column])
      column += 1
    }
    return (first + second) + (third + fourth)
  }
}

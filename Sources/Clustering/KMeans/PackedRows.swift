/// Rows in blocks of eight, column by column, to be compared with another row eight at a time.
struct PackedRows: Sendable {
  let columns: Int
  /// Block after block; in a block the eight values of the first column, then of the second.
  ///
  /// What is missing in the last block of a group is infinitely far away.
  private(set) var values: [SIMD8<Double>] = []

  /// Packs each group of rows into blocks of its own.
  init(_ rows: UnsafePointer<Double>, columns: Int, groups: [[Int]]) {
    self.columns = columns
    for group in groups {
      for first in stride(from: 0, to: group.count, by: 8) {
        for column in 0..<columns {
          var lanes = SIMD8<Double>(repeating: .infinity)
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
    _ row: UnsafePointer<Double>, _ block: UnsafePointer<SIMD8<Double>>, _ columns: Int,
    _ metric: Metric.Type
  ) -> SIMD8<Double> {
    var sums = SIMD8<Double>()
    for column in 0..<columns {
      sums += Metric.share(SIMD8(repeating: row[column]) - block[column])
    }
    return sums
  }
}

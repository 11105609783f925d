/// How often each label of one grouping comes together with each label of another.
///
///     let table = LabelTable(found: [0, 0, 1, 1, 1], truth: ["a", "a", "b", "b", "a"])
///     table.counts                // [[2, 0], [1, 2]]
///     table.adjustedRandIndex     // 0.166…
///
/// Rows are the labels that were found, columns the true ones, both in ascending order.
public struct LabelTable<
  Found: Hashable & Comparable & Sendable, Truth: Hashable & Comparable & Sendable
>:
  Hashable, Sendable
{
  public let found: [Found]
  public let truth: [Truth]
  /// `counts[row][column]` points have the label `found[row]` and in truth `truth[column]`.
  public let counts: [[Int]]
  /// How many points there are.
  public let total: Int
  public let foundCounts: [Int]
  public let truthCounts: [Int]

  /// Counts labels.
  ///
  /// - Parameters:
  ///   - found: *n* labels.
  ///   - truth: *n* labels, of the same points.
  /// - Complexity: O(*n* + rows × columns)
  public init(found: [Found], truth: [Truth]) {
    precondition(found.count == truth.count, "a pair of labels per point")
    let rows = Set(found).sorted()
    let columns = Set(truth).sorted()
    let rowOf = Dictionary(uniqueKeysWithValues: zip(rows, rows.indices))
    let columnOf = Dictionary(uniqueKeysWithValues: zip(columns, columns.indices))
    var counts = rows.map { _ in columns.map { _ in 0 } }
    for (one, other) in zip(found, truth) {
      if let row = rowOf[one], let column = columnOf[other] { counts[row][column] += 1 }
    }
    self.found = rows
    self.truth = columns
    self.counts = counts
    total = found.count
    foundCounts = counts.map { $0.reduce(0, +) }
    truthCounts = columns.indices.map { column in counts.reduce(0) { $0 + $1[column] } }
  }
}

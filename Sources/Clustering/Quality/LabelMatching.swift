/// Found labels and the true ones that they stand for.
///
/// Every found label is matched with one true label at most, so that as many points as possible
/// are right.
public struct LabelMatching<
  Found: Hashable & Comparable & Sendable, Truth: Hashable & Comparable & Sendable
>:
  Hashable, Sendable
{
  /// How well one true label was found.
  public struct ClassScore: Hashable, Sendable {
    public let label: Truth
    /// The found label that stands for it; nil if none does.
    public let found: Found?
    /// How many points have this label in truth.
    public let support: Int
    /// Right ones among those that were found; 0 where none was.
    public let precision: Double
    /// Right ones among those that there are.
    public let recall: Double
    /// The harmonic mean of ``precision`` and ``recall``; 0 where both are.
    public let f1: Double
  }

  public let table: LabelTable<Found, Truth>
  /// The true label that each found label stands for; a found label without one is missing.
  public let meaning: [Found: Truth]
  /// In the order of the true labels.
  public let classes: [ClassScore]
  /// The share of points whose found label stands for their true one.
  public let accuracy: Double

  /// Finds the best matching.
  ///
  /// - Complexity: O(*m*² · *n*) for *m* the smaller and *n* the larger number of labels.
  public init(_ table: LabelTable<Found, Truth>) {
    self.table = table
    let columns = bestMatching(table.counts)
    var meaning: [Found: Truth] = [:]
    var rowOf = [Int?](repeating: nil, count: table.truth.count)
    var right = 0
    for (row, column) in columns.enumerated() {
      // A pair without a single point in common says nothing.
      guard let column, table.counts[row][column] > 0 else { continue }
      meaning[table.found[row]] = table.truth[column]
      rowOf[column] = row
      right += table.counts[row][column]
    }
    self.meaning = meaning
    accuracy = table.total > 0 ? Double(right) / Double(table.total) : 1
    classes = table.truth.indices.map { column in
      let support = table.truthCounts[column]
      guard let row = rowOf[column] else {
        return ClassScore(
          label: table.truth[column], found: nil, support: support, precision: 0, recall: 0, f1: 0)
      }
      let common = Double(table.counts[row][column])
      let (found, there) = (Double(table.foundCounts[row]), Double(support))
      return ClassScore(
        label: table.truth[column], found: table.found[row], support: support,
        precision: common / found, recall: common / there, f1: 2 * common / (found + there))
    }
  }

  /// The points whose found label does not stand for their true one.
  ///
  /// - Parameters:
  ///   - found: The labels that the table was made from.
  ///   - truth: The true ones.
  /// - Returns: Indices of points, ascending.
  public func misplaced(found: [Found], truth: [Truth]) -> [Int] {
    found.indices.filter { meaning[found[$0]] != truth[$0] }
  }
}

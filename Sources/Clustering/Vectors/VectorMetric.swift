/// How far two rows of numbers are from each other.
public enum VectorMetric: String, Hashable, Sendable, CaseIterable {
  /// The root of the summed squares of the differences.
  case euclidean
  /// The sum of the differences.
  case manhattan
  /// The largest difference.
  case chebyshev
  /// 1 − the cosine of the angle between the rows, from 0 to 2; lengths do not matter.
  case cosine

  /// Whether the mean of some rows is where the sum of squared distances to them is smallest.
  public var hasMeans: Bool { self == .euclidean }
}

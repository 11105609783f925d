/// One column of a table whose columns are of different kinds; nil where a value is missing.
public enum MixedColumn: Hashable, Sendable {
  /// Numbers: a difference counts by its share of the column's range.
  case numeric([Double?])
  /// Values with an order, as ranks: a difference counts by its share of the range of ranks.
  case ordinal([Int?])
  /// Names: the same or not.
  case categorical([String?])

  var count: Int {
    switch self {
    case .numeric(let values): values.count
    case .ordinal(let values): values.count
    case .categorical(let values): values.count
    }
  }
}

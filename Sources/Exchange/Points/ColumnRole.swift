/// What a column of a point file is read as.
public enum ColumnRole: String, Hashable, Sendable, CaseIterable {
  case id
  case longitude
  case latitude
  case x
  case y
  /// One column with both coordinates: WKT, or `lat,lon`.
  case position
  case weight
  case capacity
  case status
  case zone
  case name
  case group
  case cutoff
}

/// Which column was read as what.
public struct ColumnReport: Hashable, Sendable {
  public var file: String
  /// What was counted: rows or features.
  public var count: Int
  public var unit: String
  /// Roles in the order in which they are printed, with the names of their columns.
  public var columns: [Entry]
  /// Other remarks: ids made from row numbers, a decimal comma.
  public var notes: [String]

  public struct Entry: Hashable, Sendable {
    public var role: ColumnRole
    public var column: String
  }
}

extension ColumnReport: CustomStringConvertible {
  public var description: String { fatalError("not written yet") }
}

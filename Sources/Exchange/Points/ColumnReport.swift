/// Which column was read as what.
public struct ColumnReport: Hashable, Sendable {
  public var file: String
  /// How many rows or features there are, those left out not counted.
  public var count: Int
  /// What was counted: `row` or `feature`.
  public var unit: String
  /// Roles in the order in which they are printed, with the names of their columns.
  public var columns: [Entry]
  /// Other remarks: ids made from row numbers, a delimiter that is no comma.
  public var notes: [String]

  public struct Entry: Hashable, Sendable {
    public var role: ColumnRole
    public var column: String

    public init(role: ColumnRole, column: String) {
      self.role = role
      self.column = column
    }
  }

  public init(
    file: String, count: Int, unit: String = "row", columns: [Entry] = [], notes: [String] = []
  ) {
    self.file = file
    self.count = count
    self.unit = unit
    self.columns = columns
    self.notes = notes
  }
}

extension ColumnReport: CustomStringConvertible {
  /// One line: ``homes.csv: 1,846 rows; id from `id`, longitude from `lon`, latitude from `lat` ``.
  public var description: String {
    let counted = "\(file): \(Count.of(count, unit))"
    let read = columns.map { "\($0.role.rawValue) from `\($0.column)`" }.joined(separator: ", ")
    return ([counted] + [read].filter { !$0.isEmpty } + notes).joined(separator: "; ")
  }
}

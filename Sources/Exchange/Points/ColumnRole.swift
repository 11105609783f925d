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
  /// The node of a street network at which a point stands.
  case node
}

/// A file of points, CSV or GeoJSON, as records.
public struct PointFile: Sendable {
  /// What the points are for; it decides what is checked.
  public enum Role: String, Hashable, Sendable {
    case demand, sites, points
  }

  public struct Options: Hashable, Sendable {
    public var coordinates: CoordinateKind
    public var role: Role
    /// Columns named by the user, in place of those found by their names.
    public var columns: [ColumnRole: String]
    /// Whether bad rows are left out and named instead of being an error.
    public var skipBad: Bool
    /// Whether the two coordinates stand in each other's column (`--swap`).
    public var swap: Bool
    /// Whether a point without a place is an error; off for zones and matrices.
    public var requiresPosition: Bool

    public init(
      coordinates: CoordinateKind = .geographic, role: Role = .points,
      columns: [ColumnRole: String] = [:], skipBad: Bool = false, swap: Bool = false,
      requiresPosition: Bool = true
    ) {
      self.coordinates = coordinates
      self.role = role
      self.columns = columns
      self.skipBad = skipBad
      self.swap = swap
      self.requiresPosition = requiresPosition
    }
  }

  /// In the order of the file.
  public var records: [PointRecord]
  public var report: ColumnReport
  /// Harmless or doubtful: a point at (0, 0).
  public var warnings: [DataFault]
  /// The rows that ``Options/skipBad`` left out, in the order of the file.
  public var rejected: [DataFault]

  /// Reads a file; `-` is the standard input.
  ///
  /// - Throws: All faults of the file at once.
  public static func read(
    path: String, options: Options = Options()
  ) throws(DataFaults) -> PointFile {
    fatalError("not written yet")
  }

  /// Reads a text; `file` is what messages call it.
  public static func read(
    _ bytes: [UInt8], file: String, options: Options = Options()
  ) throws(DataFaults) -> PointFile {
    fatalError("not written yet")
  }
}

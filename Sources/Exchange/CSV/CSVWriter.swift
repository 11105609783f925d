/// Writes CSV (RFC 4180 with LF): quotes only where they are needed.
public struct CSVWriter: Sendable {
  /// The text so far.
  public private(set) var bytes: [UInt8] = []

  public init(header: [String]) { fatalError("not written yet") }

  /// Adds one row; `nil` is an empty cell.
  public mutating func add(_ cells: [String?]) { fatalError("not written yet") }
}

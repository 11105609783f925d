/// One thing that was noticed in the data.
public struct Finding: Hashable, Sendable, CustomStringConvertible {
  public enum Severity: String, Hashable, Sendable, CaseIterable {
    /// What was read, as which columns: nothing is wrong.
    case note
    /// The plan can be made, but somebody should look.
    case warning
    /// Must be mended.
    case fault
  }

  public var severity: Severity
  public var message: String

  public init(_ severity: Severity, _ message: String) {
    self.severity = severity
    self.message = message
  }

  public var description: String {
    severity == .note ? message : "\(severity.rawValue): \(message)"
  }
}

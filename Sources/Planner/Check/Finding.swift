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
  /// What kind of thing it is, where there may be very many of a kind; empty where not.
  public var topic: String

  public init(_ severity: Severity, _ message: String, topic: String = "") {
    self.severity = severity
    self.message = message
    self.topic = topic
  }

  public var description: String {
    severity == .note ? message : "\(severity.rawValue): \(message)"
  }
}

extension Finding {
  /// The first few of each topic, and how many more there are.
  ///
  /// - Parameters:
  ///   - findings: In their order, which is kept.
  ///   - limit: How many of a topic are kept.
  /// - Returns: Those kept, and a line for each topic that was cut.
  public static func abridged(_ findings: [Finding], limit: Int = 5) -> [Finding] {
    var counts: [String: Int] = [:]
    for finding in findings where !finding.topic.isEmpty { counts[finding.topic, default: 0] += 1 }
    var seen: [String: Int] = [:]
    var kept: [Finding] = []
    for finding in findings {
      let count = counts[finding.topic] ?? 0
      let number = (seen[finding.topic] ?? 0) + 1
      seen[finding.topic] = number
      // A single one left over is no longer than the line that would count it.
      if count == 0 || number <= limit || count == limit + 1 {
        kept.append(finding)
      } else if number == count {
        kept.append(
          Finding(
            finding.severity, "and \(count - limit) more like these; footbridge check lists all"))
      }
    }
    return kept
  }
}

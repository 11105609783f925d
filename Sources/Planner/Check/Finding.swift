import Exchange
public import Geography

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

  /// Where to look, in the plane of the plan.
  public enum Place: Hashable, Sendable {
    /// As many as ``Finding/ids``, or one.
    case points([PlanarPoint])
    /// An opening, from one side to the other.
    case opening(PlanarPoint, PlanarPoint)
  }

  public var severity: Severity
  public var message: String
  /// What kind of thing it is, such as `gap`, where it has a place or there may be very many of a
  /// kind; empty where not.
  public var topic: String
  /// Nil where it has no place on the map.
  public var place: Place?
  /// The barriers, crossings or points that it is about.
  public var ids: [String] = []
  /// How many demand points it concerns, and their weight; nil where that is not the question.
  public var people: Int?
  public var weight: Double?
  /// For a gap, how many ways of a plan lead through it; nil where there is no plan.
  public var routes: Int?

  public init(
    _ severity: Severity, _ message: String, topic: String = "", place: Place? = nil,
    ids: [String] = []
  ) {
    self.severity = severity
    self.message = message
    self.topic = topic
    self.place = place
    self.ids = ids
  }

  public var description: String {
    severity == .note ? message : "\(severity.rawValue): \(message)"
  }
}

extension DataFault {
  /// What all faults of its kind have alike: the file, the field and the problem without its numbers.
  var kind: String {
    "\(file ?? ""): \(column ?? ""): \(String(problem.filter { !$0.isNumber }))"
  }
}

extension Finding {
  /// The first few of each topic, and how many more there are.
  ///
  /// - Parameters:
  ///   - findings: In their order, which is kept.
  ///   - limit: How many of a topic are kept.
  ///   - rest: Where the others can be read.
  /// - Returns: Those kept, and a line for each topic that was cut.
  public static func abridged(
    _ findings: [Finding], limit: Int = 5, rest: String = "footbridge check lists all"
  ) -> [Finding] {
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
            finding.severity, "and \(count - limit) more like these, \(count) in all; \(rest)"))
      }
    }
    return kept
  }
}

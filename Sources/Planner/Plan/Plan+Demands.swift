import Cartography
import Exchange

extension Plan {
  /// Whether the plan is as good as it was asked to be.
  ///
  /// - Parameter wanted: A gap as a share; nil asks for nothing.
  /// - Returns: False also where no bound is known.
  public func reaches(gap wanted: Double?) -> Bool {
    guard let wanted else { return true }
    guard let gap = search.gap else { return false }
    return gap <= wanted
  }

  /// Ends a run in which everybody was to be served and somebody is not.
  ///
  /// - Throws: ``PlanningError/unserved(count:of:people:)``.
  public func requireServed() throws(PlanningError) {
    let unserved = unserved
    guard !unserved.isEmpty else { return }
    throw .unserved(
      count: unserved.count, of: demand.count, people: unserved.prefix(5).map(unservedSentence))
  }

  /// Those whom nobody serves, a line each for the first of them.
  ///
  /// With the objective `coverage` those beyond the limit are what is counted, not what is wrong,
  /// and are left out here.
  public var unservedSummary: [String] {
    let isCoverage = objective == Scenario.Objective.coverage.optionName
    let unserved = unserved.filter {
      !isCoverage || assignments[$0].unserved?.code != "beyond_cutoff"
    }
    let shown = 10
    var lines = unserved.prefix(shown).map(unservedSentence)
    if unserved.count > shown {
      lines.append("and \(unserved.count - shown) more are unserved; see plan.json")
    }
    return lines
  }

  /// How many are not served for each of the three kinds of reasons, and their weight.
  var unservedByReason: [(code: String, people: Int, weight: Double)] {
    ["unreachable", "beyond_cutoff", "over_capacity"].map { code in
      let people = unserved.filter { assignments[$0].unserved?.code == code }
      return (code, people.count, people.reduce(0) { $0 + demand[$1].weight })
    }
  }

  /// How good the plan is and what is proved, in one line.
  public var proofLine: String {
    var parts = ["objective \(Self.amount(search.objective)) (\(objective))"]
    parts.append("bound \(search.bound.map(Self.amount) ?? "unknown")")
    if search.status == "optimal" {
      parts.append("gap 0 %")
    } else if let gap = search.gap {
      let text = "gap \(Decimals.text((gap * 100).rounded(.up, decimals: 4), 4)) %"
      parts.append(search.provesEnough ? text : "\(text) (nothing useful is proved yet)")
    }
    parts.append(search.status.replacing("_", with: " "))
    parts.append("\(Decimals.text(search.seconds, 1)) s")
    parts.append("seed \(search.seed)")
    return parts.joined(separator: ", ")
  }

  private static func amount(_ value: Double) -> String {
    value == value.rounded()
      ? Decimals.text(value, 0)
      : value.magnitude < 1
        ? NumberText.measured(value, digits: 6) : Decimals.text(value, 3)
  }

  /// Gaps between barriers that ways lead through, a line each.
  public var leakSummary: [Finding] {
    findings.compactMap { finding in
      guard let routes = finding.routes, routes > 0 else { return nil }
      let ways = routes == 1 ? "1 way leads" : "\(routes) ways lead"
      return Finding(.warning, "\(ways) through a gap: \(finding.message)", topic: "leak")
    }
  }

  private func unservedSentence(_ person: Int) -> String {
    let reason = assignments[person].unserved?.description ?? "unserved"
    return "\(scene.people[person].label) is \(reason)"
  }
}

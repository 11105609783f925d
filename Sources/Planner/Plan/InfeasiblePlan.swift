public import Siting

/// Why the rules cannot all be kept, and what would do, in the names of the files and options.
public struct InfeasiblePlan: Hashable, Sendable, CustomStringConvertible {
  /// How many facilities were asked for; 0 for as many as it takes.
  public let facilities: Int
  /// The same in positions of lists.
  public let why: Infeasibility
  public let description: String

  init(
    _ why: Infeasibility, facilities: Int, rules: ServiceRules, people: [String], sites: [String]
  ) {
    self.facilities = facilities
    self.why = why
    let facts = InfeasibleFacts(
      why: why, facilities: facilities, rules: rules, people: people, sites: sites
    ).texts
    let number =
      facilities > 0 ? " with \(facilities) \(facilities == 1 ? "facility" : "facilities")" : ""
    let head = "there is no plan\(number) that keeps all rules"
    let remedies = InfeasibleRemedies(why: why, people: people).texts
    description =
      (facts.isEmpty ? head + " together" : head + ": " + facts.joined(separator: "; and ")) + "; "
      + remedies.joined(separator: "; ")
  }
}

extension Decimals {
  /// An amount as an option takes it, rounded to thousandths: `917`, `0.6`.
  static func amount(_ value: Double, _ rule: FloatingPointRoundingRule) -> String {
    guard abs(value) < 1e12 else { return "\(value)" }
    let rounded = (value * 1000 * (rule == .up ? 1 - 1e-12 : 1 + 1e-12)).rounded(rule) / 1000
    return rounded == rounded.rounded() ? text(rounded, 0) : "\(rounded)"
  }

  /// Names in a row, a few of them: `a`, `a and b`, `a, b and 7 more`.
  static func names(_ names: [String], shown: Int = 5) -> String {
    let named = names.prefix(shown)
    let more = names.count - named.count
    if more > 0 { return named.joined(separator: ", ") + " and \(more) more" }
    return named.count < 2
      ? named.joined()
      : named.dropLast().joined(separator: ", ") + " and " + named.suffix(1).joined()
  }
}

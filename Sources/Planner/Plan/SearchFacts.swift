/// How the plan was found, and how good it is known to be.
public struct SearchFacts: Hashable, Sendable {
  /// What the plan makes small: Σ weight × distance (metres) for `median`, Σ weight × distance² for
  /// `means`, metres for `center` and `fair`, weight that is not covered for `coverage`, a number of
  /// facilities for `cover-all`.
  public var objective: Double
  /// A proven lower bound of the objective; nil where none is known.
  public var bound: Double?
  /// `optimal`, `converged`, `iteration_limit`, `time_limit` or `interrupted`.
  public var status: String
  public var seed: UInt64
  /// Seconds that the whole plan took, from reading to measuring.
  public var seconds: Double

  /// The largest gap that is worth a sentence: beyond, a plan might be better by a third or more,
  /// which is next to knowing nothing.
  public static let largestUsefulGap = 0.25

  /// Whether what is proved tells how good the plan is: the gap is at most
  /// ``largestUsefulGap``, or the one that was asked for is reached.
  public var provesEnough: Bool {
    guard let gap else { return false }
    return gap <= Self.largestUsefulGap || status == "gap" || status == "optimal"
  }

  /// (objective − bound) ÷ objective; nil where no bound is known.
  public var gap: Double? {
    guard let bound else { return nil }
    return objective > 0 ? max(0, (objective - bound) / objective) : 0
  }
}

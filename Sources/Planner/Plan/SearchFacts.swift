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

  /// (objective − bound) ÷ objective; nil where no bound is known.
  public var gap: Double? {
    guard let bound else { return nil }
    return objective > 0 ? max(0, (objective - bound) / objective) : 0
  }
}

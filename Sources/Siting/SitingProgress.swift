/// How the search stands.
public struct SitingProgress: Hashable, Sendable {
  public enum Phase: String, Hashable, Sendable {
    /// Distances are being worked out.
    case measuring
    /// Better plans are being looked for.
    case searching
    /// The lower bound is being raised.
    case proving
  }

  public var phase: Phase
  /// From 0 to 1, of this phase.
  public var fraction: Double
  /// The best objective so far; nil before there is a plan.
  public var objective: Double?
  /// The best proven bound so far.
  public var lowerBound: Double?
  public var seconds: Double
}

public import Geography

/// Something about barriers and crossings that a careful planner wants to know.
public struct BarrierFinding: Hashable, Sendable, CustomStringConvertible {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The crossing was moved onto its barrier.
    case crossingMoved
    /// Barriers next to a point crossing that it does not open.
    case parallelBarrierLeftShut
    /// A line crossing that runs over no barrier.
    case crossingOverNothing
    /// The crossing joins no two pieces of land.
    case crossingJoinsNothing
    /// The ends of two barriers nearly meet.
    case gap
    /// A piece of a barrier that is there twice.
    case duplicatePiece
    /// A barrier that crosses itself.
    case selfCrossing
    /// A barrier without length.
    case emptyBarrier
  }

  /// The opening between two barriers that nearly meet, in metres.
  public struct Gap: Hashable, Sendable {
    public var from: PlanarPoint
    public var to: PlanarPoint
  }

  public var kind: Kind
  public var description: String
  /// Where to look, in metres.
  public var location: PlanarPoint?
  /// The barriers and crossings that it is about.
  public var ids: [String]
  /// For a gap, from where to where it opens.
  public var gap: Gap?

  /// How much it matters.
  public enum Severity: Hashable, Sendable {
    /// Harmless, but somebody may want to know.
    case harmless
    /// Likely to be a mistake, and then answers are wrong; but it may be meant so.
    case suspicious
    /// A mistake: it cannot be meant so.
    case wrong
  }

  public var severity: Severity {
    switch kind {
    case .crossingMoved, .duplicatePiece, .selfCrossing, .emptyBarrier: .harmless
    case .parallelBarrierLeftShut, .gap: .suspicious
    case .crossingJoinsNothing, .crossingOverNothing: .wrong
    }
  }
}

public import Geography

/// Something about barriers and crossings that a careful planner wants to know.
public struct BarrierFinding: Hashable, Sendable, CustomStringConvertible {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Decks that meet in the water and are one crossing.
    case crossingsJoined
    /// The crossing was moved onto its barrier.
    case crossingMoved
    /// A barrier right behind the one that a crossing opens, which stays shut.
    case parallelBarrierLeftShut
    /// A line crossing that leads over no barrier.
    case crossingOverNothing
    /// A line crossing between places that are no farther apart without it: it ends on the side from
    /// which it came.
    case crossingToSameSide
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
  /// What is the case and what to do, with places on the map.
  public var message: PlacedText
  /// Where to look, in metres.
  public var location: PlanarPoint?
  /// The barriers and crossings that it is about.
  public var ids: [String]
  /// For a gap, from where to where it opens.
  public var gap: Gap?

  public var description: String { message.description }

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
    case .crossingMoved, .crossingsJoined, .duplicatePiece, .selfCrossing, .emptyBarrier: .harmless
    case .parallelBarrierLeftShut, .crossingToSameSide, .gap: .suspicious
    case .crossingJoinsNothing, .crossingOverNothing: .wrong
    }
  }
}

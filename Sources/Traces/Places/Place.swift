public import Geography

/// Somewhere that one person, or several, stayed.
public struct Place: Hashable, Sendable {
  /// Index of the person; nil for a place of all.
  public var person: Int?
  /// From 1: the most frequent first.
  public var rank: Int
  /// The weighted median of its stays, or one of them where barriers are given.
  public var center: GeoCoordinate
  /// The corners of a convex area around its stays, counterclockwise; the first is not repeated.
  public var extent: [GeoCoordinate]
  /// In the order of persons and time.
  public var visits: [Visit]
  /// Calendar days by local clocks on which somebody was there, added up over persons.
  public var days: Int
  public var profile: WeekProfile
  public var suggestion: Suggestion?

  /// What a place may be to its person.
  public struct Suggestion: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
      case home, work
    }
    public var kind: Kind
    /// From 0 to 1.
    public var confidence: Double
    /// A sentence without a full stop.
    public var reason: String
  }

  /// Seconds, over all visits.
  public var totalDwell: Double { visits.reduce(0) { $0 + $1.dwell } }

  /// Seconds.
  public var medianDwell: Double { TickMaker.middle(visits.map(\.dwell).sorted()) }

  public var firstSeen: Int64 { visits.lazy.map(\.arrival).min() ?? 0 }
  public var lastSeen: Int64 { visits.lazy.map(\.departure).max() ?? 0 }
}

/// What counts as one place.
public struct PlaceOptions: Hashable, Sendable {
  /// Metres: stays whose middles lie on average no farther apart are one place.
  public var radius = 50.0
  /// Seconds between two stays at one place, without a sign of having left, that still are one visit.
  public var longestGap = 86_400.0
  /// Places with fewer visits are left out.
  public var minimumVisits = 1
  public var ranking = Ranking.visits

  /// What the first place has the most of; what is equal goes by the time spent there.
  public enum Ranking: String, Hashable, Sendable, CaseIterable {
    case visits, days, dwell
  }

  public init() {}
}

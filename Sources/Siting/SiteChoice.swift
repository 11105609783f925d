/// What a planner says about a place where a facility could stand.
public enum SiteStatus: String, Sendable, CaseIterable, Hashable {
  /// May be opened.
  case candidate
  /// Must be opened.
  case required
  /// Stands already, and stays open.
  case existing
  /// Must not be opened.
  case closed

  /// Whether a facility stands here in every plan.
  public var isAlwaysOpen: Bool { self == .required || self == .existing }
}

/// A place where a facility could stand.
public struct Site<Place: Hashable & Sendable>: Hashable, Sendable {
  public var place: Place
  public var status: SiteStatus

  public init(place: Place, status: SiteStatus = .candidate) {
    self.place = place
    self.status = status
  }
}

/// Where facilities may stand.
public enum SiteChoice<Place: Hashable & Sendable>: Hashable, Sendable {
  /// On some of these sites.
  case listed([Site<Place>])
  /// At any demand point.
  case demand
  /// Anywhere the provider's ``DistanceProvider/relocation(of:serving:of:weights:objective:)``
  /// leads to, starting from demand points. Facilities at the fixed places are always open and
  /// never moved.
  case anywhere(fixed: [Place])
}

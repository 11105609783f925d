/// What travel distances are measured with.
public enum DistanceChoice: String, Hashable, Sendable, CaseIterable {
  case barriers
  case straight
  case manhattan
  case geodesic
  case matrix
  case zones
  case network
}

/// Where streets that are drawn as lines meet.
public enum StreetJointsChoice: String, Hashable, Sendable, CaseIterable {
  /// Only where they end.
  case ends
  /// Wherever they share a vertex.
  case vertices
}

/// Where facilities may stand.
public enum SitesChoice: String, Hashable, Sendable, CaseIterable {
  /// On the candidates of a file.
  case candidates
  /// Where any demand point is.
  case demand
  /// Anywhere on land.
  case anywhere
}

/// What a plan makes small, or large.
public enum ObjectiveChoice: String, Hashable, Sendable, CaseIterable {
  /// The sum of weight × distance.
  case median
  /// The sum of weight × distance².
  case means
  /// The largest distance.
  case center
  /// The weight within the largest distance that is allowed, made large.
  case coverage
  /// The number of facilities with which everybody is within that distance.
  case coverAll = "cover-all"
  /// The mean distance of those who are worst off.
  case fair
}

/// How the ways are drawn in `routes.geojson`.
public enum RoutesChoice: String, Hashable, Sendable, CaseIterable {
  /// As people walk them.
  case paths
  /// As straight lines from home to facility.
  case lines
  /// Not at all: no file.
  case none
}

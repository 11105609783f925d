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

/// What a plan adds up.
public enum ObjectiveChoice: String, Hashable, Sendable, CaseIterable {
  /// Weight × distance.
  case median
  /// Weight × distance².
  case means
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

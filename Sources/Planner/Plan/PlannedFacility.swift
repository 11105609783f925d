public import Exchange
public import Geography

/// One facility that the plan opens or keeps, with those whom it serves.
public struct PlannedFacility: Sendable {
  /// Where the place of a facility comes from.
  public enum Source: Hashable, Sendable {
    /// Index into the sites that were read.
    case site(Int)
    /// Index into the demand.
    case demand(Int)
    /// Anywhere on land.
    case free
  }

  public var id: String
  public var name: String
  /// `chosen`, `required` or `existing`.
  public var status: String
  public var source: Source
  /// In the plane of the plan; nil where nothing has a place.
  public var point: PlanarPoint?
  /// As the files have it, or as the map gives it back; nil where nothing has a place.
  public var position: Position?
  public var capacity: Double?
  /// The people whom it serves, by their distances.
  public var distances: WeightedDistances
  /// Id of the one who comes from farthest.
  public var farthest: String?

  /// What is used of the capacity: 1 is all of it.
  public var utilisation: Double? {
    guard let capacity, capacity > 0 else { return nil }
    return distances.weight / capacity
  }
}

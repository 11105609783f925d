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

  /// What would happen if it were closed; nil where that was not measured.
  public var drop: Drop?

  /// What closing one facility would do to a plan whose other facilities stay.
  public struct Drop: Hashable, Sendable {
    /// 1 for the one that would be missed least.
    public var rank = 0
    /// How much larger the objective would be; nil where that says nothing, because somebody would
    /// not be served any more.
    public var addedObjective: Double?
    /// Σ weight × metres that ways of those who are still served would be longer.
    public var addedMetres = 0.0
    /// How many would have to go elsewhere, and their weight.
    public var people = 0
    public var weight = 0.0
    /// How many of them nobody could serve, and their weight.
    public var peopleCutOff = 0
    public var weightCutOff = 0.0
  }

  /// The room that is left; below 0 where a slack is used.
  public var spare: Double? { capacity.map { $0 - distances.weight } }

  /// What is used of the capacity: 1 is all of it.
  public var utilisation: Double? {
    guard let capacity, capacity > 0 else { return nil }
    return distances.weight / capacity
  }
}

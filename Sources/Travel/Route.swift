/// One way from here to there.
public struct Route<Place: Hashable & Sendable>: Hashable, Sendable {
  /// Metres, the costs of the crossings included.
  public var distance: Double
  /// From the origin to the destination, both included.
  public var path: [Place]
  /// Ids of the crossings used, in the order of travel.
  public var crossings: [String]

  public init(distance: Double, path: [Place], crossings: [String]) {
    self.distance = distance
    self.path = path
    self.crossings = crossings
  }
}

public import Geography

/// Which way a street may be used, as it is drawn or as its row names its ends.
public enum StreetDirection: String, Hashable, Sendable, CaseIterable {
  case both
  case forward
  case backward

  var allowsForward: Bool { self != .backward }
  var allowsBackward: Bool { self != .forward }
}

/// A street between two named nodes.
public struct StreetRow: Hashable, Sendable {
  public var from: String
  public var to: String
  /// Metres, or whatever else is to be added up.
  public var length: Double
  public var direction: StreetDirection

  public init(
    from: String, to: String, length: Double, direction: StreetDirection = .both
  ) {
    self.from = from
    self.to = to
    self.length = length
    self.direction = direction
  }
}

/// A node with its place on the map.
public struct StreetNode: Hashable, Sendable {
  public var id: String
  public var position: PlanarPoint

  public init(id: String, position: PlanarPoint) {
    self.id = id
    self.position = position
  }
}

/// A street as it is drawn on the map.
public struct StreetLine: Hashable, Sendable {
  public var points: [PlanarPoint]
  public var direction: StreetDirection
  /// Metres from end to end; nil for as long as it is drawn.
  public var length: Double?

  public init(
    points: [PlanarPoint], direction: StreetDirection = .both, length: Double? = nil
  ) {
    self.points = points
    self.direction = direction
    self.length = length
  }
}

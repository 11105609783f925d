public import Geography

/// A point in metres and the label of the zone that it lies in.
public struct ZonedPoint: Hashable, Sendable {
  public var point: PlanarPoint
  public var zone: String

  public init(point: PlanarPoint, zone: String) {
    self.point = point
    self.zone = zone
  }
}

/// A place where one can change from zone to zone.
public struct ZoneCrossing: Hashable, Sendable {
  /// Which way it may be used.
  public enum Direction: String, Hashable, Sendable, CaseIterable {
    case both
    /// From the zone named first into the others.
    case forward
    /// From the others into the zone named first.
    case backward
  }

  public var id: String
  /// Where it is; distances to it are measured from here.
  public var point: PlanarPoint?
  /// Labels of the zones that meet there, two or more.
  public var zones: [String]
  /// Metres that using it adds to the way.
  public var cost: Double
  public var isOpen: Bool
  public var direction: Direction

  public init(
    id: String, point: PlanarPoint?, zones: [String], cost: Double = 0, isOpen: Bool = true,
    direction: Direction = .both
  ) {
    self.id = id
    self.point = point
    self.zones = zones
    self.cost = cost
    self.isOpen = isOpen
    self.direction = direction
  }

  /// Whether it lets one through from one of its zones to another.
  func leads(from zone: String, to other: String) -> Bool {
    guard zone != other else { return false }
    return switch direction {
    case .both: true
    case .forward: zone == zones.first
    case .backward: other == zones.first
    }
  }
}

public import Geography

/// Where one demand point is sent, and how it gets there.
public struct Assignment: Hashable, Sendable {
  /// Index into ``Plan/facilities``; nil where it can reach none.
  public var facility: Int?
  /// Metres; nil where it is unserved.
  public var distance: Double?
  /// Metres as the crow flies to the same facility; nil where it is unserved or nothing has a place.
  public var straight: Double?
  /// Ids of the crossings on the way, in the order of travel.
  public var crossings: [String] = []
  /// The way in the plane of the plan; empty where it is unserved or nothing has a place.
  public var path: [PlanarPoint] = []
  /// Why nobody serves it.
  public var unserved: UnservedReason?

  public init() {}

  /// Travel distance ÷ straight distance; nil where the straight distance is 0 or unknown.
  public var detourFactor: Double? {
    guard let distance, let straight, straight > 0 else { return nil }
    return distance / straight
  }
}

/// Why a demand point is not served.
public enum UnservedReason: Hashable, Sendable, CustomStringConvertible {
  /// It stands inside an area barrier, such as a river.
  case inside(barrier: String)
  /// Barriers without an open crossing lie all around it.
  case noOpenCrossing(over: [String])
  /// No street is near enough: metres within which one was looked for, and metres to the nearest.
  case noStreet(within: Double, nearest: Double)
  /// Barriers lie between it and all streets that are near enough.
  case cutFromStreets
  /// It stands more than 1,000 km from the barriers.
  case beyondWorld
  /// Its part of the streets, of so many nodes, is joined to no facility.
  case isolatedStreet(nodes: Int)
  /// No crossing joins its zone to a facility.
  case zoneCutOff(String)
  /// The distances that were given have none from here to any facility.
  case noWay
  /// All facilities are farther away than allowed: the nearest by name, metres to it, and metres
  /// that are allowed.
  case beyondCutoff(nearest: String, distance: Double, limit: Double)
  /// The facilities that are near enough are full.
  case overCapacity

  public var description: String {
    switch self {
    case .inside(let barrier): "unreachable: inside \(barrier)"
    case .noOpenCrossing(let names):
      "unreachable: no open crossing over \(names.joined(separator: ", "))"
    case .noStreet(let limit, let nearest):
      "unreachable: no street within \(Decimals.text(limit, 0)) m; nearest "
        + "\(Decimals.text(nearest.rounded(.up), 0)) m"
    case .cutFromStreets: "unreachable: the way to the nearest street is cut by a barrier"
    case .beyondWorld: "unreachable: more than 1,000 km from the barriers"
    case .isolatedStreet(let nodes):
      "unreachable: beside an isolated bit of the streets (\(nodes == 1 ? "1 node" : "\(nodes) nodes"))"
        + " that no street joins to a facility"
    case .zoneCutOff(let zone):
      "unreachable: no open crossing leads from zone \(zone) to a facility"
    case .noWay: "unreachable: no way to any facility"
    case .beyondCutoff(let nearest, let distance, let limit):
      "beyond_cutoff: nearest \(nearest), \(Decimals.text(distance.rounded(.up), 0)) m; limit "
        + "\(Decimals.text(limit, 0)) m"
    case .overCapacity: "over_capacity: all facilities that are near enough are full"
    }
  }

  /// The kind of reason, each person having one: `unreachable`, `beyond_cutoff` or `over_capacity`.
  public var code: String {
    switch self {
    case .beyondCutoff: "beyond_cutoff"
    case .overCapacity: "over_capacity"
    case .inside, .noOpenCrossing, .noStreet, .cutFromStreets, .beyondWorld, .isolatedStreet,
      .zoneCutOff, .noWay:
      "unreachable"
    }
  }
}

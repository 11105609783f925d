/// How a reader of features takes what it finds.
public struct ReadingRules: Hashable, Sendable {
  /// Whether every departure from RFC 7946 is a fault; else what can be put right is, and is told.
  public var isStrict = false
  /// Degrees are checked to be on the earth.
  public var coordinates = CoordinateKind.geographic
  /// Whether latitude stands before longitude in the file.
  public var swap = false
  /// Whether longitudes beyond ±180 are brought back to that, and what reaches over the antimeridian is cut there.
  public var wraps = false
  /// Whether somebody has said what the coordinates are, whatever single features say.
  public var hasCRS = false

  /// Whether positions must lie on the earth, else somebody else sees to that.
  var checksPositions = true

  public init(
    isStrict: Bool = false, coordinates: CoordinateKind = .geographic, swap: Bool = false,
    wraps: Bool = false
  ) {
    self.isStrict = isStrict
    self.coordinates = coordinates
    self.swap = swap
    self.wraps = wraps
  }

  /// The same for a file that may be of a projected system: any number may be a coordinate.
  func unchecked(for system: ProjectedSystem?) -> ReadingRules {
    guard system != nil else { return self }
    var rules = self
    rules.coordinates = .planar
    rules.wraps = false
    return rules
  }
}

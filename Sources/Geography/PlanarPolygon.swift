/// An area in metres: one outer ring and any number of holes.
///
/// Rings are closed by themselves: the first point is not repeated at the end. Winding is free.
public struct PlanarPolygon: Hashable, Sendable {
  public var exterior: [PlanarPoint]
  public var holes: [[PlanarPoint]]

  public init(exterior: [PlanarPoint], holes: [[PlanarPoint]] = []) {
    self.exterior = exterior
    self.holes = holes
  }

  /// The outer ring and then the holes.
  public var rings: [[PlanarPoint]] { [exterior] + holes }

  public var box: PlanarBox { PlanarBox(exterior) }
}

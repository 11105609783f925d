public import Geography

/// A line or an area that cannot be travelled through: a river, a railway, a fence.
public struct Barrier: Hashable, Sendable {
  public enum Shape: Hashable, Sendable {
    /// A line without width; its free ends can be walked around.
    case line([PlanarPoint])
    /// An area with width; its holes are land.
    case area(PlanarPolygon)
  }

  public var id: String
  public var name: String
  /// River, railway, road, fence, …: what the map shows it as.
  public var kind: String
  /// One shape, or several for the Multi forms of GeoJSON.
  public var shapes: [Shape]

  public init(id: String, name: String = "", kind: String = "", shapes: [Shape]) {
    self.id = id
    self.name = name
    self.kind = kind
    self.shapes = shapes
  }
}

public import Geography

extension MapDrawing {
  /// A line in metres, or an area of which the holes are land.
  public enum Shape: Hashable, Sendable {
    case line([PlanarPoint])
    case area(PlanarPolygon)
  }

  /// What cannot be travelled through.
  public struct Barrier: Hashable, Sendable {
    public var name: String
    /// As the data says it: `river`, `railway`, `motorway`, `fence`; see ``BarrierStyle``.
    public var kind: String
    public var shapes: [Shape]

    public init(name: String = "", kind: String, shapes: [Shape]) {
      self.name = name
      self.kind = kind
      self.shapes = shapes
    }
  }

  /// Where a barrier can be crossed.
  public struct Crossing: Hashable, Sendable {
    public var name: String
    /// As the data says it: `bridge`, `underpass`, `level_crossing`, `ferry`; see ``CrossingStyle``.
    public var kind: String
    /// One point, or the deck from one end to the other.
    public var path: [PlanarPoint]
    public var isOpen: Bool
    /// How many people use it in this plan: sets the size of its symbol.
    public var users: Double

    public init(
      name: String = "", kind: String, path: [PlanarPoint], isOpen: Bool = true, users: Double = 0
    ) {
      self.name = name
      self.kind = kind
      self.path = path
      self.isOpen = isOpen
      self.users = users
    }
  }

  /// An area below the map: a catchment in the colour of its facility, or a plain outline.
  public struct Area: Hashable, Sendable {
    public var name: String
    public var polygons: [PlanarPolygon]
    /// Index into ``MapDrawing/facilities``; nil for a plain outline, such as a district.
    public var facility: Int?

    public init(name: String = "", polygons: [PlanarPolygon], facility: Int? = nil) {
      self.name = name
      self.polygons = polygons
      self.facility = facility
    }
  }

  /// A way from people to their facility; two points make a spider line.
  public struct Route: Hashable, Sendable {
    public var path: [PlanarPoint]
    /// Index into ``MapDrawing/facilities``.
    public var facility: Int?

    public init(path: [PlanarPoint], facility: Int?) {
      self.path = path
      self.facility = facility
    }
  }
}

/// A place as a file gives it: degrees (longitude, latitude) or metres (x, y).
public struct Position: Hashable, Sendable {
  /// Longitude in degrees, or metres to the east.
  public var x: Double
  /// Latitude in degrees, or metres to the north.
  public var y: Double
  /// Height in metres where the file has it; never used for distances.
  public var z: Double?

  public init(x: Double, y: Double, z: Double? = nil) {
    self.x = x
    self.y = y
    self.z = z
  }

  public init(_ x: Double, _ y: Double) { self.init(x: x, y: y) }
}

/// What the numbers of a file mean.
public enum CoordinateKind: String, Hashable, Sendable, CaseIterable {
  /// Longitude and latitude in degrees on WGS 84.
  case geographic
  /// Metres on a flat map.
  case planar
}

/// A GeoJSON geometry.
public enum Geometry: Hashable, Sendable {
  case point(Position)
  case multiPoint([Position])
  case lineString([Position])
  case multiLineString([[Position]])
  /// Rings, the outer one first; the last position of a ring repeats the first.
  case polygon([[Position]])
  case multiPolygon([[[Position]]])
  case geometryCollection([Geometry])

  /// The name that GeoJSON gives to it.
  public var typeName: String {
    switch self {
    case .point: "Point"
    case .multiPoint: "MultiPoint"
    case .lineString: "LineString"
    case .multiLineString: "MultiLineString"
    case .polygon: "Polygon"
    case .multiPolygon: "MultiPolygon"
    case .geometryCollection: "GeometryCollection"
    }
  }
}

extension Geometry {
  /// The same with the two numbers of each position exchanged.
  var swapped: Geometry { mapPositions { Position(x: $0.y, y: $0.x, z: $0.z) } }

  /// The same with degrees that rounding has put beyond the earth brought back.
  var clamped: Geometry {
    var isBeyond = false
    forEachPosition { if $0.x.magnitude > 180 || $0.y.magnitude > 90 { isBeyond = true } }
    guard isBeyond else { return self }
    return mapPositions { position in
      var position = position
      CoordinateRange.clamp(&position.x, &position.y)
      return position
    }
  }

  /// The same with other positions, which are asked for in the order of the file.
  func mapPositions(_ change: (Position) -> Position) -> Geometry {
    func changed(_ list: [Position]) -> [Position] { list.map(change) }
    switch self {
    case .point(let position): return .point(change(position))
    case .multiPoint(let positions): return .multiPoint(changed(positions))
    case .lineString(let positions): return .lineString(changed(positions))
    case .multiLineString(let lists): return .multiLineString(lists.map(changed))
    case .polygon(let rings): return .polygon(rings.map(changed))
    case .multiPolygon(let polygons): return .multiPolygon(polygons.map { $0.map(changed) })
    case .geometryCollection(let members):
      return .geometryCollection(members.map { $0.mapPositions(change) })
    }
  }

  /// Calls `body` with every position, in the order of the file.
  public func forEachPosition(_ body: (Position) -> Void) {
    switch self {
    case .point(let position): body(position)
    case .multiPoint(let positions), .lineString(let positions): positions.forEach(body)
    case .multiLineString(let lists), .polygon(let lists):
      for list in lists { list.forEach(body) }
    case .multiPolygon(let polygons):
      for rings in polygons { for ring in rings { ring.forEach(body) } }
    case .geometryCollection(let members):
      for member in members { member.forEachPosition(body) }
    }
  }
}

package import Exchange
import Geography

extension GenerationBarriers {
  /// The areas and lines of barriers as read from a file in degrees.
  package init(_ records: [BarrierRecord]) {
    self.init()
    for record in records { add(record.geometry, id: record.id) }
  }

  private mutating func add(_ geometry: Geometry, id: String) {
    switch geometry {
    case .polygon(let rings):
      areas.append(Area(id: id, rings: rings.map(Self.coordinates)))
    case .multiPolygon(let polygons):
      for rings in polygons { add(.polygon(rings), id: id) }
    case .lineString(let line):
      lines.append(Self.coordinates(line))
    case .multiLineString(let parts):
      lines += parts.map(Self.coordinates)
    case .geometryCollection(let parts):
      for part in parts { add(part, id: id) }
    case .point, .multiPoint:
      break
    }
  }

  private static func coordinates(_ positions: [Position]) -> [GeoCoordinate] {
    positions.map { GeoCoordinate(longitude: $0.x, latitude: $0.y) }
  }
}

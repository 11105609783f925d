import Exchange
import Geography
import Travel

extension MapFrame {
  /// The barriers on the map.
  func barriers(_ records: [Sourced<BarrierRecord>]) throws(DataFaults) -> [Barrier] {
    var barriers: [Barrier] = []
    for record in records {
      do {
        barriers.append(
          Barrier(
            id: record.id, name: record.name, kind: record.kind,
            shapes: try shapes(record.geometry)))
      } catch {
        throw Self.fault(error, file: record.file) { _ in record.line }
      }
    }
    return barriers
  }

  /// The crossings on the map; those without a place, as zones may have, are left out.
  func crossings(_ records: [Sourced<CrossingRecord>]) throws(DataFaults) -> [Crossing] {
    var crossings: [Crossing] = []
    for record in records {
      do {
        guard let shape = try crossingShape(record.geometry) else { continue }
        crossings.append(
          Crossing(
            id: record.id, name: record.name, kind: record.kind, shape: shape,
            barrierID: record.barrierID, cost: record.cost, isOpen: record.isOpen,
            direction: Crossing.Direction(rawValue: record.direction.rawValue) ?? .both))
      } catch {
        throw Self.fault(error, file: record.file) { _ in record.line }
      }
    }
    return crossings
  }

  private func shapes(_ geometry: Geometry) throws(ProjectionError) -> [Barrier.Shape] {
    switch geometry {
    case .lineString(let line):
      return [.line(try points(line))]
    case .multiLineString(let lines):
      return try lines.map { line throws(ProjectionError) in .line(try points(line)) }
    case .polygon(let rings):
      return [.area(try polygon(rings))]
    case .multiPolygon(let polygons):
      return try polygons.map { rings throws(ProjectionError) in .area(try polygon(rings)) }
    case .geometryCollection(let parts):
      var all: [Barrier.Shape] = []
      for part in parts { all += try shapes(part) }
      return all
    case .point, .multiPoint:
      return []
    }
  }

  private func crossingShape(
    _ geometry: Geometry?
  ) throws(ProjectionError) -> Crossing.Shape? {
    switch geometry {
    case .point(let position):
      return try points([position]).first.map(Crossing.Shape.point)
    case .lineString(let line):
      return .line(try points(line))
    case .multiLineString(let lines):
      return .lines(try lines.map { line throws(ProjectionError) in try points(line) })
    default:
      return nil
    }
  }

  /// GeoJSON repeats the first position of a ring at its end; polygons of ours do not.
  private func polygon(_ rings: [[Position]]) throws(ProjectionError) -> PlanarPolygon {
    let open = try rings.map { ring throws(ProjectionError) in
      try points(ring.first == ring.last ? Array(ring.dropLast()) : ring)
    }
    return PlanarPolygon(exterior: open.first ?? [], holes: Array(open.dropFirst()))
  }
}

import Exchange
import Foundation
import Geography
import Travel

/// A world to measure in, with people and facilities, in metres.
struct City {
  var barriers: [Barrier]
  var crossings: [Crossing]
  var homes: [PlanarPoint]
  var sites: [PlanarPoint]

  init(barriers: [Barrier], crossings: [Crossing], homes: [PlanarPoint], sites: [PlanarPoint]) {
    self.barriers = barriers
    self.crossings = crossings
    self.homes = homes
    self.sites = sites
  }

  /// Reads a city from files in planar metres.
  init(barriers: String, crossings: String?, from: String, to: String) throws {
    self.barriers = try BarrierFile.read(path: barriers, coordinates: .planar).records.map {
      Barrier(id: $0.id, name: $0.name, kind: $0.kind, shapes: Self.shapes($0.geometry))
    }
    self.crossings =
      try crossings.map { path in
        try CrossingFile.read(path: path, options: .init(coordinates: .planar)).records
          .compactMap(Self.crossing)
      } ?? []
    homes = try Self.points(from)
    sites = try Self.points(to)
  }

  var vertexCount: Int {
    barriers.reduce(0) { sum, barrier in
      barrier.shapes.reduce(sum) { sum, shape in
        switch shape {
        case .line(let points): sum + points.count
        case .area(let polygon): polygon.rings.reduce(sum) { $0 + $1.count }
        }
      }
    }
  }

  private static func points(_ path: String) throws -> [PlanarPoint] {
    let options = PointFile.Options(coordinates: .planar, role: .points)
    return try PointFile.read(path: path, options: options).records.compactMap {
      $0.position.map { PlanarPoint($0.x, $0.y) }
    }
  }

  private static func line(_ positions: [Position]) -> [PlanarPoint] {
    positions.map { PlanarPoint($0.x, $0.y) }
  }

  private static func area(_ rings: [[Position]]) -> Barrier.Shape {
    // GeoJSON repeats the first position at the end.
    let open = rings.map { line(Array($0.dropLast())) }
    return .area(PlanarPolygon(exterior: open.first ?? [], holes: Array(open.dropFirst())))
  }

  private static func shapes(_ geometry: Geometry) -> [Barrier.Shape] {
    switch geometry {
    case .lineString(let positions): [.line(line(positions))]
    case .multiLineString(let lines): lines.map { .line(line($0)) }
    case .polygon(let rings): [area(rings)]
    case .multiPolygon(let polygons): polygons.map(area)
    default: []
    }
  }

  private static func crossing(_ record: CrossingRecord) -> Crossing? {
    let shape: Crossing.Shape
    switch record.geometry {
    case .point(let position)?: shape = .point(PlanarPoint(position.x, position.y))
    case .lineString(let positions)?: shape = .line(line(positions))
    default: return nil
    }
    return Crossing(
      id: record.id, shape: shape, barrierID: record.barrierID, cost: record.cost,
      isOpen: record.isOpen,
      direction: Crossing.Direction(rawValue: record.direction.rawValue) ?? .both)
  }

  /// Writes the areas, the first points and their distances, for peers to be held against.
  func write(to folder: String) throws {
    let url = URL(fileURLWithPath: folder)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    let features = barriers.map { barrier -> String in
      let geometry = barrier.shapes.map { shape -> String in
        func list(_ points: [PlanarPoint]) -> String {
          "[" + points.map { "[\($0.x), \($0.y)]" }.joined(separator: ", ") + "]"
        }
        return switch shape {
        case .line(let points): #"{"type": "LineString", "coordinates": \#(list(points))}"#
        case .area(let polygon):
          #"{"type": "Polygon", "coordinates": ["#
            + polygon.rings.map { list($0 + $0.prefix(1)) }.joined(separator: ", ") + "]}"
        }
      }.joined()
      return
        #"{"type": "Feature", "id": "\#(barrier.id)", "properties": {}, "geometry": \#(geometry)}"#
    }
    let collection =
      "{\"type\": \"FeatureCollection\", \"features\": [\n" + features.joined(separator: ",\n")
      + "\n]}\n"
    try collection.write(
      to: url.appendingPathComponent("barriers.geojson"), atomically: true, encoding: .utf8)
    let provider = try BarrierDistance(barriers: barriers, crossings: crossings)
    var rows = "x1,y1,x2,y2,distance_m\n"
    for (home, site) in zip(homes, sites) {
      let length = provider.distance(from: home, to: site)
      rows += "\(home.x),\(home.y),\(site.x),\(site.y),\(length.isFinite ? "\(length)" : "")\n"
    }
    try rows.write(
      to: url.appendingPathComponent("pairs.csv"), atomically: true, encoding: .utf8)
  }
}

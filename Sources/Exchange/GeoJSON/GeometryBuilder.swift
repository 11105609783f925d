/// Why a geometry cannot be used; the reader adds file, line and feature.
struct GeometryFault: Error {
  var value: String?
  var problem: String
  var remedy: String?
}

/// Makes geometries of raw objects and checks them.
struct GeometryBuilder {
  /// Nil where the range is not to be checked.
  var range: CoordinateKind?

  /// The geometry; nil where it has no positions at all.
  func geometry(_ raw: RawObject) throws(GeometryFault) -> Geometry? {
    guard let type = raw.type else {
      throw GeometryFault(problem: "the geometry has no type", remedy: "give it a \"type\"")
    }
    if type == "GeometryCollection" {
      var members: [Geometry] = []
      for member in raw.geometries {
        if let geometry = try geometry(member) { members.append(geometry) }
      }
      return members.isEmpty ? nil : .geometryCollection(members)
    }
    guard Self.types.contains(type) else {
      throw GeometryFault(
        value: type, problem: "is no type of geometry",
        remedy: "GeoJSON knows \(Self.types.joined(separator: ", ")) and GeometryCollection")
    }
    guard let coordinates = raw.coordinates else {
      throw GeometryFault(
        problem: "the \(type) has no coordinates", remedy: "give it \"coordinates\"")
    }
    switch (type, coordinates) {
    case (_, .empty): return nil
    case (_, .bad(let value, let problem, let remedy)):
      throw GeometryFault(value: value, problem: problem, remedy: remedy)
    case ("Point", .position(let position)):
      try check(position)
      return .point(position)
    case ("MultiPoint", .positions(let positions)):
      for position in positions { try check(position) }
      return .multiPoint(positions)
    case ("LineString", .positions(let positions)):
      return .lineString(try line(positions))
    case ("MultiLineString", .lists(let lists)):
      return .multiLineString(try lines(lists))
    case ("Polygon", .lists(let lists)):
      return .polygon(try rings(lists))
    case ("MultiPolygon", .lists(let lists)):
      var polygons: [[[Position]]] = []
      for list in lists {
        guard case .lists(let inner) = list else { throw misnested(type) }
        polygons.append(try rings(inner))
      }
      return .multiPolygon(polygons)
    default: throw misnested(type)
    }
  }

  private static let types = [
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
  ]

  private func misnested(_ type: String) -> GeometryFault {
    let wanted =
      switch type {
      case "Point": "one position: [x, y]"
      case "MultiPoint", "LineString": "a list of positions: [[x, y], …]"
      case "MultiLineString": "a list of lines: [[[x, y], …], …]"
      case "Polygon": "a list of rings: [[[x, y], …], …]"
      default: "a list of polygons: [[[[x, y], …], …], …]"
      }
    return GeometryFault(
      problem: "the coordinates of the \(type) are nested wrongly", remedy: "it needs \(wanted)")
  }

  private func line(_ positions: [Position]) throws(GeometryFault) -> [Position] {
    for position in positions { try check(position) }
    guard positions.count >= 2 else {
      throw GeometryFault(
        problem: "a line has one position", remedy: "it needs two or more; else make it a Point")
    }
    return positions
  }

  private func lines(_ lists: [RawCoordinates]) throws(GeometryFault) -> [[Position]] {
    var lines: [[Position]] = []
    for list in lists {
      guard case .positions(let positions) = list else { throw misnested("MultiLineString") }
      lines.append(try line(positions))
    }
    return lines
  }

  private func rings(_ lists: [RawCoordinates]) throws(GeometryFault) -> [[Position]] {
    var rings: [[Position]] = []
    for (index, list) in lists.enumerated() {
      guard case .positions(let ring) = list else { throw misnested("Polygon") }
      for position in ring { try check(position) }
      let which = index == 0 ? "the outer ring" : "hole \(index)"
      guard let first = ring.first, let last = ring.last, first.x == last.x, first.y == last.y
      else {
        throw GeometryFault(
          problem: "\(which) is not closed", remedy: "repeat its first position at the end")
      }
      guard ring.count >= 4 else {
        throw GeometryFault(
          problem: "\(which) has \(ring.count) positions",
          remedy: "a ring needs four or more, the last equal to the first")
      }
      rings.append(ring)
    }
    return rings
  }

  private func check(_ position: Position) throws(GeometryFault) {
    guard range == .geographic,
      let fault = CoordinateRange.problem(longitude: position.x, latitude: position.y)
    else { return }
    throw GeometryFault(
      value: fault.isLatitude ? "\(position.y)" : "\(position.x)",
      problem: fault.problem, remedy: fault.remedy)
  }
}

/// Tells degrees from what cannot be degrees.
enum CoordinateRange {
  struct Problem {
    /// Whether the latitude is at fault, else the longitude.
    var isLatitude: Bool
    var problem: String
    var remedy: String
  }

  /// What is wrong with a pair of degrees; nil where nothing is.
  static func problem(longitude: Double, latitude: Double) -> Problem? {
    guard longitude.magnitude > 180 || latitude.magnitude > 90 else { return nil }
    if latitude.magnitude > 90, latitude.magnitude <= 180, longitude.magnitude <= 90 {
      return Problem(
        isLatitude: true, problem: "is no latitude",
        remedy: "latitude and longitude look swapped: put longitude first, or give --swap")
    }
    let isLatitude = longitude.magnitude <= 180
    let problem = isLatitude ? "is no latitude" : "is no longitude"
    if longitude.magnitude > 360 || latitude.magnitude > 360 {
      return Problem(
        isLatitude: isLatitude, problem: problem + " in degrees",
        remedy: "these look like projected metres: give --crs planar, "
          + "or convert them to longitude and latitude (EPSG:4326)")
    }
    return Problem(
      isLatitude: isLatitude, problem: problem,
      remedy: isLatitude ? "it must lie between -90 and 90" : "it must lie between -180 and 180")
  }
}

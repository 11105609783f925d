public import Geography

/// A projected coordinate system in which the numbers of files may be, such as `EPSG:23700`.
///
/// Easting stands before northing, whatever order the system's own definition has.
public struct ProjectedSystem: Sendable {
  /// As the user names it.
  public let name: String
  private let way: CoordinateTransformation
  private let code: String?
  /// Where its coordinates lie, with a quarter more on all sides; nil where nobody knows.
  private let box: PlanarBox?

  /// - Throws: A `ProjectionError` for a system that PROJ does not know.
  /// - Returns: Nil for a system of degrees.
  public init?(_ name: String) throws(ProjectionError) {
    let system = try CoordinateSystem(name)
    guard !system.isGeographic else { return nil }
    self.name = name
    code = system.code
    way = try CoordinateTransformation(from: name, to: "OGC:CRS84")
    box = try CoordinateSystem.extent(of: name).map { box in
      let (roomX, roomY) = (box.width / 4, box.height / 4)
      return PlanarBox([
        PlanarPoint(box.minX - roomX, box.minY - roomY),
        PlanarPoint(box.maxX + roomX, box.maxY + roomY),
      ])
    }
  }

  /// Whether the `crs` of a file is this system.
  func isCalled(_ other: String) -> Bool {
    guard let code, let system = try? CoordinateSystem(other) else { return other == name }
    return system.code == code
  }

  /// What is wrong with a pair of coordinates; nil where nothing is.
  func problem(x: Double, y: Double) -> CoordinateRange.Problem? {
    guard let box, !contains(x, y) else { return nil }
    let isLatitude = x >= box.minX && x <= box.maxX
    let remedy =
      if contains(y, x) {
        "easting and northing look swapped: put easting first, or give --swap"
      } else if x.magnitude <= 180 && y.magnitude <= 90 {
        "these look like degrees: call the columns lon and lat, or leave --crs out"
      } else {
        "correct the number, or name the right system with --crs"
      }
    let (least, most) = isLatitude ? (box.minY, box.maxY) : (box.minX, box.maxX)
    return CoordinateRange.Problem(
      isLatitude: isLatitude,
      problem: "lies outside of \(name), whose \(isLatitude ? "northings" : "eastings") are about "
        + "\(Self.rounded(least)) to \(Self.rounded(most))", remedy: remedy)
  }

  /// What is wrong with a position, and what may be done; nil where nothing is.
  package func problem(
    at position: Position
  ) -> (isNorthing: Bool, text: String, remedy: String)? {
    problem(x: position.x, y: position.y).map { ($0.isLatitude, $0.problem, $0.remedy) }
  }

  private func contains(_ x: Double, _ y: Double) -> Bool {
    guard let box else { return true }
    return x >= box.minX && x <= box.maxX && y >= box.minY && y <= box.maxY
  }

  private static func rounded(_ value: Double) -> String {
    Count.grouped(Int(clamping: (value / 1000).rounded() * 1000))
  }

  /// Longitudes and latitudes on WGS 84 of some positions; what has none becomes infinite.
  package func geographic(_ positions: [Position]) -> [Position] {
    var numbers: [Double] = []
    numbers.reserveCapacity(positions.count * 2)
    for position in positions {
      numbers.append(position.x)
      numbers.append(position.y)
    }
    numbers.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      way.transform(base, count: positions.count, stride: 2)
    }
    return positions.indices.map {
      Position(x: numbers[2 * $0], y: numbers[2 * $0 + 1], z: positions[$0].z)
    }
  }

  /// Whether numbers cannot be degrees, and so are coordinates of this system.
  static func isBeyondDegrees(_ position: Position) -> Bool {
    position.x.magnitude > 180 || position.y.magnitude > 180
      || (position.y.magnitude > 90 && position.x.magnitude > 90)
  }
}

extension ProjectedSystem: Hashable {
  public static func == (a: ProjectedSystem, b: ProjectedSystem) -> Bool { a.name == b.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension ProjectedSystem {
  /// Turns the features of a file into longitude and latitude, if their coordinates are of this system.
  ///
  /// A file is of this system as a whole, as soon as one of its numbers cannot be degrees.
  ///
  /// - Parameters:
  ///   - features: Changed in place; what lies outside of the system loses its geometry.
  ///   - file: What messages call the file.
  /// - Returns: A fault for each feature that lies outside; nil where the file is in degrees.
  func turn(_ features: inout [Feature], file: String) -> [DataFault]? {
    let isBeyond = features.contains { feature in
      var isBeyond = false
      feature.geometry?.forEachPosition { isBeyond = isBeyond || Self.isBeyondDegrees($0) }
      return isBeyond
    }
    guard isBeyond else { return nil }
    var faults: [DataFault] = []
    for index in features.indices {
      guard let geometry = features[index].geometry else { continue }
      var positions: [Position] = []
      geometry.forEachPosition { positions.append($0) }
      if let bad = positions.first(where: { problem(x: $0.x, y: $0.y) != nil }),
        let problem = problem(x: bad.x, y: bad.y)
      {
        faults.append(
          DataFault(
            file: file, line: features[index].line,
            subject: GeoJSONReader.subject(features[index].number, id: features[index].id),
            value: JSONNumber(problem.isLatitude ? bad.y : bad.x)?.text, problem: problem.problem,
            remedy: problem.remedy))
        features[index].geometry = nil
        continue
      }
      let turned = geographic(positions)
      var next = 0
      features[index].geometry = geometry.mapPositions { _ in
        defer { next += 1 }
        return turned[next]
      }
    }
    return faults
  }
}

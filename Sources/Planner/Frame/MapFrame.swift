import Cartography
package import Exchange
package import Geography

/// The flat map on which a plan is worked out, and the way there from the files and back.
package struct MapFrame: Sendable {
  /// nil where the files are in metres already.
  private let projection: Projection?
  /// What is printed: `planar`, or the projection with its scale error.
  package let description: String
  /// The largest |map length ÷ true length − 1|; 0 where the files are in metres already.
  package let scaleError: Double

  package init(planar: Void) {
    projection = nil
    description = "planar"
    scaleError = 0
  }

  /// Chooses the map for the coordinates of a plan.
  ///
  /// - Parameters:
  ///   - choice: What is asked for.
  ///   - positions: All points; barriers may lead far beyond them.
  /// - Throws: A `ProjectionError` for a system that is not known or points that no map holds.
  package init(
    _ choice: CRSChoice, over positions: [Position]
  ) throws(ProjectionError) {
    switch choice {
    case .planar:
      self.init(planar: ())
    case .automatic:
      // Without a single place there is nothing to put on a map.
      guard !positions.isEmpty else {
        self.init(planar: ())
        return
      }
      let projection = try Projection.suited(to: positions.map(\.coordinate))
      self.init(projection, error: projection.maximumScaleError)
    case .named(let name):
      let coordinates = positions.map(\.coordinate)
      let projection: Projection
      do throws(ProjectionError) {
        projection = try Projection(crs: name)
      } catch {
        // Files may be in feet; the plan is made in metres all the same.
        guard error.isOfUnits, !positions.isEmpty else { throw error }
        projection = try Projection.suited(to: coordinates)
      }
      self.init(projection, error: projection.scaleError(over: coordinates))
    }
  }

  private init(_ projection: Projection, error: Double) {
    self.projection = projection
    description = projection.name
    scaleError = error
  }

  /// Whether the files have degrees.
  package var isGeographic: Bool { projection != nil }

  package var coordinates: CoordinateKind { isGeographic ? .geographic : .planar }

  package func points(_ positions: [Position]) throws(ProjectionError) -> [PlanarPoint] {
    guard let projection else { return positions.map { PlanarPoint($0.x, $0.y) } }
    return try projection.planar(positions.map(\.coordinate))
  }

  package func positions(_ points: [PlanarPoint]) throws(ProjectionError) -> [Position] {
    guard let projection else { return points.map { Position($0.x, $0.y) } }
    return try projection.geographic(points).map { Position($0.longitude, $0.latitude) }
  }

  /// A place of the map in the coordinates of the files: `(19.0402, 47.4979)`, longitude first, or
  /// metres to a decimetre.
  func text(_ point: PlanarPoint) -> String {
    guard isGeographic, let position = try? positions([point]).first else {
      return "(\(Self.trimmed(point.x, 1)), \(Self.trimmed(point.y, 1)))"
    }
    return "(\(Self.trimmed(position.x, 6)), \(Self.trimmed(position.y, 6)))"
  }

  private static func trimmed(_ value: Double, _ decimals: Int) -> String {
    var text = Decimals.text(value, decimals)
    while text.contains("."), text.hasSuffix("0") || text.hasSuffix(".") {
      let isPoint = text.hasSuffix(".")
      text.removeLast()
      if isPoint { break }
    }
    return text
  }

  /// The note that is printed with every run.
  package var finding: Finding {
    guard projection != nil else { return Finding(.note, "coordinates are metres (--crs planar)") }
    let limit = 0.001
    let parts = scaleError * 1e6
    let error =
      parts < 1000
      ? "\(Self.rounded(parts)) mm per km" : "\(Self.rounded(scaleError * 100)) %"
    return Finding(
      scaleError > limit ? .warning : .note,
      "projection \(description), lengths true to \(error)"
        + (scaleError > limit ? "; leave --crs out to have a better one chosen" : ""))
  }

  private static func rounded(_ value: Double) -> String {
    let tenths = (value * 10).rounded(.up) / 10
    return NumberText.fixed(tenths, decimals: tenths == tenths.rounded() ? 0 : 1)
  }
}

extension ProjectionError {
  /// Whether a system is a map, but one that does not count metres to the east and the north.
  fileprivate var isOfUnits: Bool {
    switch self {
    case .notMetres, .turnedAxes: true
    default: false
    }
  }
}

extension Position {
  /// Degrees: longitude and latitude.
  package var coordinate: GeoCoordinate { GeoCoordinate(longitude: x, latitude: y) }
}

/// A flat map of a part of the earth: degrees in, metres out, and back.
///
///     let projection = try Projection.suited(to: homes)
///     let points = try projection.planar(homes)
///
/// One projection may be used from many threads; batches wait for each other, so hand over many
/// places at once. Neither the network nor grid files are ever used.
public final class Projection: Sendable {
  /// What is printed, and what ``init(crs:)`` takes: `EPSG:32634`, or a PROJ string.
  public let name: String
  /// The largest |map length ÷ true length − 1| of short lines.
  ///
  /// Measured over the places given to ``suited(to:)``, or over the area of use of a CRS given by
  /// name; infinite where that area is not known. ``scaleError(over:)`` measures it anywhere.
  public let maximumScaleError: Double
  let handle: ProjectionHandle

  /// A projection by name: an EPSG code, an official name, WKT, or a PROJ string.
  ///
  /// - Throws: ``ProjectionError`` for a CRS that is not known, is in degrees, or does not count
  ///   metres to the east and the north.
  public convenience init(crs: String) throws(ProjectionError) {
    let handle = try ProjectionHandle(crs: crs)
    var error = Double.infinity
    if let area = handle.areaOfUse {
      let width = area.east - area.west + (area.east < area.west ? 360 : 0)
      let height = area.north - area.south
      var samples: [GeoCoordinate] = []
      for row in 0...8 {
        for column in 0...8 {
          let longitude = area.west + width * Double(column) / 8
          let latitude = area.south + height * Double(row) / 8
          samples.append(GeoCoordinate(longitude: longitude, latitude: latitude))
        }
      }
      error = handle.scaleRange(over: samples)?.error ?? .infinity
    }
    self.init(name: crs, maximumScaleError: error, handle: handle)
  }

  init(name: String, maximumScaleError: Double, handle: ProjectionHandle) {
    self.name = name
    self.maximumScaleError = maximumScaleError
    self.handle = handle
  }

  /// The largest |map length ÷ true length − 1| of short lines at the coordinates; 0 for none.
  ///
  /// Infinite where a coordinate cannot be projected. At most 4,096 of them are looked at, evenly
  /// spread over their order, besides the westernmost, easternmost, southernmost and northernmost.
  public func scaleError(over coordinates: some Sequence<GeoCoordinate>) -> Double {
    let all = Array(coordinates)
    guard !all.isEmpty else { return 0 }
    let step = max(1, all.count / 4096)
    var samples = stride(from: 0, to: all.count, by: step).map { all[$0] }
    if step > 1 {
      samples += [
        all.min { $0.longitude < $1.longitude }, all.max { $0.longitude < $1.longitude },
        all.min { $0.latitude < $1.latitude }, all.max { $0.latitude < $1.latitude },
      ].compactMap(\.self)
    }
    return handle.scaleRange(over: samples)?.error ?? .infinity
  }

  /// The places on the map, in metres, in the order given.
  ///
  /// - Throws: ``ProjectionError/notACoordinate(index:coordinate:)`` or
  ///   ``ProjectionError/cannotProject(index:coordinate:crs:)`` for the first that fails.
  public func planar(
    _ coordinates: [GeoCoordinate]
  ) throws(ProjectionError) -> [PlanarPoint] {
    if let index = coordinates.firstIndex(where: { !$0.isOnEarth }) {
      throw .notACoordinate(index: index, coordinate: coordinates[index])
    }
    var x = coordinates.map(\.longitude)
    var y = coordinates.map(\.latitude)
    handle.project(&x, &y)
    // Near its horizon or a pole a map stretches without end.
    for index in x.indices where !(x[index].magnitude <= 1e9 && y[index].magnitude <= 1e9) {
      throw .cannotProject(index: index, coordinate: coordinates[index], crs: name)
    }
    return x.indices.map { PlanarPoint(x[$0], y[$0]) }
  }

  /// The coordinates of places on the map, in degrees, in the order given.
  ///
  /// - Throws: ``ProjectionError/cannotUnproject(index:point:crs:)`` for the first that fails.
  public func geographic(
    _ points: [PlanarPoint]
  ) throws(ProjectionError) -> [GeoCoordinate] {
    var (x, y) = (points.map(\.x), points.map(\.y))
    handle.unproject(&x, &y)
    // PROJ's way back can be some 1e-8 degrees off: go there again and correct by the miss.
    var (thereX, thereY) = (x, y)
    handle.project(&thereX, &thereY)
    for index in points.indices {
      thereX[index] = 2 * points[index].x - thereX[index]
      thereY[index] = 2 * points[index].y - thereY[index]
    }
    handle.unproject(&thereX, &thereY)
    for index in points.indices where thereX[index].isFinite && thereY[index].isFinite {
      (x[index], y[index]) = (thereX[index], thereY[index])
    }
    for index in x.indices where !(x[index].isFinite && y[index].isFinite) {
      throw .cannotUnproject(index: index, point: points[index], crs: name)
    }
    return x.indices.map { index in
      let longitude = x[index].remainder(dividingBy: 360)
      return GeoCoordinate(longitude: longitude, latitude: y[index])
    }
  }
}

extension GeoCoordinate {
  /// Whether both are numbers, the latitude is within ±90 and the longitude within ±360.
  package var isOnEarth: Bool { abs(latitude) <= 90 && abs(longitude) <= 360 }
}

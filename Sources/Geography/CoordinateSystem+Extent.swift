import CPROJ

extension CoordinateSystem {
  /// Where the coordinates of a projected system lie that is made for a part of the earth, in its own units.
  ///
  /// Easting stands before northing, whatever the axes of the system are.
  ///
  /// - Parameter crs: An EPSG code, an official name, WKT or a PROJ string.
  /// - Returns: A box around its area of use; nil where PROJ's database gives none.
  /// - Throws: ``ProjectionError/unknownCRS(crs:reason:)``.
  package static func extent(of crs: String) throws(ProjectionError) -> PlanarBox? {
    let way = try CoordinateTransformation(from: "OGC:CRS84", to: crs)
    guard let area = areaOfUse(of: crs) else { return nil }
    let width = area.east - area.west + (area.east < area.west ? 360 : 0)
    var numbers: [Double] = []
    for row in 0...16 {
      for column in 0...16 {
        numbers.append(area.west + width * Double(column) / 16)
        numbers.append(area.south + (area.north - area.south) * Double(row) / 16)
      }
    }
    numbers.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      way.transform(base, count: buffer.count / 2, stride: 2)
    }
    let points = stride(from: 0, to: numbers.count, by: 2).map {
      PlanarPoint(numbers[$0], numbers[$0 + 1])
    }.filter { $0.x.isFinite && $0.y.isFinite }
    return points.isEmpty ? nil : PlanarBox(points)
  }

  private static func areaOfUse(
    of crs: String
  ) -> (west: Double, south: Double, east: Double, north: Double)? {
    guard let context = proj_context_create() else { return nil }
    defer { proj_context_destroy(context) }
    proj_log_level(context, PJ_LOG_NONE)
    proj_context_set_enable_network(context, 0)
    let isString = crs.contains("+proj=") && !crs.contains("+type=crs")
    guard let system = proj_create(context, isString ? crs + " +type=crs" : crs) else { return nil }
    defer { proj_destroy(system) }
    var area = (west: 0.0, south: 0.0, east: 0.0, north: 0.0)
    let isKnown = proj_get_area_of_use(
      context, system, &area.west, &area.south, &area.east, &area.north, nil)
    return isKnown != 0 && area.west > -999 ? area : nil
  }
}

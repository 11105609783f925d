import CGEOS

extension PlanarPolygon {
  /// The ground that at least one of the areas covers, as areas that do not overlap.
  ///
  /// - Throws: ``GeometryError/failed(operation:reason:)``, for areas with a ``fault()``.
  public static func union(
    of polygons: [PlanarPolygon]
  ) throws(GeometryError) -> [PlanarPolygon] {
    let context = GEOSContext()
    let shape = try context.shape(polygons)
    return context.polygons(of: try context.make("union", of: shape, by: GEOSUnaryUnion_r))
  }

  /// The ground that both areas cover; empty where they only touch.
  ///
  /// - Throws: ``GeometryError/failed(operation:reason:)``, for areas with a ``fault()``.
  public func intersection(
    with other: PlanarPolygon
  ) throws(GeometryError) -> [PlanarPolygon] {
    let context = GEOSContext()
    let (shape, otherShape) = (try context.shape(self), try context.shape(other))
    return context.polygons(
      of: try context.make("intersection", of: shape, and: otherShape, by: GEOSIntersection_r))
  }

  /// The ground that this area covers and none of the others does.
  ///
  /// - Throws: ``GeometryError/failed(operation:reason:)``, for areas with a ``fault()``.
  public func subtracting(
    _ others: [PlanarPolygon]
  ) throws(GeometryError) -> [PlanarPolygon] {
    let context = GEOSContext()
    let (shape, all) = (try context.shape(self), try context.shape(others))
    let union = try context.make("union", of: all, by: GEOSUnaryUnion_r)
    return context.polygons(
      of: try context.make("difference", of: shape, and: union, by: GEOSDifference_r))
  }

  /// What lies within a box; empty for an empty box.
  ///
  /// - Throws: ``GeometryError/failed(operation:reason:)``, for areas with a ``fault()``.
  public func clipped(to box: PlanarBox) throws(GeometryError) -> [PlanarPolygon] {
    guard !box.isEmpty else { return [] }
    return try intersection(
      with: PlanarPolygon(exterior: [
        PlanarPoint(box.minX, box.minY), PlanarPoint(box.maxX, box.minY),
        PlanarPoint(box.maxX, box.maxY), PlanarPoint(box.minX, box.maxY),
      ]))
  }

  /// The same ground as valid areas: crossings of rings become corners.
  ///
  /// Ground that rings run around an even number of times counts as outside. Uses GEOS's
  /// `GEOSMakeValid_r`.
  ///
  /// - Throws: ``GeometryError/failed(operation:reason:)`` for rings of fewer than three corners.
  public func repaired() throws(GeometryError) -> [PlanarPolygon] {
    let context = GEOSContext()
    let shape = try context.shape(self)
    return context.polygons(of: try context.make("repair", of: shape, by: GEOSMakeValid_r))
  }

  /// The same ground with all corners on a square grid, as areas that are valid together.
  ///
  /// What is narrower than the grid vanishes. Uses GEOS's `GEOSMakeValid_r` and
  /// `GEOSGeom_setPrecision_r`.
  ///
  /// - Parameters:
  ///   - polygons: Areas, valid or not; they may overlap.
  ///   - cell: The distance from one place of the grid to the next, more than zero.
  /// - Returns: Areas that do not overlap; none where all vanish.
  /// - Throws: ``GeometryError/failed(operation:reason:)`` for rings of fewer than three corners.
  public static func onGrid(
    _ polygons: [PlanarPolygon], cell: Double
  ) throws(GeometryError) -> [PlanarPolygon] {
    let context = GEOSContext()
    let shape = try context.shape(polygons)
    let valid = try context.make("repair", of: shape, by: GEOSMakeValid_r)
    return context.polygons(
      of: try context.make("rounding", of: valid) { GEOSGeom_setPrecision_r($0, $1, cell, 0) })
  }
}

public import Geography

extension ServiceArea {
  /// The part of the area that lies in a polygon, such as a city's limits.
  ///
  /// Areas of one division stay apart and share their borders as before; only on the rim of the
  /// polygon can their corners differ, by the rounding of `Double`.
  ///
  /// - Parameter limits: What to keep, in metres.
  /// - Returns: The same site with the polygons that are left; none where nothing is.
  /// - Throws: ``GeometryError/failed(operation:reason:)`` for limits with a `fault()`.
  public func clipped(to limits: PlanarPolygon) throws(GeometryError) -> ServiceArea {
    var kept = ServiceArea(site: site, polygons: [])
    let box = limits.box
    for polygon in polygons where polygon.box.meets(box) {
      kept.polygons += try polygon.intersection(with: limits)
    }
    return kept
  }
}

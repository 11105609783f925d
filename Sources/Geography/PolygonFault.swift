import CGEOS

/// What is wrong with an area, and where.
public struct PolygonFault: Hashable, Sendable {
  /// In a few words, such as “self-intersection”.
  public var reason: String
  public var location: PlanarPoint?

  public init(reason: String, location: PlanarPoint?) {
    self.reason = reason
    self.location = location
  }
}

extension PlanarPolygon {
  /// The first thing wrong with the area; nil for a valid one.
  ///
  /// Rings that cross themselves or each other, holes outside, too few corners, numbers that are
  /// not finite. Uses GEOS's `GEOSisValidDetail_r`.
  ///
  /// - Throws: ``GeometryError/failed(operation:reason:)`` where GEOS could not tell.
  public func fault() throws(GeometryError) -> PolygonFault? {
    if let fault = faultOfCorners { return fault }
    let context = GEOSContext()
    return try context.fault(of: try context.shape(self))
  }

  /// The first thing wrong with several areas as one geometry, a MultiPolygon; nil where it is valid.
  ///
  /// What ``fault()`` finds, and areas that overlap or share more than single points.
  ///
  /// - Throws: ``GeometryError/failed(operation:reason:)`` where GEOS could not tell.
  public static func fault(of polygons: [PlanarPolygon]) throws(GeometryError) -> PolygonFault? {
    for polygon in polygons {
      if let fault = polygon.faultOfCorners { return fault }
    }
    let context = GEOSContext()
    return try context.fault(of: try context.shape(polygons))
  }

  private var faultOfCorners: PolygonFault? {
    for ring in rings {
      if let corner = ring.first(where: { !$0.isFinite }) {
        return PolygonFault(reason: "coordinate is not finite", location: corner)
      }
      guard Set(ring).count > 2 else {
        return PolygonFault(reason: "fewer than three corners", location: ring.first)
      }
    }
    return nil
  }
}

extension GEOSContext {
  fileprivate func fault(of shape: GEOSShape) throws(GeometryError) -> PolygonFault? {
    var reason: UnsafeMutablePointer<CChar>?
    var place: OpaquePointer?
    let verdict = withExtendedLifetime(shape) {
      GEOSisValidDetail_r(handle, shape.pointer, 0, &reason, &place)
    }
    defer {
      GEOSFree_r(handle, reason)
      if let place { GEOSGeom_destroy_r(handle, place) }
    }
    guard verdict != 2 else { throw .failed(operation: "check", reason: "no verdict") }
    guard verdict == 0 else { return nil }
    var point = PlanarPoint(0, 0)
    var isKnown = false
    if let place {
      isKnown =
        GEOSGeomGetX_r(handle, place, &point.x) == 1
        && GEOSGeomGetY_r(handle, place, &point.y) == 1
    }
    let words = reason.map { String(cString: $0).lowercased() } ?? "not valid"
    return PolygonFault(reason: words, location: isKnown ? point : nil)
  }
}

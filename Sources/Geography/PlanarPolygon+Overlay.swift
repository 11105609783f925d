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
    for ring in rings {
      if let corner = ring.first(where: { !$0.isFinite }) {
        return PolygonFault(reason: "coordinate is not finite", location: corner)
      }
      guard Set(ring).count > 2 else {
        return PolygonFault(reason: "fewer than three corners", location: ring.first)
      }
    }
    let context = GEOSContext()
    let shape = try context.shape(self)
    var reason: UnsafeMutablePointer<CChar>?
    var place: OpaquePointer?
    let verdict = withExtendedLifetime(shape) {
      GEOSisValidDetail_r(context.handle, shape.pointer, 0, &reason, &place)
    }
    defer {
      GEOSFree_r(context.handle, reason)
      if let place { GEOSGeom_destroy_r(context.handle, place) }
    }
    guard verdict != 2 else { throw .failed(operation: "check", reason: "no verdict") }
    guard verdict == 0 else { return nil }
    var point = PlanarPoint(0, 0)
    var isKnown = false
    if let place {
      isKnown =
        GEOSGeomGetX_r(context.handle, place, &point.x) == 1
        && GEOSGeomGetY_r(context.handle, place, &point.y) == 1
    }
    let words = reason.map { String(cString: $0).lowercased() } ?? "not valid"
    return PolygonFault(reason: words, location: isKnown ? point : nil)
  }

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
}

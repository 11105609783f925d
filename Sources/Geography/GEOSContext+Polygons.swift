import CGEOS

extension GEOSContext {
  /// A copy in GEOS's memory; rings must have three corners or more, all finite.
  func shape(_ polygon: PlanarPolygon) throws(GeometryError) -> GEOSShape {
    let exterior = try ring(polygon.exterior)
    var holes: [OpaquePointer?] = []
    for hole in polygon.holes {
      do throws(GeometryError) {
        holes.append(try ring(hole))
      } catch {
        for made in holes + [exterior] { GEOSGeom_destroy_r(handle, made) }
        throw error
      }
    }
    // The polygon owns its rings from here on.
    let made = GEOSGeom_createPolygon_r(handle, exterior, &holes, UInt32(holes.count))
    return try adopt(made, from: "reading")
  }

  /// A copy of several areas; they may overlap.
  func shape(_ polygons: [PlanarPolygon]) throws(GeometryError) -> GEOSShape {
    var parts: [OpaquePointer?] = []
    var shapes: [GEOSShape] = []
    for polygon in polygons { shapes.append(try shape(polygon)) }
    withExtendedLifetime(shapes) {
      for shape in shapes { parts.append(GEOSGeom_clone_r(handle, shape.pointer)) }
    }
    let kind = Int32(GEOS_MULTIPOLYGON.rawValue)
    return try adopt(
      GEOSGeom_createCollection_r(handle, kind, &parts, UInt32(parts.count)), from: "reading")
  }

  private func ring(_ points: [PlanarPoint]) throws(GeometryError) -> OpaquePointer {
    var values: [Double] = []
    values.reserveCapacity(2 * points.count + 2)
    for point in points + points.prefix(1) {
      values.append(point.x)
      values.append(point.y)
    }
    guard
      let sequence = GEOSCoordSeq_copyFromBuffer_r(handle, values, UInt32(values.count / 2), 0, 0),
      let ring = GEOSGeom_createLinearRing_r(handle, sequence)
    else { throw .failed(operation: "reading", reason: "a ring has too few corners") }
    return ring
  }

  /// The areas of a geometry; lines and points that an operation left over are passed by.
  func polygons(of shape: GEOSShape) -> [PlanarPolygon] {
    withExtendedLifetime(shape) {
      GEOSNormalize_r(handle, shape.pointer)
      return polygons(of: shape.pointer)
    }
  }

  private func polygons(of geometry: OpaquePointer) -> [PlanarPolygon] {
    switch GEOSGeomTypes(rawValue: UInt32(max(0, GEOSGeomTypeId_r(handle, geometry)))) {
    case GEOS_POLYGON:
      guard GEOSisEmpty_r(handle, geometry) == 0,
        let exterior = GEOSGetExteriorRing_r(handle, geometry)
      else { return [] }
      let holes = (0..<max(0, GEOSGetNumInteriorRings_r(handle, geometry))).compactMap { index in
        GEOSGetInteriorRingN_r(handle, geometry, index).map(corners)
      }
      return [PlanarPolygon(exterior: corners(of: exterior), holes: holes)]
    case GEOS_MULTIPOLYGON, GEOS_GEOMETRYCOLLECTION:
      return (0..<max(0, GEOSGetNumGeometries_r(handle, geometry))).flatMap { index in
        GEOSGetGeometryN_r(handle, geometry, index).map { polygons(of: $0) } ?? []
      }
    default:
      return []
    }
  }

  private func corners(of ring: OpaquePointer) -> [PlanarPoint] {
    var count: UInt32 = 0
    guard let sequence = GEOSGeom_getCoordSeq_r(handle, ring),
      GEOSCoordSeq_getSize_r(handle, sequence, &count) != 0
    else { return [] }
    var values = Array(repeating: 0.0, count: 2 * Int(count))
    GEOSCoordSeq_copyToBuffer_r(handle, sequence, &values, 0, 0)
    return (0..<max(0, Int(count) - 1)).map { PlanarPoint(values[2 * $0], values[2 * $0 + 1]) }
  }
}

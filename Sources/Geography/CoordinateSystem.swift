import CPROJ

/// What PROJ knows of a coordinate reference system.
package struct CoordinateSystem: Hashable, Sendable {
  package let name: String
  /// Who gave it a code, such as EPSG; nil where nobody did.
  package let authority: String?
  package let code: String?
  /// Well-known text as GDAL writes it (OGC 01-009); nil where it cannot be said so.
  package let wellKnownText: String?
  /// Whether its numbers are degrees.
  package let isGeographic: Bool

  /// - Parameter crs: An EPSG code, an official name, a URN, WKT or a PROJ string.
  /// - Throws: ``ProjectionError/unknownCRS(crs:reason:)``.
  package init(_ crs: String) throws(ProjectionError) {
    guard let context = proj_context_create() else {
      throw .notAvailable(reason: "no memory for a context")
    }
    defer { proj_context_destroy(context) }
    proj_log_level(context, PJ_LOG_NONE)
    proj_context_set_enable_network(context, 0)
    let isString = crs.contains("+proj=") && !crs.contains("+type=crs")
    guard let system = proj_create(context, isString ? crs + " +type=crs" : crs) else {
      throw .unknownCRS(crs: crs, reason: "")
    }
    defer { proj_destroy(system) }
    name = proj_get_name(system).map { String(cString: $0) } ?? crs
    wellKnownText = proj_as_wkt(context, system, PJ_WKT1_GDAL, nil).map { String(cString: $0) }
    let type = proj_get_type(system)
    isGeographic = type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS
    let own = Self.code(of: system)
    if let own {
      (authority, code) = (own.authority, own.code)
    } else {
      let known = Self.identified(system, context)
      (authority, code) = (known?.authority, known?.code)
    }
  }

  private static func code(of system: OpaquePointer) -> (authority: String, code: String)? {
    guard let authority = proj_get_id_auth_name(system, 0), let code = proj_get_id_code(system, 0)
    else { return nil }
    return (String(cString: authority), String(cString: code))
  }

  /// The code of EPSG for what a text describes without naming it, where PROJ is as good as sure.
  private static func identified(
    _ system: OpaquePointer, _ context: OpaquePointer
  ) -> (authority: String, code: String)? {
    var confidence: UnsafeMutablePointer<Int32>?
    guard let list = proj_identify(context, system, "EPSG", nil, &confidence) else { return nil }
    defer {
      proj_list_destroy(list)
      proj_int_list_destroy(confidence)
    }
    guard proj_list_get_count(list) > 0, let confidence, confidence[0] >= 90,
      let best = proj_list_get(context, list, 0)
    else { return nil }
    defer { proj_destroy(best) }
    return code(of: best)
  }
}

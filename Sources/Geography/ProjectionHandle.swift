import CPROJ
import Synchronization

/// Owner of the C objects of one projection.
///
/// PROJ's objects serve one thread at a time, so a lock lets one batch through after another.
final class ProjectionHandle: @unchecked Sendable {
  private let context: OpaquePointer
  private let transformation: OpaquePointer
  private let turn = Mutex(())
  /// West, south, east, north in degrees, where PROJ's database gives the area of use.
  let areaOfUse: (west: Double, south: Double, east: Double, north: Double)?

  /// Opens a projected CRS in metres: a code, a name, WKT, or a PROJ string.
  ///
  /// - Throws: ``ProjectionError/unknownCRS(crs:reason:)`` and the other faults of a CRS.
  init(crs: String) throws(ProjectionError) {
    guard let context = proj_context_create() else {
      throw .notAvailable(reason: "no memory for a context")
    }
    proj_log_level(context, PJ_LOG_NONE)
    proj_context_set_enable_network(context, 0)
    do throws(ProjectionError) {
      let opened = try Self.open(crs, in: context)
      transformation = opened.transformation
      areaOfUse = opened.area
    } catch {
      proj_context_destroy(context)
      throw error
    }
    self.context = context
  }

  deinit {
    proj_destroy(transformation)
    proj_context_destroy(context)
  }

  /// Turns degrees into metres in place; what has no place on the map becomes infinite.
  func project(_ x: inout [Double], _ y: inout [Double]) {
    transform(&x, &y, PJ_FWD)
  }

  /// Turns metres into degrees in place; what has no coordinate becomes infinite.
  func unproject(_ x: inout [Double], _ y: inout [Double]) {
    transform(&x, &y, PJ_INV)
  }

  private func transform(_ x: inout [Double], _ y: inout [Double], _ direction: PJ_DIRECTION) {
    let count = x.count
    let stride = MemoryLayout<Double>.stride
    turn.withLock { _ in
      proj_errno_reset(transformation)
      x.withUnsafeMutableBufferPointer { x in
        y.withUnsafeMutableBufferPointer { y in
          _ = proj_trans_generic(
            transformation, direction, x.baseAddress, stride, count, y.baseAddress, stride, count,
            nil, 0, 0, nil, 0, 0)
        }
      }
    }
  }

  private typealias Opened = (
    transformation: OpaquePointer,
    area: (west: Double, south: Double, east: Double, north: Double)?
  )

  private static func open(
    _ crs: String, in context: OpaquePointer
  ) throws(ProjectionError) -> Opened {
    guard let source = proj_create(context, "OGC:CRS84") else {
      throw .notAvailable(reason: complaint(in: context))
    }
    defer { proj_destroy(source) }
    let needsType =
      crs.contains("+proj=") && !crs.contains("+type=crs") && !crs.contains("+proj=pipeline")
    guard let target = proj_create(context, needsType ? crs + " +type=crs" : crs) else {
      throw .unknownCRS(crs: crs, reason: complaint(in: context))
    }
    defer { proj_destroy(target) }
    try check(target, named: crs, in: context)
    guard let way = way(from: source, to: target, in: context) else {
      throw .unknownCRS(crs: crs, reason: complaint(in: context))
    }
    var area = (west: 0.0, south: 0.0, east: 0.0, north: 0.0)
    let isKnown = proj_get_area_of_use(
      context, target, &area.west, &area.south, &area.east, &area.north, nil)
    return (way.operation, isKnown != 0 && area.west > -999 ? area : nil)
  }

  /// The best single way between two systems that needs no grid files, longitude and easting first.
  ///
  /// PROJ's own choice changes from place to place, which would tear the map by metres where one
  /// way's area of use ends.
  ///
  /// - Returns: The operation, which the caller destroys, its accuracy in metres where PROJ knows that,
  ///   and where it holds if that is not everywhere; nil where there is no way.
  static func way(
    from source: OpaquePointer, to target: OpaquePointer, in context: OpaquePointer
  ) -> (operation: OpaquePointer, accuracy: Double?, area: String?)? {
    guard let search = proj_create_operation_factory_context(context, nil) else { return nil }
    defer { proj_operation_factory_context_destroy(search) }
    proj_operation_factory_context_set_spatial_criterion(
      context, search, PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION)
    proj_operation_factory_context_set_grid_availability_use(
      context, search, PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID)
    guard let ways = proj_create_operations(context, source, target, search) else { return nil }
    defer { proj_list_destroy(ways) }
    for index in 0..<proj_list_get_count(ways) {
      guard let way = proj_list_get(context, ways, index) else { continue }
      defer { proj_destroy(way) }
      if proj_coordoperation_is_instantiable(context, way) != 0,
        proj_coordoperation_get_grid_used_count(context, way) == 0
      {
        let metres = proj_coordoperation_get_accuracy(context, way)
        let area = AreaOfUse(way, in: context)
        let isEverywhere = [source, target].contains { system in
          guard let area, let whole = AreaOfUse(system, in: context) else { return true }
          return area.covers(whole)
        }
        return proj_normalize_for_visualization(context, way)
          .map { ($0, metres < 0 ? nil : metres, isEverywhere ? nil : area?.name) }
      }
    }
    return nil
  }

  /// Refuses everything but a flat map in metres with its axes to the east and the north.
  private static func check(
    _ crs: OpaquePointer, named name: String, in context: OpaquePointer
  ) throws(ProjectionError) {
    switch proj_get_type(crs) {
    case PJ_TYPE_BOUND_CRS:
      guard let base = proj_get_source_crs(context, crs) else { throw .notAMap(crs: name) }
      defer { proj_destroy(base) }
      try check(base, named: name, in: context)
    case PJ_TYPE_COMPOUND_CRS:
      guard let part = proj_crs_get_sub_crs(context, crs, 0) else { throw .notAMap(crs: name) }
      defer { proj_destroy(part) }
      try check(part, named: name, in: context)
    case PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_GEOGRAPHIC_3D_CRS:
      throw .geographicCRS(crs: name, name: proj_get_name(crs).map { String(cString: $0) } ?? name)
    case PJ_TYPE_PROJECTED_CRS:
      try checkAxes(crs, named: name, in: context)
    default:
      throw .notAMap(crs: name)
    }
  }

  private static func checkAxes(
    _ crs: OpaquePointer, named name: String, in context: OpaquePointer
  ) throws(ProjectionError) {
    guard let axes = proj_crs_get_coordinate_system(context, crs) else {
      throw .notAMap(crs: name)
    }
    defer { proj_destroy(axes) }
    var directions: [String] = []
    for axis in 0..<min(2, proj_cs_get_axis_count(context, axes)) {
      var direction: UnsafePointer<CChar>?
      var unit: UnsafePointer<CChar>?
      var metres = 0.0
      proj_cs_get_axis_info(context, axes, axis, nil, nil, &direction, &metres, &unit, nil, nil)
      if metres != 1 {
        throw .notMetres(crs: name, unit: unit.map { String(cString: $0) } ?? "\(metres) m")
      }
      directions.append(direction.map { String(cString: $0) } ?? "")
    }
    // Around a pole both axes point to it or away from it, and that is right.
    if let turned = directions.first(where: { $0 == "west" })
      ?? (directions.contains("east") ? directions.first(where: { $0 == "south" }) : nil)
    {
      throw .turnedAxes(crs: name, direction: turned)
    }
  }

  private static func complaint(in context: OpaquePointer) -> String {
    let code = proj_context_errno(context)
    guard code != 0, let text = proj_context_errno_string(context, code) else { return "" }
    return String(cString: text)
  }
}

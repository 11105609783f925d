import CGEOS

/// GEOS's state for one piece of work on one thread; set up and taken down with it.
final class GEOSContext {
  let handle: GEOSContextHandle_t
  /// What GEOS complained of last.
  private let complaint: UnsafeMutablePointer<String>

  init() {
    handle = GEOS_init_r()
    complaint = .allocate(capacity: 1)
    complaint.initialize(to: "")
    GEOSContext_setErrorMessageHandler_r(
      handle,
      { message, place in
        guard let message, let place else { return }
        place.assumingMemoryBound(to: String.self).pointee = String(cString: message)
      }, complaint)
  }

  deinit {
    GEOS_finish_r(handle)
    complaint.deinitialize(count: 1)
    complaint.deallocate()
  }

  /// Makes one geometry of another, both kept alive meanwhile.
  func make(
    _ operation: String, of shape: GEOSShape,
    by body: (GEOSContextHandle_t?, OpaquePointer?) -> OpaquePointer?
  ) throws(GeometryError) -> GEOSShape {
    try adopt(withExtendedLifetime(shape) { body(handle, shape.pointer) }, from: operation)
  }

  /// Makes one geometry of two, all kept alive meanwhile.
  func make(
    _ operation: String, of shape: GEOSShape, and other: GEOSShape,
    by body: (GEOSContextHandle_t?, OpaquePointer?, OpaquePointer?) -> OpaquePointer?
  ) throws(GeometryError) -> GEOSShape {
    let made = withExtendedLifetime((shape, other)) {
      body(handle, shape.pointer, other.pointer)
    }
    return try adopt(made, from: operation)
  }

  /// Takes over a geometry that GEOS made.
  ///
  /// - Throws: ``GeometryError/failed(operation:reason:)`` where it made none.
  func adopt(
    _ pointer: OpaquePointer?, from operation: String
  ) throws(GeometryError) -> GEOSShape {
    guard let pointer else { throw .failed(operation: operation, reason: complaint.pointee) }
    return GEOSShape(context: self, pointer: pointer)
  }
}

/// A geometry in GEOS's memory, released with its last owner.
final class GEOSShape {
  let context: GEOSContext
  let pointer: OpaquePointer

  fileprivate init(context: GEOSContext, pointer: OpaquePointer) {
    self.context = context
    self.pointer = pointer
  }

  deinit { GEOSGeom_destroy_r(context.handle, pointer) }
}

/// Why GEOS could not do what it was asked for.
public enum GeometryError: Error, Hashable, Sendable {
  case failed(operation: String, reason: String)
}

extension GeometryError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .failed(let operation, let reason):
      "the \(operation) of areas failed (\(reason)); check that the areas are valid"
    }
  }
}

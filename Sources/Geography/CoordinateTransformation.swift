import CPROJ
import Synchronization

/// The way from any coordinate reference system to any other, by PROJ.
///
/// Longitude or easting stands first, whatever the axes of a system are. Neither the network nor grid files
/// are ever used, so that the same input gives the same output everywhere.
package final class CoordinateTransformation: Sendable {
  /// PROJ's objects serve one thread at a time: each that works takes one from here or makes one.
  private let idle: Mutex<[Handle]>
  package let source: String
  package let target: String
  /// How far a place may be off, in metres; nil where PROJ does not know.
  package let accuracy: Double?
  /// Where the accuracy holds, as PROJ's database calls it; nil where that is everywhere.
  package let area: String?
  /// Whether the numbers that come out are degrees.
  package let givesDegrees: Bool
  /// Whether the numbers that go in are degrees.
  package let takesDegrees: Bool

  /// - Parameters:
  ///   - source: An EPSG code, an official name, a URN, WKT or a PROJ string.
  ///   - target: The same.
  /// - Throws: ``ProjectionError/unknownCRS(crs:reason:)``.
  package init(from source: String, to target: String) throws(ProjectionError) {
    self.source = source
    self.target = target
    let handle = try Handle(from: source, to: target)
    accuracy = handle.accuracy
    area = handle.area
    givesDegrees = handle.givesDegrees
    takesDegrees = handle.takesDegrees
    idle = Mutex([handle])
  }

  /// What is to be told of the accuracy; nil where all places are true to a metre.
  package var doubt: String? {
    let metres = accuracy.map { $0 == $0.rounded() ? "\(Int(clamping: $0))" : "\($0)" }
    switch (metres, area) {
    case (nil, _): return "nobody knows how far places may be off"
    case (let metres?, let area?):
      return "places may be \(metres) m off (\(area)), and more elsewhere"
    case (let metres?, nil): return accuracy ?? 0 > 1 ? "places may be \(metres) m off" : nil
    }
  }

  /// Turns coordinates in place; those that have none in the target become infinite.
  ///
  /// - Parameters:
  ///   - numbers: Positions one behind the other.
  ///   - count: How many.
  ///   - stride: How many numbers a position has; the first two are used.
  package func transform(_ numbers: UnsafeMutablePointer<Double>, count: Int, stride: Int) {
    guard count > 0 else { return }
    let taken = idle.withLock { $0.popLast() } ?? (try? Handle(from: source, to: target))
    guard let taken else {
      for index in 0..<count { numbers[index * stride] = .infinity }
      return
    }
    taken.transform(numbers, count: count, stride: stride)
    idle.withLock { $0.append(taken) }
  }

  /// Owner of the C objects of one transformation.
  private final class Handle: @unchecked Sendable {
    // Safe to send: whoever has taken it from the list is alone with it.
    private let context: OpaquePointer
    private let way: OpaquePointer
    let accuracy: Double?
    let area: String?
    let givesDegrees: Bool
    let takesDegrees: Bool

    init(from source: String, to target: String) throws(ProjectionError) {
      guard let context = proj_context_create() else {
        throw .notAvailable(reason: "no memory for a context")
      }
      proj_log_level(context, PJ_LOG_NONE)
      proj_context_set_enable_network(context, 0)
      var opened: OpaquePointer?
      var (accuracy, area): (Double?, String?) = (nil, nil)
      var (takesDegrees, givesDegrees) = (false, false)
      do throws(ProjectionError) {
        let from = try Self.crs(source, context)
        defer { proj_destroy(from) }
        let to = try Self.crs(target, context)
        defer { proj_destroy(to) }
        takesDegrees = Self.countsDegrees(from, context)
        givesDegrees = Self.countsDegrees(to, context)
        guard let way = ProjectionHandle.way(from: from, to: to, in: context) else {
          throw .unknownCRS(crs: source, reason: "PROJ knows no way from there to \(target)")
        }
        (opened, accuracy, area) = way
      } catch {
        proj_context_destroy(context)
        throw error
      }
      guard let opened else {
        proj_context_destroy(context)
        throw .notAvailable(reason: "no transformation")
      }
      self.context = context
      way = opened
      (self.accuracy, self.area) = (accuracy, area)
      (self.takesDegrees, self.givesDegrees) = (takesDegrees, givesDegrees)
    }

    deinit {
      proj_destroy(way)
      proj_context_destroy(context)
    }

    func transform(_ numbers: UnsafeMutablePointer<Double>, count: Int, stride: Int) {
      let bytes = stride * MemoryLayout<Double>.stride
      proj_errno_reset(way)
      _ = proj_trans_generic(
        way, PJ_FWD, numbers, bytes, count, numbers + 1, bytes, count, nil, 0, 0, nil, 0, 0)
    }

    private static func crs(
      _ name: String, _ context: OpaquePointer
    ) throws(ProjectionError) -> OpaquePointer {
      let isString = name.contains("+proj=") && !name.contains("+type=crs")
      guard let crs = proj_create(context, isString ? name + " +type=crs" : name) else {
        let code = proj_context_errno(context)
        let reason = proj_context_errno_string(context, code).map { String(cString: $0) } ?? ""
        throw .unknownCRS(crs: name, reason: code == 0 ? "" : reason)
      }
      switch proj_get_type(crs) {
      case PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_GEOGRAPHIC_3D_CRS, PJ_TYPE_PROJECTED_CRS,
        PJ_TYPE_BOUND_CRS, PJ_TYPE_COMPOUND_CRS:
        return crs
      default:
        proj_destroy(crs)
        throw .notAMap(crs: name)
      }
    }

    private static func countsDegrees(_ crs: OpaquePointer, _ context: OpaquePointer) -> Bool {
      switch proj_get_type(crs) {
      case PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_GEOGRAPHIC_3D_CRS: return true
      case PJ_TYPE_BOUND_CRS:
        guard let base = proj_get_source_crs(context, crs) else { return false }
        defer { proj_destroy(base) }
        return countsDegrees(base, context)
      case PJ_TYPE_COMPOUND_CRS:
        guard let part = proj_crs_get_sub_crs(context, crs, 0) else { return false }
        defer { proj_destroy(part) }
        return countsDegrees(part, context)
      default: return false
      }
    }
  }
}

import CPROJ

/// Where a coordinate system or a transformation holds, as PROJ's database has it.
struct AreaOfUse {
  /// As the database calls it, such as `Hungary`.
  let name: String
  private let west: Double
  private let south: Double
  private let east: Double
  private let north: Double

  /// - Returns: Nil where the database gives none.
  init?(_ object: OpaquePointer, in context: OpaquePointer) {
    var (west, south, east, north) = (0.0, 0.0, 0.0, 0.0)
    var name: UnsafePointer<CChar>?
    guard proj_get_area_of_use(context, object, &west, &south, &east, &north, &name) != 0,
      west > -999, let name
    else { return nil }
    let text = String(cString: name)
    self.name = text.hasSuffix(".") ? String(text.dropLast()) : text
    (self.west, self.south, self.east, self.north) = (west, south, east, north)
  }

  /// Whether another area lies within this one, but for a degree at its edges.
  ///
  /// An area over the antimeridian covers and is covered by its latitudes alone.
  func covers(_ other: AreaOfUse) -> Bool {
    let isBetween = south - 1 <= other.south && other.north <= north + 1
    if west > east || other.west > other.east { return isBetween }
    return isBetween && west - 1 <= other.west && other.east <= east + 1
  }
}

import Geography

/// Whole millimetres around an origin in whole metres: the coordinates in which the topology of the
/// barriers is exact.
struct MillimetreGrid: Hashable, Sendable {
  /// Whole metres, so that coordinates given in whole millimetres stay as they are.
  let origin: PlanarPoint

  /// A grid around the middle of a box.
  init(around box: PlanarBox) {
    let center = box.center
    origin = PlanarPoint(center.x.rounded(), center.y.rounded())
  }

  /// The nearest grid point; nil beyond ``GridPoint/reach`` or for what is no number.
  func snap(_ point: PlanarPoint) -> GridPoint? {
    let x = ((point.x - origin.x) * 1000).rounded()
    let y = ((point.y - origin.y) * 1000).rounded()
    let reach = Double(GridPoint.reach)
    guard abs(x) <= reach, abs(y) <= reach else { return nil }
    return GridPoint(Int32(clamping: x), Int32(clamping: y))
  }

  /// Where a grid point lies, in metres.
  func point(_ grid: GridPoint) -> PlanarPoint {
    PlanarPoint(origin.x + Double(grid.x) / 1000, origin.y + Double(grid.y) / 1000)
  }
}

/// What makes barriers and crossings unusable until somebody mends them.
public enum BarrierWorldError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A line with fewer than two points or a ring with fewer than three.
  case tooFewPoints(barrier: String, points: Int, needed: Int)
  /// A coordinate that is no number.
  case coordinateNotFinite(id: String)
  /// Farther from the middle of the barriers than the millimetre grid reaches.
  case beyondGrid(id: String, metres: Double)
  case duplicateBarrier(id: String)
  case duplicateCrossing(id: String)
  /// A point crossing, or a line that runs over no barrier, too far from every barrier.
  case crossingOffBarrier(
    crossing: String, metres: Double, barrier: String, tolerance: Double)
  case unknownBarrier(crossing: String, barrier: String)
  case noBarriers(crossing: String)
  /// The end of a line crossing lies inside an area, too far from its bank.
  case endInsideArea(crossing: String, barrier: String, metres: Double, tolerance: Double)
  case lineTooShort(crossing: String)
  case badCost(crossing: String, cost: Double)
  /// A direction that does not go with the shape, such as `forward` for a point.
  case directionMismatch(crossing: String, direction: String, remedy: String)

  public var description: String {
    switch self {
    case .tooFewPoints(let barrier, let points, let needed):
      "barrier \(barrier) has \(points) point\(points == 1 ? "" : "s"), but needs at least "
        + "\(needed); draw it to its end or remove it"
    case .coordinateNotFinite(let id):
      "a coordinate of \(id) is not a number; give finite metres"
    case .beyondGrid(let id, let metres):
      "\(id) lies \(Self.kilometres(metres)) from the middle of the barriers, but the world may "
        + "reach 1,050 km; check its coordinates and the CRS"
    case .duplicateBarrier(let id):
      "two barriers have the id \(id); give each its own"
    case .duplicateCrossing(let id):
      "two crossings have the id \(id); give each its own"
    case .crossingOffBarrier(let crossing, let metres, let barrier, let tolerance):
      "crossing \(crossing) lies \(Self.length(metres)) from the barrier \(barrier), "
        + "more than the tolerance of \(Self.length(tolerance)); move it onto its barrier, "
        + "or raise the tolerance"
    case .unknownBarrier(let crossing, let barrier):
      "crossing \(crossing) names the barrier \(barrier), which is not there; correct its "
        + "barrier_id or add the barrier"
    case .noBarriers(let crossing):
      "crossing \(crossing) has no barrier to cross; add the barriers or leave out the crossings"
    case .endInsideArea(let crossing, let barrier, let metres, let tolerance):
      "crossing \(crossing) ends inside \(barrier), \(Self.length(metres)) from its bank, more "
        + "than the tolerance of \(Self.length(tolerance)); draw it from bank to bank, or up "
        + "to the next piece of the bridge, whose end it must meet"
    case .lineTooShort(let crossing):
      "crossing \(crossing) is a line with fewer than two points; draw it from bank to bank, "
        + "or make it a point"
    case .badCost(let crossing, let cost):
      "crossing \(crossing) costs \(cost) m; a cost is a finite number, zero or more"
    case .directionMismatch(let crossing, let direction, let remedy):
      "crossing \(crossing) has the direction \(direction), which does not fit it; \(remedy)"
    }
  }

  private static func length(_ metres: Double) -> String {
    metres >= 1000 ? kilometres(metres) : "\((metres * 10).rounded() / 10) m"
  }

  private static func kilometres(_ metres: Double) -> String {
    "\((metres / 100).rounded() / 10) km"
  }
}

/// Why a fix is not used.
public enum RemovalReason: UInt8, Hashable, Sendable, CaseIterable {
  /// All of time, place and accuracy are those of another fix.
  case duplicate = 1
  /// Another fix of the same time is better or lies better between its neighbours.
  case sameTime
  /// From before there was GPS: a clock that was never set.
  case clockNotSet
  /// After the moment at which the trace was read.
  case inTheFuture
  /// Years away from all other fixes: a clock that jumped.
  case clockJump
  /// The device itself was too unsure.
  case badAccuracy
  /// Out and back faster than anybody travels.
  case spike
  /// Faster than any aeroplane.
  case impossibleSpeed

  /// As files write it: `same_time`.
  public var name: String {
    switch self {
    case .duplicate: "duplicate"
    case .sameTime: "same_time"
    case .clockNotSet: "clock_not_set"
    case .inTheFuture: "in_the_future"
    case .clockJump: "clock_jump"
    case .badAccuracy: "bad_accuracy"
    case .spike: "spike"
    case .impossibleSpeed: "impossible_speed"
    }
  }
}

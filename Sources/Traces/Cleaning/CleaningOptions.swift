/// What a fix must be like to be used; the defaults suit phones, watches and loggers.
public struct CleaningOptions: Hashable, Sendable {
  /// Metres; fixes that are less sure are left out.
  public var worstAccuracy = 200.0
  /// Metres a second: out and back at this speed within a few fixes is a spike, not a trip.
  public var spikeSpeed = 55.0
  /// Metres a second that nothing exceeds: an airliner before the wind.
  public var greatestSpeed = 350.0
  /// Milliseconds since 1970 after which there can be no fix; nil for no such limit.
  public var now: Int64?

  public init() {}

  /// 1990-01-01: no receiver of ours is older.
  static let earliest: Int64 = 631_152_000_000
  /// Five years: longer than any pause within a record.
  static let longestPause: Int64 = 5 * 366 * 86_400_000
  /// A spike is at most so many fixes, and lasts at most so long in milliseconds.
  static let spikeFixes = 5
  static let spikeDuration: Int64 = 600_000

  /// Why the clock that gave a time must have been wrong; nil where it need not.
  func clockFault(_ time: Int64) -> RemovalReason? {
    if time < Self.earliest { return .clockNotSet }
    if let now, time > now { return .inTheFuture }
    return nil
  }
}

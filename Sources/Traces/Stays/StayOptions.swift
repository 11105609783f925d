/// What counts as a stay; the defaults need no tuning for phones, watches and loggers.
public struct StayOptions: Hashable, Sendable {
  /// Seconds at rest that make a stay.
  public var minimumStay = 300.0
  /// Metres around the middle of a stay within which somebody is there.
  public var radius = 50.0
  /// Seconds without a fix, the same place at both ends, that still are one stay.
  public var longestGap = 86_400.0

  public init() {}

  /// Milliseconds, at most 30,000 years, so that a few of them can be added.
  var minimum: Int64 { Int64(clamping: min(minimumStay, 1e12) * 1000) }
  var gap: Int64 { Int64(clamping: min(longestGap, 1e12) * 1000) }
  /// Fixes within so many milliseconds are looked at together: a median of them is hardly moved by one outlier.
  var tick: Int64 { min(30_000, minimum / 10) }
  /// Milliseconds without a fix after which a phone has slept, not lost its signal.
  var sleep: Int64 { max(1_800_000, minimum) }
}

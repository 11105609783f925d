public import Geography

/// A time during which somebody was at rest.
public struct Stay: Hashable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z: the first fix inside; or, where a phone fell asleep on the
  /// way in, when that way must have come to its end.
  public var arrival: Int64
  /// The last fix inside; or, where a phone that had slept woke up on the way out, when it must
  /// have been carried off.
  public var departure: Int64
  /// Whether ``arrival`` is earlier than the first fix inside.
  public var isArrivalInferred: Bool
  /// Whether ``departure`` is later than the last fix inside.
  public var isDepartureInferred: Bool
  /// The median of its fixes.
  public var center: GeoCoordinate
  /// How many fixes lie inside.
  public var samples: Int
  /// The median distance of its fixes from the centre, in metres.
  public var spread: Double
  /// Numbers of the first and the last fix inside, in the sorted trace.
  public var firstFix: Int
  public var lastFix: Int

  /// How many fixes lie between this stay and the one before, and how far from that one the
  /// farthest of them, in metres.
  var fixesSinceLast = 0
  var farthestSinceLast = 0.0

  /// Seconds.
  public var dwell: Double { Double(departure - arrival) / 1000 }
}

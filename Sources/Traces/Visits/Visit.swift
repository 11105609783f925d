/// One time at one place: a stay, or several with nothing between them that speaks of leaving.
public struct Visit: Hashable, Sendable {
  /// Index of the person.
  public var person: Int
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public var arrival: Int64
  public var departure: Int64
  /// How far local clocks were ahead of UTC, in seconds.
  public var arrivalOffset: Int
  public var departureOffset: Int
  public var samples: Int
  /// Numbers of its stays among those of the person.
  public var stays: [Int]

  /// Seconds.
  public var dwell: Double { Double(departure - arrival) / 1000 }
}

/// A time at rest on its way to becoming a stay.
struct Rest: Sendable {
  /// The ticks inside, the first and the last.
  var first: Tick
  var last: Tick
  /// The running middle of the ticks inside.
  var center: LocalPlace
  var count = 0
  /// Milliseconds, where a phone fell asleep on the way in.
  var inferredArrival: Int64?
  /// Milliseconds, where a phone that had slept woke up on the way out.
  var inferredDeparture: Int64?

  init(_ tick: Tick) {
    first = tick
    last = tick
    center = tick.place
    count = 1
  }

  mutating func add(_ tick: Tick) {
    last = tick
    count += 1
    center = LocalPlace.between(center, tick.place, share: 1 / Double(count))
  }

  /// Numbers fixes anew where so many of the first were forgotten.
  mutating func forget(_ count: Int) {
    first.forget(count)
    last.forget(count)
  }

  /// Milliseconds for a way at a speed in metres a second; whole seconds, because it is an estimate.
  static func duration(of metres: Double, at speed: Double) -> Int64 {
    Int64(clamping: (metres / speed).rounded() * 1000)
  }

  var arrival: Int64 { inferredArrival ?? first.start }
  var departure: Int64 { inferredDeparture ?? last.end }
}

/// A few fixes that follow each other closely, as one.
struct Tick: Sendable {
  /// Milliseconds of the first and the last fix.
  var start: Int64
  var end: Int64
  /// The median of longitude and of latitude.
  var place: LocalPlace
  /// Where the first fix is.
  var entry: LocalPlace
  /// Metres, the median; 0 where unknown.
  var accuracy: Double
  /// Numbers in the clean trace.
  var first: Int
  var last: Int

  /// Numbers fixes anew where so many of the first were forgotten.
  mutating func forget(_ count: Int) {
    first -= count
    last -= count
  }
}

extension Tick {
  /// The ticks of a clean trace from one fix on.
  ///
  /// Each begins with a fix and takes those that follow within `length`; so a trace that is moved
  /// in time has the same ticks.
  ///
  /// - Complexity: O(*n* · *k*) for *k* fixes in a tick, at most 64 of which are looked at.
  static func ticks(
    of trace: CleanTrace, in range: Range<Int>, length: Int64, _ body: (Tick) -> Void
  ) {
    var maker = TickMaker()
    var begin = range.lowerBound
    while begin < range.upperBound {
      let limit = trace.times[begin] + length
      var end = begin + 1
      while end < range.upperBound, trace.times[end] < limit { end += 1 }
      body(maker.tick(trace, begin..<end))
      begin = end
    }
  }
}

/// Makes ticks without new memory for each.
struct TickMaker {
  private var longitudes: [Double] = []
  private var latitudes: [Double] = []

  mutating func tick(_ trace: CleanTrace, _ range: Range<Int>) -> Tick {
    let first = range.lowerBound
    let last = range.upperBound - 1
    var tick = Tick(
      start: trace.times[first], end: trace.times[last],
      place: LocalPlace(trace.places[first]), entry: LocalPlace(trace.places[first]), accuracy: 0,
      first: first, last: last)
    let middle = trace.accuracies[first + (last - first) / 2]
    if middle != Trace.noAccuracy { tick.accuracy = Double(middle) / 10 }
    switch range.count {
    case 1: break
    case 2:
      let other = LocalPlace(trace.places[last])
      tick.place = LocalPlace.between(tick.place, other, share: 0.5)
    default: tick.place = median(trace, range)
    }
    return tick
  }

  /// The median of each coordinate, of at most 64 fixes evenly chosen.
  mutating func median(_ trace: CleanTrace, _ range: Range<Int>) -> LocalPlace {
    let step = (range.count + 63) / 64
    let origin = LocalPlace(trace.places[range.lowerBound])
    longitudes.removeAll(keepingCapacity: true)
    latitudes.removeAll(keepingCapacity: true)
    for index in stride(from: range.lowerBound, to: range.upperBound, by: step) {
      let place = LocalPlace(trace.places[index])
      Self.insert(LocalScale.turn(from: origin.longitude, to: place.longitude), into: &longitudes)
      Self.insert(place.latitude, into: &latitudes)
    }
    return LocalPlace(
      longitude: LocalPlace.wrapped(origin.longitude + Self.middle(longitudes)),
      latitude: Self.middle(latitudes))
  }

  /// Keeps the list in order.
  private static func insert(_ value: Double, into values: inout [Double]) {
    var index = values.count
    values.append(value)
    while index > 0, values[index - 1] > value {
      values[index] = values[index - 1]
      index -= 1
    }
    values[index] = value
  }

  static func middle(_ sorted: [Double]) -> Double {
    let half = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[half - 1] + sorted[half]) / 2 : sorted[half]
  }
}

extension LocalPlace {
  /// A place on the straight line between two, over the antimeridian where that is shorter.
  static func between(_ one: LocalPlace, _ other: LocalPlace, share: Double) -> LocalPlace {
    let turn = LocalScale.turn(from: one.longitude, to: other.longitude)
    return LocalPlace(
      longitude: wrapped(one.longitude + share * turn),
      latitude: one.latitude + share * (other.latitude - one.latitude))
  }

  /// From −180° to 180°.
  package static func wrapped(_ longitude: Double) -> Double {
    if longitude > 1.8e9 { return longitude - 3.6e9 }
    if longitude < -1.8e9 { return longitude + 3.6e9 }
    return longitude
  }

  /// The median of each coordinate.
  static func median(of places: some Collection<LocalPlace>) -> LocalPlace {
    guard let origin = places.first else { return LocalPlace(longitude: 0, latitude: 0) }
    let longitudes = places.map { LocalScale.turn(from: origin.longitude, to: $0.longitude) }
    return LocalPlace(
      longitude: wrapped(origin.longitude + TickMaker.middle(longitudes.sorted())),
      latitude: TickMaker.middle(places.map(\.latitude).sorted()))
  }
}

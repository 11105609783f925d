import Geography

/// Finds the stays in a clean trace.
package struct StayFinder {
  private let trace: CleanTrace
  private let options: StayOptions
  private var maker = TickMaker()
  private var scale = CachedScale()

  init(_ trace: CleanTrace, _ options: StayOptions) {
    self.trace = trace
    self.options = options
  }

  /// All stays, in the order of time; none overlap.
  ///
  /// - Complexity: O(*n*).
  package static func stays(in trace: CleanTrace, options: StayOptions) -> [Stay] {
    var finder = RestFinder(options)
    Tick.ticks(of: trace, in: 0..<trace.count, length: options.tick) { finder.add($0) }
    finder.finish()
    return stays(of: finder.ended, in: trace, options: options)
  }

  /// Stays of rests that were found in a trace.
  private static func stays(
    of rests: [Rest], in trace: CleanTrace, options: StayOptions
  ) -> [Stay] {
    var finder = StayFinder(trace, options)
    var before: Draft?
    return finder.merged(rests, after: 0).compactMap { finder.stay(of: $0, after: &before) }
  }

  /// A rest, or several that are one, with exact ends.
  struct Draft: Sendable {
    /// Numbers in the clean trace.
    var first: Int
    var last: Int
    var center: LocalPlace
    var inferredArrival: Int64?
    var inferredDeparture: Int64?
    /// How many rests are used up by this one and those before.
    var rests: Int
    /// Whether it might end later if the trace went on.
    var isAtEnd = false
  }

  // MARK: Merging

  /// Gives rests their exact ends.
  ///
  /// - Parameters:
  ///   - rests: In the order of time.
  ///   - start: The first fix that is not used up by an earlier stay.
  /// - Returns: A draft for each rest, or for several that are one.
  mutating func merged(_ rests: [Rest], after start: Int) -> [Draft] {
    var drafts: [Draft] = []
    for (number, rest) in rests.enumerated() {
      var draft = Draft(
        first: rest.first.first, last: rest.last.last, center: rest.center,
        inferredArrival: rest.inferredArrival, inferredDeparture: rest.inferredDeparture,
        rests: number + 1)
      sharpen(&draft, after: drafts.last.map { $0.last + 1 } ?? start)
      guard draft.first <= draft.last else { continue }
      if let before = drafts.last, isOne(before, draft) {
        drafts[drafts.count - 1] = joined(before, draft)
      } else {
        drafts.append(draft)
      }
    }
    return drafts
  }

  /// Centre from all fixes, and ends at the first and the last fix that lie inside.
  private mutating func sharpen(_ draft: inout Draft, after limit: Int) {
    let first = draft.first
    draft.center = center(of: draft)
    while draft.first < draft.last, !isInside(draft.first, draft.center) { draft.first += 1 }
    while draft.last > draft.first, !isInside(draft.last, draft.center) {
      let gap = trace.times[draft.last] - trace.times[draft.last - 1]
      if draft.inferredDeparture == nil, gap >= 2 * options.minimum {
        // A phone that slept inside and woke up a few steps outside, on foot.
        let metres = distance(draft.center, LocalPlace(trace.places[draft.last]))
        draft.inferredDeparture = trace.times[draft.last] - Rest.duration(of: metres, at: 1.4)
      }
      draft.last -= 1
    }
    while draft.first > limit, isInside(draft.first - 1, draft.center),
      trace.times[draft.first] - trace.times[draft.first - 1] < options.minimum
    {
      draft.first -= 1
    }
    let end = trace.count
    while draft.last + 1 < end, isInside(draft.last + 1, draft.center),
      trace.times[draft.last + 1] - trace.times[draft.last] < options.minimum
    {
      draft.last += 1
    }
    draft.isAtEnd = draft.last + 1 == end
    draft.first = max(draft.first, limit)
    if draft.first != first { draft.inferredArrival = nil }
    if let departure = draft.inferredDeparture, departure <= trace.times[draft.last] {
      draft.inferredDeparture = nil
    }
  }

  /// The median of all fixes; but the two sides of a gap that takes most of the time, where they are one
  /// place and the median leaves one of them outside: a slow walk after a night has more fixes than
  /// the night.
  private mutating func center(of draft: Draft) -> LocalPlace {
    let median = maker.median(trace, draft.first..<draft.last + 1)
    var (longest, before) = (Int64(0), draft.first)
    for index in draft.first..<draft.last {
      let gap = trace.times[index + 1] - trace.times[index]
      if gap > longest { (longest, before) = (gap, index) }
    }
    guard longest >= options.minimum,
      2 * longest >= trace.times[draft.last] - trace.times[draft.first],
      !isInside(before, median) || !isInside(before + 1, median)
    else { return median }
    let (one, other) = (LocalPlace(trace.places[before]), LocalPlace(trace.places[before + 1]))
    guard distance(one, other) <= 2 * options.radius else { return median }
    return LocalPlace.between(one, other, share: 0.5)
  }

  private mutating func isInside(_ index: Int, _ center: LocalPlace) -> Bool {
    let accuracy = trace.accuracies[index]
    let metres = accuracy == Trace.noAccuracy ? 0 : Double(accuracy) / 10
    let reach = max(options.radius, 1.5 * min(metres, options.radius))
    return distance(center, LocalPlace(trace.places[index])) <= reach
  }

  private mutating func distance(_ one: LocalPlace, _ other: LocalPlace) -> Double {
    scale.at(one.latitude).distance(one, other)
  }

  /// Whether two rests after each other are one: nothing between them says that somebody left.
  private mutating func isOne(_ one: Draft, _ other: Draft) -> Bool {
    let away = trace.times[other.first] - trace.times[one.last]
    guard away <= options.gap else { return false }
    let apart = distance(one.center, other.center)
    if let woken = one.inferredDeparture, trace.times[other.first] - woken <= options.minimum {
      // A phone that slept on the way in and woke up inside.
      return other.first - one.last <= 2 && apart <= 5 * options.radius
    }
    let between = other.first - one.last - 1
    // Over a gap a place may seem to have moved; from one shop to the next somebody walked.
    if between == 0 { return apart <= (away < options.minimum ? 1.2 : 2) * options.radius }
    guard apart <= 1.2 * options.radius else { return false }
    if away > options.sleep { return false }
    if between == 1 { return true }
    var farthest = 0.0
    for index in one.last + 1..<other.first {
      farthest = max(farthest, distance(one.center, LocalPlace(trace.places[index])))
    }
    return (away <= options.minimum && farthest <= 4 * options.radius)
      || (away <= 2 * options.minimum && farthest <= 2.5 * options.radius)
  }

  private mutating func joined(_ one: Draft, _ other: Draft) -> Draft {
    let isLonger = other.last - other.first > one.last - one.first
    var draft = Draft(
      first: one.first, last: other.last, center: isLonger ? other.center : one.center,
      inferredArrival: one.inferredArrival, inferredDeparture: other.inferredDeparture,
      rests: other.rests, isAtEnd: other.isAtEnd)
    if distance(one.center, other.center) <= options.radius {
      draft.center = maker.median(trace, draft.first..<draft.last + 1)
    }
    return draft
  }

  /// Whether a rest that goes on or has not begun may turn out to be one with a draft.
  ///
  /// - Parameters:
  ///   - draft: The last one.
  ///   - begin: The first fix that may belong to a later rest.
  ///   - center: The middle of the rest that goes on; nil where there is none.
  /// - Returns: Whether it is too early to tell of the draft.
  mutating func mayGoOn(_ draft: Draft, from begin: Int, center: LocalPlace?) -> Bool {
    if draft.isAtEnd { return true }
    let isWoken = draft.inferredDeparture != nil
    if let center, distance(draft.center, center) > (isWoken ? 7 : 3) * options.radius {
      return false
    }
    // A rest takes in fixes before it that lie inside.
    let reach = (isWoken ? 6.5 : 3.5) * options.radius
    var first = max(begin, draft.last + 1)
    while first > draft.last + 1,
      distance(draft.center, LocalPlace(trace.places[first - 1])) <= reach
    {
      first -= 1
    }
    let between = first - draft.last - 1
    let away = trace.times[min(first, trace.count - 1)] - trace.times[draft.last]
    guard away <= options.gap, between > 0 else { return away <= options.gap }
    if between == 1 { return isWoken || away <= options.sleep }
    guard away <= 2 * options.minimum else { return false }
    var farthest = 0.0
    for index in draft.last + 1..<first {
      farthest = max(farthest, distance(draft.center, LocalPlace(trace.places[index])))
    }
    return farthest <= 4 * options.radius
  }

  // MARK: Stays

  /// Makes a draft a stay.
  ///
  /// - Parameters:
  ///   - draft: With its exact ends.
  ///   - before: The one that became a stay before it; then this one, if it becomes one.
  /// - Returns: The stay; nil where it is too short.
  mutating func stay(of draft: Draft, after before: inout Draft?) -> Stay? {
    let arrival = draft.inferredArrival ?? trace.times[draft.first]
    let departure = draft.inferredDeparture ?? trace.times[draft.last]
    guard departure - arrival >= options.minimum else { return nil }
    var samples = 0
    var distances: [Double] = []
    let step = (draft.last - draft.first + 1000) / 1000
    for index in draft.first...draft.last {
      let metres = distance(draft.center, LocalPlace(trace.places[index]))
      if metres <= 1.5 * options.radius { samples += 1 }
      if (index - draft.first).isMultiple(of: step) { distances.append(metres) }
    }
    var stay = Stay(
      arrival: arrival, departure: departure, isArrivalInferred: draft.inferredArrival != nil,
      isDepartureInferred: draft.inferredDeparture != nil,
      center: GeoCoordinate(
        longitude: draft.center.longitude / 1e7, latitude: draft.center.latitude / 1e7),
      samples: samples, spread: TickMaker.middle(distances.sorted()),
      firstFix: Int(trace.sources[draft.first]), lastFix: Int(trace.sources[draft.last]))
    if let before {
      for index in before.last + 1..<max(draft.first, before.last + 1) {
        stay.fixesSinceLast += 1
        stay.farthestSinceLast = max(
          stay.farthestSinceLast, distance(before.center, LocalPlace(trace.places[index])))
      }
    }
    before = draft
    return stay
  }
}

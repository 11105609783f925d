/// Finds when somebody was at rest, tick by tick.
///
/// Moving, it keeps the last few minutes of ticks; when most of them lie around their common median,
/// and the later ones where the earlier ones were, a rest begins. Resting, a tick inside belongs
/// to it, and ticks outside wait: they end it only together, so that one outlier or some minutes of
/// drift do not. A gap with the same place at both ends is rest.
///
/// The sliding window of Q. Li, Y. Zheng, X. Xie, Y. Chen, W. Liu, W.-Y. Ma, "Mining User
/// Similarity Based on Location History", 2008, <https://doi.org/10.1145/1463434.1463477>,
/// measures from the first fix of a window, which mostly lies on the way in; ends at the first fix
/// outside, outlier or not; and takes any long gap for a stay. The middle that follows the fixes is after
/// J. H. Kang, W. Welbourne, B. Stewart, G. Borriello, "Extracting Places from Traces of
/// Locations", 2005, <https://doi.org/10.1145/1094549.1094558>; rest as a bound on the spread of all fixes
/// after R. Hariharan, K. Toyama, "Project Lachesis", 2004,
/// <https://doi.org/10.1007/978-3-540-30231-5_8>.
struct RestFinder: Sendable {
  /// Rests that have ended, in the order of time.
  var ended: [Rest] = []
  /// The rest that goes on.
  private(set) var current: Rest?

  private let options: StayOptions
  private var scale = CachedScale()
  /// The last ticks of somebody who moves; nothing at rest.
  private var window: [Tick] = []
  /// The ticks outside since the last one inside.
  private var outside: [Tick] = []
  /// Milliseconds between the last ticks on the way; see ``recordsWays``.
  private var steps: [Int64] = []
  /// Where a way ended in a gap: how it went on, if it went on to where a rest begins after the gap.
  private var entry: Entry?

  /// The end of a way that nobody recorded.
  private struct Entry: Sendable {
    /// The first fix after the gap.
    var first: Int
    /// Milliseconds.
    var arrival: Int64
  }

  init(_ options: StayOptions) { self.options = options }

  mutating func add(_ tick: Tick) {
    if current == nil { move(to: tick) } else { rest(with: tick) }
  }

  /// The last rest counts as well.
  mutating func finish() {
    while current != nil { endRest() }
    window = []
  }

  /// The first fix that matters to rests that have not ended; nil where none does.
  var firstFix: Int? { current?.first.first ?? window.first?.first }

  /// Numbers all fixes anew where so many of the first were forgotten, which no rest needs.
  mutating func forget(_ count: Int) {
    for index in ended.indices { ended[index].forget(count) }
    current?.forget(count)
    entry?.first -= count
    for index in window.indices { window[index].forget(count) }
    for index in outside.indices { outside[index].forget(count) }
  }

  // MARK: Moving

  private mutating func move(to tick: Tick) {
    let minimum = options.minimum
    if let before = window.last, tick.start - before.end >= minimum {
      if let rest = restOverGap(before, tick) {
        begin(rest, from: window)
        add(tick)
        return
      }
      // Where somebody was in between nobody knows.
      entry = entry(over: before, tick)
      window = []
    }
    if let before = window.last, distance(before.place, tick.place) > 2 * options.radius {
      steps.append(tick.start - before.end)
      if steps.count > 15 { steps.removeFirst() }
    }
    window.append(tick)
    // As short as it may be.
    var drop = 0
    while drop + 1 < window.count, tick.end - window[drop + 1].start >= minimum { drop += 1 }
    if drop > 0 { window.removeFirst(drop) }
    guard let first = window.first, tick.end - first.start >= minimum, window.count > 1 else {
      return
    }
    guard distance(first.place, tick.place) <= 2 * reach(tick) + reach(first) else { return }
    let middle = LocalPlace.median(of: window.lazy.map(\.place))
    let inside = window.filter { distance(middle, $0.place) <= reach($0) }
    guard inside.count * 4 >= window.count * 3, inside.count > 1,
      let begin = inside.first, let end = inside.last,
      end.end - begin.start >= minimum - 2 * options.tick, !drifts()
    else { return }
    var rest = Rest(begin)
    for tick in inside.dropFirst() { rest.add(tick) }
    rest.center = middle
    enter(&rest)
    current = rest
    outside = window.filter { $0.start > end.end }
    window = []
  }

  /// Whether the later part of the window lies elsewhere than the earlier: a slow walk.
  private mutating func drifts() -> Bool {
    let third = window.count / 3
    guard third > 0, let accuracy = window.last.map(reach) else { return false }
    let early = LocalPlace.median(of: window.prefix(third).lazy.map(\.place))
    let late = LocalPlace.median(of: window.suffix(third).lazy.map(\.place))
    return distance(early, late) > 0.8 * accuracy
  }

  /// A rest that begins with the fix before a gap; nil where the gap is only a gap.
  private mutating func restOverGap(_ before: Tick, _ after: Tick) -> Rest? {
    let gap = after.start - before.end
    guard gap <= options.gap else { return nil }
    let distance = reappearance(after, from: before.place)
    let isNear = distance <= 2 * max(reach(before), reach(after))
    let isSleep =
      (gap >= options.sleep && distance <= wakingDistance)
      || (isSettled(at: before) && distance <= carriedDistance(gap))
    guard isNear || isSleep else { return nil }
    return Rest(before)
  }

  /// Whether somebody had come to rest before the gap: a minute on one spot.
  private mutating func isSettled(at last: Tick) -> Bool {
    var begin = last.start
    for tick in window.dropLast().reversed() {
      guard distance(last.place, tick.place) <= reach(tick) else { break }
      begin = tick.start
    }
    return last.end - begin >= 60_000
  }

  /// Metres from a place to where the trace goes on after a gap: to its first fix or to the median
  /// of the first few, for the first may be an outlier and the median well on its way.
  private mutating func reappearance(_ tick: Tick, from place: LocalPlace) -> Double {
    min(distance(place, tick.place), distance(place, tick.entry))
  }

  /// Takes ticks of the window into a rest that begins at its end: those before that are inside.
  private mutating func begin(_ rest: Rest, from window: [Tick]) {
    var rest = rest
    for tick in window.dropLast().reversed() {
      guard distance(rest.center, tick.place) <= reach(tick) else { break }
      rest.first = tick
      rest.count += 1
    }
    enter(&rest)
    current = rest
    self.window = []
    outside = []
  }

  /// How a way that ends in a gap went on, if a rest begins where the trace goes on.
  ///
  /// The phone fell asleep on the last steps; it would have recorded any longer way.
  private mutating func entry(over before: Tick, _ after: Tick) -> Entry? {
    let gap = after.start - before.end
    guard gap >= options.sleep, gap <= options.gap, let first = window.first,
      before.end > first.start, !isSettled(at: before)
    else { return nil }
    let distance = distance(before.place, after.place)
    let speed =
      self.distance(first.place, before.place) / (Double(before.end - first.start) / 1000)
    guard speed >= 0.5, distance <= carriedDistance(gap) else { return nil }
    return Entry(
      first: after.first,
      arrival: before.end + Rest.duration(of: distance, at: min(15, max(1, speed))))
  }

  /// Notes when a rest began that begins with the first fix after a gap.
  private mutating func enter(_ rest: inout Rest) {
    if let entry, entry.first == rest.first.first { rest.inferredArrival = entry.arrival }
    entry = nil
  }

  // MARK: Resting

  private mutating func rest(with tick: Tick) {
    guard var rest = current else { return }
    if tick.start - (outside.last ?? rest.last).end > options.gap {
      outside.append(tick)
      endRest()
      return
    }
    guard distance(rest.center, tick.place) <= 1.3 * reach(tick) else {
      outside.append(tick)
      if hasLeft(rest) { endRest() }
      return
    }
    if !outside.isEmpty, wasAway(rest, until: tick) {
      outside.append(tick)
      endRest()
      return
    }
    outside = []
    rest.add(tick)
    current = rest
  }

  /// Whether the ticks outside can no longer be outliers or drift.
  private func hasLeft(_ rest: Rest) -> Bool {
    guard let last = outside.last else { return false }
    let away = last.end - rest.last.end
    if outside.count >= 3, away >= 180_000 { return true }
    guard outside.count >= 2, let first = outside.first else { return false }
    return last.end - first.start >= options.sleep
  }

  /// Whether somebody was truly elsewhere before this tick inside.
  private mutating func wasAway(_ rest: Rest, until tick: Tick) -> Bool {
    let away = tick.start - rest.last.end
    var farthest = 0.0
    for one in outside { farthest = max(farthest, distance(rest.center, one.place)) }
    if away <= 180_000 {
      // Nobody counts as gone who could have run there and back.
      return outside.count > 2
        && farthest > max(4 * options.radius, 1.5 * Double(away) / 1000)
    }
    if outside.count == 1, away <= options.sleep || farthest <= wakingDistance { return false }
    if let lone = outside.first, outside.count == 1, lone.first == lone.last, recordsWays,
      min(lone.start - rest.last.end, tick.start - lone.end) > options.sleep / 2
    {
      // Where ways are recorded fix by fix, a lone one hours from all others is no way.
      return false
    }
    if farthest <= 2.5 * options.radius, away <= 2 * options.minimum { return false }
    return true
  }

  /// Ends the rest, and goes through the ticks outside again as somebody who moves.
  private mutating func endRest() {
    guard var rest = current else { return }
    if let first = outside.first, first.start - rest.last.end >= 2 * options.minimum,
      first.start - rest.last.end <= options.gap
    {
      let gap = first.start - rest.last.end
      let distance = reappearance(first, from: rest.center)
      if distance <= max(gap >= options.sleep ? wakingDistance : 0, carriedDistance(gap)) {
        rest.inferredDeparture = first.start - Rest.duration(of: distance, at: speedOutside())
      }
    }
    if rest.departure - rest.arrival >= options.minimum - 2 * options.tick { ended.append(rest) }
    current = nil
    let waiting = outside
    outside = []
    window = []
    for tick in waiting { add(tick) }
  }

  // MARK: Measures

  /// Whether the last ways were recorded with a fix every few minutes.
  private var recordsWays: Bool {
    steps.count >= 5 && steps.sorted()[steps.count / 2] <= options.sleep / 6
  }

  /// How far a phone that slept may have been carried before it noticed.
  private var wakingDistance: Double { 5 * options.radius }

  /// The same where it is known to have been at rest before: at half a metre a second on average
  /// somebody was at rest most of the time.
  private func carriedDistance(_ gap: Int64) -> Double {
    min(20 * options.radius, Double(gap) / 1000 * 0.5)
  }

  /// How fast somebody goes after a rest, in metres a second: on foot at least.
  private mutating func speedOutside() -> Double {
    guard let first = outside.first, let last = outside.last, last.start > first.start else {
      return 1.4
    }
    let speed =
      distance(first.place, last.place) / (Double(last.start - first.start) / 1000)
    return min(15, max(1, speed))
  }

  /// Metres within which a tick counts as the same spot.
  private func reach(_ tick: Tick) -> Double {
    max(options.radius, 1.5 * min(tick.accuracy, options.radius))
  }

  private mutating func distance(_ one: LocalPlace, _ other: LocalPlace) -> Double {
    scale.at(one.latitude).distance(one, other)
  }
}

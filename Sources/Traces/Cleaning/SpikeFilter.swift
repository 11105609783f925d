/// Leaves out runs of fixes that one would have to travel to and back from impossibly fast.
///
/// Fixes come one by one; each is held until those after it show whether it can be true, and no
/// longer. So a trace that is there as a whole and one that is still going on lose the same fixes.
struct SpikeFilter: Sendable {
  /// Fixes that can be true, in the order of time.
  private(set) var clean = CleanTrace()
  /// Fixes that cannot.
  private(set) var removed: [(source: UInt32, reason: RemovalReason)] = []

  private let options: CleaningOptions
  private var scale = CachedScale()
  /// Fixes, those before `next` looked at already.
  private var all: CleanTrace
  private var next = 0
  /// Whether no more fixes come.
  private var isComplete: Bool
  /// Whether a question could only be answered by fixes that have not come yet.
  private var ranOut = false
  /// Whether good fixes have been forgotten.
  private var hasForgotten = false

  /// For fixes that come one by one.
  init(options: CleaningOptions) {
    self.options = options
    all = CleanTrace()
    isComplete = false
  }

  /// Looks at all fixes of a trace.
  ///
  /// - Complexity: O(*n*).
  init(_ all: CleanTrace, options: CleaningOptions) {
    self.options = options
    self.all = all
    isComplete = true
    clean.reserve(all.count)
    advance()
  }

  /// Takes the next fix; what is certain by now stands in ``clean`` and ``removed``.
  mutating func add(time: Int64, place: FixedCoordinate, accuracy: UInt16, source: UInt32) {
    all.append(time: time, place: place, accuracy: accuracy, source: source)
    advance()
  }

  /// No more fixes come.
  mutating func finish() {
    isComplete = true
    advance()
  }

  /// Forgets what has been looked at, but for what later fixes are held against.
  mutating func forget() {
    removed = []
    if next > 1000 {
      all.removeFirst(next)
      next = 0
    }
    // A run of wrong fixes has 200 at most, and rest is told by half a minute.
    guard clean.count > 1000, let last = clean.times.last else { return }
    var keep = clean.count - 250
    while keep > 0, clean.times[keep] > last - 60_000 { keep -= 1 }
    clean.removeFirst(keep)
    hasForgotten = hasForgotten || keep > 0
  }

  // MARK: Fix by fix

  private mutating func advance() {
    if clean.count == 0, next == 0 {
      // The first fixes may be the ones that are wrong.
      guard isComplete || all.count >= 7 else { return }
      guard all.count > 0 else { return }
      next = wrongAtTheStart()
      keep(next)
      next += 1
    }
    while next < all.count, let last = clean.places.last, let time = clean.times.last {
      let distance = metres(last, all.places[next])
      let seconds = Double(all.times[next] - time) / 1000
      // Cheap, and true of nearly all.
      if distance < 100 || distance < 12 * seconds {
        keep(next)
        next += 1
        continue
      }
      ranOut = false
      var end = endOfSpike(from: next, distance: distance)
      if end == nil, !ranOut { end = endOfLeap(from: next, distance: distance) }
      if end == nil, ranOut { return }
      if let end {
        for wrong in next..<end { remove(wrong, .spike) }
        next = end
      } else if distance > options.greatestSpeed * seconds {
        guard let end = resolve(at: next) else { return }
        next = end
      } else {
        keep(next)
        next += 1
      }
    }
  }

  private mutating func keep(_ index: Int) {
    clean.append(
      time: all.times[index], place: all.places[index], accuracy: all.accuracies[index],
      source: all.sources[index])
  }

  private mutating func remove(_ index: Int, _ reason: RemovalReason) {
    removed.append((all.sources[index], reason))
  }

  /// Notes that fixes after the last one would be needed, if more come.
  private mutating func needMore() { if !isComplete { ranOut = true } }

  private mutating func metres(_ one: FixedCoordinate, _ other: FixedCoordinate) -> Double {
    let one = LocalPlace(one)
    return scale.at(one.latitude).distance(one, LocalPlace(other))
  }

  private mutating func speed(_ one: Int, _ other: Int) -> Double {
    metres(all.places[one], all.places[other])
      / (Double(max(1, all.times[other] - all.times[one])) / 1000)
  }

  // MARK: Spikes and leaps

  /// Where the trace is back, if what begins at `start` is a spike.
  private mutating func endOfSpike(from start: Int, distance: Double) -> Int? {
    guard let last = clean.places.last, let time = clean.times.last else { return nil }
    let seconds = Double(all.times[start] - time) / 1000
    let limit = start + CleaningOptions.spikeFixes + 1
    for end in (start + 1)..<limit {
      guard end < all.count else {
        needMore()
        return nil
      }
      let around = Double(all.times[end] - time) / 1000
      if all.times[end] - time > CleaningOptions.spikeDuration { return nil }
      let back = metres(all.places[end - 1], all.places[end])
      let backSeconds = Double(all.times[end] - all.times[end - 1]) / 1000
      let net = metres(last, all.places[end])
      let isFast =
        distance > options.spikeSpeed * seconds && back > options.spikeSpeed * backSeconds
      // Nobody turns round on the spot at the speed of a car within half a minute.
      let isSharp = around <= 40 && distance > 15 * seconds && back > 15 * backSeconds
      guard isFast || isSharp else { continue }
      // Back where it came from, or, by jumps of like lengths, on the way that it was on.
      let (short, long) = (min(distance, back), max(distance, back))
      if net < 0.35 * short
        || (isFast && long < 3 * short && net < options.spikeSpeed * around
          && distance + back > 4 * net)
      {
        return end
      }
    }
    return nil
  }

  /// Where the trace is back from a leap out of rest to another spot, if there is one.
  ///
  /// Either way is farther than anything gets that has to start from rest: radio waves between high
  /// houses do that, for minutes.
  private mutating func endOfLeap(from start: Int, distance: Double) -> Int? {
    guard let last = clean.places.last, let time = clean.times.last,
      distance > Self.reachFromRest(all.times[start] - time), isAtRest
    else { return nil }
    var end = start + 1
    while end < all.count, all.times[end] - time <= CleaningOptions.spikeDuration {
      let net = metres(last, all.places[end])
      if net < 0.35 * distance {
        let back = metres(all.places[end - 1], all.places[end])
        return net < 0.35 * back
          && back > Self.reachFromRest(all.times[end] - all.times[end - 1]) ? end : nil
      }
      end += 1
    }
    if end == all.count { needMore() }
    return nil
  }

  /// Metres from rest within some milliseconds, at 1 m/s² up to 30 m/s, and 50 m for the error of fixes.
  private static func reachFromRest(_ milliseconds: Int64) -> Double {
    let seconds = Double(milliseconds) / 1000
    return 50 + (seconds <= 30 ? seconds * seconds / 2 : 30 * seconds - 450)
  }

  /// Whether the last good fixes, half a minute of them, lie around one spot.
  private var isAtRest: Bool {
    mutating get {
      guard let last = clean.places.last, let time = clean.times.last else { return false }
      var index = clean.count - 1
      while index > 0, time - clean.times[index] < 30_000 {
        index -= 1
        guard metres(clean.places[index], last) <= 50 else { return false }
      }
      return time - clean.times[index] >= 30_000
    }
  }

  /// How many fixes at the start nothing confirms.
  private mutating func wrongAtTheStart() -> Int {
    let most = min(2, all.count - 3)
    guard most > 0 else { return 0 }
    for count in 1...most {
      guard speed(count - 1, count) > options.spikeSpeed,
        metres(all.places[count - 1], all.places[count]) > 300
      else { continue }
      // What follows must hold together by itself.
      var holds = true
      for index in count..<min(count + 4, all.count - 1) where holds {
        holds = speed(index, index + 1) < options.spikeSpeed
      }
      guard holds else { continue }
      for index in 0..<count { remove(index, .spike) }
      return count
    }
    return 0
  }

  /// Somebody seems to have flown like a rocket: the shorter side of the jump is wrong.
  ///
  /// - Returns: The next fix to look at; nil where more fixes are needed to say.
  private mutating func resolve(at start: Int) -> Int? {
    guard let last = clean.places.last, let time = clean.times.last else { return start + 1 }
    if start + 1 >= all.count {
      guard isComplete else { return nil }
      guard clean.count > 1 || hasForgotten else {
        keep(start)
        return start + 1
      }
    }
    // How many fixes from here on could come after the last good one, and how many hold together.
    let limit = start + 200
    var end = start + 1
    while end < all.count, end < limit {
      let seconds = Double(all.times[end] - time) / 1000
      if metres(last, all.places[end]) <= options.greatestSpeed * seconds / 2 { break }
      if speed(end - 1, end) > options.greatestSpeed { break }
      end += 1
    }
    if end == all.count, end < limit, !isComplete { return nil }
    let isShort = end < limit && (hasForgotten || end - start <= clean.count)
    guard isShort, end < all.count || end - start <= 2 else {
      keep(start)
      return start + 1
    }
    for index in start..<end { remove(index, .impossibleSpeed) }
    return end
  }
}

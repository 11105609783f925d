/// Takes out of a trace what cannot be true, and remembers what and why.
///
/// Nothing is moved or smoothed. Every rule looks at fixes in the order of time, so the order of
/// the rows does not matter.
package struct TraceCleaner {
  /// Per fix of the sorted trace: 0 where it is used, else a ``RemovalReason``.
  package private(set) var verdicts: [UInt8]
  package private(set) var clean = CleanTrace()

  private let options: CleaningOptions
  private var scale = CachedScale()

  /// - Parameters:
  ///   - trace: Sorted.
  ///   - options: What a fix must be like.
  /// - Complexity: O(*n*).
  package init(_ trace: Trace, options: CleaningOptions) {
    self.options = options
    verdicts = Array(repeating: 0, count: trace.count)
    checkClocks(trace)
    clean.reserve(trace.count)
    takeOneOfEachTime(trace)
    takeOutSpikes()
  }

  package static func reason(_ verdict: UInt8) -> RemovalReason? {
    RemovalReason(rawValue: verdict)
  }

  // MARK: Clocks

  private mutating func checkClocks(_ trace: Trace) {
    for index in 0..<trace.count {
      if trace.times[index] < CleaningOptions.earliest {
        verdicts[index] = RemovalReason.clockNotSet.rawValue
      } else if let now = options.now, trace.times[index] > now {
        verdicts[index] = RemovalReason.inTheFuture.rawValue
      }
    }
    // The week number of GPS rolls over after 19.6 years: a few fixes far from all others.
    let good = (0..<trace.count).filter { verdicts[$0] == 0 }
    guard good.count > 20 else { return }
    var parts: [[Int]] = [[]]
    for (position, index) in good.enumerated() {
      if position > 0,
        trace.times[index] - trace.times[good[position - 1]] > CleaningOptions.longestPause
      {
        parts.append([])
      }
      parts[parts.count - 1].append(index)
    }
    guard parts.count > 1 else { return }
    for part in parts where part.count * 20 < good.count {
      for index in part { verdicts[index] = RemovalReason.clockJump.rawValue }
    }
  }

  // MARK: Fixes of one time

  private mutating func takeOneOfEachTime(_ trace: Trace) {
    let worst = Trace.packed(accuracy: options.worstAccuracy)
    var begin = 0
    while begin < trace.count {
      var end = begin + 1
      while end < trace.count, trace.times[end] == trace.times[begin] { end += 1 }
      var best: Int?
      for index in begin..<end where verdicts[index] == 0 {
        let accuracy = trace.accuracies[index]
        if accuracy > worst, accuracy != Trace.noAccuracy {
          verdicts[index] = RemovalReason.badAccuracy.rawValue
          continue
        }
        guard let other = best else {
          best = index
          continue
        }
        if trace.places[index] == trace.places[other] {
          // The first of equal ones stays: the surer, for that is how they are sorted.
          verdicts[index] = RemovalReason.duplicate.rawValue
        } else if isBetter(index, than: other, trace) {
          verdicts[other] = RemovalReason.sameTime.rawValue
          best = index
        } else {
          verdicts[index] = RemovalReason.sameTime.rawValue
        }
      }
      if let best {
        clean.append(
          time: trace.times[best], place: trace.places[best],
          accuracy: trace.accuracies[best], source: UInt32(best))
      }
      begin = end
    }
  }

  /// Nearer to the fix before; where there is none, or it is as near, the surer.
  private mutating func isBetter(_ one: Int, than other: Int, _ trace: Trace) -> Bool {
    guard let last = clean.places.last else {
      return trace.accuracies[one] < trace.accuracies[other]
    }
    let before = LocalPlace(last)
    let scale = scale.at(before.latitude)
    return scale.distance(before, LocalPlace(trace.places[one]))
      < scale.distance(before, LocalPlace(trace.places[other]))
  }

  // MARK: Spikes

  /// Leaves out runs of fixes that one would have to travel to and back from impossibly fast.
  private mutating func takeOutSpikes() {
    let all = clean
    guard all.count > 1 else { return }
    clean = CleanTrace()
    clean.reserve(all.count)
    // The first fixes may be the ones that are wrong.
    var index = wrongAtTheStart(all)
    keep(all, index)
    index += 1
    while index < all.count {
      guard let last = clean.places.last, let time = clean.times.last else { break }
      let distance = metres(last, all.places[index])
      let seconds = Double(all.times[index] - time) / 1000
      // Cheap, and true of nearly all.
      if distance < 100 || distance < 12 * seconds {
        keep(all, index)
        index += 1
        continue
      }
      if let end = endOfSpike(all, from: index, distance: distance)
        ?? endOfLeap(all, from: index, distance: distance)
      {
        for wrong in index..<end { remove(all, wrong, .spike) }
        index = end
      } else if distance > options.greatestSpeed * seconds,
        index + 1 < all.count || clean.count > 1
      {
        index = resolve(all, at: index)
      } else {
        keep(all, index)
        index += 1
      }
    }
  }

  private mutating func keep(_ all: CleanTrace, _ index: Int) {
    clean.append(
      time: all.times[index], place: all.places[index], accuracy: all.accuracies[index],
      source: all.sources[index])
  }

  private mutating func remove(_ all: CleanTrace, _ index: Int, _ reason: RemovalReason) {
    verdicts[Int(all.sources[index])] = reason.rawValue
  }

  private mutating func metres(_ one: FixedCoordinate, _ other: FixedCoordinate) -> Double {
    let one = LocalPlace(one)
    return scale.at(one.latitude).distance(one, LocalPlace(other))
  }

  private mutating func speed(_ all: CleanTrace, _ one: Int, _ other: Int) -> Double {
    metres(all.places[one], all.places[other])
      / (Double(max(1, all.times[other] - all.times[one])) / 1000)
  }

  /// Where the trace is back, if what begins at `start` is a spike.
  private mutating func endOfSpike(
    _ all: CleanTrace, from start: Int, distance: Double
  ) -> Int? {
    guard let last = clean.places.last, let time = clean.times.last else { return nil }
    let seconds = Double(all.times[start] - time) / 1000
    let limit = min(all.count, start + CleaningOptions.spikeFixes + 1)
    for end in (start + 1)..<max(limit, start + 1) {
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
  private mutating func endOfLeap(
    _ all: CleanTrace, from start: Int, distance: Double
  ) -> Int? {
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
  private mutating func wrongAtTheStart(_ all: CleanTrace) -> Int {
    let most = min(2, all.count - 3)
    guard most > 0 else { return 0 }
    for count in 1...most {
      guard speed(all, count - 1, count) > options.spikeSpeed,
        metres(all.places[count - 1], all.places[count]) > 300
      else { continue }
      // What follows must hold together by itself.
      let next = (count..<min(count + 4, all.count - 1)).allSatisfy { index in
        speed(all, index, index + 1) < options.spikeSpeed
      }
      guard next else { continue }
      for index in 0..<count { remove(all, index, .spike) }
      return count
    }
    return 0
  }

  /// Somebody seems to have flown like a rocket: the shorter side of the jump is wrong.
  ///
  /// - Returns: The next fix to look at.
  private mutating func resolve(_ all: CleanTrace, at start: Int) -> Int {
    // How many fixes from here on could come after the last good one, and how many hold together.
    guard let last = clean.places.last, let time = clean.times.last else { return start + 1 }
    var end = start + 1
    while end < all.count, end < start + 200 {
      let seconds = Double(all.times[end] - time) / 1000
      if metres(last, all.places[end]) <= options.greatestSpeed * seconds / 2 { break }
      if speed(all, end - 1, end) > options.greatestSpeed { break }
      end += 1
    }
    let isShort = end - start < 200 && end - start <= clean.count
    guard isShort, end < all.count || end - start <= 2 else {
      keep(all, start)
      return start + 1
    }
    for index in start..<end { remove(all, index, .impossibleSpeed) }
    return end
  }
}

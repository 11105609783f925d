/// The stays of one person, told as they end, fix by fix.
///
/// The same stays as of the whole trace, but for spikes, which are only left out by their accuracy
/// here. A stay is told some minutes after it has ended, for until then it may go on.
public struct LiveStays: Sendable {
  private let options: StayOptions
  private let cleaning: CleaningOptions
  /// Since the last stay that was told.
  private var trace = CleanTrace()
  private var ids: [String] = []
  private var finder: RestFinder
  private var maker = TickMaker()
  private var tickStart = 0

  /// Fixes that were not used: too unsure, or not later than the last one.
  public private(set) var removed = 0

  /// A stay that has ended, with the ids of its first and last fix.
  public struct Ended: Hashable, Sendable {
    public var stay: Stay
    public var firstID: String
    public var lastID: String
  }

  public init(options: StayOptions = StayOptions(), cleaning: CleaningOptions = CleaningOptions()) {
    self.options = options
    self.cleaning = cleaning
    finder = RestFinder(options)
  }

  /// Adds the next fix.
  ///
  /// - Returns: Stays that have ended since, mostly none.
  public mutating func add(_ fix: Fix) -> [Ended] {
    if let accuracy = fix.accuracy, accuracy > cleaning.worstAccuracy {
      removed += 1
      return []
    }
    if let last = trace.times.last, fix.time <= last {
      removed += 1
      return []
    }
    add(
      time: fix.time, place: FixedCoordinate(fix.coordinate),
      accuracy: Trace.packed(accuracy: fix.accuracy), id: fix.id)
    return ended(isLast: false)
  }

  /// What is still going on ends with the stream.
  public mutating func finish() -> [Ended] {
    closeTick()
    finder.finish()
    return ended(isLast: true)
  }

  private mutating func add(time: Int64, place: FixedCoordinate, accuracy: UInt16, id: String) {
    if tickStart < trace.count, time >= trace.times[tickStart] + options.tick { closeTick() }
    trace.append(time: time, place: place, accuracy: accuracy, source: UInt32(trace.count))
    ids.append(id)
  }

  private mutating func closeTick() {
    guard tickStart < trace.count else { return }
    finder.add(maker.tick(trace, tickStart..<trace.count))
    tickStart = trace.count
  }

  private mutating func ended(isLast: Bool) -> [Ended] {
    guard let last = finder.ended.last, let now = trace.times.last else { return [] }
    // A rest that begins soon after may be the same one.
    let since = (finder.current?.first.start ?? now) - last.departure
    guard isLast || since > 2 * options.minimum else { return [] }
    let stays = StayFinder.stays(of: finder.ended, in: trace, options: options)
    let found = stays.map { stay in
      Ended(stay: stay, firstID: ids[stay.firstFix], lastID: ids[stay.lastFix])
    }
    startAfresh(from: last.last.last + 1)
    return found
  }

  /// Goes on with the fixes after the last stay.
  private mutating func startAfresh(from index: Int) {
    let (old, names) = (trace, ids)
    trace = CleanTrace()
    ids = []
    finder = RestFinder(options)
    tickStart = 0
    for position in index..<max(index, old.count) {
      add(
        time: old.times[position], place: old.places[position],
        accuracy: old.accuracies[position], id: names[position])
    }
  }
}

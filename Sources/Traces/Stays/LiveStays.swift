/// The stays of one person, told as they end, fix by fix.
///
/// The same stays as of the whole trace where fixes come in the order of time; only clocks that jump by
/// years are not known by the fixes after them. A fix is used when those after it show that it can be
/// true, and a stay is told when nothing that may follow can belong to it: some minutes after it.
public struct LiveStays: Sendable {
  private let options: StayOptions
  /// What a fix must be like; the moment after which there can be none may move on.
  public var cleaning: CleaningOptions
  private var picker: TimePicker
  private var filter: SpikeFilter
  /// Fixes of one time, the last that came.
  private var latest = Trace(person: "")
  /// How many fixes came before those, and how many of the clean ones have been taken over.
  private var arrived: UInt32 = 0
  private var taken = 0
  /// Fixes of which it is not known yet whether they can be true: numbers and ids.
  private var waiting: [(source: UInt32, id: String)] = []
  private var nextWaiting = 0

  /// Clean fixes since the last stay that was told, and their ids.
  private var trace = CleanTrace()
  private var ids: [String] = []
  private var finder: RestFinder
  private var maker = TickMaker()
  private var tickStart = 0
  /// The first fix after the last stay that was told.
  private var start = 0
  private var before: StayFinder.Draft?

  /// Fixes that were not used: too unsure, of a wrong clock, spikes, or earlier than one before them.
  public private(set) var removed = 0

  /// How many fixes are kept.
  var held: Int { trace.count }

  /// A stay that has ended, with the ids of its first and last fix.
  public struct Ended: Hashable, Sendable {
    public var stay: Stay
    public var firstID: String
    public var lastID: String
  }

  public init(options: StayOptions = StayOptions(), cleaning: CleaningOptions = CleaningOptions()) {
    self.options = options
    self.cleaning = cleaning
    picker = TimePicker(cleaning)
    filter = SpikeFilter(options: cleaning)
    finder = RestFinder(options)
  }

  /// Adds the next fix.
  ///
  /// - Returns: Stays that have ended since, mostly none.
  public mutating func add(_ fix: Fix) -> [Ended] {
    if cleaning.clockFault(fix.time) != nil {
      removed += 1
      return []
    }
    if let last = latest.times.last {
      if fix.time < last {
        removed += 1
        return []
      }
      if fix.time > last { useLatest() }
    }
    latest.append(fix)
    return ended(isLast: false)
  }

  /// What is still going on ends with the stream.
  public mutating func finish() -> [Ended] {
    useLatest()
    filter.finish()
    useClean()
    closeTick()
    finder.finish()
    return ended(isLast: true)
  }

  // MARK: Fixes

  /// Chooses among the fixes of the last time, all of which are there.
  private mutating func useLatest() {
    guard latest.count > 0 else { return }
    if latest.count > 1 { latest.sort() }
    var verdicts = [UInt8](repeating: 0, count: latest.count)
    if let best = picker.pick(0..<latest.count, of: latest, &verdicts) {
      let source = arrived + UInt32(latest.arrival(best))
      waiting.append((source, latest.id(best)))
      removed += latest.count - 1
      filter.add(
        time: latest.times[best], place: latest.places[best], accuracy: latest.accuracies[best],
        source: source)
      useClean()
    } else {
      removed += latest.count
    }
    arrived += UInt32(latest.count)
    latest = Trace(person: "")
  }

  /// Takes over fixes that are known to be possible.
  private mutating func useClean() {
    while taken < filter.clean.count {
      let time = filter.clean.times[taken]
      if tickStart < trace.count, time >= trace.times[tickStart] + options.tick { closeTick() }
      let source = filter.clean.sources[taken]
      while waiting[nextWaiting].source < source { nextWaiting += 1 }
      trace.append(
        time: time, place: filter.clean.places[taken], accuracy: filter.clean.accuracies[taken],
        source: source)
      ids.append(waiting[nextWaiting].id)
      nextWaiting += 1
      taken += 1
    }
    if nextWaiting > 1000 {
      waiting.removeFirst(nextWaiting)
      nextWaiting = 0
    }
    removed += filter.removed.count
    let before = filter.clean.count
    filter.forget()
    taken -= before - filter.clean.count
  }

  private mutating func closeTick() {
    guard tickStart < trace.count else { return }
    finder.add(maker.tick(trace, tickStart..<trace.count))
    tickStart = trace.count
  }

  // MARK: Stays

  private mutating func ended(isLast: Bool) -> [Ended] {
    guard !finder.ended.isEmpty else { return [] }
    var stays = StayFinder(trace, options)
    var drafts = stays.merged(finder.ended, after: start)
    guard let last = drafts.last else {
      finder.ended = []
      return []
    }
    let mayGoOn =
      !isLast
      && stays.mayGoOn(
        last, from: finder.firstFix ?? tickStart, center: finder.current?.center)
    if mayGoOn { drafts.removeLast() }
    guard let final = drafts.last else { return [] }
    let found = drafts.compactMap { draft -> Ended? in
      stays.stay(of: draft, after: &before).map { stay in
        Ended(stay: stay, firstID: ids[draft.first], lastID: ids[draft.last])
      }
    }
    finder.ended.removeFirst(mayGoOn ? final.rests : finder.ended.count)
    start = final.last + 1
    forget()
    return found
  }

  /// Forgets fixes that no stay can begin with any more.
  private mutating func forget() {
    let since = min(before.map { $0.last + 1 } ?? start, start)
    let count = min(since, finder.firstFix ?? tickStart, finder.ended.first?.first.first ?? since)
    guard count > 0 else { return }
    trace.removeFirst(count)
    ids.removeFirst(count)
    finder.forget(count)
    tickStart -= count
    start -= count
    before?.last -= count
    before?.first -= count
  }
}

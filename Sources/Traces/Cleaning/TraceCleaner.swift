/// Takes out of a trace what cannot be true, and remembers what and why.
///
/// Nothing is moved or smoothed. Every rule looks at fixes in the order of time, so the order of
/// the rows does not matter.
package struct TraceCleaner {
  /// Per fix of the sorted trace: 0 where it is used, else a ``RemovalReason``.
  package private(set) var verdicts: [UInt8]
  package private(set) var clean = CleanTrace()

  private let options: CleaningOptions

  /// - Parameters:
  ///   - trace: Sorted.
  ///   - options: What a fix must be like.
  /// - Complexity: O(*n*).
  package init(_ trace: Trace, options: CleaningOptions) {
    self.options = options
    verdicts = Array(repeating: 0, count: trace.count)
    checkClocks(trace)
    let filter = SpikeFilter(oneOfEachTime(trace), options: options)
    for (source, reason) in filter.removed { verdicts[Int(source)] = reason.rawValue }
    clean = filter.clean
  }

  package static func reason(_ verdict: UInt8) -> RemovalReason? {
    RemovalReason(rawValue: verdict)
  }

  private mutating func checkClocks(_ trace: Trace) {
    for index in 0..<trace.count {
      if let reason = options.clockFault(trace.times[index]) { verdicts[index] = reason.rawValue }
    }
    // The week number of GPS rolls over after 19.6 years: a few fixes far from all others. Good clocks
    // lie between those that were never set and those that run ahead.
    let begin = verdicts.firstIndex(of: 0) ?? trace.count
    let end = verdicts[begin...].firstIndex { $0 != 0 } ?? trace.count
    guard end - begin > 20 else { return }
    var parts: [Range<Int>] = []
    var start = begin
    for index in (begin + 1)..<end
    where trace.times[index] - trace.times[index - 1] > CleaningOptions.longestPause {
      parts.append(start..<index)
      start = index
    }
    parts.append(start..<end)
    guard parts.count > 1 else { return }
    for part in parts where part.count * 20 < end - begin {
      for index in part { verdicts[index] = RemovalReason.clockJump.rawValue }
    }
  }

  private mutating func oneOfEachTime(_ trace: Trace) -> CleanTrace {
    var picker = TimePicker(options)
    var all = CleanTrace()
    all.reserve(trace.count)
    var begin = 0
    while begin < trace.count {
      var end = begin + 1
      while end < trace.count, trace.times[end] == trace.times[begin] { end += 1 }
      if let best = picker.pick(begin..<end, of: trace, &verdicts) {
        all.append(
          time: trace.times[best], place: trace.places[best], accuracy: trace.accuracies[best],
          source: UInt32(best))
      }
      begin = end
    }
    return all
  }
}

/// Picks one of the fixes of each time.
struct TimePicker: Sendable {
  private let worst: UInt16
  private var scale = CachedScale()
  /// The last one that was picked.
  private var last: FixedCoordinate?

  init(_ options: CleaningOptions) { worst = Trace.packed(accuracy: options.worstAccuracy) }

  /// The best of some fixes of one time.
  ///
  /// - Parameters:
  ///   - range: Fixes of a sorted trace.
  ///   - trace: The trace.
  ///   - verdicts: Per fix of the trace 0, or why it is not used; more are added here.
  /// - Returns: The number of the fix; nil where none can be used.
  mutating func pick(_ range: Range<Int>, of trace: Trace, _ verdicts: inout [UInt8]) -> Int? {
    var best: Int?
    for index in range where verdicts[index] == 0 {
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
    if let best { last = trace.places[best] }
    return best
  }

  /// Nearer to the fix before; where there is none, the surer.
  private mutating func isBetter(_ one: Int, than other: Int, _ trace: Trace) -> Bool {
    guard let last else { return trace.accuracies[one] < trace.accuracies[other] }
    let before = LocalPlace(last)
    let scale = scale.at(before.latitude)
    return scale.distance(before, LocalPlace(trace.places[one]))
      < scale.distance(before, LocalPlace(trace.places[other]))
  }
}

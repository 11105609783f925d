/// The stays of one person with what places and visits need to know of the trace.
public struct PersonStays: Sendable {
  public var person: String
  public var stays: [Stay]
  /// Per stay what the records say of local clocks at its beginning, in minutes.
  public var recordedOffsets: [Int?]

  package init(person: String, stays: [Stay], recordedOffsets: [Int?]) {
    self.person = person
    self.stays = stays
    self.recordedOffsets = recordedOffsets
  }

  /// Finds the stays of a sorted trace among the fixes that can be used.
  package init(_ trace: Trace, clean: CleanTrace, options: StayOptions) {
    let stays = StayFinder.stays(in: clean, options: options)
    self.init(
      person: trace.person, stays: stays,
      recordedOffsets: stays.map { trace.offsets[trace.arrival($0.firstFix)] })
  }
}

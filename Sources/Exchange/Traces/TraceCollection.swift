package import Traces

/// All fixes that were read, by person, and what was not.
package struct TraceCollection: Sendable {
  package private(set) var timed: TraceStore
  /// Fixes without a time; their times mean nothing.
  package private(set) var untimed: TraceStore
  /// Rows that could not be read, the first of them.
  package private(set) var skipped: [DataFault] = []
  package private(set) var skippedCount = 0
  /// What was read as what, a sentence for each file.
  package var notes: [String] = []
  package var warnings: [String] = []
  /// How many times named no zone.
  package var timesWithoutZone = 0

  /// Why fixes cannot be kept, which is no fault of any file of fixes.
  private(set) var storeFault: DataFault?

  /// More are counted only.
  static let mostSkipped = 100_000

  /// - Parameter budget: Bytes of fixes in memory; what is beyond goes to a temporary file.
  package init(budget: Int) {
    timed = TraceStore(budget: budget)
    untimed = TraceStore(budget: budget)
  }

  package var fixCount: Int { timed.count }
  package var untimedCount: Int { untimed.count }

  /// Adds what was read of a piece of a file.
  ///
  /// - Throws: A fault where fixes cannot be kept; ``storeFault`` from then on.
  mutating func add(_ batch: TraceBatch, firstLine: Int = 0) throws(DataFault) {
    do throws(DataFault) {
      for part in batch.parts { try timed.add(part) }
      for part in batch.untimedParts { try untimed.add(part) }
    } catch {
      storeFault = error
      throw error
    }
    timesWithoutZone += batch.timesWithoutZone
    for var fault in batch.faults {
      if let line = fault.line { fault.line = line + firstLine }
      skip(fault)
    }
    skippedCount += batch.faultCount - batch.faults.count
  }

  /// Adds the last batch of a file; a logger that lost its power leaves one without an end, and what is there is good.
  ///
  /// - Parameters:
  ///   - batch: What has been read since the last one.
  ///   - failure: Why reading ended early; nil at the end of the file.
  ///   - count: How many fixes were read of the file in all.
  ///   - unit: What the file calls them, in the plural.
  /// - Throws: A fault where fixes cannot be kept; the failure where there were none before it.
  mutating func add(
    last batch: TraceBatch, until failure: DataFault?, after count: Int, _ unit: String
  ) throws(DataFault) {
    if let storeFault { throw storeFault }
    try add(batch)
    guard var failure else { return }
    guard count > 0 else { throw failure }
    failure.remedy = "the \(count) \(unit) before it are used"
    skip(failure)
  }

  mutating func skip(_ fault: DataFault) {
    skippedCount += 1
    if skipped.count < Self.mostSkipped { skipped.append(fault) }
  }

  /// Puts people in the order of their names when everything has been read.
  ///
  /// - Throws: A fault where a temporary file cannot be written.
  package mutating func finish() throws(DataFault) {
    try timed.finish()
    try untimed.finish()
  }

  /// Hands over all fixes with a time, where they are in memory.
  package mutating func takeTraces() -> [Trace] { timed.takeAll() }
}

/// Fixes of a piece of a file, by person.
struct TraceBatch: Sendable {
  private(set) var parts: [Trace] = []
  private(set) var untimedParts: [Trace] = []
  private(set) var faults: [DataFault] = []
  private(set) var faultCount = 0
  var timesWithoutZone = 0

  private var numbers: [String: Int] = [:]
  private var untimedNumbers: [String: Int] = [:]
  private var lastPerson: [UInt8] = []
  private var lastNumber = -1

  /// The number of the part of a person, for ``append(to:_:_:_:_:)``.
  mutating func part(of person: UnsafeBufferPointer<UInt8>) -> Int {
    if lastNumber >= 0, lastPerson.count == person.count, lastPerson.elementsEqual(person) {
      return lastNumber
    }
    lastPerson = Array(person)
    lastNumber = part(of: String(decoding: person, as: UTF8.self))
    return lastNumber
  }

  mutating func part(of person: String) -> Int {
    if let number = numbers[person] { return number }
    numbers[person] = parts.count
    parts.append(Trace(person: person))
    return parts.count - 1
  }

  mutating func append(
    to part: Int, id: UnsafeBufferPointer<UInt8>, time: TimeStamp, place: FixedCoordinate,
    accuracy: UInt16
  ) {
    if time.zone == .none { timesWithoutZone += 1 }
    parts[part].append(
      id: id, time: time.milliseconds, place: place, accuracy: accuracy,
      offsetMinutes: time.offsetMinutes)
  }

  mutating func append(
    person: String, id: String, time: TimeStamp?, place: FixedCoordinate, accuracy: Double?
  ) {
    var id = id
    id.withUTF8 { id in
      if let time {
        append(
          to: part(of: person), id: id, time: time, place: place,
          accuracy: Trace.packed(accuracy: accuracy))
      } else {
        appendUntimed(person: person, id: id, place: place)
      }
    }
  }

  mutating func appendUntimed(
    person: String, id: UnsafeBufferPointer<UInt8>, place: FixedCoordinate
  ) {
    let number = untimedNumbers[person] ?? untimedParts.count
    if number == untimedParts.count {
      untimedNumbers[person] = number
      untimedParts.append(Trace(person: person))
    }
    untimedParts[number].append(
      id: id, time: 0, place: place, accuracy: Trace.noAccuracy, offsetMinutes: nil)
  }

  mutating func skip(_ fault: DataFault) {
    faultCount += 1
    if faults.count < TraceCollection.mostSkipped { faults.append(fault) }
  }
}

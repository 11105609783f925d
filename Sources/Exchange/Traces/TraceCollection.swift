package import Traces

/// All fixes that were read, by person, and what was not.
package struct TraceCollection: Sendable {
  /// In the order of their first fixes.
  package private(set) var traces: [Trace] = []
  /// Fixes without a time, by person; their times mean nothing.
  package private(set) var untimed: [Trace] = []
  /// Rows that could not be read, the first of them.
  package private(set) var skipped: [DataFault] = []
  package private(set) var skippedCount = 0
  /// What was read as what, a sentence for each file.
  package var notes: [String] = []
  package var warnings: [String] = []
  /// How many times named no zone.
  package var timesWithoutZone = 0

  private var numbers: [String: Int] = [:]
  private var untimedNumbers: [String: Int] = [:]

  /// More are counted only.
  static let mostSkipped = 100_000

  package init() {}

  package var fixCount: Int { traces.reduce(0) { $0 + $1.count } }
  package var untimedCount: Int { untimed.reduce(0) { $0 + $1.count } }

  mutating func add(_ batch: TraceBatch, firstLine: Int = 0) {
    for part in batch.parts { add(part) }
    for part in batch.untimedParts { addUntimed(part) }
    timesWithoutZone += batch.timesWithoutZone
    for var fault in batch.faults {
      if let line = fault.line { fault.line = line + firstLine }
      skip(fault)
    }
    skippedCount += batch.faultCount - batch.faults.count
  }

  mutating func add(_ part: Trace) {
    if let number = numbers[part.person] {
      traces[number].append(part)
    } else {
      numbers[part.person] = traces.count
      traces.append(part)
    }
  }

  mutating func addUntimed(_ part: Trace) {
    if let number = untimedNumbers[part.person] {
      untimed[number].append(part)
    } else {
      untimedNumbers[part.person] = untimed.count
      untimed.append(part)
    }
  }

  mutating func skip(_ fault: DataFault) {
    skippedCount += 1
    if skipped.count < Self.mostSkipped { skipped.append(fault) }
  }

  /// Puts all fixes in the order of time, persons in the order of their names.
  ///
  /// - Returns: How many fixes came after a later one.
  package mutating func sort() -> Int {
    traces.sort { $0.person < $1.person }
    untimed.sort { $0.person < $1.person }
    numbers = [:]
    untimedNumbers = [:]
    var late = 0
    for index in traces.indices { late += traces[index].sort() }
    return late
  }
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

import Traces

/// Reads fixes from JSON: GeoJSON points and lines with times, and the exports of Google's Timeline in
/// their three shapes.
struct JSONTraceReader {
  private let source: ByteSource?
  let origin: TraceOrigin
  /// For GeoJSON, whose times without a zone are local.
  private var localTimes: TimeReader
  /// For formats whose times are UTC.
  private var utcTimes = TimeReader.utc
  private var batch = TraceBatch()
  private var number = 0
  private var fixes = 0
  /// What was read, and what holds no fixes, each with its count.
  private var kinds: Set<String> = []
  private var leftOut: [LeftOut: Int] = [:]
  private let wraps: Bool

  /// Such as `waypoint`, `without a time`.
  private struct LeftOut: Hashable {
    var noun: String
    var rest: String
  }

  /// Reads a text, or features that are handed over one by one where there is no `source`.
  init(_ source: ByteSource?, origin: TraceOrigin, reading: TraceReading) {
    self.source = source
    self.origin = origin
    localTimes = TimeReader(assumedZone: reading.assumedZone)
    wraps = reading.wraps
  }

  mutating func read(into collection: inout TraceCollection) throws(DataFault) {
    guard let source else { return }
    var elements = JSONElements(source)
    var failure: DataFault?
    do throws(DataFault) {
      while let element = try elements.next() {
        guard element.bytes.first == 0x7B else { continue }
        add(element.bytes, key: element.key, line: element.line)
        try pass(to: &collection)
      }
    } catch { failure = error }
    try collection.add(last: batch, until: failure, after: number, "fixes")
    guard !kinds.isEmpty else {
      throw DataFault(
        file: origin.file, problem: "this JSON holds no fixes that are known",
        remedy:
          "give GeoJSON points with times, or Google's Records.json, Semantic Location History "
          + "or Timeline.json")
    }
    report(to: &collection, kinds.sorted().joined(separator: ", "))
  }

  /// Reads one object as JSON.
  mutating func add(_ bytes: [UInt8], key: String, line: Int) {
    do throws(DataFault) {
      let value = try JSON.decode(bytes, file: origin.file)
      if let object = value.objectValue { add(object, key: key, line) }
    } catch {
      var fault = error
      fault.line = error.line.map { $0 + line - 1 } ?? line
      batch.skip(fault)
    }
  }

  /// Reads one feature as GeoJSON; `isUTC` is for formats that say that times without a zone are UTC.
  mutating func add(feature bytes: [UInt8], line: Int, isUTC: Bool) {
    do throws(DataFault) {
      guard let object = try JSON.decode(bytes, file: origin.file).objectValue else { return }
      addFeature(object, line, isUTC: isUTC)
    } catch {
      var fault = error
      fault.line = line
      batch.skip(fault)
    }
  }

  /// Hands over what has been read when it is much, or all of it.
  mutating func pass(
    to collection: inout TraceCollection, all: Bool = false
  ) throws(DataFault) {
    guard fixes > 50_000 || all else { return }
    try collection.add(batch)
    batch = TraceBatch()
    fixes = 0
  }

  /// Says what was read as what, and what was left out.
  func report(to collection: inout TraceCollection, _ kind: String) {
    let rest = leftOut.map { "\(Count.of($1, $0.noun)) \($0.rest)" }.sorted()
    collection.notes.append(
      "\(origin.file): reading \(kind), \(number) fixes"
        + (rest.isEmpty ? "" : "; left out: \(rest.joined(separator: ", "))"))
  }

  private mutating func add(_ object: JSONObject, key: String, _ line: Int) {
    if key == "features" || object["type"] == "Feature" {
      addFeature(object, line)
    } else if key == "locations" {
      addRecord(object, line)
    } else if key == "timelineObjects" {
      addSemantic(object, line)
    } else if key == "semanticSegments" || object["startTime"] != nil {
      addSegment(object, line)
    } else if key == "rawSignals" {
      addSignal(object, line)
    } else if PlainFix.isOne(object) {
      addPlain(object, line)
    } else if let kind = object["type"]?.stringValue, Self.geometryKinds.contains(kind) {
      addFeature(["geometry": .object(object)], line)
    } else {
      leaveOut("object", "without a fix")
    }
  }

  private mutating func addPlain(_ object: JSONObject, _ line: Int) {
    note(kind: "objects with positions")
    let fix = PlainFix(object)
    let stamp = time(fix.time, isUTC: false)
    add(
      line, longitude: fix.longitude, latitude: fix.latitude, time: stamp, accuracy: fix.accuracy,
      person: fix.person, id: fix.id, isTimed: fix.time != nil)
  }

  private static let geometryKinds: Set = [
    "Point", "MultiPoint", "LineString", "MultiLineString", "GeometryCollection",
  ]

  mutating func note(kind: String) { kinds.insert(kind) }

  /// Counts what holds no fix.
  ///
  /// - Parameters:
  ///   - noun: In the singular, such as `waypoint`.
  ///   - rest: What is said of it, such as `without a time`.
  mutating func leaveOut(_ noun: String, _ rest: String) {
    leftOut[LeftOut(noun: noun, rest: rest), default: 0] += 1
  }

  // MARK: Fixes

  mutating func add(
    _ line: Int, longitude: Double?, latitude: Double?, time: TimeStamp?, accuracy: Double? = nil,
    person: String? = nil, id: String? = nil, isTimed: Bool = true
  ) {
    number += 1
    fixes += 1
    let subject = "fix \(number)"
    guard let longitude, let latitude,
      let place = DegreeReader.place(longitude: longitude, latitude: latitude, wraps: wraps)
    else {
      let value = latitude.map { "\($0), \(longitude ?? .nan)" }
      return batch.skip(
        DataFault(
          file: origin.file, line: line, subject: subject, value: value,
          problem: value == nil ? "has no latitude and longitude" : "is no place on earth",
          remedy: nil))
    }
    if time == nil, isTimed {
      return batch.skip(
        DataFault(
          file: origin.file, line: line, subject: subject, problem: "has no time that can be read",
          remedy: "write times such as 2026-01-31T08:00:00Z"))
    }
    batch.append(
      person: person ?? origin.person, id: id ?? "\(origin.stem)#\(number)", time: time,
      place: place, accuracy: accuracy)
  }

  /// The time that a value holds; `isUTC` where the format says that times without a zone are UTC.
  mutating func time(_ value: JSONValue?, isUTC: Bool) -> TimeStamp? {
    guard let text = Self.text(value) else { return nil }
    return isUTC ? utcTimes.time(text) : localTimes.time(text)
  }

  // MARK: Values

  static func text(_ value: JSONValue?) -> String? {
    switch value {
    case .string(let text): text
    case .number(let number): number.text
    default: nil
    }
  }

  /// A number, also one in quotes, as some programs write all of theirs.
  static func number(_ value: JSONValue?) -> Double? {
    switch value {
    case .number(let number): return number.double
    case .string(var text): return text.withUTF8 { DecimalReader.double($0) }
    default: return nil
    }
  }
}

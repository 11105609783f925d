import Traces

/// Reads fixes from JSON: GeoJSON points with times, and the exports of Google's Timeline in their three
/// shapes.
struct JSONTraceReader {
  private let source: ByteSource
  private let origin: TraceOrigin
  private var times: TimeReader
  private var batch = TraceBatch()
  private var number = 0
  private var fixes = 0
  private var kinds: Set<String> = []
  private var unknown = 0
  private let wraps: Bool

  init(_ source: ByteSource, origin: TraceOrigin, reading: TraceReading) {
    self.source = source
    self.origin = origin
    times = TimeReader(assumedZone: reading.assumedZone)
    wraps = reading.wraps
  }

  mutating func read(into collection: inout TraceCollection) throws(DataFault) {
    var elements = JSONElements(source)
    var failure: DataFault?
    do throws(DataFault) {
      while let element = try elements.next() {
        guard element.bytes.first == 0x7B else { continue }
        do throws(DataFault) {
          let value = try JSON.decode(element.bytes, file: origin.file)
          if let object = value.objectValue { add(object, element) }
        } catch {
          var fault = error
          fault.line = error.line.map { $0 + element.line - 1 } ?? element.line
          batch.skip(fault)
        }
        if fixes > 50_000 {
          try collection.add(batch)
          batch = TraceBatch()
          fixes = 0
        }
      }
    } catch { failure = error }
    if let fault = collection.storeFault { throw fault }
    try collection.add(batch)
    if var failure {
      guard number > 0 else { throw failure }
      failure.remedy = "the \(number) fixes before it are used"
      collection.skip(failure)
    }
    guard !kinds.isEmpty else {
      throw DataFault(
        file: origin.file, problem: "this JSON holds no fixes that are known",
        remedy:
          "give GeoJSON points with times, or Google's Records.json, Semantic Location History "
          + "or Timeline.json")
    }
    collection.notes.append(
      "\(origin.file): reading \(kinds.sorted().joined(separator: ", ")), \(number) fixes")
  }

  private mutating func add(_ object: JSONObject, _ element: JSONElements.Element) {
    let line = element.line
    if element.key == "features" || object["type"] == "Feature" {
      addFeature(object, line)
    } else if element.key == "locations" {
      addRecord(object, line)
    } else if element.key == "timelineObjects" {
      addSemantic(object, line)
    } else if element.key == "semanticSegments" || object["startTime"] != nil {
      addSegment(object, line)
    } else if element.key == "rawSignals" {
      addSignal(object, line)
    } else {
      unknown += 1
    }
  }

  // MARK: Fixes

  private mutating func add(
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

  private mutating func time(_ value: JSONValue?) -> TimeStamp? {
    switch value {
    case .string(let text): times.time(text)
    case .number(let number): times.time(number.text)
    default: nil
    }
  }

  private mutating func e7(
    _ object: JSONObject, _ line: Int, time: TimeStamp?, accuracy: Double? = nil
  ) {
    let north = object["latitudeE7"]?.doubleValue ?? object["latE7"]?.doubleValue
    let east = object["longitudeE7"]?.doubleValue ?? object["lngE7"]?.doubleValue
    // Some exports of 2019 and before wrote numbers beyond 32 bits around.
    func degrees(_ value: Double?) -> Double? {
      value.map { ($0 > 1.8e9 ? $0 - 4_294_967_296 : $0) / 1e7 }
    }
    add(
      line, longitude: degrees(east), latitude: degrees(north), time: time, accuracy: accuracy)
  }

  // MARK: GeoJSON

  private static let timeNames = [
    "timestamp", "time", "datetime", "tracked_at", "recorded_at", "date", "tst", "ts", "when",
  ]
  private static let personNames = ["user_id", "user", "uid", "person", "device_id", "device"]

  private mutating func addFeature(_ feature: JSONObject, _ line: Int) {
    guard let geometry = feature["geometry"]?.objectValue,
      let kind = geometry["type"]?.stringValue
    else { return }
    kinds.insert("GeoJSON points")
    let properties = feature["properties"]?.objectValue ?? JSONObject()
    let person = Self.personNames.lazy.compactMap { Self.text(properties[$0]) }.first
    let coordinates = geometry["coordinates"]?.arrayValue ?? []
    switch kind {
    case "Point":
      let value = Self.timeNames.lazy.compactMap { properties[$0] }.first
      let accuracy =
        properties["accuracy"]?.doubleValue ?? properties["acc"]?.doubleValue
        ?? properties["horizontal_accuracy"]?.doubleValue
      add(
        line, longitude: coordinates.first?.doubleValue,
        latitude: coordinates.count > 1 ? coordinates[1].doubleValue : nil, time: time(value),
        accuracy: accuracy, person: person,
        id: Self.text(feature["id"]) ?? Self.text(properties["id"]), isTimed: value != nil)
    case "LineString":
      // As togeojson and Garmin's tools write tracks.
      let list =
        properties["coordinateProperties"]?.objectValue?["times"]?.arrayValue
        ?? properties["coordTimes"]?.arrayValue ?? []
      for (index, position) in coordinates.enumerated() {
        let pair = position.arrayValue ?? []
        add(
          line, longitude: pair.first?.doubleValue,
          latitude: pair.count > 1 ? pair[1].doubleValue : nil,
          time: index < list.count ? time(list[index]) : nil, person: person,
          isTimed: index < list.count)
      }
    default: return
    }
  }

  private static func text(_ value: JSONValue?) -> String? {
    switch value {
    case .string(let text): text
    case .number(let number): number.text
    default: nil
    }
  }

  // MARK: Records.json

  private mutating func addRecord(_ object: JSONObject, _ line: Int) {
    kinds.insert("Google location records")
    e7(
      object, line, time: time(object["timestamp"] ?? object["timestampMs"]),
      accuracy: object["accuracy"]?.doubleValue)
  }

  // MARK: Semantic Location History

  private mutating func addSemantic(_ object: JSONObject, _ line: Int) {
    kinds.insert("Google semantic location history")
    if let visit = object["placeVisit"]?.objectValue {
      let span = visit["duration"]?.objectValue
      guard let location = visit["location"]?.objectValue else { return }
      for end in ["start", "end"] {
        e7(location, line, time: time(span?["\(end)Timestamp"] ?? span?["\(end)TimestampMs"]))
      }
    } else if let way = object["activitySegment"]?.objectValue {
      let span = way["duration"]?.objectValue
      if let start = way["startLocation"]?.objectValue, start["latitudeE7"] != nil {
        e7(start, line, time: time(span?["startTimestamp"] ?? span?["startTimestampMs"]))
      }
      for point in way["simplifiedRawPath"]?.objectValue?["points"]?.arrayValue ?? [] {
        guard let point = point.objectValue else { continue }
        e7(
          point, line, time: time(point["timestamp"] ?? point["timestampMs"]),
          accuracy: point["accuracyMeters"]?.doubleValue
            ?? point["accuracyMm"]?.doubleValue.map { $0 / 1000 })
      }
      if let end = way["endLocation"]?.objectValue, end["latitudeE7"] != nil {
        e7(end, line, time: time(span?["endTimestamp"] ?? span?["endTimestampMs"]))
      }
    }
  }

  // MARK: Timeline.json of phones

  private mutating func addSegment(_ object: JSONObject, _ line: Int) {
    kinds.insert("Google timeline of a phone")
    let begin = time(object["startTime"])
    let end = time(object["endTime"])
    if let candidate = object["visit"]?.objectValue?["topCandidate"]?.objectValue {
      let place = candidate["placeLocation"]
      let text = place?.stringValue ?? place?.objectValue?["latLng"]?.stringValue
      add(line, text, at: begin)
      add(line, text, at: end)
    } else if let activity = object["activity"]?.objectValue {
      for (name, stamp) in [("start", begin), ("end", end)] {
        let place = activity[name]
        add(line, place?.stringValue ?? place?.objectValue?["latLng"]?.stringValue, at: stamp)
      }
    }
    for point in object["timelinePath"]?.arrayValue ?? [] {
      guard let point = point.objectValue else { continue }
      var stamp = time(point["time"])
      if stamp == nil, let begin, let text = Self.text(point["durationMinutesOffsetFromStartTime"]),
        let minutes = Double(text)
      {
        stamp = TimeStamp(
          milliseconds: begin.milliseconds + Int64(minutes * 60_000), zone: begin.zone)
      }
      add(line, point["point"]?.stringValue, at: stamp)
    }
  }

  private mutating func addSignal(_ object: JSONObject, _ line: Int) {
    guard let position = object["position"]?.objectValue else { return }
    kinds.insert("Google timeline of a phone")
    add(
      line, position["LatLng"]?.stringValue ?? position["latLng"]?.stringValue,
      at: time(position["timestamp"]), accuracy: position["accuracyMeters"]?.doubleValue)
  }

  /// A place such as `47.37°, 8.54°` or `geo:47.37,8.54`.
  private mutating func add(
    _ line: Int, _ text: String?, at time: TimeStamp?, accuracy: Double? = nil
  ) {
    guard let text else { return }
    let numbers = text.replacing("geo:", with: "").replacing("°", with: "")
      .split(separator: ",").map { part -> Double? in
        var part = String(part)
        return part.withUTF8 { DecimalReader.double($0) }
      }
    add(
      line, longitude: numbers.count > 1 ? numbers[1] : nil, latitude: numbers.first ?? nil,
      time: time, accuracy: accuracy)
  }
}

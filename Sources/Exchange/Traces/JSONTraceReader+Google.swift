import Traces

// Times of Google's exports are UTC, or have their offset.
extension JSONTraceReader {
  private mutating func e7(
    _ object: JSONObject, _ line: Int, time: TimeStamp?, accuracy: Double? = nil
  ) {
    let north = Self.value(object, "latitudeE7", "latE7", "centerLatE7")
    let east = Self.value(object, "longitudeE7", "lngE7", "centerLngE7")
    add(
      line, longitude: DegreeReader.degrees(e7: east), latitude: DegreeReader.degrees(e7: north),
      time: time, accuracy: accuracy)
  }

  private static func value(_ object: JSONObject, _ names: String...) -> Double? {
    names.lazy.compactMap { number(object[$0]) }.first
  }

  private static func hasPlace(_ object: JSONObject) -> Bool {
    value(object, "latitudeE7", "latE7", "centerLatE7") != nil
  }

  private mutating func utc(_ object: JSONObject?, _ name: String) -> TimeStamp? {
    time(object?[name] ?? object?["\(name)Ms"], isUTC: true)
  }

  // MARK: Records.json

  mutating func addRecord(_ object: JSONObject, _ line: Int) {
    note(kind: "Google location records")
    e7(
      object, line, time: utc(object, "timestamp"), accuracy: Self.number(object["accuracy"]))
  }

  // MARK: Semantic Location History

  mutating func addSemantic(_ object: JSONObject, _ line: Int) {
    note(kind: "Google semantic location history")
    if let visit = object["placeVisit"]?.objectValue {
      addVisit(visit, line)
    } else if let segment = object["activitySegment"]?.objectValue {
      addActivity(segment, line)
    } else {
      leaveOut("object", "without a fix")
    }
  }

  /// A stay with the stays within it, such as shops of a mall, and the fixes that it was made of.
  private mutating func addVisit(_ visit: JSONObject, _ line: Int) {
    let span = visit["duration"]?.objectValue
    let location = visit["location"]?.objectValue
    let place = location.flatMap { Self.hasPlace($0) ? $0 : nil } ?? visit
    if Self.hasPlace(place) {
      for end in ["startTimestamp", "endTimestamp"] { e7(place, line, time: utc(span, end)) }
    } else {
      leaveOut("visit", "without a place")
    }
    addPath(visit, line)
    for child in visit["childVisits"]?.arrayValue ?? [] {
      if let child = child.objectValue { addVisit(child, line) }
    }
  }

  private mutating func addActivity(_ segment: JSONObject, _ line: Int) {
    let span = segment["duration"]?.objectValue
    if let start = segment["startLocation"]?.objectValue, Self.hasPlace(start) {
      e7(start, line, time: utc(span, "startTimestamp"))
    }
    addPath(segment, line)
    // Points of a route on the map, and stops of a line: none has a time.
    for _ in segment["waypointPath"]?.objectValue?["waypoints"]?.arrayValue ?? [] {
      leaveOut("waypoint", "without a time")
    }
    for _ in segment["transitPath"]?.objectValue?["transitStops"]?.arrayValue ?? [] {
      leaveOut("transit stop", "without a time")
    }
    if let parking = segment["parkingEvent"]?.objectValue,
      let place = parking["location"]?.objectValue, Self.hasPlace(place)
    {
      let stamp = utc(parking, "timestamp")
      if stamp == nil {
        leaveOut("parking event", "without a time")
      } else {
        e7(place, line, time: stamp)
      }
    }
    if let end = segment["endLocation"]?.objectValue, Self.hasPlace(end) {
      e7(end, line, time: utc(span, "endTimestamp"))
    }
  }

  private mutating func addPath(_ object: JSONObject, _ line: Int) {
    for point in object["simplifiedRawPath"]?.objectValue?["points"]?.arrayValue ?? [] {
      guard let point = point.objectValue else { continue }
      e7(
        point, line, time: utc(point, "timestamp"),
        accuracy: Self.number(point["accuracyMeters"])
          ?? Self.number(point["accuracyMm"]).map { $0 / 1000 })
    }
  }

  // MARK: Timeline.json of phones

  mutating func addSegment(_ object: JSONObject, _ line: Int) {
    note(kind: "Google timeline of a phone")
    let begin = time(object["startTime"], isUTC: true)
    let end = time(object["endTime"], isUTC: true)
    var isEmpty = true
    if let candidate = object["visit"]?.objectValue?["topCandidate"]?.objectValue {
      let text = Self.place(candidate["placeLocation"])
      add(line, text, at: begin)
      add(line, text, at: end)
      if text != nil { isEmpty = false }
    } else if let activity = object["activity"]?.objectValue {
      for (name, stamp) in [("start", begin), ("end", end)] {
        let text = Self.place(activity[name])
        add(line, text, at: stamp)
        if text != nil { isEmpty = false }
      }
      if let parking = activity["parking"]?.objectValue {
        add(line, Self.place(parking["location"]), at: time(parking["startTime"], isUTC: true))
      }
    }
    for point in object["timelinePath"]?.arrayValue ?? [] {
      guard let point = point.objectValue else { continue }
      isEmpty = false
      var stamp = time(point["time"], isUTC: true)
      if stamp == nil, let begin,
        let minutes = Self.number(point["durationMinutesOffsetFromStartTime"]),
        let milliseconds = Int64(exactly: (minutes * 60_000).rounded())
      {
        let sum = begin.milliseconds.addingReportingOverflow(milliseconds)
        if !sum.overflow { stamp = TimeStamp(milliseconds: sum.partialValue, zone: begin.zone) }
      }
      add(line, Self.place(point["point"]), at: stamp)
    }
    if isEmpty { leaveOut("segment", "without a place") }
  }

  mutating func addSignal(_ object: JSONObject, _ line: Int) {
    guard let position = object["position"]?.objectValue else {
      return leaveOut("signal", "without a position")
    }
    note(kind: "Google timeline of a phone")
    add(
      line, position["LatLng"]?.stringValue ?? position["latLng"]?.stringValue,
      at: time(position["timestamp"], isUTC: true),
      accuracy: Self.number(position["accuracyMeters"]))
  }

  private static func place(_ value: JSONValue?) -> String? {
    value?.stringValue ?? value?.objectValue?["latLng"]?.stringValue
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

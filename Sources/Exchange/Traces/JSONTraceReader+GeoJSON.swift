import Traces

extension JSONTraceReader {
  private static let timeNames = [
    "timestamp", "time", "datetime", "tracked_at", "recorded_at", "date", "tst", "ts", "when",
  ]
  private static let personNames = ["user_id", "user", "uid", "person", "device_id", "device"]
  private static let accuracyNames = ["accuracy", "acc", "horizontal_accuracy", "hacc"]
  private static let timeListNames = ["coordTimes", "times", "timestamps"]

  /// Reads the points and lines of a feature; other geometries are counted as left out.
  ///
  /// - Parameters:
  ///   - feature: As in RFC 7946; numbers may stand in quotes.
  ///   - line: Its line in the file.
  ///   - isUTC: Whether times without a zone are UTC, because the format that it comes from says so.
  mutating func addFeature(_ feature: JSONObject, _ line: Int, isUTC: Bool = false) {
    note(kind: "GeoJSON points")
    let properties = feature["properties"]?.objectValue ?? JSONObject()
    let owner = Self.personNames.lazy.compactMap { Self.text(properties[$0]) }.first
    guard let geometry = feature["geometry"]?.objectValue else {
      return leaveOut("feature", "without a geometry")
    }
    add(
      geometry, of: feature, properties,
      FeatureOrigin(line: line, person: owner, isUTC: isUTC), lists: Self.timeLists(properties))
  }

  /// What all fixes of a feature share.
  private struct FeatureOrigin {
    var line: Int
    var person: String?
    var isUTC: Bool
  }

  private mutating func add(
    _ geometry: JSONObject, of feature: JSONObject, _ properties: JSONObject,
    _ shared: FeatureOrigin, lists: [JSONValue]
  ) {
    let coordinates = geometry["coordinates"]?.arrayValue ?? []
    switch geometry["type"]?.stringValue {
    case "Point":
      addPoint(coordinates, of: feature, properties, shared)
    case "MultiPoint", "LineString":
      // As togeojson and Garmin's tools write tracks.
      addLine(coordinates, times: lists, shared)
    case "MultiLineString":
      for (index, part) in coordinates.enumerated() {
        // A list for each part, as for tracks of several segments.
        let own = index < lists.count ? lists[index].arrayValue : nil
        addLine(part.arrayValue ?? [], times: own ?? [], shared)
      }
    case "GeometryCollection":
      for part in geometry["geometries"]?.arrayValue ?? [] {
        guard let part = part.objectValue else { continue }
        add(part, of: feature, properties, shared, lists: lists)
      }
    case "Polygon", "MultiPolygon": leaveOut("polygon", "(no trace)")
    default: leaveOut("feature", "without a geometry")
    }
  }

  private static func timeLists(_ properties: JSONObject) -> [JSONValue] {
    let nested = properties["coordinateProperties"]?.objectValue
    return nested?["times"]?.arrayValue
      ?? timeListNames.lazy.compactMap { properties[$0]?.arrayValue }.first ?? []
  }

  private mutating func addPoint(
    _ position: [JSONValue], of feature: JSONObject, _ properties: JSONObject,
    _ shared: FeatureOrigin
  ) {
    let accuracy = Self.accuracyNames.lazy.compactMap { Self.number(properties[$0]) }.first
    let id = Self.text(feature["id"]) ?? Self.text(properties["id"])
    let longitude = Self.number(position.first)
    let latitude = position.count > 1 ? Self.number(position[1]) : nil
    let value = Self.timeNames.lazy.compactMap { name in
      properties[name].flatMap { $0 == .null ? nil : $0 }
    }.first
    // A span, as Google Earth writes stays: somewhere from its beginning to its end.
    if value == nil, properties["begin"] != nil || properties["end"] != nil {
      for end in ["begin", "end"] {
        guard let stamp = time(properties[end], isUTC: shared.isUTC) else { continue }
        add(
          shared.line, longitude: longitude, latitude: latitude, time: stamp, accuracy: accuracy,
          person: shared.person, id: id.map { "\($0):\(end)" })
      }
      return
    }
    let measure = position.count > 3 ? measuredTime(position[3]) : nil
    add(
      shared.line, longitude: longitude, latitude: latitude,
      time: value == nil ? measure : time(value, isUTC: shared.isUTC), accuracy: accuracy,
      person: shared.person, id: id, isTimed: value != nil)
  }

  private mutating func addLine(
    _ positions: [JSONValue], times: [JSONValue], _ shared: FeatureOrigin
  ) {
    for (index, position) in positions.enumerated() {
      let numbers = position.arrayValue ?? []
      let isListed = index < times.count
      let stamp =
        isListed
        ? time(times[index], isUTC: shared.isUTC)
        : numbers.count > 3 ? measuredTime(numbers[3]) : nil
      add(
        shared.line, longitude: Self.number(numbers.first),
        latitude: numbers.count > 1 ? Self.number(numbers[1]) : nil, time: stamp,
        person: shared.person, isTimed: isListed)
    }
  }

  /// The fourth number of a position as seconds or milliseconds since 1970; nil for one before 1990, which
  /// measures something else.
  private mutating func measuredTime(_ value: JSONValue) -> TimeStamp? {
    guard let number = Self.number(value), number >= 631_152_000 else { return nil }
    return time(value, isUTC: true)
  }
}

/// A fix as a flat JSON object, as OwnTracks and many apps write it.
struct PlainFix {
  var latitude: Double?
  var longitude: Double?
  /// As it is written.
  var time: JSONValue?
  var accuracy: Double?
  var person: String?
  var id: String?

  /// Whether an object has a latitude and a longitude of its own.
  static func isOne(_ object: JSONObject) -> Bool {
    (object["lat"] ?? object["latitude"]) != nil && longitude(object) != nil
  }

  private static func longitude(_ object: JSONObject) -> JSONValue? {
    object["lon"] ?? object["lng"] ?? object["long"] ?? object["longitude"]
  }

  init(_ object: JSONObject) {
    latitude = JSONTraceReader.number(object["lat"] ?? object["latitude"])
    longitude = JSONTraceReader.number(Self.longitude(object))
    time = object["tst"] ?? object["timestamp"] ?? object["time"] ?? object["datetime"]
    accuracy = JSONTraceReader.number(object["acc"] ?? object["accuracy"])
    // owntracks/USER/DEVICE
    let topic = object["topic"]?.stringValue?.split(separator: "/") ?? []
    person =
      JSONTraceReader.text(object["user_id"]) ?? (topic.count > 1 ? String(topic[1]) : nil)
    id = JSONTraceReader.text(object["id"])
  }
}

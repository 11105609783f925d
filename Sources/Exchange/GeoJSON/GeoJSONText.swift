/// A collection as it is being written, feature by feature, for collections too large for the memory.
///
///     var text = GeoJSONText(GeoJSONWriter(), metadata: metadata, box: box)
///     for feature in features {
///       text.add(feature)
///       if text.byteCount > 1 << 20 { try write(text.take()) }
///     }
///     try write(text.end())
package struct GeoJSONText {
  private let writer: GeoJSONWriter
  private var json = JSONWriter()
  private var isFirst = true

  /// - Parameters:
  ///   - writer: How coordinates are written.
  ///   - metadata: Left out where it is empty.
  ///   - foreignMembers: More members of the collection.
  ///   - box: Around all features that will be added; nil where none has a position.
  package init(
    _ writer: GeoJSONWriter, metadata: JSONObject, foreignMembers: JSONObject = JSONObject(),
    box: CoordinateBox?
  ) {
    self.writer = writer
    json.write("{\n\"type\": \"FeatureCollection\",\n")
    if !metadata.isEmpty {
      json.write("\"metadata\": ")
      json.add(metadata)
      json.write(",\n")
    }
    for member in foreignMembers.members {
      json.addString(member.name)
      json.write(": ")
      json.add(member.value)
      json.write(",\n")
    }
    if let box {
      json.write("\"bbox\": [")
      for (index, value) in box.corners.enumerated() {
        if index > 0 { json.write(", ") }
        writer.add(value, to: &json)
      }
      json.write("],\n")
    }
    json.write("\"features\": [")
  }

  /// How many bytes wait to be taken.
  package var byteCount: Int { json.bytes.count }

  package mutating func add(_ feature: Feature) {
    if isFirst { json.write("\n") } else { json.write(",\n") }
    isFirst = false
    writer.add(feature, to: &json)
  }

  /// What has been written since the last time.
  package mutating func take() -> [UInt8] {
    defer { json.bytes = [] }
    return json.bytes
  }

  /// The rest, with a newline at the end.
  package mutating func end() -> [UInt8] {
    json.write("\n]\n}\n")
    return take()
  }
}

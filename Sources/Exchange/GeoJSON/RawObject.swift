/// A GeoJSON object as it stands in the file: its members by name, nothing checked.
struct RawObject {
  var line = 0
  var type: String?
  var id: JSONValue?
  /// None where the member is missing or null, else one.
  var geometry: [RawObject] = []
  var hasGeometryMember = false
  var properties: JSONObject?
  var coordinates: RawCoordinates?
  var geometries: [RawObject] = []
  var features: [RawObject]?
  var crs: JSONValue?
  var metadata: JSONValue?
  var others = JSONObject()
}

extension JSONScanner {
  /// Reads a GeoJSON object of any type.
  mutating func rawObject() throws(DataFault) -> RawObject {
    var raw = RawObject()
    guard peek() == 0x7B else { throw unexpected("a GeoJSON object") }
    raw.line = line()
    try members { (scanner, name) throws(DataFault) in
      switch name {
      case "type": raw.type = try scanner.value().stringValue ?? ""
      case "id": raw.id = try scanner.value()
      case "geometry":
        raw.hasGeometryMember = true
        if try scanner.takeNull() { return }
        raw.geometry = [try scanner.rawObject()]
      case "properties":
        if try scanner.takeNull() { return }
        raw.properties = try scanner.object()
      case "coordinates": raw.coordinates = try scanner.coordinates()
      case "geometries": raw.geometries = try scanner.rawObjects("a list of geometries")
      case "features": raw.features = try scanner.rawObjects("a list of features")
      case "crs": raw.crs = try scanner.value()
      case "metadata": raw.metadata = try scanner.value()
      case "bbox": _ = try scanner.value()
      default: raw.others[name] = try scanner.value()
      }
    }
    return raw
  }

  private mutating func rawObjects(_ what: String) throws(DataFault) -> [RawObject] {
    try open(0x5B, what)
    var objects: [RawObject] = []
    var isFirst = true
    while try hasNext(0x5D, isFirst: &isFirst) { objects.append(try rawObject()) }
    return objects
  }

  /// Takes `null` where it comes next.
  private mutating func takeNull() throws(DataFault) -> Bool {
    guard peek() == 0x6E else { return false }
    try word("null")
    return true
  }
}

import Exchange

/// Holds a text to RFC 7946 and to what this project promises beyond it.
///
/// It reads the text with the reader of JSON values, which shares nothing with that of features.
enum GeoJSONValidator {
  /// What is wrong with a text; nil where nothing is.
  static func fault(_ bytes: [UInt8], isGeographic: Bool = true) -> String? {
    let root: JSONValue
    do { root = try JSON.decode(bytes) } catch { return "\(error)" }
    guard let object = root.objectValue else { return "no object at the root" }
    guard object["type"] == "FeatureCollection" else { return "no collection at the root" }
    if object["crs"] != nil { return "a member crs" }
    guard let features = object["features"]?.arrayValue else { return "no features" }
    var box = Box(isGeographic: isGeographic)
    for (index, feature) in features.enumerated() {
      if let fault = self.fault(feature, &box) { return "feature \(index + 1): \(fault)" }
    }
    guard box.hasPositions else { return object["bbox"] == nil ? nil : "a bbox of nothing" }
    let numbers = object["bbox"]?.arrayValue?.map { $0.doubleValue }
    let wanted: [Double?] = [box.minX, box.minY, box.maxX, box.maxY]
    return numbers == wanted ? nil : "the bbox is \(numbers ?? []), not \(wanted)"
  }

  private static func fault(_ value: JSONValue, _ box: inout Box) -> String? {
    guard let feature = value.objectValue else { return "no object" }
    guard feature["type"] == "Feature" else { return "not of type Feature" }
    switch feature["id"] {
    case nil, .string, .number: break
    default: return "an id that is neither string nor number"
    }
    for name in ["coordinates", "geometries", "features"] where feature[name] != nil {
      return "a member \(name)"
    }
    switch feature["properties"] {
    case .null, .object: break
    default: return "no properties"
    }
    switch feature["geometry"] {
    case .null: return nil
    case .object(let geometry): return fault(geometry, &box)
    default: return "no geometry"
    }
  }

  private static func fault(_ geometry: JSONObject, _ box: inout Box) -> String? {
    guard let type = geometry["type"]?.stringValue else { return "a geometry without type" }
    if type == "GeometryCollection" {
      guard let members = geometry["geometries"]?.arrayValue else { return "no geometries" }
      for member in members {
        guard let object = member.objectValue else { return "a geometry that is no object" }
        if let fault = fault(object, &box) { return fault }
      }
      return nil
    }
    let depths = [
      "Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2,
      "MultiPolygon": 3,
    ]
    guard let depth = depths[type] else { return "a geometry of type \(type)" }
    guard let coordinates = geometry["coordinates"] else { return "no coordinates" }
    if coordinates == [] { return nil }
    return fault(coordinates, depth, type, &box)
  }

  private static func fault(
    _ value: JSONValue, _ depth: Int, _ type: String, _ box: inout Box
  ) -> String? {
    guard let list = value.arrayValue else { return "coordinates that are no list" }
    if depth == 0 { return box.add(list) }
    var faults: [String] = []
    for element in list {
      if let fault = fault(element, depth - 1, type, &box) { faults.append(fault) }
    }
    if let first = faults.first { return first }
    if depth == 1, type.hasSuffix("LineString"), list.count < 2 { return "a line of one position" }
    guard type.hasSuffix("Polygon"), depth == 2 else { return nil }
    for (index, ring) in list.enumerated() {
      let positions = (ring.arrayValue ?? []).map {
        ($0.arrayValue ?? []).map { $0.doubleValue ?? 0 }
      }
      if positions.count < 4 { return "a ring of \(positions.count)" }
      if positions.first != positions.last { return "a ring that is open" }
      var twice = 0.0
      for (a, b) in zip(positions, positions.dropFirst()) {
        let (ax, ay) = (a[0] - positions[0][0], a[1] - positions[0][1])
        let (bx, by) = (b[0] - positions[0][0], b[1] - positions[0][1])
        twice += ax * by - bx * ay
      }
      if index == 0 ? twice < 0 : twice > 0 { return "ring \(index) winds the wrong way" }
    }
    return nil
  }

  private struct Box {
    var isGeographic: Bool
    var minX = Double.infinity
    var minY = Double.infinity
    var maxX = -Double.infinity
    var maxY = -Double.infinity

    init(isGeographic: Bool) { self.isGeographic = isGeographic }

    var hasPositions: Bool { minX <= maxX }

    mutating func add(_ position: [JSONValue]) -> String? {
      guard (2...3).contains(position.count) else { return "a position of \(position.count)" }
      for value in position {
        guard case .number(let number) = value else { return "a coordinate that is no number" }
        let decimals = number.text.split(separator: ".").dropFirst().first?.count ?? 0
        if decimals > (isGeographic ? 7 : 3) { return "\(number.text) has too many decimals" }
        if number.text.contains("e") || number.text.contains("E") { return "an exponent" }
        if number.text == "-0" { return "a minus zero" }
      }
      guard let x = position[0].doubleValue, let y = position[1].doubleValue else { return nil }
      if isGeographic, abs(x) > 180 || abs(y) > 90 { return "\(x), \(y) is not on the earth" }
      (minX, minY) = (min(minX, x), min(minY, y))
      (maxX, maxY) = (max(maxX, x), max(maxY, y))
      return nil
    }
  }
}

/// Writes GeoJSON (RFC 7946), one feature on each line.
///
/// Degrees have 7 decimals (a centimetre), metres 3; zeros at the end are left out. Outer rings
/// run counterclockwise, holes clockwise. Properties are written as they are.
public struct GeoJSONWriter: Sendable {
  public var coordinates: CoordinateKind

  public init(coordinates: CoordinateKind = .geographic) { self.coordinates = coordinates }

  private var decimals: Int { coordinates == .geographic ? 7 : 3 }

  /// The collection as UTF-8 text with a newline at the end.
  ///
  /// - Complexity: O(*n*), *n* bytes of text.
  public func encode(_ collection: FeatureCollection) -> [UInt8] {
    var text = GeoJSONText(
      self, metadata: collection.metadata, foreignMembers: collection.foreignMembers,
      box: CoordinateBox(of: collection.features, coordinates))
    for feature in collection.features { text.add(feature) }
    return text.end()
  }

  func add(_ feature: Feature, to json: inout JSONWriter) {
    json.write("{\"type\": \"Feature\"")
    if let id = feature.id {
      json.write(", \"id\": ")
      if feature.idIsNumber { json.addNumber(id) } else { json.addString(id) }
    }
    json.write(", \"geometry\": ")
    if let geometry = feature.geometry {
      add(geometry, to: &json)
    } else {
      json.write("null")
    }
    json.write(", \"properties\": ")
    json.add(feature.properties)
    json.write("}")
  }

  private func add(_ geometry: Geometry, to json: inout JSONWriter) {
    json.write("{\"type\": ")
    json.addString(geometry.typeName)
    if case .geometryCollection(let members) = geometry {
      json.write(", \"geometries\": ")
      list(members, to: &json) { add($0, to: &$1) }
    } else {
      json.write(", \"coordinates\": ")
      switch geometry {
      case .point(let position): add(position, to: &json)
      case .multiPoint(let positions), .lineString(let positions): add(positions, to: &json)
      case .multiLineString(let lines): list(lines, to: &json) { add($0, to: &$1) }
      case .polygon(let rings): add(rings: rings, to: &json)
      case .multiPolygon(let polygons): list(polygons, to: &json) { add(rings: $0, to: &$1) }
      case .geometryCollection: break
      }
    }
    json.write("}")
  }

  private func add(rings: [[Position]], to json: inout JSONWriter) {
    let turned = rings.enumerated().map { index, ring in
      // The right-hand rule: land lies to the left of every ring.
      Self.isCounterclockwise(ring) == (index == 0) ? ring : ring.reversed()
    }
    list(turned, to: &json) { add($0, to: &$1) }
  }

  private static func isCounterclockwise(_ ring: [Position]) -> Bool {
    guard let origin = ring.first else { return true }
    var area = 0.0
    for (a, b) in zip(ring, ring.dropFirst()) {
      area += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
    }
    return area >= 0
  }

  private func add(_ positions: [Position], to json: inout JSONWriter) {
    list(positions, to: &json) { add($0, to: &$1) }
  }

  private func add(_ position: Position, to json: inout JSONWriter) {
    json.write("[")
    add(position.x, to: &json)
    json.write(", ")
    add(position.y, to: &json)
    if let z = position.z, let text = DecimalText.trimmed(z, decimals: 3) {
      json.write(", ")
      json.bytes.append(contentsOf: text.utf8)
    }
    json.write("]")
  }

  func add(_ value: Double, to json: inout JSONWriter) {
    guard let text = DecimalText.trimmed(value, decimals: decimals) else {
      preconditionFailure("a coordinate to be written must be finite")
    }
    json.bytes.append(contentsOf: text.utf8)
  }

  private func list<Element>(
    _ elements: [Element], to json: inout JSONWriter,
    _ add: (Element, inout JSONWriter) -> Void
  ) {
    json.write("[")
    for (index, element) in elements.enumerated() {
      if index > 0 { json.write(", ") }
      add(element, &json)
    }
    json.write("]")
  }
}

extension CoordinateBox {
  /// The box around features; nil where they have no position.
  package init?(of features: some Collection<Feature>, _ coordinates: CoordinateKind = .geographic)
  {
    self.init(around: features.lazy.compactMap(\.geometry), coordinates)
  }

  /// The box around points in degrees; nil where there are none.
  package init?(points: some Collection<Position>) {
    self.init(around: points.lazy.map { .point($0) }, .geographic)
  }

  private init?(around geometries: some Collection<Geometry>, _ coordinates: CoordinateKind) {
    self.init()
    for geometry in geometries { geometry.forEachPosition { add($0.x, $0.y) } }
    if isEmpty { return nil }
    guard coordinates == .geographic, minX < 0, maxX >= 0 else { return }
    var shapes = FeatureBatch()
    for geometry in geometries { shapes.add(geometry) }
    addSides(of: shapes)
  }
}

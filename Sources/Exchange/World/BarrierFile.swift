/// A barrier as a file gives it.
public struct BarrierRecord: Hashable, Sendable {
  public var id: String
  public var idIsNumber: Bool
  public var name: String
  /// River, railway, road, fence, …: any word.
  public var kind: String
  /// A line or an area, or several of them.
  public var geometry: Geometry
  public var properties: JSONObject
  public var line: Int

  public init(
    id: String, idIsNumber: Bool = false, name: String = "", kind: String = "",
    geometry: Geometry, properties: JSONObject = JSONObject(), line: Int = 0
  ) {
    self.id = id
    self.idIsNumber = idIsNumber
    self.name = name
    self.kind = kind
    self.geometry = geometry
    self.properties = properties
    self.line = line
  }
}

/// A file of barriers: lines and areas, or their Multi forms, as GeoJSON or in a column of a table.
public struct BarrierFile: Sendable {
  public var file: String
  /// In the order of the file; features with the same id are one barrier of several shapes.
  public var records: [BarrierRecord]
  /// Harmless facts: an id that comes twice.
  public var warnings: [DataFault]
  /// The property that names them, where it is not `id`.
  public var idColumn: String?

  /// Reads a file; `-` is the standard input.
  ///
  /// - Throws: All faults of the file at once: a geometry that is neither line nor area, or broken.
  public static func read(
    path: String, coordinates: CoordinateKind = .geographic
  ) throws(DataFaults) -> BarrierFile {
    let input = try readInput(path)
    return try read(input.bytes, file: input.name, coordinates: coordinates)
  }

  /// Reads a text; `file` is what messages call it.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - file: What messages call it.
  ///   - coordinates: What its numbers mean.
  ///   - isStrict: Whether it is held to the letter of RFC 7946.
  ///   - wraps: Whether longitudes beyond ±180 are brought back to that.
  ///   - system: The system that numbers may be in which cannot be degrees.
  /// - Returns: The barriers, in the order of the file.
  /// - Throws: All faults of the file at once.
  public static func read(
    _ bytes: [UInt8], file: String, coordinates: CoordinateKind = .geographic,
    isStrict: Bool = false, wraps: Bool = false, system: ProjectedSystem? = nil
  ) throws(DataFaults) -> BarrierFile {
    let rules = ReadingRules(isStrict: isStrict, coordinates: coordinates, wraps: wraps)
    var bytes = bytes
    var mends: [DataFault] = []
    if FileKind(of: bytes, path: file) != .geoJSON, !bytes.isEmpty {
      guard
        let copy = try GeoJSONCopy.ofTable(
          bytes, file: file, rules: rules.unchecked(for: system))
      else {
        throw DataFaults(
          DataFault(
            file: file, line: 1,
            problem: "barriers are lines and areas, and no column of this table holds any",
            remedy:
              "name a column `geometry` with well-known text, such as LINESTRING (19.04 47.5, "
              + "19.05 47.6), or write GeoJSON"))
      }
      (bytes, mends) = copy
    }
    let reading = try GeoJSONReader.parse(bytes, file: file, rules: rules, system: system)
    let source = FeatureSource(file: file, features: reading.collection.features)
    let kind = source.find(["kind", "barrierkind", "barriertype"])
    let name = source.find(["name"])
    var result = BarrierFile(file: file, records: [], warnings: mends + reading.mends)
    var faults = reading.faults
    var indexOfID: [String: Int] = [:]
    let ids = Set(source.features.compactMap(\.id))
    let field = ids.isEmpty ? idField(of: source) : nil
    result.idColumn = field.map { source.fieldNames[$0] }
    for (index, feature) in source.features.enumerated() {
      let own = feature.id ?? field.flatMap { source.text(index, $0) }
      var id = own ?? String(feature.number)
      if own == nil { while ids.contains(id) { id = "#" + id } }
      guard let geometry = feature.geometry, isBarrier(geometry) else {
        faults.append(
          source.fault(
            index, nil, value: feature.geometry?.typeName,
            feature.geometry == nil ? "the barrier has no geometry" : "cannot be a barrier",
            "a barrier is a LineString or a Polygon, or several of them"))
        continue
      }
      if let first = indexOfID[id] {
        let earlier = result.records[first]
        result.warnings.append(
          source.fault(
            index, nil, value: id, "is the id of \(DataFault.earlier(line: earlier.line)) already",
            "both are taken as one barrier"))
        if earlier.geometry != geometry {
          result.records[first].geometry = joined(earlier.geometry, geometry)
        }
        continue
      }
      indexOfID[id] = result.records.count
      result.records.append(
        BarrierRecord(
          id: id, idIsNumber: field.map { source.isNumber(index, $0) } ?? feature.idIsNumber,
          name: name.flatMap { source.text(index, $0) } ?? "",
          kind: kind.flatMap { source.text(index, $0) } ?? "", geometry: geometry,
          properties: feature.properties, line: feature.line))
    }
    faults.sort { ($0.line ?? 0) < ($1.line ?? 0) }
    if let faults = DataFaults(faults) { throw faults }
    return result
  }

  /// A property that names every barrier, such as `osm_id`.
  private static func idField(of source: FeatureSource) -> Int? {
    let field = source.find(IDNames.ofObjects("barrier"))
    return field.flatMap { field in
      (0..<source.count).allSatisfy { source.text($0, field) != nil } ? field : nil
    }
  }

  private static func isBarrier(_ geometry: Geometry) -> Bool {
    switch geometry {
    case .point, .multiPoint: false
    case .geometryCollection(let members): members.allSatisfy(isBarrier)
    default: true
    }
  }

  private static func joined(_ a: Geometry, _ b: Geometry) -> Geometry {
    if case .geometryCollection(let members) = a { return .geometryCollection(members + [b]) }
    return .geometryCollection([a, b])
  }
}

extension BarrierFile: CustomStringConvertible {
  /// `barriers.geojson: 40 barriers (38 railway, 2 river)`.
  public var description: String {
    "\(file): \(Count.of(records.count, "barrier"))\(Count.kinds(records.map(\.kind)))"
      + (idColumn.map { "; id from `\($0)`" } ?? "")
  }
}

/// A crossing as a file gives it.
public struct CrossingRecord: Hashable, Sendable {
  /// Which way it may be used.
  public enum Direction: String, Hashable, Sendable, CaseIterable {
    case both
    /// For a point on a line barrier, as the barrier is drawn.
    case leftToRight = "left_to_right"
    case rightToLeft = "right_to_left"
    /// For a line, as the crossing is drawn; for zones, from the first to the others.
    case forward
    case backward
  }

  public var id: String
  public var idIsNumber: Bool
  public var name: String
  /// Bridge, underpass, ferry, …: any word.
  public var kind: String
  /// A point, a line or lines; nil only for a crossing between zones.
  public var geometry: Geometry?
  public var barrierID: String?
  public var barrierKind: String?
  /// Metres that using it adds to the way.
  public var cost: Double
  public var isOpen: Bool
  /// Where another property than `open` closes it, that property and its value: `access private`.
  public var closedBy: String?
  public var direction: Direction
  /// The zones that it joins: none, or two and more.
  public var zones: [String]
  public var properties: JSONObject
  public var line: Int

  public init(
    id: String, idIsNumber: Bool = false, name: String = "", kind: String = "",
    geometry: Geometry?, barrierID: String? = nil, barrierKind: String? = nil, cost: Double = 0,
    isOpen: Bool = true, direction: Direction = .both, zones: [String] = [],
    properties: JSONObject = JSONObject(), line: Int = 0
  ) {
    self.id = id
    self.idIsNumber = idIsNumber
    self.name = name
    self.kind = kind
    self.geometry = geometry
    self.barrierID = barrierID
    self.barrierKind = barrierKind
    self.cost = cost
    self.isOpen = isOpen
    self.direction = direction
    self.zones = zones
    self.properties = properties
    self.line = line
  }
}

/// A file of crossings: GeoJSON, or CSV for crossings that are points or join zones.
public struct CrossingFile: Sendable {
  public struct Options: Hashable, Sendable {
    public var coordinates: CoordinateKind
    /// Whether each crossing must have a place; off for zones.
    public var requiresPosition: Bool
    /// Whether each crossing must name two zones or more.
    public var requiresZones: Bool
    /// Whether GeoJSON is held to the letter of RFC 7946; else what can be put right is, and is told.
    public var isStrict: Bool
    /// Whether longitudes beyond ±180 are brought back to that (`--wrap`).
    public var wraps: Bool
    /// The system of columns called x and y, and of lines whose numbers cannot be degrees.
    public var system: ProjectedSystem?

    public init(
      coordinates: CoordinateKind = .geographic, requiresPosition: Bool = true,
      requiresZones: Bool = false, isStrict: Bool = false, wraps: Bool = false
    ) {
      self.wraps = wraps
      self.isStrict = isStrict
      self.coordinates = coordinates
      self.requiresPosition = requiresPosition
      self.requiresZones = requiresZones
    }
  }

  public var file: String
  /// In the order of the file.
  public var records: [CrossingRecord]
  /// Crossings named by their number; properties that do not say clearly whether a crossing can be
  /// used.
  public var warnings: [DataFault]
  /// The column that names them, where it is not `id`.
  public var idColumn: String?

  /// Reads a file; `-` is the standard input.
  ///
  /// - Throws: All faults of the file at once.
  public static func read(
    path: String, options: Options = Options()
  ) throws(DataFaults) -> CrossingFile {
    let input = try readInput(path)
    return try read(input.bytes, file: input.name, options: options)
  }

  /// Reads a text; `file` is what messages call it.
  public static func read(
    _ bytes: [UInt8], file: String, options: Options = Options()
  ) throws(DataFaults) -> CrossingFile {
    let rules = ReadingRules(
      isStrict: options.isStrict, coordinates: options.coordinates, wraps: options.wraps)
    let isGeoJSON = FileKind(of: bytes, path: file) == .geoJSON
    // A column of geometries may hold lines.
    let copy =
      isGeoJSON
      ? nil
      : try GeoJSONCopy.ofTable(bytes, file: file, rules: rules.unchecked(for: options.system))
    if isGeoJSON || copy != nil {
      let reading = try GeoJSONReader.parse(
        copy?.bytes ?? bytes, file: file, rules: rules, system: options.system)
      let source = FeatureSource(file: file, features: reading.collection.features)
      var builder = CrossingBuilder(source: source, options: options)
      var crossings = try builder.file(reading.faults)
      crossings.warnings = (copy?.warnings ?? []) + reading.mends + crossings.warnings
      return crossings
    }
    let (table, faults) = try CSVTable.parse(bytes, file: file, isStrict: options.isStrict)
    let textColumns = table.columns.indices.filter {
      ["id", "barrierid", "zones"].contains(ColumnNames.folded(table.columns[$0]))
    }
    let source = TableSource(table: table, textColumns: Set(textColumns))
    var builder = CrossingBuilder(
      source: source, options: options, decimalComma: table.delimiter != ",")
    var crossings = try builder.file(faults)
    crossings.warnings = table.warnings + crossings.warnings
    return crossings
  }
}

extension CrossingFile: CustomStringConvertible {
  /// `crossings.geojson: 75 crossings (70 gate, 5 bridge), 9 closed (access private 7)`.
  public var description: String {
    let closed = records.count { !$0.isOpen }
    var causes: [String: Int] = [:]
    for record in records { if let cause = record.closedBy { causes[cause, default: 0] += 1 } }
    let listed = causes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(6)
      .map { "\($0.key) \(Count.grouped($0.value))" }
    return "\(file): \(Count.of(records.count, "crossing"))\(Count.kinds(records.map(\.kind)))"
      + (closed > 0 ? ", \(Count.grouped(closed)) closed" : "")
      + (idColumn.map { "; id from `\($0)`" } ?? "")
      + (listed.isEmpty ? "" : " (\(listed.joined(separator: ", ")))")
  }
}

/// A file of points, CSV or GeoJSON, as records.
public struct PointFile: Sendable {
  /// What the points are for; it decides what is checked.
  public enum Role: String, Hashable, Sendable {
    case demand, sites, points
  }

  public struct Options: Hashable, Sendable {
    public var coordinates: CoordinateKind
    public var role: Role
    /// Columns named by the user, in place of those found by their names.
    public var columns: [ColumnRole: String]
    /// Whether bad rows are left out and named instead of being an error.
    public var skipBad: Bool
    /// Whether the two coordinates stand in each other's column (`--swap`).
    public var swap: Bool
    /// Whether a point without a place is an error; off for zones and matrices.
    public var requiresPosition: Bool
    /// Whether a column `node` is looked for.
    public var namesNodes: Bool
    /// Whether GeoJSON is held to the letter of RFC 7946; else what can be put right is, and is told.
    public var isStrict: Bool
    /// Whether longitudes beyond ±180 are brought back to that (`--wrap`).
    public var wraps: Bool
    /// The system of columns called x and y, and of geometries whose numbers cannot be degrees, where
    /// ``coordinates`` are degrees; positions come out as longitude and latitude.
    public var system: ProjectedSystem?
    /// The ids by which something else refers to the points; row numbers never stand in for them.
    public var referred: ReferredIDs?
    /// The option that names the column of ids, as messages say it.
    public var idOption = "--id"

    public init(
      coordinates: CoordinateKind = .geographic, role: Role = .points,
      columns: [ColumnRole: String] = [:], skipBad: Bool = false, swap: Bool = false,
      requiresPosition: Bool = true, namesNodes: Bool = false, isStrict: Bool = false,
      wraps: Bool = false
    ) {
      self.coordinates = coordinates
      self.role = role
      self.columns = columns
      self.skipBad = skipBad
      self.swap = swap
      self.requiresPosition = requiresPosition
      self.namesNodes = namesNodes
      self.isStrict = isStrict
      self.wraps = wraps
    }
  }

  /// In the order of the file.
  public var records: [PointRecord]
  public var report: ColumnReport
  /// Harmless or doubtful: a point at (0, 0).
  public var warnings: [DataFault]
  /// The rows that ``Options/skipBad`` left out, in the order of the file.
  public var rejected: [DataFault]

  /// Reads a file; `-` is the standard input.
  ///
  /// It is read as GeoJSON where its name says so or it begins with a brace, else as CSV.
  ///
  /// - Throws: All faults of the file at once: ids that are missing or come twice, places that are
  ///   missing, no numbers or out of range, weights below zero, an unknown status.
  public static func read(
    path: String, options: Options = Options()
  ) throws(DataFaults) -> PointFile {
    let input = try readInput(path)
    return try read(input.bytes, file: input.name, options: options)
  }

  /// Reads a text; `file` is what messages call it.
  public static func read(
    _ bytes: [UInt8], file: String, options: Options = Options()
  ) throws(DataFaults) -> PointFile {
    if FileKind(of: bytes, path: file) == .geoJSON {
      let reading = try GeoJSONReader.parse(
        bytes, file: file,
        rules: ReadingRules(
          isStrict: options.isStrict, coordinates: options.coordinates,
          wraps: options.wraps && !options.swap && options.system == nil),
        system: options.system, checksRange: false)
      let source = FeatureSource(file: file, features: reading.collection.features)
      var builder = PointBuilder(source: source, options: options)
      var points = try builder.file(reading.faults, notes: [])
      points.warnings = reading.mends + points.warnings
      return points
    }
    let (table, faults) = try CSVTable.parse(bytes, file: file, isStrict: options.isStrict)
    let wanted = [options.columns[.id], options.columns[.name]].compactMap { $0 }
    let textColumns = table.columns.indices.filter { column in
      let name = table.columns[column]
      return wanted.contains(name)
        || ColumnNames.aliases(of: .id, options.coordinates).contains(ColumnNames.folded(name))
    }
    let source = TableSource(table: table, textColumns: Set(textColumns))
    let decimalComma = table.delimiter != ","
    var builder = PointBuilder(source: source, options: options, decimalComma: decimalComma)
    var notes = table.unnamed.map { "\(table.columns[$0]) is a column without a name" }
    switch table.delimiter {
    case ";": notes.append("cells separated by semicolons")
    case "\t": notes.append("cells separated by tabs")
    default: break
    }
    var points = try builder.file(faults, notes: notes)
    points.warnings = table.warnings + points.warnings
    return points
  }
}

/// What a file of records is written in.
enum FileKind {
  case geoJSON, csv

  /// By the ending of the name where it says GeoJSON, else by the first character.
  init(of bytes: [UInt8], path: String) {
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    let first = rest.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    let isNamedJSON =
      switch DataFormat(path: path) {
      case .geojson, .geojsonl, .geojsonseq: true
      default: false
      }
    // A brace begins an object, a record separator a sequence of them.
    self = isNamedJSON || first == 0x7B || first == 0x1E ? .geoJSON : .csv
  }
}

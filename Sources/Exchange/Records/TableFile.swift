/// A file of rows with named columns: CSV, or the properties of GeoJSON features.
package struct TableFile: Sendable {
  private enum Content: Sendable {
    case table(CSVTable)
    case features(FeatureSource)
  }

  private let content: Content
  /// What messages call it.
  package let file: String
  /// Columns, or the names of all properties in the order in which they first come.
  package let columns: [String]
  package let rowCount: Int
  /// What is to be told about a file that is neither CSV nor GeoJSON.
  package private(set) var remarks: [FileRemark] = []
  /// What was put right while reading.
  package private(set) var warnings: [DataFault] = []
  /// The SHA-256 of the file as it is; empty where somebody else had read it.
  package private(set) var sha256 = ""

  /// Reads a file; `-` is the standard input.
  ///
  /// It is read as GeoJSON where its name says so or it begins with a brace, else as CSV.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - coordinates: What its coordinates are.
  ///   - encodings: What the user says about its encoding.
  ///   - header: Whether the first line has the names of the columns.
  ///   - wraps: Whether longitudes beyond ±180 are brought back to that.
  /// - Returns: All rows.
  /// - Throws: All faults of the file.
  package static func read(
    path: String, coordinates: CoordinateKind, encodings: EncodingChoice = EncodingChoice(),
    header: HeaderRule = .present, wraps: Bool = false
  ) throws(DataFaults) -> TableFile {
    let input = try readInput(path, encodings, keepsBinary: false)
    let readable = try input.inGeoJSON(
      isPlanar: coordinates == .planar, encoding: encodings.encoding(of: path), wraps: wraps)
    var table = try read(
      readable.file, coordinates: coordinates, header: header, wraps: wraps)
    table.remarks = readable.remarks
    table.sha256 = input.sha256
    return table
  }

  /// Reads a file whose bytes are here already.
  package static func read(
    _ input: InputFile, coordinates: CoordinateKind, header: HeaderRule = .present,
    wraps: Bool = false
  ) throws(DataFaults) -> TableFile {
    guard FileKind(of: input.bytes, path: input.name) == .geoJSON else {
      let table = try CSVTable.read(input.bytes, file: input.name, isStrict: false, header: header)
      var file = TableFile(.table(table))
      file.warnings = table.warnings
      return file
    }
    let reading = try GeoJSONReader.parse(
      input.bytes, file: input.name, rules: ReadingRules(coordinates: coordinates, wraps: wraps))
    if let faults = DataFaults(reading.faults) { throw faults }
    var table = TableFile(
      .features(FeatureSource(file: input.name, features: reading.collection.features)))
    table.warnings = reading.mends
    return table
  }

  private init(_ content: Content) {
    self.content = content
    switch content {
    case .table(let table): (file, columns, rowCount) = (table.file, table.columns, table.rowCount)
    case .features(let source):
      (file, columns, rowCount) = (source.file, source.fieldNames, source.count)
    }
  }

  /// Whether columns have names of their own.
  package var hasHeader: Bool {
    if case .table(let table) = content { table.hasHeader } else { true }
  }

  /// The columns that the header gives no name, counted from 0.
  package var unnamed: [Int] {
    if case .table(let table) = content { table.unnamed } else { [] }
  }

  /// Whether places come from geometries instead of columns.
  package var hasGeometries: Bool {
    if case .features = content { true } else { false }
  }

  /// The line of the file on which a row begins, counted from 1.
  package func line(ofRow row: Int) -> Int {
    switch content {
    case .table(let table): table.line(ofRow: row)
    case .features(let source): source.line(row)
    }
  }

  /// The number in a cell; nil where it is blank, no number or not finite.
  package func number(_ row: Int, _ column: Int) -> Double? {
    switch content {
    case .table(let table): return table.number(row, column)
    case .features(let source):
      if case .number(let value) = source.number(row, column) { return value }
      return nil
    }
  }

  /// The text of a cell; nil where there is nothing but spaces.
  package func text(_ row: Int, _ column: Int) -> String? {
    switch content {
    case .table(let table): table.isBlank(row, column) ? nil : table[row, column]
    case .features(let source): source.text(row, column)
    }
  }

  /// Whether a cell says that it has no value, as `NA` does.
  package func isGap(_ row: Int, _ column: Int) -> Bool {
    text(row, column).map(GapWord.isGap) ?? true
  }

  /// Hands over the bytes of a cell as the file has it.
  package func withCell(
    _ row: Int, _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    switch content {
    case .table(let table): table.withCell(row, column, body)
    case .features(let source):
      var text = source.text(row, column) ?? ""
      text.withUTF8(body)
    }
  }

  /// The place of a feature; nil in a table, and where the geometry stands for none.
  package func position(ofRow row: Int) -> Position? {
    guard case .features(let source) = content else { return nil }
    switch source.geometry(row) {
    case .point(let position): return position
    case .multiPoint(let positions) where positions.count == 1: return positions[0]
    case .polygon(let rings): return InnerPoint.of([rings])
    case .multiPolygon(let polygons): return InnerPoint.of(polygons)
    default: return nil
    }
  }

  /// The id that GeoJSON keeps outside the properties.
  package func ownID(ofRow row: Int) -> (text: String, isNumber: Bool)? {
    guard case .features(let source) = content else { return nil }
    return source.ownID(row)
  }

  /// Gives all cells of a row, numbers as numbers where a whole column is made of them.
  package func properties() -> @Sendable (_ row: Int) -> JSONObject {
    switch content {
    case .table(let table):
      let names = table.columns.indices.filter { isIDName(table.columns[$0]) }
      let source = TableSource(table: table, textColumns: Set(names))
      return { source.properties($0) }
    case .features(let source): return { source.properties($0) }
    }
  }

  /// A fault of one cell.
  package func fault(
    row: Int, column: Int, value: String?, _ problem: String, _ remedy: String
  ) -> DataFault {
    DataFault(
      file: file, line: line(ofRow: row),
      field: hasGeometries ? .property(columns[column]) : .column(columns[column]), value: value,
      problem: problem, remedy: remedy)
  }

  /// The column that names rows; nil where there is none.
  package var idColumn: Int? {
    ColumnNames.find(.id, in: columns, coordinates: .geographic)
  }

  /// The column that points are said to have for a role, such as their zone; nil where there is none.
  package func column(of role: ColumnRole) -> Int? {
    ColumnNames.find(role, in: columns, coordinates: .geographic)
  }

  private func isIDName(_ name: String) -> Bool {
    ColumnNames.aliases(of: .id, .geographic).contains(ColumnNames.folded(name))
  }

  /// Whether it has columns that are called longitude and latitude.
  package var hasDegrees: Bool { ColumnNames.hasDegrees(columns) }

  /// The columns of coordinates by their names, and whether they are degrees; nil where there are
  /// none.
  ///
  /// - Parameter wanted: What they must be; nil for degrees where names speak of longitude, and for
  ///   a flat map where they are x and y.
  /// - Returns: East first, then north.
  package func coordinateColumns(
    _ wanted: CoordinateKind?
  ) -> (x: Int, y: Int, kind: CoordinateKind)? {
    let flat = PlaceColumns.pairs(in: columns, coordinates: .planar).first
    if wanted != .planar,
      let degrees = PlaceColumns.pairs(in: columns, coordinates: .geographic).first,
      wanted == .geographic || (degrees.x != flat?.x && degrees.y != flat?.y)
    {
      return (degrees.x, degrees.y, .geographic)
    }
    guard wanted != .geographic, let flat else { return nil }
    return (flat.x, flat.y, .planar)
  }
}

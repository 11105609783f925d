/// A table of a GeoPackage that can be read as a layer.
struct GeoPackageTable {
  var name: String
  /// The columns that a row has, generated ones too, in their order.
  private(set) var columns: [Column] = []
  /// Where the geometry, the key and the ids are among them; nil where there are none.
  private(set) var geometry: Int?
  private(set) var key: Int?
  private(set) var id: Int?
  /// The number of the coordinate system; nil for a table without geometries.
  private(set) var srs: Int64?

  struct Column {
    var name: String
    /// The type that the table declares, in capitals.
    var type: String
  }

  /// Finds a layer.
  ///
  /// - Parameters:
  ///   - wanted: Its name, be it a layer, a table of attributes or a table that no list names; nil for the only
  ///     layer, or the only table where there are no layers.
  ///   - database: The file.
  /// - Throws: A failure that lists the layers where there is none of the name, or several.
  init(_ wanted: String?, in database: SQLiteDatabase) throws(SQLiteDatabase.Failure) {
    let found = try Self.listed(in: database)
    let layers = found.filter { $0.geometry != nil }
    var chosen = layers.isEmpty ? found : layers
    if let wanted {
      chosen = found.filter { $0.name == wanted }
      if chosen.isEmpty { chosen = found.filter { $0.name.lowercased() == wanted.lowercased() } }
      if chosen.isEmpty, try Self.isTable(wanted, in: database) { chosen = [(wanted, nil, nil)] }
    }
    guard chosen.count == 1, let table = chosen.first else {
      let named = (wanted == nil && !layers.isEmpty ? layers : found).map(\.name)
      throw SQLiteDatabase.Failure(
        message: found.isEmpty
          ? "it has no layers of features"
          : (wanted.map { "there is no layer \"\($0)\"" } ?? "it has several layers")
            + ": \(named.joined(separator: ", ")); choose one with --layer")
    }
    name = table.name
    srs = table.srs
    try findColumns(geometry: table.geometry, in: database)
    guard table.geometry == nil || geometry != nil else {
      throw SQLiteDatabase.Failure(
        message: columns.isEmpty
          ? "its list names a layer \"\(name)\", and there is no such table"
          : "layer \"\(name)\" has no column \"\(table.geometry ?? "")\", where its geometries should be"
      )
    }
  }

  /// Finds a layer by its name or, where none is named and there are several, by a likely one.
  init(
    _ wanted: String?, or likely: String?, in database: SQLiteDatabase
  ) throws(SQLiteDatabase.Failure) {
    do throws(SQLiteDatabase.Failure) {
      try self.init(wanted, in: database)
    } catch {
      guard wanted == nil, let likely, let table = try? GeoPackageTable(likely, in: database)
      else { throw error }
      self = table
    }
  }

  private typealias Listed = (name: String, geometry: String?, srs: Int64?)

  /// The layers, and then the tables of attributes; names in the lists may differ in case.
  private static func listed(
    in database: SQLiteDatabase
  ) throws(SQLiteDatabase.Failure) -> [Listed] {
    let list = try database.prepare(
      """
      SELECT c.table_name, g.column_name, g.srs_id FROM gpkg_contents c
        LEFT JOIN gpkg_geometry_columns g ON lower(g.table_name) = lower(c.table_name)
        WHERE c.data_type IN ('features', 'attributes') AND c.table_name <> 'layer_styles'
          AND (g.column_name IS NOT NULL OR c.data_type = 'attributes')
        ORDER BY g.column_name IS NULL, c.rowid
      """)
    var found: [Listed] = []
    while try list.step() {
      var system: Int64?
      if case .integer(let srs) = list[2] { system = srs }
      var geometry: String?
      if case .text(let name) = list[1] { geometry = name }
      found.append((list.text(0), geometry, system))
    }
    return found
  }

  private static func isTable(
    _ name: String, in database: SQLiteDatabase
  ) throws(SQLiteDatabase.Failure) -> Bool {
    let list = try database.prepare(
      "SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND name = ?")
    list.bind(1, .text(name))
    return try list.step()
  }

  private mutating func findColumns(
    geometry wanted: String?, in database: SQLiteDatabase
  ) throws(SQLiteDatabase.Failure) {
    let info = try database.prepare("PRAGMA table_xinfo(\(SQLiteDatabase.quoted(name)))")
    while try info.step() {
      // Columns that only virtual tables have are not among the values of a row.
      if case .integer(1) = info[6] { continue }
      let column = Column(name: info.text(1), type: info.text(2).uppercased())
      if let wanted, column.name.lowercased() == wanted.lowercased() { geometry = columns.count }
      if case .integer(1) = info[5] { key = columns.count }
      if column.name == "id" { id = columns.count }
      columns.append(column)
    }
    // A view has no key; these are the names that programs give to it.
    let usual = ["fid", "ogc_fid"]
    key =
      key
      ?? columns.firstIndex { usual.contains($0.name.lowercased()) && $0.type != "TEXT" }
  }

  /// What reads all rows, with the columns in their order.
  var query: String {
    let list = columns.map { SQLiteDatabase.quoted($0.name) }.joined(separator: ", ")
    return "SELECT \(list) FROM \(SQLiteDatabase.quoted(name))"
  }
}

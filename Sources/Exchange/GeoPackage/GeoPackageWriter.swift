import Geography

/// Writes a GeoPackage 1.3 (OGC 12-128r18), whole or not at all.
///
/// Every layer has a spatial index. The whole numbers that the format needs as keys stand in `fid`; ids of
/// features are a column `id`, which comes back as ids when the file is read here.
package final class GeoPackageWriter {
  private let path: String
  /// The file that is written; nil where all stays in memory.
  private var staged: HiddenFile?
  private let database: SQLiteDatabase
  private var isDone = false
  private var force = true
  private var systems: [String: Int32] = [:]
  private var styles: [(layer: String, style: String)] = []

  /// What a layer is.
  package struct Layer {
    package var name: String
    package var survey: FeatureSurvey
    /// An EPSG code, WKT or another name that PROJ knows; nil where the numbers are metres of nobody knows
    /// what system.
    package var crs: String?

    package init(name: String, survey: FeatureSurvey, crs: String?) {
      self.name = name
      self.survey = survey
      self.crs = crs
    }
  }

  package init(path: String, force: Bool) throws(OutputError) {
    guard path != "-" else {
      throw .cannotWrite(path: "standard output", reason: "a GeoPackage needs a file")
    }
    try AtomicFile.check(path, force: force)
    self.path = path
    self.force = force
    let staged = try HiddenFile(for: path)
    self.staged = staged
    // SQLite takes names that are UTF-8.
    let file: NamedFile
    do throws(DataFault) {
      file = try NamedFile(of: staged.path)
    } catch {
      throw .cannotWrite(path: path, reason: error.problem)
    }
    do throws(SQLiteDatabase.Failure) {
      database = try SQLiteDatabase(path: file.path, writing: true)
      try database.run(Self.schema)
    } catch {
      throw .cannotWrite(path: path, reason: error.message)
    }
  }

  /// Begins a small file in memory; ``bytes()`` ends it.
  init() throws(OutputError) {
    path = "GeoPackage"
    do throws(SQLiteDatabase.Failure) {
      database = try SQLiteDatabase(path: ":memory:", writing: true)
      try database.run(Self.schema)
    } catch {
      throw .cannotWrite(path: path, reason: error.message)
    }
  }

  deinit { abandon() }

  package func abandon() {
    guard !isDone else { return }
    isDone = true
    try? database.close()
    staged = nil
  }

  /// Ends the file and lets it take its name.
  package func finish() throws(OutputError) {
    try writing { () throws(SQLiteDatabase.Failure) in
      try addStyles()
      try database.run("COMMIT")
      try database.close()
    }
    try AtomicFile.check(path, force: force)
    do throws(OutputError) {
      try staged?.place()
    } catch {
      guard case .cannotWrite(_, let reason) = error else { throw error }
      throw .cannotWrite(path: path, reason: reason)
    }
    isDone = true
  }

  /// Ends a file in memory and gives what it holds.
  func bytes() throws(OutputError) -> [UInt8] {
    var bytes: [UInt8] = []
    try writing { () throws(SQLiteDatabase.Failure) in
      try addStyles()
      try database.run("COMMIT")
      bytes = try database.bytes()
      try database.close()
    }
    isDone = true
    return bytes
  }

  private func writing(_ body: () throws(SQLiteDatabase.Failure) -> Void) throws(OutputError) {
    do throws(SQLiteDatabase.Failure) {
      try body()
    } catch {
      throw .cannotWrite(path: path, reason: error.message)
    }
  }

  // MARK: Layers

  /// Begins a layer; batches for it come next.
  package func begin(_ layer: Layer) throws(OutputError) -> GeoPackageLayer {
    do throws(SQLiteDatabase.Failure) {
      return try GeoPackageLayer(layer, srs: try system(layer.crs), in: database, path: path)
    } catch {
      throw .cannotWrite(path: path, reason: error.message)
    }
  }

  /// Adds a style of QGIS, which it takes for the layer when the file is opened.
  package func add(style: String, to layer: String) { styles.append((layer, style)) }

  private func addStyles() throws(SQLiteDatabase.Failure) {
    guard !styles.isEmpty else { return }
    try database.run(
      """
      CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT(256),
        f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
        styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
        owner TEXT(30), ui TEXT(30), update_time DATETIME);
      INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)
        VALUES ('layer_styles', 'attributes', 'layer_styles', '', '1970-01-01T00:00:00.000Z');
      """)
    let insert = try database.prepare(
      """
      INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,
        styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)
        VALUES ('', '', ?, 'geom', ?, ?, '', 1, '', '', '1970-01-01T00:00:00.000Z')
      """)
    for (layer, style) in styles {
      insert.bind(1, .text(layer))
      insert.bind(2, .text(layer))
      insert.bind(3, .text(style))
      try insert.run()
    }
  }

  /// The number of a coordinate system, which is entered where it is new.
  private func system(_ crs: String?) throws(SQLiteDatabase.Failure) -> Int32 {
    guard let crs else { return -1 }
    if let known = systems[crs] { return known }
    let system: CoordinateSystem
    do throws(ProjectionError) {
      system = try CoordinateSystem(crs)
    } catch {
      throw SQLiteDatabase.Failure(message: "\(error)")
    }
    let isEPSG = system.authority?.uppercased() == "EPSG"
    let code = isEPSG ? system.code.flatMap { Int32($0) } : nil
    // Numbers of one's own begin where EPSG has none.
    let number = code ?? 100_000 + Int32(systems.count)
    systems[crs] = number
    if number == 4326 { return number }
    let insert = try database.prepare(
      """
      INSERT OR IGNORE INTO gpkg_spatial_ref_sys
        (srs_name, srs_id, organization, organization_coordsys_id, definition, description)
        VALUES (?, ?, ?, ?, ?, NULL)
      """)
    insert.bind(1, .text(system.name))
    insert.bind(2, .integer(Int64(number)))
    insert.bind(3, .text(code == nil ? "NONE" : "EPSG"))
    insert.bind(4, .integer(Int64(number)))
    insert.bind(5, .text(system.wellKnownText ?? "undefined"))
    try insert.run()
    return number
  }

  private static let schema = """
    PRAGMA application_id = 1196444487;
    PRAGMA user_version = 10300;
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA cache_size = -8192;
    BEGIN;
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
      organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL,
      definition TEXT NOT NULL, description TEXT);
    INSERT INTO gpkg_spatial_ref_sys VALUES
      ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined',
        'undefined cartesian coordinate reference system'),
      ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined',
        'undefined geographic coordinate reference system'),
      ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",
        SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],
        UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]',
        'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');
    CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
      identifier TEXT UNIQUE, description TEXT DEFAULT '',
      last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
      min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
      CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
    CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
      geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL,
      m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
      CONSTRAINT uk_gc_table_name UNIQUE (table_name),
      CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
      CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
    CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
      definition TEXT NOT NULL, scope TEXT NOT NULL,
      CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
    """
}

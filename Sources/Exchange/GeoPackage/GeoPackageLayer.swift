/// A layer of a GeoPackage that is being written.
package final class GeoPackageLayer {
  private let layer: GeoPackageWriter.Layer
  private let srs: Int32
  private let database: SQLiteDatabase
  private let path: String
  private let insert: SQLiteStatement
  private let index: SQLiteStatement
  private let columnOfName: [String: Int]
  private let columnCount: Int
  private var box = CoordinateBox()
  private var fid: Int64 = 0

  init(
    _ layer: GeoPackageWriter.Layer, srs: Int32, in database: SQLiteDatabase, path: String
  ) throws(SQLiteDatabase.Failure) {
    self.layer = layer
    self.srs = srs
    self.database = database
    self.path = path
    let survey = layer.survey
    let table = SQLiteDatabase.quoted(layer.name)
    // A property that only repeats the id is that column; names differ by more than their case here.
    var taken: Set<String> = ["fid", "geom"]
    var columns: [(name: String, type: String)] = []
    if survey.hasIDs {
      columns.append(("id", survey.hasTextIDs ? "TEXT" : "INTEGER"))
      taken.insert("id")
    }
    var places: [String: Int] = [:]
    for (name, kinds) in zip(survey.names, survey.kinds) {
      if name == "id", survey.hasIDs, !survey.idDiffers { continue }
      var free = name.isEmpty ? "column" : name
      while !taken.insert(free.lowercased()).inserted { free = "fl_" + free }
      places[name] = columns.count
      columns.append((free, kinds.sqlType))
    }
    columnOfName = places
    columnCount = columns.count
    let list = columns.map { ", \(SQLiteDatabase.quoted($0.name)) \($0.type)" }.joined()
    try database.run(
      "CREATE TABLE \(table) (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom GEOMETRY\(list))"
    )
    let tree = SQLiteDatabase.quoted("rtree_\(layer.name)_geom")
    try database.run("CREATE VIRTUAL TABLE \(tree) USING rtree(id, minx, maxx, miny, maxy)")
    let marks = [String](repeating: "?", count: columns.count + 2).joined(separator: ", ")
    insert = try database.prepare("INSERT INTO \(table) VALUES (\(marks))")
    index = try database.prepare("INSERT INTO \(tree) VALUES (?, ?, ?, ?, ?)")
  }

  /// Adds features.
  package func add(_ batch: FeatureBatch) throws(OutputError) {
    do throws(SQLiteDatabase.Failure) {
      try addAll(batch)
    } catch {
      throw .cannotWrite(path: path, reason: error.message)
    }
  }

  private func addAll(_ batch: FeatureBatch) throws(SQLiteDatabase.Failure) {
    let result: Result<Void, SQLiteDatabase.Failure> = batch.text.withUnsafeBufferPointer { text in
      batch.shapes.withUnsafeBufferPointer { shapes in
        batch.coordinates.withUnsafeBufferPointer { numbers in
          var cursor = ShapeCursor(shapes: shapes, coordinates: numbers, word: 0, number: 0)
          do throws(SQLiteDatabase.Failure) {
            for entry in batch.entries { try add(entry, text, &cursor) }
            return .success(())
          } catch {
            return .failure(error)
          }
        }
      }
    }
    try result.get()
  }

  private func add(
    _ entry: FeatureBatch.Entry, _ text: UnsafeBufferPointer<UInt8>, _ cursor: inout ShapeCursor
  ) throws(SQLiteDatabase.Failure) {
    fid += 1
    insert.bind(1, .integer(fid))
    var own = CoordinateBox()
    if let blob = WellKnownBinary.blob(&cursor, srs: srs, box: &own) {
      insert.bind(2, .blob(blob))
      if !own.isEmpty {
        box.add(own)
        index.bind(1, .integer(fid))
        for (place, value) in [own.minX, own.maxX, own.minY, own.maxY].enumerated() {
          index.bind(place + 2, .real(value))
        }
        try index.run()
      }
    }
    if layer.survey.hasIDs, !entry.id.isEmpty { bind(3, entry.id, text, isTruth: false) }
    if let base = text.baseAddress, !entry.properties.isEmpty {
      var walk = PropertyWalk(base, entry.properties)
      while let member = walk.next() {
        let range = member.name.range
        let name = JSONText.plain(base, range.lowerBound, range.upperBound)
        if let column = columnOfName[name] { bind(column + 3, member.value, text, isTruth: true) }
      }
    }
    try insert.run()
  }

  /// Binds a JSON value; lists and objects as their text.
  private func bind(
    _ place: Int, _ span: ByteSpan, _ text: UnsafeBufferPointer<UInt8>, isTruth: Bool
  ) {
    let range = span.range
    let piece = UnsafeBufferPointer(rebasing: text[range])
    switch piece[0] {
    case 0x6E: return
    case 0x74: insert.bind(place, .integer(1))
    case 0x66: insert.bind(place, .integer(0))
    case 0x22:
      let inner = UnsafeBufferPointer(rebasing: piece[1..<piece.count - 1])
      guard let base = inner.baseAddress, !inner.isEmpty, inner.contains(0x5C) || inner.count > 0
      else { return insert.bind(place, .text("")) }
      if inner.contains(0x5C) {
        insert.bind(place, .text(JSONText.plain(base, 0, inner.count)))
      } else {
        insert.bind(place, text: inner)
      }
    case 0x7B, 0x5B: insert.bind(place, text: piece)
    default:
      let words = String(decoding: piece, as: UTF8.self)
      if let whole = Int64(words) {
        insert.bind(place, .integer(whole))
      } else if let number = Double(words), number.isFinite {
        insert.bind(place, .real(number))
      } else {
        insert.bind(place, .text(words))
      }
    }
  }

  /// Enters the layer in the lists of the file.
  package func finish() throws(OutputError) {
    do throws(SQLiteDatabase.Failure) {
      try enter()
    } catch {
      throw .cannotWrite(path: path, reason: error.message)
    }
  }

  private func enter() throws(SQLiteDatabase.Failure) {
    let contents = try database.prepare(
      """
      INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, min_x, min_y, max_x,
        max_y, srs_id) VALUES (?, 'features', ?, '1970-01-01T00:00:00.000Z', ?, ?, ?, ?, ?)
      """)
    contents.bind(1, .text(layer.name))
    contents.bind(2, .text(layer.name))
    for (place, value) in [box.minX, box.minY, box.maxX, box.maxY].enumerated() where !box.isEmpty {
      contents.bind(place + 3, .real(value))
    }
    contents.bind(7, .integer(Int64(srs)))
    try contents.run()
    let geometry = try database.prepare(
      "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, ?, 0)")
    geometry.bind(1, .text(layer.name))
    geometry.bind(2, .text(layer.survey.geometryType))
    geometry.bind(3, .integer(Int64(srs)))
    geometry.bind(4, .integer(layer.survey.hasHeights ? 2 : 0))
    try geometry.run()
    let extensions = try database.prepare(
      """
      INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index',
        'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')
      """)
    extensions.bind(1, .text(layer.name))
    try extensions.run()
    try database.run(SpatialIndex.triggers(table: layer.name))
  }
}

/// What keeps the spatial index right when other programs change the layer.
private enum SpatialIndex {
  /// The triggers that annex F.3 of the standard asks for.
  static func triggers(table: String) -> String {
    let t = SQLiteDatabase.quoted(table)
    let r = SQLiteDatabase.quoted("rtree_\(table)_geom")
    func name(_ what: String) -> String { SQLiteDatabase.quoted("rtree_\(table)_geom_\(what)") }
    let add = """
      INSERT OR REPLACE INTO \(r) VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom),
        ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
      """
    let there = "(NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))"
    let gone = "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))"
    let drop = "DELETE FROM \(r) WHERE id = OLD.fid;"
    return """
      CREATE TRIGGER \(name("insert")) AFTER INSERT ON \(t) WHEN \(there) BEGIN \(add) END;
      CREATE TRIGGER \(name("update1")) AFTER UPDATE OF geom ON \(t)
        WHEN OLD.fid = NEW.fid AND \(there) BEGIN \(add) END;
      CREATE TRIGGER \(name("update2")) AFTER UPDATE OF geom ON \(t)
        WHEN OLD.fid = NEW.fid AND \(gone) BEGIN \(drop) END;
      CREATE TRIGGER \(name("update3")) AFTER UPDATE ON \(t)
        WHEN OLD.fid != NEW.fid AND \(there) BEGIN \(drop) \(add) END;
      CREATE TRIGGER \(name("update4")) AFTER UPDATE ON \(t)
        WHEN OLD.fid != NEW.fid AND \(gone) BEGIN
        DELETE FROM \(r) WHERE id IN (OLD.fid, NEW.fid); END;
      CREATE TRIGGER \(name("delete")) AFTER DELETE ON \(t)
        WHEN OLD.geom NOT NULL BEGIN \(drop) END;
      """
  }
}

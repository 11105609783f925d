/// A layer of a GeoPackage that is being written.
package final class GeoPackageLayer {
  private let layer: GeoPackageWriter.Layer
  private let srs: Int32
  private let database: SQLiteDatabase
  private let path: String
  private let insert: SQLiteStatement
  private let index: SpatialIndex
  private let blob = ByteBuffer(capacity: 1 << 12)
  private let columnOfName: [ExactName: Int]
  /// Whether a column holds texts, among them whatever else comes there.
  private let holdsText: [Bool]
  /// Properties that have another name in the file, for theirs is taken: names of columns differ by more than
  /// their case, and `fid` and `geom` are the file's own.
  package private(set) var renamed: [(name: String, column: String)] = []
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
    var taken: Set<ExactName> = [ExactName("fid"), ExactName("geom")]
    var columns: [(name: String, type: String)] = []
    if survey.hasIDs {
      columns.append(("id", survey.hasTextIDs ? "TEXT" : "INTEGER"))
      taken.insert(ExactName("id"))
    }
    var places: [ExactName: Int] = [:]
    for (name, kinds) in zip(survey.names, survey.kinds) {
      if name == "id", survey.hasIDs, !survey.idDiffers { continue }
      var free = name.isEmpty ? "column" : name
      while !taken.insert(ExactName(free.lowercased())).inserted { free = "fl_" + free }
      if free != name { renamed.append((name, free)) }
      places[ExactName(name)] = columns.count
      columns.append((free, kinds.sqlType))
    }
    columnOfName = places
    holdsText = columns.map { $0.type == "TEXT" }
    let list = columns.map { ", \(SQLiteDatabase.quoted($0.name)) \($0.type)" }.joined()
    try database.run(
      "CREATE TABLE \(table) (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom GEOMETRY\(list))"
    )
    let marks = [String](repeating: "?", count: columns.count + 2).joined(separator: ", ")
    insert = try database.prepare("INSERT INTO \(table) VALUES (\(marks))")
    index = try SpatialIndex(of: layer.name, in: database)
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
          let columns = batch.forms.map { form in
            form.map { name in text.baseAddress.flatMap { column($0, name) } }
          }
          do throws(SQLiteDatabase.Failure) {
            for entry in batch.entries {
              try addPlace(entry, text, &cursor)
              if entry.form >= 0 {
                for (slot, column) in columns[Int(entry.form)].enumerated() {
                  guard let column else { continue }
                  bind(column + 3, batch.values[Int(entry.firstValue) + slot], text)
                }
              } else {
                bindProperties(entry, text)
              }
              try insert.run()
            }
            return .success(())
          } catch {
            return .failure(error)
          }
        }
      }
    }
    try result.get()
  }

  private func column(_ base: UnsafePointer<UInt8>, _ name: ByteSpan) -> Int? {
    columnOfName[
      ExactName(JSONText.plain(base, name.range.lowerBound, name.range.upperBound))]
  }

  /// Binds the key, the geometry and the id.
  private func addPlace(
    _ entry: FeatureBatch.Entry, _ text: UnsafeBufferPointer<UInt8>, _ cursor: inout ShapeCursor
  ) throws(SQLiteDatabase.Failure) {
    fid += 1
    insert.bind(1, .integer(fid))
    var own = CoordinateBox()
    blob.removeAll()
    if WellKnownBinary.addBlob(&cursor, srs: srs, to: blob, box: &own) {
      insert.bind(2, blob: blob.bytes)
      if !own.isEmpty {
        box.add(own)
        try index.add(fid, own)
      }
    }
    if layer.survey.hasIDs, !entry.id.isEmpty { bind(3, entry.id, text) }
  }

  private func bindProperties(_ entry: FeatureBatch.Entry, _ text: UnsafeBufferPointer<UInt8>) {
    guard let base = text.baseAddress, !entry.properties.isEmpty else { return }
    var walk = PropertyWalk(base, entry.properties)
    while let member = walk.next() {
      if let column = column(base, member.name) {
        bind(column + 3, member.value, text)
      }
    }
  }

  /// Binds a JSON value; lists and objects as their text.
  private func bind(
    _ place: Int, _ span: ByteSpan, _ text: UnsafeBufferPointer<UInt8>
  ) {
    let range = span.range
    let piece = UnsafeBufferPointer(rebasing: text[range])
    switch piece[0] {
    case 0x6E: return
    case 0x74, 0x66:
      let isTrue = piece[0] == 0x74
      insert.bind(
        place, holdsText[place - 3] ? .text(isTrue ? "true" : "false") : .integer(isTrue ? 1 : 0))
    case 0x22:
      let inner = UnsafeBufferPointer(rebasing: piece[1..<piece.count - 1])
      guard let base = inner.baseAddress, inner.contains(0x5C) else {
        return insert.bind(place, text: inner)
      }
      insert.bind(place, .text(JSONText.plain(base, 0, inner.count)))
    case 0x7B, 0x5B: insert.bind(place, text: piece)
    default:
      bindNumber(place, piece)
    }
  }

  private func bindNumber(_ place: Int, _ piece: UnsafeBufferPointer<UInt8>) {
    guard let base = piece.baseAddress else { return }
    // As it is written: the database would write numbers anew.
    if holdsText[place - 3] { return insert.bind(place, text: piece) }
    let digits = piece[0] == 0x2D ? 1 : 0
    if piece.count - digits <= 18, piece[digits...].allSatisfy({ $0 &- 0x30 < 10 }) {
      let whole = piece[digits...].reduce(0) { $0 * 10 + Int64($1 - 0x30) }
      return insert.bind(place, .integer(digits == 1 ? -whole : whole))
    }
    let words = { String(decoding: piece, as: UTF8.self) }
    var end = 0
    // The text stands before zeros.
    let number = CoordinateReader.double(base, 0, end: &end)
    if piece.count <= 20, let whole = Int64(words()) {
      insert.bind(place, .integer(whole))
    } else if end == piece.count, number.isFinite {
      insert.bind(place, .real(number))
    } else {
      insert.bind(place, .text(words()))
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
    try index.finish()
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

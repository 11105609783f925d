/// A layer of a GeoPackage as features.
package struct GeoPackageFeatures: FeatureStream {
  package typealias Piece = FeatureBatch

  private let rows: SQLiteStatement
  private let rules: ReadingRules
  private let columns: [Column]
  /// The columns of the geometry, the key and the ids; nil where there is none.
  private let geometry: Int?
  private let key: Int?
  private let id: Int?
  private var number = 0

  package let name: String
  package let unit = "feature"
  package let faults: [RecordFault] = []
  package let mends: [Mend] = []
  /// `EPSG:4326` or another; nil where the file does not know.
  package let crs: String?

  private struct Column {
    var name: [UInt8]
    var isTruth: Bool
  }

  /// Opens a layer.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - layer: Its name; nil for the only one.
  ///   - rules: How coordinates are checked, given the CRS of the layer.
  /// - Throws: A fault for what is no GeoPackage, or a layer that is not there.
  package init(
    path: String, layer: String?, rules: (_ crs: String?) -> ReadingRules
  ) throws(DataFault) {
    name = path
    let bytes = try Self.beginning(path)
    guard bytes.starts(with: Array("SQLite format 3\0".utf8)) else {
      throw DataFault(
        file: path, problem: "this is no GeoPackage", remedy: "say what it is with --from")
    }
    do throws(SQLiteDatabase.Failure) {
      let database = try SQLiteDatabase(path: path, writing: false)
      var found: [(name: String, geometry: String, srs: Int64)] = []
      let list = try database.prepare(
        """
        SELECT c.table_name, g.column_name, g.srs_id FROM gpkg_contents c
          JOIN gpkg_geometry_columns g ON g.table_name = c.table_name
          WHERE c.data_type = 'features' ORDER BY c.rowid
        """)
      while try list.step() {
        guard case .integer(let srs) = list[2] else { continue }
        found.append((list.text(0), list.text(1), srs))
      }
      let chosen = layer.map { name in found.filter { $0.name == name } } ?? found
      guard chosen.count == 1, let table = chosen.first else {
        throw SQLiteDatabase.Failure(
          message: found.isEmpty
            ? "it has no layers of features"
            : (layer.map { "there is no layer \"\($0)\"" } ?? "it has several layers")
              + ": \(found.map(\.name).joined(separator: ", ")); choose one with --layer")
      }
      crs = try Self.crs(table.srs, in: database)
      self.rules = rules(crs)
      let info = try database.prepare("PRAGMA table_info(\(SQLiteDatabase.quoted(table.name)))")
      var columns: [Column] = []
      var (geometry, key, id): (Int?, Int?, Int?) = (nil, nil, nil)
      while try info.step() {
        let name = info.text(1)
        if name == table.geometry { geometry = columns.count }
        if case .integer(1) = info[5] { key = columns.count }
        if name == "id" { id = columns.count }
        var json = JSONWriter()
        json.addString(name)
        columns.append(
          Column(
            name: json.bytes + Array(": ".utf8), isTruth: info.text(2).uppercased() == "BOOLEAN"))
      }
      (self.geometry, self.key, self.id) = (geometry, key, id)
      self.columns = columns
      rows = try database.prepare("SELECT * FROM \(SQLiteDatabase.quoted(table.name))")
    } catch {
      throw DataFault(
        file: path, problem: "the GeoPackage cannot be read: \(error.message)")
    }
  }

  private static func beginning(_ path: String) throws(DataFault) -> [UInt8] {
    var bytes: [UInt8] = []
    try FileSource(path: path).read(100, into: &bytes)
    return bytes
  }

  private static func crs(
    _ srs: Int64, in database: SQLiteDatabase
  ) throws(SQLiteDatabase.Failure) -> String? {
    let row = try database.prepare(
      """
      SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys
        WHERE srs_id = ?
      """)
    row.bind(1, .integer(srs))
    guard srs > 0, try row.step() else { return nil }
    let organization = row.text(0).uppercased()
    if organization == "NONE" { return row.text(2) }
    return "\(organization):\(row.text(1))"
  }

  package var read: @Sendable (FeatureBatch) -> FeatureBatch { { $0 } }

  package mutating func nextPiece() throws -> FeatureBatch? {
    var batch = FeatureBatch()
    let text = ByteBuffer(capacity: 1 << 18)
    do throws(SQLiteDatabase.Failure) {
      while batch.count + batch.faults.count < 4096, text.count < 1 << 20, try rows.step() {
        number += 1
        do throws(RecordFault) {
          try addRow(to: &batch, text)
        } catch {
          batch.rollBack()
          batch.faults.append(error)
        }
      }
    } catch {
      throw DataFault(file: name, problem: "the GeoPackage cannot be read: \(error.message)")
    }
    guard batch.count + batch.faults.count > 0 else { return nil }
    text.reserve(JSONCursor.padding)
    for _ in 0..<JSONCursor.padding { text.put(0) }
    batch.text = text.array
    return batch
  }

  private func addRow(to batch: inout FeatureBatch, _ text: ByteBuffer) throws(RecordFault) {
    var entry = FeatureBatch.Entry()
    entry.number = number
    if let column = id ?? key {
      let start = text.count
      add(rows[column], isTruth: false, text)
      if text.base[start] != 0x6E { entry.id = ByteSpan(start, text.count) }
    }
    let start = text.count
    text.add(UInt8(0x7B))
    var isFirst = true
    for index in columns.indices where index != geometry && index != key && index != id {
      if !isFirst { text.add(", ") }
      isFirst = false
      text.add(columns[index].name)
      add(rows[index], isTruth: columns[index].isTruth, text)
    }
    text.add(UInt8(0x7D))
    entry.properties = ByteSpan(start, text.count)
    if let geometry, case .blob(let blob) = rows[geometry] {
      let first = batch.coordinates.count
      do throws(WellKnownBinary.Damage) {
        try WellKnownBinary.read(blob, into: &batch)
      } catch {
        throw RecordFault(
          number: number, problem: error.problem, remedy: "mend it in the program that wrote it")
      }
      try check(&batch, from: first)
    } else {
      batch.shapes.append(ShapeCode.none)
    }
    batch.close(entry)
  }

  /// Checks that coordinates are numbers, and degrees where they should be.
  private func check(_ batch: inout FeatureBatch, from first: Int) throws(RecordFault) {
    var word = batch.entries.last?.shapeEnd ?? 0
    var number = first
    while word < batch.shapes.count {
      let stride = ShapeCode.stride(batch.shapes[word])
      for _ in 0..<batch.passPositions(&word) {
        if rules.swap { batch.coordinates.swapAt(number, number + 1) }
        let (x, y) = (batch.coordinates[number], batch.coordinates[number + 1])
        number += stride
        guard x.isFinite, y.isFinite else {
          throw RecordFault(
            number: self.number, problem: "a coordinate is no finite number",
            remedy: "mend it in the program that wrote it")
        }
        if rules.coordinates == .geographic,
          let problem = CoordinateRange.problem(longitude: x, latitude: y)
        {
          throw RecordFault(
            number: self.number, value: JSONNumber(problem.isLatitude ? y : x)?.text,
            problem: problem.problem, remedy: problem.remedy)
        }
      }
    }
  }

  private func add(_ value: SQLiteStatement.Value, isTruth: Bool, _ text: ByteBuffer) {
    switch value {
    case .null, .blob: text.add("null")
    case .integer(let number) where isTruth: text.add(number == 0 ? "false" : "true")
    case .integer(let number): text.add("\(number)")
    case .real(let number): text.add(JSONNumber(number)?.text ?? "null")
    case .text(let string): text.addString(string)
    }
  }
}

/// Reads a layer of a GeoPackage.
final class GeoPackageReader: FeatureReader {
  private let rows: SQLiteStatement
  private let columns: [Column]
  /// The columns of the geometry, the key and the ids; nil where there is none.
  private let geometry: Int?
  private let key: Int?
  private let id: Int?
  private var number = 0

  let name: String
  let crs: String?

  private struct Column {
    var name: [UInt8]
    var isTruth: Bool
  }

  /// Opens a layer.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - layer: Its name; nil for the only one.
  /// - Throws: A fault for what is no GeoPackage, or a layer that is not there.
  init(path: String, layer: String?) throws(DataFault) {
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
  ) throws(SQLiteDatabase.Failure) -> String {
    let row = try database.prepare(
      """
      SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys
        WHERE srs_id = ?
      """)
    row.bind(1, .integer(srs))
    // Numbers that belong to no system are metres of nobody knows what.
    guard srs != 0, srs != -1, try row.step() else { return srs == 0 ? "EPSG:4326" : "planar" }
    let organization = row.text(0).uppercased()
    if organization == "NONE" { return row.text(2) }
    return "\(organization):\(row.text(1))"
  }

  func next(_ builder: inout BatchBuilder) throws(DataFault) -> Bool {
    do throws(SQLiteDatabase.Failure) {
      guard try rows.step() else { return false }
    } catch {
      throw DataFault(file: name, problem: "the GeoPackage cannot be read: \(error.message)")
    }
    number += 1
    builder.record(number: number) { (builder) throws(RecordFault) in try addRow(&builder) }
    return true
  }

  private func addRow(_ builder: inout BatchBuilder) throws(RecordFault) {
    if let column = id ?? key {
      let value = Self.value(rows[column], isTruth: false)
      if case .null = value {} else { builder.setID(value) }
    }
    for index in columns.indices where index != geometry && index != key && index != id {
      let column = columns[index]
      builder.add(key: column.name, Self.value(rows[index], isTruth: column.isTruth))
    }
    guard let geometry, case .blob(let blob) = rows[geometry] else {
      return builder.addShape(ShapeCode.none)
    }
    do throws(WellKnownBinary.Damage) {
      try builder.withBatch { (batch) throws(WellKnownBinary.Damage) in
        try WellKnownBinary.read(blob, into: &batch)
      }
    } catch {
      throw RecordFault(
        number: number, problem: error.problem, remedy: "mend it in the program that wrote it")
    }
  }

  private static func value(
    _ value: SQLiteStatement.Value, isTruth: Bool
  ) -> BatchBuilder.Value {
    switch value {
    case .null, .blob: .null
    case .integer(let number) where isTruth: .truth(number != 0)
    case .integer(let number): .whole(number)
    case .real(let number): .real(number)
    case .text(let string): .text(string)
    }
  }
}

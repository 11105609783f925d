/// Reads a layer of a GeoPackage.
final class GeoPackageReader: FeatureReader {
  private let rows: SQLiteStatement
  private let table: GeoPackageTable
  /// `"name": ` of each column, to be copied.
  private let keys: [[UInt8]]
  private var number = 0
  private var notes: [FileRemark] = []
  /// What was left out, told once for each column.
  private var leftOut: Set<String> = []

  let name: String
  let crs: String?
  var remarks: [FileRemark] { notes }

  /// Opens a layer.
  ///
  /// - Parameters:
  ///   - place: The file.
  ///   - options: The name of the layer, nil for the only one; and the CRS where the user names it.
  /// - Throws: A fault for what is no GeoPackage, or a layer that is not there.
  init(_ place: InputPlace, options: SerialFeatures.Options) throws(DataFault) {
    let path = place.name
    name = path
    guard try place.head(16) == Array("SQLite format 3\0".utf8) else {
      throw DataFault(
        file: path, problem: "this is no GeoPackage", remedy: "say what it is with --from")
    }
    let file = try place.namedFile()
    do throws(SQLiteDatabase.Failure) {
      let database = try SQLiteDatabase(path: file.path, writing: false)
      table = try GeoPackageTable(options.layer, or: options.likelyLayer, in: database)
      keys = table.columns.map { column in
        var json = JSONWriter()
        json.addString(column.name)
        return json.bytes + Array(": ".utf8)
      }
      if let srs = table.srs {
        let found = try Self.crs(srs, in: database)
        crs = found.crs
        if let doubt = found.doubt, options.crs == nil {
          notes.append(
            .warning("\(path): \(doubt); if they are not, name the CRS with --crs"))
        }
      } else {
        crs = nil
        notes.append(
          .warning("\(path): table \(table.name) has no geometries, so its rows have no place"))
      }
      rows = try database.prepare(table.query)
      file.removeName()
    } catch {
      throw DataFault(
        file: path, problem: "the GeoPackage cannot be read: \(error.message)")
    }
  }

  /// The name of a coordinate system, and what is only supposed of it.
  private static func crs(
    _ srs: Int64, in database: SQLiteDatabase
  ) throws(SQLiteDatabase.Failure) -> (crs: String, doubt: String?) {
    let row = try database.prepare(
      """
      SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys
        WHERE srs_id = ?
      """)
    row.bind(1, .integer(srs))
    if srs == 0 {
      return (
        "EPSG:4326",
        "the layer names no CRS; its coordinates are taken as longitude and latitude on WGS 84"
      )
    }
    guard srs != -1, try row.step() else {
      return (
        "planar",
        (srs == -1
          ? "the layer names no CRS"
          : "the layer's CRS has number \(srs), which the file does not explain")
          + "; its coordinates are taken as metres"
      )
    }
    let organization = row.text(0).uppercased()
    if organization == "NONE" { return (row.text(2), nil) }
    return ("\(organization):\(row.text(1))", nil)
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
    let named = table.id ?? table.key
    if let column = named {
      let value = try value(column)
      if case .null = value {} else { builder.setID(value) }
    }
    for index in table.columns.indices
    where index != table.geometry && index != table.key && index != table.id {
      builder.add(key: keys[index], try value(index))
    }
    guard let geometry = table.geometry else { return builder.addShape(ShapeCode.none) }
    switch rows[geometry] {
    case .null: builder.addShape(ShapeCode.none)
    case .blob(let blob): try add(blob, &builder)
    default:
      throw RecordFault(
        number: number, field: .column(table.columns[geometry].name),
        problem: "what stands here is no geometry", remedy: "mend it in the program that wrote it")
    }
  }

  private func add(_ blob: [UInt8], _ builder: inout BatchBuilder) throws(RecordFault) {
    var found = WellKnownBinary.Findings()
    do throws(WellKnownBinary.Damage) {
      try builder.withBatch { (batch) throws(WellKnownBinary.Damage) in
        found = try WellKnownBinary.read(blob, into: &batch)
      }
    } catch {
      throw RecordFault(
        number: number, problem: error.problem, remedy: "mend it in the program that wrote it")
    }
    if found.hasMeasures { tell("measures (M) are left out") }
    if found.hasCurves {
      tell("arcs are drawn as lines with a position every 4 degrees of arc or closer")
    }
  }

  private func tell(_ text: String) {
    guard leftOut.insert(text).inserted else { return }
    notes.append(.warning("\(name): \(text)"))
  }

  private func value(_ index: Int) throws(RecordFault) -> BatchBuilder.Value {
    let column = table.columns[index]
    switch rows[index] {
    case .null: return .null
    case .blob:
      tell("column \(column.name) holds bytes, which are left out")
      return .null
    case .integer(let number) where column.type == "BOOLEAN": return .truth(number != 0)
    case .integer(let number): return .whole(number)
    case .real(let number):
      if !number.isFinite {
        tell("column \(column.name) holds numbers that are not finite, which are left out")
      }
      return .real(number)
    case .text(let string): return .text(string)
    case .garbled(let string):
      throw RecordFault(
        number: number, field: .column(column.name), value: string,
        problem: "is not UTF-8", remedy: "mend it in the program that wrote it")
    }
  }
}

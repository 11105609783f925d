/// Reads shapefiles with their attributes, CRS and encoding (ESRI Shapefile Technical Description, 1998).
///
/// The `.shx` is not needed; where it is there it says where each shape stands. A column `id` holds ids. Measures are not kept.
final class ShapefileReader: FeatureReader {
  let name: String
  let crs: String?
  private(set) var remarks: [FileRemark] = []

  private var file: BinaryFile
  private let parts: ShapefileParts
  private var index: ShapeIndex?
  /// The `.shp` as a whole, once shapes stand in another order than their numbers.
  private var whole: [UInt8]?
  private var table: DBFTable?
  private let idField: Int?
  private var number = 0
  /// Where the file ends by its own account.
  private let end: Int
  private var isTableDone = false
  private var toldMeasures = false

  /// Opens a shapefile.
  ///
  /// - Parameters:
  ///   - place: The `.shp`, in a folder or in a zip archive.
  ///   - options: The layer, the encoding of the attributes and the CRS where the user names them.
  /// - Throws: A fault for what is no shapefile, or one of which nobody can say where it lies.
  convenience init(
    _ place: InputPlace, options: SerialFeatures.Options
  ) throws(DataFault) {
    try self.init(try ShapefileParts(place), options: options)
  }

  init(_ parts: ShapefileParts, options: SerialFeatures.Options) throws(DataFault) {
    name = parts.name
    self.parts = parts
    guard let source = try parts.source("shp") else {
      throw DataFault(file: name, problem: "there is no .shp", remedy: "name the .shp")
    }
    var file = BinaryFile(source)
    guard let head = try file.take(100) else {
      throw file.fault(
        "the .shp is shorter than the head that each has", remedy: "fetch it again", at: 0)
    }
    guard head.bigInt32(0) == 9994 else {
      throw file.fault("this is no .shp", remedy: "say what it is with --from", at: 0)
    }
    end = Int(head.word32(24).byteSwapped) * 2
    self.file = file
    var remarks: [FileRemark] = []
    crs = try Self.crs(parts, head, options.crs, &remarks)
    table = try Self.table(parts, options.encoding, &remarks)
    idField = table?.fields.firstIndex { $0.name.lowercased() == "id" }
    index = try parts.source("shx").flatMap { (source) throws(DataFault) in try ShapeIndex(source) }
    if let shapes = index?.count, let rows = table?.count, shapes != rows {
      index = nil
      remarks.append(
        .warning(
          "\(name): the .shx counts \(Count.of(shapes, "shape")) and the .dbf \(Count.of(rows, "row")); "
            + "the .shp is read from front to back"))
    }
    self.remarks = remarks
  }

  /// The CRS: as the `.prj` says, else degrees where the numbers can be that.
  private static func crs(
    _ parts: ShapefileParts, _ head: [UInt8], _ named: String?, _ remarks: inout [FileRemark]
  ) throws(DataFault) -> String? {
    if named != nil { return nil }
    if let text = try parts.text("prj")?.split(whereSeparator: \.isNewline).joined(), !text.isEmpty
    {
      return WellKnownCRS.isLongitudeLatitude(text) ? "EPSG:4326" : text
    }
    let box = [36, 44, 52, 60].map { head.double($0) }
    guard
      [0, 2].allSatisfy({
        CoordinateRange.isOnEarth(longitude: box[$0], latitude: box[$0 + 1])
      })
    else {
      throw DataFault(
        file: parts.name, problem: "there is no .prj, and the coordinates are no degrees",
        remedy: "name the CRS with --crs, such as --crs EPSG:23700, or say --crs planar")
    }
    remarks.append(
      .warning(
        "\(parts.name): there is no .prj; the coordinates are taken as longitude and latitude; "
          + "if they are not, name the CRS with --crs"))
    return "EPSG:4326"
  }

  /// The text of a `.cpg` on one line, without a byte order mark.
  private static func label(_ text: String) -> String {
    text.split { $0.isWhitespace || $0 == "\u{FEFF}" || $0 == "\0" }.joined(separator: " ")
  }

  private static func table(
    _ parts: ShapefileParts, _ encoding: TextEncoding?, _ remarks: inout [FileRemark]
  ) throws(DataFault) -> DBFTable? {
    guard let source = try parts.source("dbf") else {
      remarks.append(
        .warning("\(parts.name): there is no .dbf, so the shapes have no attributes"))
      return nil
    }
    var named = encoding.map { DBFText($0, source: "--encoding") }
    if named == nil, let text = try parts.text("cpg").map(Self.label), !text.isEmpty {
      named =
        TextEncoding(text).map { DBFText($0, source: "its .cpg") }
        ?? DBFText(unknown: "the .cpg says \(DataFault.quoted(text)), which is not known")
    }
    let table = try DBFTable(source, texts: named)
    if let encoding = table.texts.encoding, let from = table.texts.source {
      remarks.append(.note("\(parts.name): reading texts as \(encoding.name), by \(from)"))
    }
    for field in table.fields where DBFTable.isElsewhere(field) {
      remarks.append(
        .warning("\(parts.name): field \(field.name) holds memos, which are not read"))
    }
    return table
  }

  func next(_ builder: inout BatchBuilder) throws(DataFault) -> Bool {
    while true {
      if index != nil {
        guard try nextPlaced(&builder) else { return finish() }
        return true
      }
      let start = file.offset
      if end > 100, start >= end { return finish() }
      guard let head = try file.take(8) else {
        guard try file.isDone(), file.offset == start, end <= 100 || start >= end else {
          throw file.fault(
            "the .shp is cut short: it should have \(end) bytes", remedy: "fetch it again")
        }
        return finish()
      }
      let length = Int(head.word32(4).byteSwapped) * 2
      guard let bytes = try file.take(length) else {
        throw file.fault(
          "the .shp is cut short in shape \(number + 1)", remedy: "fetch it again", at: start)
      }
      number += 1
      let row = try nextRow()
      if case .deleted? = row { continue }
      builder.record(number: number, offset: start) { (builder) throws(RecordFault) in
        try add(bytes, row, &builder)
      }
      return true
    }
  }

  /// Adds the next shape from where the index says that it stands; false at the end.
  private func nextPlaced(_ builder: inout BatchBuilder) throws(DataFault) -> Bool {
    while number < index?.count ?? 0 {
      guard let place = try index?.next() else {
        throw DataFault(
          file: name, problem: "the .shx is cut short after shape \(number)",
          remedy: "delete it, and the .shp is read from front to back")
      }
      // A shape of which nothing is left.
      let bytes = place == 0 ? [0, 0, 0, 0] : try shape(at: place)
      number += 1
      let row = try nextRow()
      if case .deleted? = row { continue }
      builder.record(number: number, offset: place) { (builder) throws(RecordFault) in
        try add(bytes, row, &builder)
      }
      return true
    }
    return false
  }

  /// The bytes of the shape that begins at a byte, without its head.
  private func shape(at place: Int) throws(DataFault) -> [UInt8] {
    func outside() -> DataFault {
      file.fault(
        "the .shx says that shape \(number + 1) begins here, where the .shp has none whole",
        remedy: "fetch it again; or delete the .shx, and the .shp is read from front to back",
        at: place)
    }
    if whole == nil, place < file.offset, let source = try parts.source("shp") {
      whole = try source.all()
    }
    if let whole {
      guard place >= 100, place + 8 <= whole.count else { throw outside() }
      let length = Int(whole.word32(place + 4).byteSwapped) * 2
      guard place + 8 + length <= whole.count else { throw outside() }
      return Array(whole[(place + 8)..<(place + 8 + length)])
    }
    guard try file.skip(place - file.offset), let head = try file.take(8),
      let bytes = try file.take(Int(head.word32(4).byteSwapped) * 2)
    else { throw outside() }
    return bytes
  }

  /// Tells of rows that no shape belongs to; false.
  private func finish() -> Bool {
    if let table, table.count > number, !isTableDone {
      isTableDone = true
      remarks.append(
        .warning(
          "\(name): the .dbf has \(table.count) rows and the .shp \(number) shapes; the rest of the "
            + "rows is left out"))
    }
    return false
  }

  private func nextRow() throws(DataFault) -> DBFTable.Row? {
    guard !isTableDone else { return nil }
    let row = try table?.next()
    if row == nil { isTableDone = true }
    return row
  }

  private func add(
    _ bytes: [UInt8], _ row: DBFTable.Row?, _ builder: inout BatchBuilder
  ) throws(RecordFault) {
    if let table {
      guard case .values(let row)? = row else {
        throw RecordFault(
          number: number, problem: "the shape has no row in the .dbf, which has \(table.count)",
          remedy: "fetch the files again, all of one edition")
      }
      var isCut = false
      if let idField {
        let value = try table.value(row, table.fields[idField], isCut: &isCut)
        if case .null = value {} else { builder.setID(value) }
      }
      for (index, field) in table.fields.enumerated() where index != idField {
        builder.add(key: field.key, try table.value(row, field, isCut: &isCut))
      }
      if isCut { builder.mend(.cutCharacter) }
    }
    let shape: ShapeRecord
    do throws(ShapeRecord.Damage) {
      shape = try ShapeRecord(bytes)
    } catch {
      throw RecordFault(
        number: number, problem: error.problem, remedy: "mend it in the program that wrote it")
    }
    if builder.isStrict, shape.closed || shape.isCut || shape.isShortened {
      throw RecordFault(
        number: number,
        problem: shape.closed
          ? "a ring is not closed" : "a part of the shape has too few positions",
        remedy: "mend it, or read it with --lenient")
    }
    if shape.closed { builder.mend(.ringClosed) }
    if shape.isCut { builder.mend(.shortRing) }
    if shape.isShortened { builder.mend(.shortLine) }
    if shape.hasMeasures, !toldMeasures {
      toldMeasures = true
      remarks.append(.warning("\(name): measures (M) are left out"))
    }
    builder.add(shape.geometry)
  }
}

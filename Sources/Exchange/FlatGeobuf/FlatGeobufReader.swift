/// Reads FlatGeobuf (<https://flatgeobuf.org>, version 3) from front to back.
///
/// The spatial index is passed over. A column `id` holds ids.
final class FlatGeobufReader: FeatureReader {
  let name: String
  let crs: String?
  private(set) var remarks: [FileRemark] = []

  private var file: BinaryFile
  private let shape: FlatShape
  private let columns: [Column]
  private let idColumn: Int?
  private var number = 0
  /// How many features the header counts; 0 where it does not say.
  private let count: Int
  private let hasMeasures: Bool
  private var toldMeasures = false
  private var toldBinary = false

  private struct Column {
    var name: String
    var key: [UInt8]
    var type: UInt8
  }

  /// Reads the header and passes over the index.
  ///
  /// - Throws: A fault with the byte for what is no FlatGeobuf, is cut short or damaged.
  init(_ source: ByteSource, crs named: String?) throws(DataFault) {
    name = source.name
    var file = BinaryFile(source)
    if try file.isDone() {
      throw DataFault(
        file: source.name, problem: "the file is empty",
        remedy: "programs write such a file for a layer without features; leave it out")
    }
    guard let magic = try file.take(8), magic.starts(with: [0x66, 0x67, 0x62]),
      magic[4...6].elementsEqual([0x66, 0x67, 0x62])
    else {
      throw file.fault("this is no FlatGeobuf", remedy: "say what it is with --from", at: 0)
    }
    guard magic[3] == 3 else {
      throw file.fault(
        "FlatGeobuf of version \(magic[3]) is not read, only 3", remedy: "write it anew", at: 3)
    }
    guard let size = try file.take(4), let head = try file.take(Int(size.word32(0))) else {
      throw file.fault("the header is cut short", remedy: "fetch it again")
    }
    var remarks: [FileRemark] = []
    do throws(FlatTable.Damage) {
      let header = try FlatTable(root: head)
      shape = FlatShape(type: try header.byte(2), hasHeights: try header.byte(3) != 0)
      hasMeasures = try header.byte(4) != 0
      columns = try Self.columns(header, 7)
      count = Int(clamping: try header.long(8))
      let nodeSize = Int(try header.short(9, default: 16))
      crs = named == nil ? try Self.crs(header, name, &remarks) : nil
      guard let index = Self.indexSize(count: count, nodeSize: nodeSize) else {
        throw FlatTable.Damage(problem: "it counts \(count) features")
      }
      self.file = file
      indexSize = index
    } catch {
      throw file.fault(
        "the header is damaged: \(error.problem)", remedy: "fetch or write it again", at: 12)
    }
    idColumn = columns.firstIndex { $0.name.lowercased() == "id" }
    self.remarks = remarks
    guard try self.file.skip(indexSize) else {
      throw self.file.fault("the spatial index is cut short", remedy: "fetch it again")
    }
  }

  private let indexSize: Int

  private static func columns(
    _ table: FlatTable, _ field: Int
  ) throws(FlatTable.Damage) -> [Column] {
    var columns: [Column] = []
    var names = PropertyList()
    for column in try table.tables(field) {
      names.add(try column.string(0) ?? "column", .null)
      let name = names.members[columns.count].name
      var json = JSONWriter()
      json.addString(name)
      columns.append(
        Column(name: name, key: json.bytes + Array(": ".utf8), type: try column.byte(1)))
    }
    return columns
  }

  private static func crs(
    _ header: FlatTable, _ name: String, _ remarks: inout [FileRemark]
  ) throws(FlatTable.Damage) -> String? {
    if let crs = try header.table(10) {
      let code = try crs.int(1)
      if code > 0 { return "\((try crs.string(0) ?? "EPSG").uppercased()):\(code)" }
      if let text = try crs.string(5), !text.isEmpty {
        return "\((try crs.string(0) ?? "EPSG").uppercased()):\(text)"
      }
      if let text = try crs.string(4), !text.isEmpty {
        return WellKnownCRS.isLongitudeLatitude(text) ? "EPSG:4326" : text
      }
    }
    var box: [Double] = []
    if let envelope = try header.vector(1, of: 8), envelope.count >= 4 {
      box = (0..<4).map { header.bytes.double(envelope.start + $0 * 8) }
    }
    let isDegrees =
      box.isEmpty
      || [0, 2].allSatisfy {
        CoordinateRange.isOnEarth(longitude: box[$0], latitude: box[$0 + 1])
      }
    remarks.append(
      .warning(
        "\(name): the file names no CRS; its coordinates are taken as "
          + (isDegrees ? "longitude and latitude" : "metres")
          + "; if they are not, name the CRS with --crs"))
    return isDegrees ? "EPSG:4326" : "planar"
  }

  /// How many bytes the packed tree has; nil where no file could be that long.
  static func indexSize(count: Int, nodeSize: Int) -> Int? {
    guard count > 0, nodeSize > 0 else { return 0 }
    guard nodeSize >= 2, count < 1 << 48 else { return nil }
    var level = count
    var nodes = count
    repeat {
      level = (level + nodeSize - 1) / nodeSize
      nodes += level
    } while level > 1
    return nodes * 40
  }

  func next(_ builder: inout BatchBuilder) throws(DataFault) -> Bool {
    let start = file.offset
    if try file.isDone() {
      guard count == 0 || number >= count else {
        throw file.fault(
          "the file is cut short: it has \(number) of \(count) features",
          remedy: "fetch it again")
      }
      return false
    }
    guard let size = try file.take(4), let bytes = try file.take(Int(size.word32(0))) else {
      throw file.fault(
        "the file is cut short in feature \(number + 1)", remedy: "fetch it again", at: start)
    }
    number += 1
    builder.record(number: number, offset: start) { (builder) throws(RecordFault) in
      do throws(FlatTable.Damage) {
        try add(bytes, &builder)
      } catch {
        throw RecordFault(
          number: number, problem: "the feature cannot be read: \(error.problem)",
          remedy: error.remedy ?? "fetch or write the file again")
      }
    }
    return true
  }

  private func add(
    _ bytes: [UInt8], _ builder: inout BatchBuilder
  ) throws(FlatTable.Damage) {
    let feature = try FlatTable(root: bytes)
    let own = try Self.columns(feature, 2)
    let columns = own.isEmpty ? columns : own
    let idColumn = own.isEmpty ? idColumn : own.firstIndex { $0.name.lowercased() == "id" }
    try addProperties(feature, columns, idColumn, &builder)
    if let geometry = try feature.table(0) {
      if hasMeasures, !toldMeasures {
        toldMeasures = true
        remarks.append(.warning("\(name): measures (M) are left out"))
      }
      try builder.withBatch { (batch) throws(FlatTable.Damage) in
        try shape.add(geometry, to: &batch)
      }
    } else {
      builder.addShape(ShapeCode.none)
    }
  }

  /// Adds the values that a feature has; those it leaves out are null.
  private func addProperties(
    _ feature: FlatTable, _ columns: [Column], _ idColumn: Int?, _ builder: inout BatchBuilder
  ) throws(FlatTable.Damage) {
    var values = [BatchBuilder.Value](repeating: .null, count: columns.count)
    if let vector = try feature.vector(1, of: 1) {
      var place = vector.start
      let end = vector.start + vector.count
      while place < end {
        guard place + 2 <= end else { throw FlatTable.Damage(problem: "the values are cut short") }
        let column = Int(feature.bytes.word16(place))
        place += 2
        guard column < columns.count else {
          throw FlatTable.Damage(problem: "a value belongs to column \(column), which there is not")
        }
        values[column] = try value(feature.bytes, &place, end, columns[column])
      }
    }
    for (index, column) in columns.enumerated() {
      guard index == idColumn else {
        builder.add(key: column.key, values[index])
        continue
      }
      if case .null = values[index] {} else { builder.setID(values[index]) }
    }
  }

  private func value(
    _ bytes: [UInt8], _ place: inout Int, _ end: Int, _ column: Column
  ) throws(FlatTable.Damage) -> BatchBuilder.Value {
    let sizes = [1, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8]
    let type = Int(column.type)
    func take(_ size: Int) throws(FlatTable.Damage) -> Int {
      guard size <= end - place else {
        throw FlatTable.Damage(problem: "the value of \(column.name) is cut short")
      }
      place += size
      return place - size
    }
    guard type < sizes.count else {
      guard type <= 14 else {
        throw FlatTable.Damage(
          problem: "column \(column.name) is of type \(type), which is not known")
      }
      let size = Int(bytes.word32(try take(4)))
      let start = try take(size)
      return text(bytes[start..<start + size], type, column)
    }
    let start = try take(sizes[type])
    switch type {
    case 0: return .whole(Int64(Int8(bitPattern: bytes[start])))
    case 1: return .whole(Int64(bytes[start]))
    case 2: return .truth(bytes[start] != 0)
    case 3: return .whole(Int64(Int16(bitPattern: bytes.word16(start))))
    case 4: return .whole(Int64(bytes.word16(start)))
    case 5: return .whole(Int64(bytes.int32(start)))
    case 6: return .whole(Int64(bytes.word32(start)))
    case 7: return .whole(Int64(bitPattern: bytes.word64(start)))
    case 8: return .number("\(bytes.word64(start))")
    case 9:
      let number = Float(bitPattern: bytes.word32(start))
      return number.isFinite ? .number(JSONNumber(Double("\(number)") ?? 0)?.text ?? "null") : .null
    default:
      let number = bytes.double(start)
      return number.isFinite ? .real(number) : .null
    }
  }

  private func text(
    _ bytes: ArraySlice<UInt8>, _ type: Int, _ column: Column
  ) -> BatchBuilder.Value {
    let text = String(decoding: bytes, as: UTF8.self)
    switch type {
    case 12:
      guard let value = try? JSON.decode(Array(bytes), file: "") else { return .text(text) }
      return .json(JSON.encode(value))
    case 14:
      if !toldBinary {
        toldBinary = true
        remarks.append(
          .warning("\(name): column \(column.name) holds bytes, which are left out"))
      }
      return .null
    default: return .text(text)
    }
  }
}

/// The attributes of a shapefile: a dBASE table, row by row.
struct DBFTable {
  struct Field {
    var name: String
    /// `"name": `, to be copied.
    var key: [UInt8]
    var type: UInt8
    var start: Int
    var length: Int
  }

  /// One row: its values in the order of the fields, or that it was deleted.
  enum Row {
    case values([UInt8])
    case deleted
  }

  private var file: BinaryFile
  let fields: [Field]
  let texts: DBFText
  let count: Int
  private let rowLength: Int
  private var row = 0

  /// Reads the head.
  ///
  /// - Parameters:
  ///   - source: The `.dbf`.
  ///   - named: How texts are read as the user or the `.cpg` says; nil for what the language byte of the table says.
  /// - Throws: A fault for what is no dBASE table, and for names of fields that are no text.
  init(_ source: ByteSource, texts named: DBFText?) throws(DataFault) {
    var file = BinaryFile(source)
    guard let head = try file.take(32) else {
      throw file.fault("the .dbf is cut short", remedy: "fetch it again")
    }
    let headLength = Int(head.word16(8))
    rowLength = Int(head.word16(10))
    count = Int(head.word32(4))
    guard headLength >= 33, rowLength >= 1, let list = try file.take(headLength - 32) else {
      throw file.fault("this is no .dbf, or it is cut short", remedy: "fetch it again")
    }
    texts = named ?? Self.texts(driver: head[29])
    var fields: [Field] = []
    var names: Set<String> = []
    var start = 1
    var place = 0
    while place + 32 <= list.count, list[place] != 0x0D {
      let name = list[place..<place + 11].prefix { $0 != 0 }
      var text = ""
      var isCut = false
      do throws(DBFText.Damage) {
        text = try texts.text(name, isCut: &isCut).trimmed
      } catch {
        throw DataFault(
          file: file.name, subject: "the name of field \(fields.count + 1)", problem: error.problem,
          remedy: error.remedy)
      }
      if text.isEmpty { text = "field\(fields.count + 1)" }
      var number = 2
      let plain = text
      while !names.insert(text).inserted {
        text = "\(plain)_\(number)"
        number += 1
      }
      let type = list[place + 11]
      // Texts longer than 255 bytes keep the rest of their length where others have decimals.
      let length =
        Int(list[place + 16]) + (type == 0x43 ? Int(list[place + 17]) << 8 : 0)
      var json = JSONWriter()
      json.addString(text)
      fields.append(
        Field(
          name: text, key: json.bytes + Array(": ".utf8), type: type, start: start,
          length: length))
      start += length
      place += 32
    }
    guard start <= rowLength else {
      throw file.fault(
        "the fields of the .dbf are longer than its rows: \(start) bytes of \(rowLength)",
        remedy: "fetch it again", at: 32)
    }
    self.fields = fields
    self.file = file
  }

  /// The next row; nil at the end.
  mutating func next() throws(DataFault) -> Row? {
    guard row < count, let bytes = try file.take(rowLength) else { return nil }
    row += 1
    return bytes[0] == 0x2A ? .deleted : .values(bytes)
  }

  /// How texts are read by the language driver of the table.
  private static func texts(driver: UInt8) -> DBFText {
    guard driver != 0 else { return DBFText(unknown: nil) }
    guard let encoding = TextEncoding(driver: driver) else {
      return DBFText(
        unknown: "the language byte of the .dbf, \(driver), stands for no encoding that is known")
    }
    return DBFText(
      encoding,
      source: "the language byte of the .dbf"
        + (driver == DBFDrivers.ansi
          ? ", which says no more than Windows: where letters are wrong, name another with --encoding"
          : ""))
  }

  /// The value of a field in a row.
  ///
  /// - Parameters:
  ///   - row: The row.
  ///   - field: The field.
  ///   - isCut: Becomes true where a text ends in the middle of a character, which is left out.
  /// - Returns: The value by the type of the field.
  /// - Throws: A fault where the bytes are no text.
  func value(
    _ row: [UInt8], _ field: Field, isCut: inout Bool
  ) throws(RecordFault) -> BatchBuilder.Value {
    let bytes = row[field.start..<field.start + field.length]
    switch field.type {
    case 0x49 where field.length == 4, 0x2B where field.length == 4:  // I +
      return .whole(Int64(row.int32(field.start)))
    case 0x4F where field.length == 8, 0x42 where field.length == 8:  // O B
      let number = row.double(field.start)
      return number.isFinite ? .real(number) : .null
    case 0x4D, 0x47, 0x50, 0x30: return .null  // M G P, and Visual FoxPro's own
    default: break
    }
    let text = try self.text(bytes.prefix { $0 != 0 }, field, &isCut)
    guard !text.isEmpty else { return .null }
    switch field.type {
    case 0x4E, 0x46:  // N F
      // Stars stand for a number that was too long.
      if text.allSatisfy({ $0 == "*" }) { return .null }
      return PropertyList.number(Self.shortened(text)) ?? .text(text)
    case 0x4C:  // L
      switch text {
      case "T", "t", "Y", "y", "1": return .truth(true)
      case "F", "f", "N", "n", "0": return .truth(false)
      default: return .null
      }
    case 0x44 where text.utf8.count == 8 && text.utf8.allSatisfy { $0 &- 0x30 < 10 }:  // D
      if text == "00000000" { return .null }
      return .text("\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))")
    default: return .text(text)
    }
  }

  /// A number without the zeros that fill its decimals.
  private static func shortened(_ text: String) -> String {
    guard text.contains("."), !text.lowercased().contains("e") else { return text }
    let bytes = Array(text.utf8)
    guard let last = bytes.lastIndex(where: { $0 != 0x30 }) else { return text }
    let end = bytes[last] == 0x2E ? last : last + 1
    return String(decoding: bytes[..<end], as: UTF8.self)
  }

  /// Whether values of a field stand in another file, which is not read.
  static func isElsewhere(_ field: Field) -> Bool { [0x4D, 0x47, 0x50].contains(field.type) }

  private func text(
    _ bytes: ArraySlice<UInt8>, _ field: Field, _ isCut: inout Bool
  ) throws(RecordFault) -> String {
    do throws(DBFText.Damage) {
      return try texts.text(bytes, isCut: &isCut).trimmed
    } catch {
      throw RecordFault(
        number: 0, field: .property(field.name), problem: error.problem, remedy: error.remedy)
    }
  }
}

extension String {
  /// Without spaces around it.
  fileprivate var trimmed: String {
    let bytes = Array(utf8)
    guard let first = bytes.firstIndex(where: { $0 > 0x20 }),
      let last = bytes.lastIndex(where: { $0 > 0x20 })
    else { return "" }
    return String(decoding: bytes[first...last], as: UTF8.self)
  }
}

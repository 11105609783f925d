/// A table of a flatbuffer, every step of it checked against the bytes that are there.
///
/// The format: <https://flatbuffers.dev/internals/>.
struct FlatTable {
  /// Why bytes are no table.
  struct Damage: Error {
    var problem = "an offset points outside of it"
    var remedy: String?
  }

  let bytes: [UInt8]
  private let start: Int
  private let fields: Int
  private let fieldsEnd: Int

  /// The table that the first word of a buffer points to.
  init(root bytes: [UInt8]) throws(Damage) {
    guard bytes.count >= 4 else { throw Damage() }
    try self.init(bytes, at: Int(bytes.word32(0)))
  }

  private init(_ bytes: [UInt8], at start: Int) throws(Damage) {
    guard start >= 0, start <= bytes.count - 4 else { throw Damage() }
    let fields = start - Int(bytes.int32(start))
    guard fields >= 0, fields <= bytes.count - 4 else { throw Damage() }
    let size = Int(bytes.word16(fields))
    guard size >= 4, fields + size <= bytes.count else { throw Damage() }
    self.bytes = bytes
    self.start = start
    self.fields = fields
    fieldsEnd = fields + size
  }

  /// Where a field of so many bytes lies; nil where it is left out.
  private func place(_ field: Int, _ size: Int) throws(Damage) -> Int? {
    let entry = fields + 4 + field * 2
    guard entry + 2 <= fieldsEnd else { return nil }
    let offset = Int(bytes.word16(entry))
    guard offset > 0 else { return nil }
    guard start + offset + size <= bytes.count else { throw Damage() }
    return start + offset
  }

  func byte(_ field: Int, default value: UInt8 = 0) throws(Damage) -> UInt8 {
    try place(field, 1).map { bytes[$0] } ?? value
  }

  func short(_ field: Int, default value: UInt16) throws(Damage) -> UInt16 {
    try place(field, 2).map { bytes.word16($0) } ?? value
  }

  func int(_ field: Int) throws(Damage) -> Int32 {
    try place(field, 4).map { bytes.int32($0) } ?? 0
  }

  func long(_ field: Int) throws(Damage) -> UInt64 {
    try place(field, 8).map { bytes.word64($0) } ?? 0
  }

  /// Where the elements of a vector begin and how many there are; nil where it is left out.
  func vector(_ field: Int, of size: Int) throws(Damage) -> (start: Int, count: Int)? {
    guard let place = try place(field, 4) else { return nil }
    let vector = place + Int(bytes.word32(place))
    guard vector <= bytes.count - 4 else { throw Damage() }
    let count = Int(bytes.word32(vector))
    guard count <= (bytes.count - vector - 4) / size else {
      throw Damage(problem: "a list counts \(count) elements, which are not there")
    }
    return (vector + 4, count)
  }

  func string(_ field: Int) throws(Damage) -> String? {
    guard let vector = try vector(field, of: 1) else { return nil }
    return String(decoding: bytes[vector.start..<vector.start + vector.count], as: UTF8.self)
  }

  func table(_ field: Int) throws(Damage) -> FlatTable? {
    guard let place = try place(field, 4) else { return nil }
    return try FlatTable(bytes, at: place + Int(bytes.word32(place)))
  }

  func tables(_ field: Int) throws(Damage) -> [FlatTable] {
    guard let vector = try vector(field, of: 4) else { return [] }
    var tables: [FlatTable] = []
    for index in 0..<vector.count {
      let place = vector.start + index * 4
      tables.append(try FlatTable(bytes, at: place + Int(bytes.word32(place))))
    }
    return tables
  }
}

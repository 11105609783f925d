import Foundation
import GRDB

extension IndexFile {
  /// What is wrong with an index that SQLite itself can read.
  struct Damage: Error, Hashable {}

  /// Reads a whole index.
  ///
  /// - Returns: Nil where there is no file, or one of another version or other references.
  /// - Throws: What SQLite says of a file that is damaged, or ``Damage``; nothing of it has been used then.
  static func read(_ path: String, fingerprint: String) throws -> AddressIndex? {
    guard access(path, R_OK) == 0 else { return nil }
    var configuration = Configuration()
    configuration.readonly = true
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    return try queue.read { database in
      guard try database.tableExists("about") else { return nil }
      var about: [String: String] = [:]
      let rows = try Row.fetchCursor(database, sql: "SELECT key, value FROM about")
      while let row = try rows.next() {
        about[try row.decode(String.self, atIndex: 0)] = try row.decode(String.self, atIndex: 1)
      }
      guard about["version"] == version, about["fingerprint"] == fingerprint else { return nil }
      return AddressIndex(try parts(database, about))
    }
  }

  private static func parts(
    _ database: Database, _ about: [String: String]
  ) throws -> AddressIndex.Parts {
    var parts = AddressIndex.Parts()
    var sum = IndexSum()
    guard let addresses = about["addresses"].flatMap({ Int($0) }),
      let nameless = about["nameless"].flatMap({ Int($0) })
    else { throw Damage() }
    parts.addressCount = addresses
    parts.namelessCount = nameless
    parts.texts = try texts("text", database, &sum)
    parts.cities = try texts("city", database, &sum)
    let names = try Row.fetchCursor(database, sql: "SELECT id, text, words FROM name ORDER BY id")
    while let row = try names.next() {
      guard try row.decode(Int.self, atIndex: 0) == parts.names.count else { throw Damage() }
      let (text, words) = (
        try row.decode(String.self, atIndex: 1), try row.decode(String.self, atIndex: 2)
      )
      sum.add(text)
      sum.add(words)
      parts.names.append(
        IndexContent.Name(text: text, words: words.split(separator: " ").map(String.init)))
    }
    try addStreets(database, &parts, &sum)
    guard sum.text == about["sum"] else { throw Damage() }
    return parts
  }

  private static func texts(
    _ table: String, _ database: Database, _ sum: inout IndexSum
  ) throws -> [String] {
    var texts: [String] = []
    let rows = try Row.fetchCursor(database, sql: "SELECT id, text FROM \(table) ORDER BY id")
    while let row = try rows.next() {
      guard try row.decode(Int.self, atIndex: 0) == texts.count else { throw Damage() }
      let text = try row.decode(String.self, atIndex: 1)
      sum.add(text)
      texts.append(text)
    }
    guard texts.first == "" else { throw Damage() }
    return texts
  }

  private static func addStreets(
    _ database: Database, _ parts: inout AddressIndex.Parts, _ sum: inout IndexSum
  ) throws {
    let streets = try Row.fetchCursor(
      database, sql: "SELECT id, name, city, code, houses FROM street ORDER BY id")
    while let row = try streets.next() {
      guard try row.decode(Int.self, atIndex: 0) == parts.streetNames.count else { throw Damage() }
      let numbers = try (1...3).map { try row.decode(Int32.self, atIndex: $0) }
      let (name, city, code) = (numbers[0], numbers[1], numbers[2])
      guard parts.names.indices.contains(Int(name)), name >= parts.streetNames.last ?? 0,
        parts.cities.indices.contains(Int(city)), parts.texts.indices.contains(Int(code))
      else { throw Damage() }
      parts.streetNames.append(name)
      parts.streetCities.append(city)
      parts.streetCodes.append(code)
      sum.add(numbers)
      let textCount = parts.texts.count
      let houses = try row.withUnsafeData(atIndex: 4) { data in
        try (data ?? Data()).withUnsafeBytes { bytes in
          sum.add(bytes)
          return try Self.houses(bytes, textCount: textCount)
        }
      }
      parts.houses += houses
      parts.houseEnds.append(Int32(parts.houses.count))
    }
  }

  /// The houses of a block, each checked.
  private static func houses(
    _ bytes: UnsafeRawBufferPointer, textCount: Int
  ) throws -> [HouseEntry] {
    guard bytes.count.isMultiple(of: HouseEntry.width) else { throw Damage() }
    return try stride(from: 0, to: bytes.count, by: HouseEntry.width).map { offset in
      let house = HouseEntry(bytes, at: offset)
      let texts = 0..<textCount
      guard house.number >= 0, texts.contains(Int(house.suffix)), texts.contains(Int(house.label)),
        texts.contains(Int(house.postcode)), house.longitude.magnitude <= 180,
        house.latitude.magnitude <= 90
      else { throw Damage() }
      return house
    }
  }
}

import Exchange
import Foundation
import GRDB

/// The SQLite file that keeps an index from one call to the next.
///
/// It is written beside its place and moved there when it is whole, so that programs that read or
/// write it at the same time see the old one or the new one.
enum IndexFile {
  /// Changes whenever the tables, or what is read into them, change: older files are built anew.
  static let version = "2"

  private static let schema = """
    CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE text (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
    CREATE TABLE city (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
    CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL, words TEXT NOT NULL);
    CREATE TABLE street (
      id INTEGER PRIMARY KEY, name INTEGER NOT NULL, city INTEGER NOT NULL, houses BLOB NOT NULL);
    CREATE VIRTUAL TABLE name_trigrams USING fts5(
      words, content='name', content_rowid='id', tokenize='trigram');
    """

  /// What SQLite keeps in the head of a file to say whose it is: `FBix`.
  static let applicationID: Int32 = 0x4642_6978

  /// Writes an index in place of an older one.
  ///
  /// - Throws: ``GeocodingError/cannotWriteIndex(path:reason:)``.
  static func write(_ content: IndexContent, fingerprint: String, to path: String) throws {
    do {
      let staged = try HiddenFile(for: path)
      try fill(staged.path, content, fingerprint)
      try staged.place()
    } catch OutputError.cannotWrite(_, let reason) {
      throw GeocodingError.cannotWriteIndex(path: path, reason: reason)
    }
  }

  private static func fill(
    _ path: String, _ content: IndexContent, _ fingerprint: String
  ) throws {
    var configuration = Configuration()
    configuration.prepareDatabase { database in
      // The file is thrown away if this does not come to its end.
      try database.execute(
        sql: """
          PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
          PRAGMA application_id = \(applicationID)
          """)
    }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.write { database in
      try database.execute(sql: schema)
      try insert(content, into: database)
      let about = [
        ("version", version), ("fingerprint", fingerprint),
        ("addresses", "\(content.addressCount)"), ("nameless", "\(content.namelessCount)"),
      ]
      for (key, value) in about {
        try database.execute(sql: "INSERT INTO about VALUES (?, ?)", arguments: [key, value])
      }
      try database.execute(sql: "INSERT INTO name_trigrams(name_trigrams) VALUES ('rebuild')")
    }
    try queue.close()
  }

  private static func insert(_ content: IndexContent, into database: Database) throws {
    for (table, texts) in [("text", content.texts.texts), ("city", content.cities.texts)] {
      let statement = try database.makeStatement(sql: "INSERT INTO \(table) VALUES (?, ?)")
      for (id, text) in texts.enumerated() { try statement.execute(arguments: [id, text]) }
    }
    let names = try database.makeStatement(sql: "INSERT INTO name VALUES (?, ?, ?)")
    for (id, name) in content.names.enumerated() {
      try names.execute(arguments: [id, name.text, name.words.joined(separator: " ")])
    }
    let streets = try database.makeStatement(sql: "INSERT INTO street VALUES (?, ?, ?, ?)")
    var bytes: [UInt8] = []
    for (id, index) in content.streetOrder.enumerated() {
      let street = content.streets[index]
      bytes.removeAll(keepingCapacity: true)
      for house in content.sortedHouses(ofStreet: index) { house.append(to: &bytes) }
      try streets.execute(arguments: [id, street.name, street.city, Data(bytes)])
    }
  }

  /// Reads a whole index.
  ///
  /// - Returns: Nil where there is no file, or one of another version or other references.
  /// - Throws: What SQLite says of a file that is damaged.
  static func read(_ path: String, fingerprint: String) throws -> AddressIndex? {
    guard access(path, R_OK) == 0 else { return nil }
    var configuration = Configuration()
    configuration.readonly = true
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    return try queue.read { database in
      guard try database.tableExists("about") else { return nil }
      let about = Dictionary(
        try Row.fetchAll(database, sql: "SELECT key, value FROM about").map { row in
          (row[0] as String, row[1] as String)
        }, uniquingKeysWith: { first, _ in first })
      guard about["version"] == version, about["fingerprint"] == fingerprint else { return nil }
      return try load(database, about)
    }
  }

  /// Whether what is there may give way to an index: nothing, an empty file, or an index of ours.
  static func mayReplace(_ path: String) -> Bool {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { return true }
    guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return false }
    guard facts.st_size > 0 else { return true }
    // The head of a database: 16 bytes that say so, and the application's number in bytes 68 to 71.
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    guard let head = try? file.read(upToCount: 72), head.count == 72 else { return false }
    let number = head.suffix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return head.starts(with: Data("SQLite format 3\0".utf8)) && number == UInt32(applicationID)
  }

  /// Whether there is nothing or a file of its own; a link may lead to something of somebody else's.
  static func isPlain(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) != 0 || facts.st_mode & S_IFMT == S_IFREG
  }

  private static func load(
    _ database: Database, _ about: [String: String]
  ) throws -> AddressIndex {
    var parts = AddressIndex.Parts()
    parts.addressCount = about["addresses"].flatMap { Int($0) } ?? 0
    parts.namelessCount = about["nameless"].flatMap { Int($0) } ?? 0
    parts.texts = try String.fetchAll(database, sql: "SELECT text FROM text ORDER BY id")
    parts.cities = try String.fetchAll(database, sql: "SELECT text FROM city ORDER BY id")
    let names = try Row.fetchCursor(database, sql: "SELECT text, words FROM name ORDER BY id")
    while let row = try names.next() {
      let words: String = row[1]
      parts.names.append(
        IndexContent.Name(text: row[0], words: words.split(separator: " ").map(String.init)))
    }
    let streets = try Row.fetchCursor(
      database, sql: "SELECT name, city, houses FROM street ORDER BY id")
    while let row = try streets.next() {
      parts.streetNames.append(row[0])
      parts.streetCities.append(row[1])
      try row.withUnsafeData(atIndex: 2) { data in
        data?.withUnsafeBytes { bytes in
          for offset in stride(from: 0, to: bytes.count, by: HouseEntry.width) {
            parts.houses.append(HouseEntry(bytes, at: offset))
          }
        }
      }
      parts.houseEnds.append(Int32(parts.houses.count))
    }
    return AddressIndex(parts)
  }
}

extension IndexFile {
  /// Makes an index look like that of another version, for tests.
  static func setVersion(_ version: String, of path: String) throws {
    try DatabaseQueue(path: path).write { database in
      try database.execute(
        sql: "UPDATE about SET value = ? WHERE key = 'version'", arguments: [version])
    }
  }
}

import Exchange
import Foundation
import GRDB

/// The SQLite file that keeps an index from one call to the next.
///
/// It is written beside its place and moved there when it is whole, so that programs that read or
/// write it at the same time see the old one or the new one.
enum IndexFile {
  /// Changes whenever the tables, or what is read into them, change: older files are built anew.
  static let version = "3"

  private static let schema = """
    CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE text (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
    CREATE TABLE city (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
    CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL, words TEXT NOT NULL);
    CREATE TABLE street (
      id INTEGER PRIMARY KEY, name INTEGER NOT NULL, city INTEGER NOT NULL, code INTEGER NOT NULL,
      houses BLOB NOT NULL);
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
      let sum = try insert(content, into: database)
      let about = [
        ("version", version), ("fingerprint", fingerprint), ("sum", sum.text),
        ("addresses", "\(content.addressCount)"), ("nameless", "\(content.namelessCount)"),
      ]
      for (key, value) in about {
        try database.execute(sql: "INSERT INTO about VALUES (?, ?)", arguments: [key, value])
      }
      try database.execute(sql: "INSERT INTO name_trigrams(name_trigrams) VALUES ('rebuild')")
    }
    try queue.close()
  }

  /// Fills the tables.
  ///
  /// - Returns: A sum over all that was put in, by which damage is noticed.
  private static func insert(
    _ content: IndexContent, into database: Database
  ) throws -> IndexSum {
    var sum = IndexSum()
    for (table, texts) in [("text", content.texts.texts), ("city", content.cities.texts)] {
      let statement = try database.makeStatement(sql: "INSERT INTO \(table) VALUES (?, ?)")
      for (id, text) in texts.enumerated() {
        try statement.execute(arguments: [id, text])
        sum.add(text)
      }
    }
    let names = try database.makeStatement(sql: "INSERT INTO name VALUES (?, ?, ?)")
    for (id, name) in content.names.enumerated() {
      let words = name.words.joined(separator: " ")
      try names.execute(arguments: [id, name.text, words])
      sum.add(name.text)
      sum.add(words)
    }
    let streets = try database.makeStatement(sql: "INSERT INTO street VALUES (?, ?, ?, ?, ?)")
    var bytes: [UInt8] = []
    for (id, index) in content.streetOrder.enumerated() {
      let street = content.streets[index]
      bytes.removeAll(keepingCapacity: true)
      for house in content.sortedHouses(ofStreet: index) { house.append(to: &bytes) }
      try streets.execute(arguments: [id, street.name, street.city, street.code, Data(bytes)])
      sum.add([street.name, street.city, street.code])
      sum.add(bytes)
    }
    return sum
  }

  /// Whether what is there may give way to an index: nothing, an empty file, or an index of ours.
  static func mayReplace(_ path: String) -> Bool {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { return true }
    guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return false }
    guard facts.st_size > 0 else { return true }
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    guard let head = try? file.read(upToCount: 1 << 14), head.count >= 72,
      head.starts(with: Data("SQLite format 3\0".utf8))
    else { return false }
    // The number of the application stands in bytes 68 to 71 of a database.
    let number = head[68..<72].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    if number == UInt32(applicationID) { return true }
    // Indexes of earlier versions have none, but the tables of ours.
    return ["CREATE TABLE about (key TEXT PRIMARY KEY", "name_trigrams", "houses BLOB NOT NULL"]
      .allSatisfy { head.range(of: Data($0.utf8)) != nil }
  }

  /// Whether there is nothing or a file of its own; a link may lead to something of somebody else's.
  static func isPlain(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) != 0 || facts.st_mode & S_IFMT == S_IFREG
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

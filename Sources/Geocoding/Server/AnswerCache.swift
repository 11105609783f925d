import Foundation
import GRDB

/// Answers of a server by what was asked, kept from one call to the next.
struct AnswerCache {
  private let queue: DatabaseQueue

  /// In the user's folder for files that can be made again; in memory where there is none.
  init(server: String) throws {
    let name = "nominatim-\(Digest.text(of: Array(server.utf8))).sqlite"
    guard let folder = CacheFolder.path, IndexFile.isPlain("\(folder)/\(name)"),
      let cache = try? AnswerCache(path: "\(folder)/\(name)")
    else {
      self = try AnswerCache(path: nil)
      return
    }
    self = cache
  }

  init(path: String?) throws {
    if let path {
      try FileManager.default.createDirectory(
        at: URL(fileURLWithPath: path).deletingLastPathComponent(),
        withIntermediateDirectories: true)
      var configuration = Configuration()
      configuration.busyMode = .timeout(10)
      queue = try DatabaseQueue(path: path, configuration: configuration)
    } else {
      queue = try DatabaseQueue()
    }
    try queue.write { database in
      try database.execute(
        sql: "CREATE TABLE IF NOT EXISTS answer (url TEXT PRIMARY KEY, body BLOB NOT NULL)")
    }
  }

  subscript(url: String) -> [UInt8]? {
    let found = try? queue.read { database in
      try Data.fetchOne(database, sql: "SELECT body FROM answer WHERE url = ?", arguments: [url])
    }
    guard let body = found else { return nil }
    return [UInt8](body)
  }

  mutating func keep(_ body: [UInt8], for url: String) throws {
    try queue.write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO answer VALUES (?, ?)", arguments: [url, Data(body)])
    }
  }
}

/// Where files lie that can be made again.
enum CacheFolder {
  /// `$XDG_CACHE_HOME/footbridge`, or `~/.cache/footbridge`; nil where neither is known.
  static var path: String? {
    let environment = ProcessInfo.processInfo.environment
    let cache =
      environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
      ?? environment["HOME"].map { $0 + "/.cache" }
    return cache.map { $0 + "/footbridge" }
  }
}
